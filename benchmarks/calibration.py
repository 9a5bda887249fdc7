"""Fits the pay model to published ratios and says how far it is off, or scores it on another table.

Run: python -m benchmarks.calibration [--score FILE] [--write] [--picture FILE]
Without options: refits, prints every published ratio beside the model's, and the errors in sample, by era, leaving one
survey out and leaving one era out, with the starting values beside them; then the official percentiles.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from advisor.errors import InputError, did_you_mean
from advisor.knowledge import built_in_folder
from advisor.knowledge.kinds.roles import Role
from advisor.knowledge.load import load_knowledge
from advisor.pay.model import pay_model
from benchmarks.distribution import (
    OCCUPATION,
    SHARES_SHOWN,
    coverage,
    holders,
    mixture,
    nation_errors,
    state_errors,
    terms_variance,
)
from benchmarks.filters import FORMER, JOB_OF_ROLE, Names
from benchmarks.fitting import Fit, Prior, fit
from benchmarks.judged import alone, gained
from benchmarks.places import expected, levels, states
from benchmarks.population import simulate
from benchmarks.predict import EARLIER, LATER, Predictor, Terms, errors_percent
from benchmarks.priors import JOINT, SENIOR, STARTING_JOINT, fixed, national, priors
from benchmarks.ratios import ERAS, SURVEYED, Ratio, derived, given, read_ratios, surveyed
from benchmarks.starting import starting_terms

Array = Any
POINTS = 4096
PLAIN = {
    "credential:cpb": Prior(0.0, 0.06, "credential:any"),
    "role:senior": Prior(0.20, 0.30),
    **{f"role:{each}": Prior(0.20, 0.08, "role:senior") for each in SENIOR},
}
"""Priors before any error of this benchmark was looked at."""

READILY = {"entry": 1.0, "advanced": 0.0}
LICENCES = frozenset({"rn", "lpn", "md", "do", "pa", "foreign_md"})
HALF_TRUSTED_JOBS = 50.0
FREE = Prior(0.0, 0.5)
"""For the starting form refitted: no term is held to anything."""


def names() -> Names:
    """The ids that filters may use: those of the knowledge base."""
    folder = built_in_folder("kb")

    def stems(kind: str) -> frozenset[str]:
        return frozenset(path.stem for path in (folder / kind).glob("*.yaml"))

    readily = {
        path.stem: _readily(path) for path in (folder / "credentials").glob("*.yaml") if path.stem not in LICENCES
    }
    regions = frozenset({"pacific", "lowest", *states()})
    return Names(
        *(readily, LICENCES, stems("roles"), stems("employers"), regions, stems("settings"), stems("specialties"))
    )


def _readily(path: Path) -> float:
    level = [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("level: ")]
    return READILY.get(level[0], 0.5) if level else 0.5


def advanced_only(known: Names) -> Names:
    """The starting values' reading: every other credential comes second."""
    return replace(known, holds=dict.fromkeys(known.holds, 0.0))


@dataclass
class Bench:
    """Predictors over both populations, with the rows to fit and the rows to judge by."""

    ours: Predictor
    starting: Predictor
    rows: Sequence[Ratio]
    more: Sequence[Ratio]
    places: Mapping[str, float]
    instead: Mapping[str, Prior] = field(default_factory=dict)
    """Priors that replace the usual ones."""

    def refit(self, without: Callable[[Ratio], bool] = lambda row: False) -> Fit:
        """Our terms, fitted to the rows that are not left out."""
        rows = [row for row in (*self.rows, *self.more) if not without(row)]
        return fit(self.ours, rows, {**priors(), **self.instead}, fixed(expected(self.places)))

    def starting_refit(self, without: Callable[[Ratio], bool]) -> Fit:
        """The terms of the starting form, fitted to the rows that are not left out and held to nothing."""
        rows = [row for row in self.rows if not without(row)]
        start = starting_terms(self.places)
        kept = ("role:other", "down", "up", *(name for name in start if name.startswith("region:")))
        free = {name: FREE for name in start if name not in ("k", "tau", "apprentice", "education:certificate", *kept)}
        share = start["apprentice"] / start["certified"]
        free |= {"ten_years": Prior(0.2, 1.0), "ln_tau": Prior(0.8, 1.0), "apprentice_share": Prior(share, 0.01)}
        del free["education:master"]
        return fit(self.starting, rows, free, {name: start[name] for name in kept})

    def left_out(self, key: Callable[[Ratio], Hashable], refit: Callable[..., Fit], predictor: Predictor) -> Array:
        """The error of every row where all rows with its *key* were left out of the fit."""
        errors = dict.fromkeys((row.id for row in self.rows), 0.0)
        for group in dict.fromkeys(key(row) for row in self.rows):
            terms = refit(lambda row, group=group: key(row) == group).terms
            judged = [row for row in self.rows if key(row) == group]
            off = errors_percent(predictor.ratios(terms, judged), judged)
            errors |= {row.id: float(each) for row, each in zip(judged, off, strict=True)}
        return np.array([errors[row.id] for row in self.rows])


