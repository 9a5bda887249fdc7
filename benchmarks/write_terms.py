"""Writes the fitted terms into ``kb/pay``: one file a group of terms, each with its sources and its grade."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.knowledge import built_in_folder
from benchmarks.calibration import HALF_TRUSTED_JOBS, Bench
from benchmarks.distribution import MOST_DOWN, MOST_UP, holders, mixture, spread_of, terms_variance, unplaced
from benchmarks.fitting import Fit
from benchmarks.places import SMALLEST
from benchmarks.predict import LATER
from benchmarks.priors import CREDENTIALS, INDUSTRY, SENIOR, SPREAD, billing
from benchmarks.ratios import SURVEYED

DIGITS = 4
"""Decimals that are kept; a test fits anew and compares within a unit of the last."""

SURVEYS = ("aapc2006", "aapc2010", "aapc2012", "aapc2013", "aapc2019", "aapc2021", "wpr2022", "nurseorg2024")
LEVELS = ("aapc2010", "aapc2006", "aapc2013", "aapc2012")
COUNTS = ("aapc2019", "wpr2022", "aapc2010")
HOLDERS = {
    "coc": ("aapc_cred2023", "aapc2012", "aapc2010"),
    "cpc_p": ("aapc_cred2023", "aapc2012", "aapc2010"),
    "cic": ("aapc_cred2023", "aapc2018"),
    "crc": ("aapc_cred2023",),
    "cdeo": ("aapc_cred2023",),
    "cpb": ("aapc_cred2023", "csc_salary_by_state_2026"),
}
JOBS = {
    "auditor": ("aapc_cred2023", "aapc2012", "aapc2010", "aapc2006"),
    "educator": ("aapc_cred2023", "aapc2006"),
    "coding_manager": ("aapc_cred2023", "aapc2006"),
    "compliance_officer": ("aapc_cred2023",),
}
EMPLOYERS = {
    "solo_or_small_practice": ("aapc2012", "bls_ooh_2025_medrec"),
    "physician_group": ("careertrend2013", "bls_ooh_2025_medrec"),
    "hospital_outpatient": ("aapc2012", "bls_ooh_2025_medrec"),
    "hospital_inpatient": ("careertrend2013", "bls_ooh_2025_medrec"),
    "health_system": ("careertrend2013", "bls_ooh_2025_medrec"),
    "payer": ("bls_oews_natsector_2024",),
    "government": ("bls_oews_natsector_2024",),
    "billing_company": ("bls_ooh_2025_medrec",),
    "coding_vendor": ("bls_ooh_2025_medrec",),
}
DATES = {
    "csc_salary_by_state_2026": "2025-05",
    "bls_ooh_2025_medrec": "2024-05",
    "bls_oews_natsector_2024": "2024-05",
}
"""Periods of sources whose name bears another year."""

OFFICIAL = ("csc_salary_by_state_2026",)


@dataclass(frozen=True, slots=True)
class Line:
    """One term of a file."""

    name: str
    value: float
    spread: float | None
    sources: tuple[str, ...]
    grade: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """One entry of ``kb/pay``."""

    name: str
    title: str
    statistic: str
    lines: tuple[Line, ...]
    note: str


def write(table: Bench, fitted: Fit) -> None:
    """Write every file of terms."""
    folder = built_in_folder("kb") / "pay"
    for file in files(table, fitted):
        Path(folder, f"{file.name}.yaml").write_text(_text(file), encoding="utf-8")
        print(f"wrote kb/pay/{file.name}.yaml")


def files(table: Bench, fitted: Fit) -> Iterator[File]:
    """Every file of terms."""
    terms, spread = fitted.terms, fitted.spread

    def line(name: str, sources: tuple[str, ...], grade: str, note: str = "", own: str = "") -> Line:
        return Line(name, terms[own or name], spread.get(own or name), sources, grade, note)

    yield File(
        "model_years",
        "Pay model: years of coding",
        "slope of the logarithm of pay by years: k times ln(1 + years / tau)",
        (line("k", LEVELS, "B"), line("tau", LEVELS, "B", "Years, not a logarithm.")),
        FITTED,
    )
    yield File(
        "model_credentials",
        "Pay model: credentials",
        "gaps in the logarithm of pay between people with and without credentials",
        (
            line("certified", SURVEYS, "B"),
            line(
                "apprentice",
                ("aapc2010",),
                "C",
                "What apprentices in surveys report over people without a certificate; no estimate promises it.",
            ),
            line("second", COUNTS, "B"),
            line("third", COUNTS, "B"),
            *(
                line(f"credential:{each}", HOLDERS.get(each, ("aapc2010",)), "C" if each in HOLDERS else "D")
                for each in (*CREDENTIALS, "cpb")
            ),
        ),
        f"{FITTED} A credential's own term comes on top of being one of so many; of several the best paid counts.",
    )
    leading = (terms["role:coding_manager"] + terms["role:compliance_officer"]) / 2
    yield File(
        "model_roles",
        "Pay model: jobs",
        "gaps in the logarithm of pay between jobs and that of coder, at equal years and credentials",
        (
            *(line(f"role:{each}", JOBS[each], "C") for each in SENIOR),
            Line("role:biller", billing(), None, OFFICIAL, "B", "Billing clerks of all industries, May 2025."),
            Line("rung:entry", billing(), None, OFFICIAL, "D", "Jobs beside coding are taken to pay as billing does."),
            Line("rung:coding", 0.0, None, ("aapc2010",), "D", "Coding jobs are what the others are compared with."),
            line("rung:senior", JOBS["auditor"], "D", "Senior jobs without a figure of their own.", "role:other"),
            Line(
                "rung:leading", leading, None, JOBS["coding_manager"], "D", "Between managers and compliance officers."
            ),
        ),
        FITTED,
    )
    yield File(
        "model_employers",
        "Pay model: employers",
        "gaps in the logarithm of pay between employers and all of them",
        tuple(line(f"employer:{each}", EMPLOYERS[each], "B" if len(EMPLOYERS[each]) > 1 else "D") for each in INDUSTRY),
        f"{FITTED} Half of an official gap between industries counts as the employer's, the rest as who works there.",
    )
    yield File(
        "model_education",
        "Pay model: education",
        "gaps in the logarithm of pay between levels of education and none beyond school",
        (
            Line("education:none", 0.0, None, ("nj2021",), "C", "What the others are compared with."),
            Line("education:high_school", 0.0, None, ("nj2021",), "C", "What the others are compared with."),
            line("education:certificate", ("nj2021",), "C", "Published together with the associate degree."),
            line("education:associate", ("nj2021", "aapc2012", "medsit2022"), "C"),
            line("education:bachelor", ("nj2021",), "C"),
            line(
                "education:master",
                ("aapc2020", "nj2021"),
                "D",
                "One difference in dollars and an upper bound are published.",
            ),
        ),
        FITTED,
    )
    yield from _spread_files(table, fitted)
    yield _holders_file(table, fitted)


def _level(table: Bench) -> Callable[[str], float]:
    """The newest official level of a state, as a logarithm."""
    return {name.partition("@")[0]: value for name, value in table.places.items() if name.endswith(LATER)}.__getitem__


def _spread_files(table: Bench, fitted: Fit) -> Iterator[File]:
    terms, level = fitted.terms, _level(table)
    found = spread_of(mixture(table.ours.people, terms, level))
    none = {"specialty": 0.0, "setting": 0.0}
    unsure = terms_variance(table.ours.people, terms, fitted.drawn, level)
    variances = {**found.variance, **none, "terms": unsure}
    lines: list[Line] = [Line(name, value, None, OFFICIAL, "C") for name, value in SPREAD.items()]
    lines += [Line("within_down", found.within_down, None, OFFICIAL, "D")]
    lines += [Line("within_up", found.within_up, None, OFFICIAL, "D")]
    lines += [Line(f"variance:{name}", value, None, SURVEYS, "D") for name, value in variances.items()]
    lines += [Line(f"covariance:{name}", value, None, SURVEYS, "D") for name, value in found.covariance.items()]
    yield File(
        "model_spread",
        "Pay model: spread",
        "standard deviations and variances of the logarithm of pay in the simulated population",
        tuple(lines),
        "What people alike differ by, below and above the middle, is what the official percentiles ask for. The "
        "variance of the terms says how unsure the fit leaves the middle of one person.",
    )
    unknown_down, unknown_up = unplaced(found, HALF_TRUSTED_JOBS)
    centres = {**found.centre, **none}
    yield File(
        "model_centre",
        "Pay model: the average of all",
        "means of the parts of the logarithm of pay over the simulated population",
        tuple(Line(f"centre:{name}", value, None, SURVEYS, "D") for name, value in centres.items()),
        "With these the median of the simulated population is the official one.",
    )
    yield File(
        "model_place",
        "Pay model: places",
        "how far the official figure of a state is trusted",
        (
            Line(
                *("half_trusted_jobs", HALF_TRUSTED_JOBS, None, ("csc_salary_by_state_2026",), "D"),
                "Jobs at which a state's figure counts half; ours.",
            ),
            Line("fewest_jobs", SMALLEST, None, OFFICIAL, "B", "Taken where a state's number is not published."),
            Line(
                *("remote_pull", 0.5, None, ("li2023",), "D"),
                "Share of the way toward the nation that remote pay may go; an assumption between 0.2 and 0.8.",
            ),
            Line("remote_pull_low", 0.2, None, ("li2023",), "D"),
            Line("remote_pull_high", 0.8, None, ("li2023",), "D"),
            Line(
                *("unplaced_down", unknown_down, None, OFFICIAL, "D"),
                "How far pay spreads where the state is not known: what states spread more, on average; here below.",
            ),
            Line("unplaced_up", unknown_up, None, OFFICIAL, "D"),
            Line(
                *("most_down", MOST_DOWN, None, OFFICIAL, "D"),
                "The most that a state's spread counts, so that to know the state never widens a range; ours.",
            ),
            Line("most_up", MOST_UP, None, OFFICIAL, "D"),
            Line(
                *("survey_region_power", terms["region_power"], None, ("aapc2012", "careertrend2013"), "C"),
                "How the gaps between regions in surveys follow the official ones.",
            ),
        ),
        "Used for places alone.",
    )


def _holders_file(table: Bench, fitted: Fit) -> File:
    """The middle of all holders of a credential against that of the occupation, for the figures of surveys."""
    found = holders(table.ours, fitted.terms, _level(table), SURVEYED)
    return File(
        "model_holders",
        "Pay model: holders of a credential",
        "logarithm of the median pay of all holders of a credential, in whatever job, over that of the occupation",
        tuple(Line(f"holders:{name}", value, None, (*SURVEYS, *OFFICIAL), "D") for name, value in found.items()),
        "Set beside what holders tell a survey; no estimate reads it.",
    )


FITTED = "Fitted to published ratios by benchmarks.calibration; the sources are those of the ratios."


def _text(file: File) -> str:
    return "\n".join(_lines(file)) + "\n"


def _lines(file: File) -> Iterator[str]:
    yield f'title: "{file.title}"'
    yield "sources:"
    yield from _cited(tuple(dict.fromkeys(each for line in file.lines for each in line.sources)), max(_grades(file)), 2)
    yield 'review_by: "2027-06-30"'
    yield "sort: parameter"
    yield from _folded("statistic", file.statistic, "")
    yield from _folded("population", POPULATION, "")
    yield 'place: "US"'
    yield 'period: "2006-2025"'
    yield "terms:"
    for line in file.lines:
        yield f"  - name: {line.name}"
        yield f"    value: {round(line.value, DIGITS):.{DIGITS}f}".rstrip("0").rstrip(".") + (
            ".0" if float(round(line.value, DIGITS)).is_integer() else ""
        )
        if line.spread:
            yield f"    spread: {line.spread:.3f}"
        yield from _cited(line.sources, line.grade, 4, first=False)
        if line.note:
            yield from _folded("note", line.note, "    ")
    yield from _folded("note", file.note, "")


POPULATION = (
    "respondents to surveys of AAPC, self-selected, and medical records specialists (29-2072) in official tables"
)


def _grades(file: File) -> Iterable[str]:
    return (line.grade for line in file.lines)


def _cited(sources: tuple[str, ...], grade: str, indent: int, first: bool = True) -> Iterator[str]:
    space = " " * indent
    yield f"{space}- source: {sources[0]}" if first else f"{space}source: {sources[0]}"
    inner = space + ("  " if first else "")
    if sources[1:]:
        yield f"{inner}also:"
        yield from (f"{inner}  - {each}" for each in sources[1:])
    yield f'{inner}as_of: "{max(map(_dated, sources))}"'
    yield f"{inner}grade: {grade}"


def _dated(source: str) -> str:
    """When the figures of *source* are from."""
    found = re.search(r"20\d\d", source)
    assert found
    return DATES.get(source, found[0])


def _folded(key: str, text: str, indent: str) -> Iterator[str]:
    yield f"{indent}{key}: >-"
    yield from textwrap.wrap(text, 112 - len(indent), initial_indent=indent + "  ", subsequent_indent=indent + "  ")
