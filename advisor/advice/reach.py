"""How far the steps reach toward the pay that was asked for; nothing of it moves a step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from advisor.advice.case import Case
from advisor.advice.earning import Earning
from advisor.advice.model import Effect, JointEffect, Recommendation, TargetPay
from advisor.pay.estimate import Estimate

Lies = Literal["reached", "inside", "stretch", "above", "unknown"]


def target(
    case: Case, earned: Earning, recommended: Sequence[Recommendation], joint: JointEffect | None
) -> TargetPay | None:
    """Where the pay that the person asked for lies against what the steps may do; None where none was asked for."""
    usd = case.profile.wants.target_pay_usd
    if usd is None:
        return None
    if earned.footing is None:
        return TargetPay(usd=usd, percent=None, lies=_at_first(usd, earned.found))
    base = earned.footing.base_usd
    percent = math.floor((usd / base - 1) * 1000 + 0.5) / 10
    effect = joint.effect if joint else _largest(recommended)
    up_to = base + effect.high_usd if effect and effect.high_usd is not None else None
    return TargetPay(
        usd=usd,
        percent=percent,
        lies=_lies(percent, effect),
        from_usd=base,
        is_told=earned.footing.is_told,
        up_to_usd=up_to,
        joined=joint is not None,
    )


def _largest(recommended: Sequence[Recommendation]) -> Effect | None:
    """The effect that may do most, of those that are not counted in another."""
    found = (step.effect for step in recommended if step.effect and not step.counted_in)
    return max(found, key=lambda each: each.high_percent, default=None)


def _at_first(usd: int, found: Estimate | None) -> Lies:
    """Where *usd* lies against the estimate of a coding job that the person does not have yet."""
    if found is None:
        return "unknown"
    return "reached" if usd <= found.low_usd else "inside" if usd <= found.high_usd else "above"


def _lies(percent: float, effect: Effect | None) -> Lies:
    if percent <= 0:
        return "reached"
    if effect is None:
        return "unknown"
    if percent > effect.high_percent:
        return "above"
    return "inside" if percent <= effect.mid_percent else "stretch"
