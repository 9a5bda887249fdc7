"""The rows of a cohort's advice: one for each person and rank, one without a step for a person without any."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice.model import Advice, PayEstimate, Recommendation

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


def rows_of(profile_id: str, advice: Advice) -> list[Row]:
    """The rows of one person."""
    person = (profile_id, advice.stage.id, *_pay(advice.pay))
    since = advice.pay.overdue if advice.pay else None
    steps = [(*_step(each), _overdue(each, since)) for each in advice.recommendations]
    return [(*person, *step) for step in steps or [(*(None,) * (len(COLUMNS) - len(person) - 1), since)]]


def rules_said(rules: Sequence[str]) -> str:
    """The ids of the rules that gave a step's reasons."""
    return ";".join(sorted(set(rules)))


def _pay(pay: PayEstimate | None) -> Row:
    return (pay.low_usd, pay.mid_usd, pay.high_usd) if pay else (None, None, None)


def _overdue(step: Recommendation, pay: str | None) -> str | None:
    """Since when a figure on the price, time or effect of *step*, or on *pay*, waits for review."""
    dues = (pay, step.overdue, step.effect.overdue if step.effect else None)
    return min(filter(None, dues), default=None)


def _step(step: Recommendation) -> Row:
    effect, cost, months = step.effect, step.cost_usd, step.months
    return (
        step.rank,
        step.id,
        *((effect.low_percent, effect.mid_percent, effect.high_percent) if effect else (None, None, None)),
        effect.mid_usd if effect else None,
        *((cost.low, cost.high) if cost else (None, None)),
        *((months.low, months.high) if months else (None, None)),
        rules_said([reason.rule for reason in step.reasons]),
    )