def bench() -> Bench:
    """The bench on the data inside the project."""
    known = names()
    ours = Predictor(simulate(JOINT, POINTS), known)
    starting = Predictor(simulate(STARTING_JOINT, POINTS), advanced_only(known))
    return Bench(ours, starting, given(), derived(), levels())


def unchosen(table: Bench) -> Bench:
    """*table* without the choices that the errors printed here had a part in.

    Correlations as proposed; every credential half as readily held alone; CPB drawn to the other credentials, and
    senior jobs less to each other.
    """
    even = replace(table.ours.names, holds=dict.fromkeys(table.ours.names.holds, 0.5))
    people = simulate(STARTING_JOINT, POINTS)
    return Bench(Predictor(people, even), table.starting, table.rows, table.more, table.places, PLAIN)


def say(label: str, *columns: Array) -> None:
    """A line of mean and median absolute errors."""
    print(f"{label:<34}" + "".join(f"{np.abs(c).mean():8.2f} {np.median(np.abs(c)):6.2f}" for c in columns))


def report(table: Bench) -> Fit:
    """Print the whole comparison; the fit."""
    fitted = table.refit()
    rows = table.rows
    start = errors_percent(table.starting.ratios(starting_terms(table.places), rows), rows)
    predicted = table.ours.ratios(fitted.terms, rows)
    own = errors_percent(predicted, rows)
    survey = table.left_out(lambda row: row.year, table.refit, table.ours)
    era = table.left_out(lambda row: row.era, table.refit, table.ours)
    start_survey = table.left_out(lambda row: row.year, table.starting_refit, table.starting)
    start_era = table.left_out(lambda row: row.era, table.starting_refit, table.starting)
    print(f"{'published ratio':<58} {'publ.':>6} {'model':>6}   error in %: start   ours  its survey left out")
    for at, row in enumerate(rows):
        what = f"{row.id} {row.year} {row.group} / {row.reference}"[:58]
        print(f"{what:<58} {row.ratio:6.3f} {predicted[at]:6.3f} {start[at]:17.1f} {own[at]:6.1f} {survey[at]:7.1f}")
    print(f"\n{'errors in %: mean, median':<34}{'starting':>15}{'fitted':>15}")
    say("in sample", start, own)
    for _, name in ERAS:
        inside = np.array([row.era == name for row in rows])
        say(f"  {name} ({inside.sum()} ratios)", start[inside], own[inside])
    say("leaving one survey out", start_survey, survey)
    say("leaving one era out", start_era, era)
    print("  (the starting values saw every survey; left out, their form is refitted without it)")
    say("as transcribed; ours, left out", start, survey)
    for _, name in ERAS:
        inside = np.array([row.era == name for row in rows])
        say(f"  {name}", start[inside], survey[inside])
    two_sided = np.array([row.kind in ("mean", "median") for row in rows])
    say("  without the bounds", start[two_sided], survey[two_sided])
    others = np.arange(len(rows)) != np.argmax(np.abs(start) - np.abs(survey))
    say("  without the ratio that gains most", start[others], survey[others])
    low, high = gained(rows, start, survey)
    print(f"  the gain, were other surveys drawn: {low:.2f} to {high:.2f} in nine of ten")
    plain = unchosen(table)
    undone = plain.left_out(lambda row: row.year, plain.refit, plain.ours)
    say("  the choices made on it undone", start, undone)
    print("\nleaving one survey out, by survey: ratios, of which it alone informs the parameter; mean errors")
    for year in sorted({row.year for row in rows}):
        inside = np.array([row.year == year for row in rows])
        only = sum(alone((*rows, *table.more), row) for row in rows if row.year == year)
        print(f"  {year}: {inside.sum():2} ratios, {only} alone", end="")
        say("", start_survey[inside], survey[inside])
    return fitted


def report_spread(table: Bench, fitted: Fit) -> None:
    """Print how the mixture meets the official percentiles, and whether the ranges hold the share that they say."""
    terms = fitted.terms
    level = {name.partition("@")[0]: value for name, value in table.places.items() if name.endswith(LATER)}
    print("\nofficial percentiles of the nation, errors in %: " + " ".join(f"P{100 * s:.0f}" for s in SHARES_SHOWN))
    for label, down, up in (*_PAIRS, ("as kept", terms["down"], terms["up"])):
        mixed = mixture(table.ours.people, {**terms, "down": down, "up": up}, level.__getitem__)
        print(f"  {label:<18}" + " ".join(f"{each:6.1f}" for each in nation_errors(mixed)))
    for label, own in (("the nation's spread", False), ("each state's own spread", True)):
        off = np.abs(list(state_errors(mixed, terms, HALF_TRUSTED_JOBS, own).values()))
        beyond = int((off.max(axis=1) > 10).sum())
        worst = f"mean {off.mean():.1f}, worst {off.max():.1f}, beyond 10 %: {beyond}"
        print(f"  P10, P50 and P90 of {len(off)} states, {label}: {worst}")
    unsure = terms_variance(table.ours.people, terms, fitted.drawn, level.__getitem__)
    without, beside = coverage(table.ours.people, terms, fitted.drawn, level.__getitem__)
    print(f"\nhow unsure the terms are, as a spread: {unsure**0.5:.3f}; were others that fit as well the true ones,")
    print(f"  the range for four of five would hold {without:.1%} without that, {beside:.1%} with it (as kept)")


