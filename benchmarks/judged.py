"""How much the errors of the benchmark tell: which ratios nothing else informs, and what chance leaves of a gain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.ratios import Ratio

Array = Any
RESAMPLED = 10_000
SEED = 20261124

JOB_CREDENTIALS = {
    "holds=cpma": "role=auditor",
    "holds=cppm": "role=coding_manager",
    "holds=cpco": "role=compliance_officer",
    "holds=cpc_i": "role=educator",
}
"""Credentials without a term of their own: those who hold them are paid for their jobs."""


def subjects(row: Ratio) -> frozenset[str]:
    """The terms that *row* is about: each id that it names, else the term that its numbers inform."""
    found = set(re.findall(r"(?:holds|role|employer|education|region)=\w+", f"{row.group}&{row.reference}"))
    own = {JOB_CREDENTIALS.get(each, each) for each in found - {"holds=cpc", "role=coder", "education=none"}}
    return frozenset(own or re.findall(r"years|credentials|certified", row.group))


def alone(rows: Sequence[Ratio], row: Ratio) -> bool:
    """Whether no other survey informs what *row* is about."""
    others = {each for other in rows if other.year != row.year for each in subjects(other)}
    if any(each.startswith("region=") for each in subjects(row)):
        return not any(each.startswith("region=") for each in others)
    return not subjects(row) <= others


def gained(rows: Sequence[Ratio], before: Array, after: Array) -> tuple[float, float]:
    """Between which percents nine of ten gains of *after* lie, were other surveys of the same sort drawn."""
    random = np.random.default_rng(SEED)
    gain = np.abs(before) - np.abs(after)
    surveys = [np.array([row.year == year for row in rows]) for year in sorted({row.year for row in rows})]
    totals, counts = np.array([gain[each].sum() for each in surveys]), np.array([each.sum() for each in surveys])
    drawn = random.integers(len(surveys), size=(RESAMPLED, len(surveys)))
    low, high = np.quantile(totals[drawn].sum(axis=1) / counts[drawn].sum(axis=1), (0.05, 0.95))
    return float(low), float(high)
