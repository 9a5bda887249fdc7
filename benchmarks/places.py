"""Regions of the filter language: states, the Pacific states, and the census division that is paid least."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from statistics import correlation

from benchmarks.predict import EARLIER, LATER
from benchmarks.priors import national
from benchmarks.ratios import DATA

OCCUPATION = "29-2072"
SMALLEST = 270.0
"""Jobs of the smallest state that publishes them; where none are published, so many are taken."""

PACIFIC = ("AK", "CA", "HI", "OR", "WA")
DIVISIONS: Mapping[str, tuple[str, ...]] = {
    "New England": ("CT", "ME", "MA", "NH", "RI", "VT"),
    "Middle Atlantic": ("NJ", "NY", "PA"),
    "East North Central": ("IL", "IN", "MI", "OH", "WI"),
    "West North Central": ("IA", "KS", "MN", "MO", "NE", "ND", "SD"),
    "South Atlantic": ("DE", "DC", "FL", "GA", "MD", "NC", "SC", "VA", "WV"),
    "East South Central": ("AL", "KY", "MS", "TN"),
    "West South Central": ("AR", "LA", "OK", "TX"),
    "Mountain": ("AZ", "CO", "ID", "MT", "NV", "NM", "UT", "WY"),
    "Pacific": PACIFIC,
}


def levels() -> dict[str, float]:
    """By ``ID@PERIOD`` the logarithm of the official median over the nation's, for states and the two regions.

    A state without a figure of a period counts with the other.
    """
    found: dict[str, float] = {}
    for period in (EARLIER, LATER):
        ratios = {state: _ratio(state, period) for state in states()}
        found |= {f"{state}@{period}": math.log(ratio) for state, ratio in ratios.items()}
        by_division = {name: _weighted(members, ratios) for name, members in DIVISIONS.items()}
        found[f"pacific@{period}"] = math.log(by_division["Pacific"])
        found[f"lowest@{period}"] = math.log(min(by_division.values()))
    return found


def expected(found: Mapping[str, float]) -> dict[str, float]:
    """What another count is likely to find where *found* was.

    For a single state the mean of its two official counts, drawn toward the nation by how little they have in common
    (Spearman-Brown); regions of several states keep theirs.
    """
    both = [state for state in states() if {(state, EARLIER), (state, LATER)} <= _medians().keys()]
    common = correlation(*([found[f"{state}@{period}"] for state in both] for period in (EARLIER, LATER)))
    trust = 2 * common / (1 + common)
    means = {state: trust * (found[f"{state}@{EARLIER}"] + found[f"{state}@{LATER}"]) / 2 for state in states()}
    return {name: means.get(name.partition("@")[0], level) for name, level in found.items()}


def _weighted(members: Iterable[str], ratios: Mapping[str, float]) -> float:
    jobs = {state: employed(state) for state in members}
    return sum(count * ratios[state] for state, count in jobs.items()) / sum(jobs.values())


def _ratio(state: str, period: str) -> float:
    own = _medians()
    when = period if (state, period) in own else (LATER if period == EARLIER else EARLIER)
    return own[state, when] / national(OCCUPATION, when)


def states() -> tuple[str, ...]:
    """The states with an official median."""
    return tuple(sorted({state for state, _ in _medians()}))


def employed(state: str) -> float:
    """Official jobs of the newest period."""
    return _column("tot_emp").get((state, LATER), SMALLEST)


def spread(state: str) -> tuple[float, float] | None:
    """The 10th and the 90th percentile over the median, of the earlier period; None where they are not published."""
    low, high = _column("a_pct10").get((state, EARLIER)), _column("a_pct90").get((state, EARLIER))
    mid = _medians().get((state, EARLIER))
    return (low / mid, high / mid) if low and mid and high else None


def _medians() -> Mapping[tuple[str, str], float]:
    return _column("a_median")


@cache
def _column(name: str) -> Mapping[tuple[str, str], float]:
    with (DATA / "oews_state.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["occ_code"] == OCCUPATION and row[name]]
    return {(row["abbr"], row["period"]): float(row[name]) for row in rows}