def report_levels(table: Bench, terms: Terms) -> None:
    """Print what holders of credentials told the survey whose level is shown, beside what the model gives them."""
    level = {name.partition("@")[0]: value for name, value in table.places.items() if name.endswith(LATER)}
    ours = holders(table.ours, terms, level.__getitem__, SURVEYED)
    base = national(OCCUPATION, EARLIER)
    print(f"\nmedians of holders as told in 2023, and by the model from the official {base:,.0f} dollars of May 2023")
    off = []
    for name, usd in surveyed().items():
        found = base * float(np.exp(ours[name]))
        off.append(100 * (found / usd - 1))
        print(f"  {name:<6}{usd:>8,.0f}{found:>8,.0f}{off[-1]:>7.1f} %")
    print(f"  the model lies {-np.mean(off):.1f} % below on average; levels are not fitted, only ratios are")


_PAIRS = (
    *((f"one spread {each:.2f}", each, each) for each in (0.30, 0.24, 0.20)),
    *((f"{down:.2f} and {up:.2f}", down, up) for down, up in ((0.08, 0.32), (0.16, 0.30), (0.18, 0.28))),
)


def kept_terms() -> dict[str, float]:
    """The terms that the knowledge base holds, by the names of this benchmark."""
    kb = load_knowledge([built_in_folder("kb")]).kb
    model = pay_model(kb)
    terms = {name: term.value for name, term in model.terms.items()}
    terms["role:other"] = terms["rung:senior"]
    for name, value in list(terms.items()):
        if name.startswith("role:"):
            base = JOB_OF_ROLE.get(name[5:], "coder")
            terms[f"job:{name[5:]}"] = value - (terms[f"role:{base}"] if base != "coder" else 0.0)
    for entry in kb.entries["roles"].values():
        if isinstance(entry, Role) and f"role:{entry.id}" not in terms:
            base = JOB_OF_ROLE.get(entry.id, "coder")
            terms[f"job:{entry.id}"] = terms[f"rung:{entry.rung}"] - (terms[f"role:{base}"] if base != "coder" else 0.0)
    power = terms["survey_region_power"]
    return terms | {f"region:{name}": power * level for name, level in expected(levels()).items()}


def score(path: Path) -> None:
    """Print every ratio of the file at *path* beside the model's, and the errors last.

    Raises: InputError: the file or a filter is wrong.
    """
    rows = read_ratios(path)
    if not rows:
        raise InputError(f"{path}: holds no ratio")
    predictor = Predictor(simulate(JOINT, POINTS), names())
    predictor.check(rows, str(path))
    for name in sorted(_held(rows) - {*predictor.names.holds, *LICENCES, *FORMER}):
        near = did_you_mean(name, predictor.names.holds)
        sys.stderr.write(f"note: the knowledge has no credential '{name}'{near}; it counts as one more credential\n")
    predicted = predictor.ratios(kept_terms(), rows)
    off = errors_percent(predicted, rows)
    for row, model, error in zip(rows, predicted, off, strict=True):
        what = f"{row.id} {row.year} {row.group} / {row.reference}"
        print(f"{what:<64} {row.ratio:6.3f} {model:6.3f} {error:6.1f}")
    mean, median = np.abs(off).mean(), np.median(np.abs(off))
    print(f"mean absolute error: {mean:.2f} %, median: {median:.2f} %, ratios: {len(rows)}")


def _held(rows: Sequence[Ratio]) -> set[str]:
    """The credentials that *rows* name."""
    return {found for row in rows for found in re.findall(r"holds=([a-z0-9_]+)", f"{row.group} {row.reference}")}


def main() -> None:
    """Fit and report, or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--score", metavar="FILE", help="score the model of the knowledge base on this table")
    parser.add_argument("--write", action="store_true", help="write the fitted terms into kb/pay")
    parser.add_argument("--picture", metavar="FILE", help="draw published against predicted, as SVG")
    options = parser.parse_args()
    try:
        if options.score:
            score(Path(options.score))
            return
        table = bench()
        fitted = report(table)
        report_spread(table, fitted)
        report_levels(table, fitted.terms)
        if options.write:
            from benchmarks.write_terms import write

            write(table, fitted)
        if options.picture:
            from benchmarks.picture import draw

            draw(Path(options.picture), table.rows, table.ours.ratios(fitted.terms, table.rows))
    except InputError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
