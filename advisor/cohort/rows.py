"""The rows of a cohort's advice: one for each person and rank, one without a step for a person without any."""

from __future__ import annotations

from collections.abc import Sequence

Value = str | int | float | None
Row = tuple[Value, ...]
COLUMNS = (
    "profile_id",
    "stage",
    "pay_low_usd",
    "pay_mid_usd",
    "pay_high_usd",
    "rank",
    "step",
    "effect_low_percent",
    "effect_mid_percent",
    "effect_high_percent",
    "effect_mid_usd",
    "cost_low_usd",
    "cost_high_usd",
    "months_low",
    "months_high",
    "rules",
    "overdue",
)
TEXTS = ("profile_id", "stage", "step", "rules", "overdue")
PERCENTS = ("effect_low_percent", "effect_mid_percent", "effect_high_percent")
MONTHS = ("months_low", "months_high")
"""The other columns hold whole numbers."""


def rules_said(rules: Sequence[str]) -> str:
    """The ids of the rules that gave a step's reasons."""
    return ";".join(sorted(set(rules)))
