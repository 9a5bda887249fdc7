"""What the model says of published ratios: averages of groups of the simulated population."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from advisor.errors import Fault, InputError
from advisor.pay.formula import count_part, years_part
from benchmarks.filters import Cannot, Names, parse
from benchmarks.population import JOBS, Population
from benchmarks.ratios import Ratio

Array = Any
Terms = Mapping[str, float]
"""Terms by name: ``k tau certified apprentice second third down up`` and ``FIELD:ID``, such as ``role:auditor``."""

SHARED = (
    *("k", "tau", "certified", "apprentice", "second", "third", "down", "up"),
    *(f"role:{job}" for job in JOBS[1:]),
)
"""Terms on which every group's average depends."""

EARLIER, LATER, NEARER_TO_LATER = "2023-05", "2025-05", 2024
"""The official wages of states that are at hand, and the first year that is nearer to the later ones."""

SHARES: Mapping[str, Mapping[str, float]] = {
    "education": {
        "none": 0.02,
        "high_school": 0.23,
        "certificate": 0.30,
        "associate": 0.25,
        "bachelor": 0.17,
        "master": 0.03,
    },
    "employer": {
        "solo_or_small_practice": 0.10,
        "physician_group": 0.25,
        "hospital_outpatient": 0.12,
        "hospital_inpatient": 0.13,
        "health_system": 0.22,
        "payer": 0.05,
        "billing_company": 0.06,
        "coding_vendor": 0.04,
        "post_acute_provider": 0.01,
        "government": 0.02,
    },
}
"""Assumed shares of the groups that are spread alike over everyone."""


@dataclass
class Predictor:
    """Averages over *people*; filters are read once. ``shares`` adds fields to ``SHARES``."""

    people: Population
    names: Names
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: SHARES)
    _groups: dict[str, tuple[Array, Array, Mapping[str, tuple[str, ...]]]] = field(default_factory=dict)
    _shared: dict[str, float] = field(default_factory=dict)
    _averages: dict[tuple[str, bool], float] = field(default_factory=dict)
    _ln_pay: Array = None

    def ln_pay(self, terms: Terms) -> Array:
        """The model's logarithm of pay at every point, by years, credentials and job."""
        p = self.people
        jobs = np.array([0.0, *(terms[f"role:{job}"] for job in JOBS[1:])])
        return (
            years_part(terms["k"], terms["tau"], p.years, np)
            + count_part(terms["certified"], terms["second"], terms["third"], p.full)
            + terms["apprentice"] * p.apprentice * (p.full == 0)
            + jobs[p.job]
        )

    def ratios(self, terms: Terms, rows: Sequence[Ratio]) -> Array:
        """The model's ratio for each of *rows*.

        Raises: Cannot: a filter cannot be expressed; ``check`` says which.
        """
        shared = {name: terms[name] for name in SHARED}
        if shared != self._shared:
            self._shared, self._averages, self._ln_pay = shared, {}, self.ln_pay(terms)
        over = [self._average(terms, row.group, row) for row in rows]
        under = [self._average(terms, row.reference, row) for row in rows]
        return np.array(over) / np.array(under)

    def _average(self, terms: Terms, text: str, row: Ratio) -> float:
        at, weight, chosen = self.group(text)
        key = text, row.kind == "median"
        if key not in self._averages:
            average = self._median if key[1] else self._mean
            self._averages[key] = average(at, weight, terms)
        return self._averages[key] * self.factor(chosen, terms, row.year)

    def _mean(self, at: Array, weight: Array, terms: Terms) -> float:
        return float(np.exp(self._ln_pay[at]) @ weight / weight.sum())

    def _median(self, at: Array, weight: Array, terms: Terms) -> float:
        pay = np.exp(self._ln_pay[at] + residual(self.people.noise[at], terms))
        return weighted_quantiles(pay, weight, (0.5,))[0]

    def group(self, text: str) -> tuple[Array, Array, Mapping[str, tuple[str, ...]]]:
        """The places, the weights and the chosen ids of the filter *text*.

        Raises: Cannot: it cannot be expressed.
        """
        if text not in self._groups:
            weight, chosen = parse(text, self.people, self.names)
            at = np.nonzero(weight)[0]
            self._groups[text] = at, weight[at], chosen
        return self._groups[text]

    def factor(self, chosen: Mapping[str, tuple[str, ...]], terms: Terms, year: int) -> float:
        """What the fields that are spread alike multiply pay by: of those not chosen the average over everyone.

        A region counts with its official wages of the time nearest to *year*.
        """
        found = 1.0
        time = LATER if year >= NEARER_TO_LATER else EARLIER
        for name, shares in self.shares.items():
            found *= _mixture(name, chosen.get(name, tuple(shares)), shares, terms)
        for name, ids in chosen.items():
            if name not in self.shares:
                dated = tuple(f"{each}@{time}" for each in ids) if name == "region" else ids
                found *= _mixture(name, dated, {}, terms)
        return found

    def check(self, rows: Iterable[Ratio], path: str) -> None:
        """See that every filter of *rows* can be expressed.

        Raises: InputError: those that cannot, at their lines of the file *path*.
        """
        faults = []
        for row in rows:
            for text in (row.group, row.reference):
                try:
                    self.group(text)
                except Cannot as error:
                    faults.append(Fault(path, row.line, 1, str(error)))
        if faults:
            raise InputError(faults)


def _mixture(name: str, ids: Sequence[str], shares: Mapping[str, float], terms: Terms) -> float:
    weights = [shares.get(each, 1.0) for each in ids]
    pays = [math.exp(terms.get(f"{name}:{each}", 0.0)) for each in ids]
    return sum(w * p for w, p in zip(weights, pays, strict=True)) / sum(weights)


def residual(noise: Array, terms: Terms) -> Array:
    """What people alike differ by, in logarithms: one spread below the middle, another above it."""
    return np.where(noise < 0, terms["down"], terms["up"]) * noise


def weighted_quantiles(values: Array, weight: Array, shares: Sequence[float]) -> list[float]:
    """The values below which *shares* of the *weight* lie, between points on a straight line."""
    order = np.argsort(values)
    heavy = weight[order]
    below = (np.cumsum(heavy) - heavy / 2) / heavy.sum()
    return [float(each) for each in np.interp(shares, below, values[order])]


def errors_percent(predicted: Array, rows: Sequence[Ratio]) -> Array:
    """By how many percent each prediction is off; a bound is missed on one side only."""
    off = 100 * (predicted / np.array([row.ratio for row in rows]) - 1)
    kinds = [row.kind for row in rows]
    off = np.where([kind == "lower_bound" for kind in kinds], np.minimum(off, 0), off)
    return np.where([kind == "upper_bound" for kind in kinds], np.maximum(off, 0), off)
