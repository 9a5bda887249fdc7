"""How far the steps reach toward the pay that was asked for; nothing of it moves a step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from advisor.advice.case import Case
from advisor.advice.earning import Earning
from advisor.advice.model import Effect, JointEffect, Recommendation, TargetPay
from advisor.quantities import Claim

Lies = Literal["reached", "inside", "above", "unknown"]


def target(
    case: Case, earned: Earning, recommended: Sequence[Recommendation], joint: JointEffect | None
) -> TargetPay | None:
    """Where the pay that the person asked for lies against what the steps may do; None where none was asked for."""
    usd = case.profile.wants.target_pay_usd
    if usd is None:
        return None
    if earned.footing is None:
        entry = next((step.access for step in recommended if step.access), None)
        return TargetPay(usd=usd, percent=None, lies=_against(usd, entry))
    base = earned.footing.base_usd
    percent = math.floor((usd / base - 1) * 1000 + 0.5) / 10
    effect = joint.effect if joint else _largest(recommended)
    return TargetPay(
        usd=usd, percent=percent, lies=_lies(percent, effect), from_usd=base, is_told=earned.footing.is_told
    )


def _largest(recommended: Sequence[Recommendation]) -> Effect | None:
    """The effect of the one step that has one."""
    return next((step.effect for step in recommended if step.effect), None)


def _against(usd: int, entry: Claim | None) -> Lies:
    if entry is None:
        return "unknown"
    return "reached" if usd <= entry.low else "inside" if usd <= entry.high else "above"


def _lies(percent: float, effect: Effect | None) -> Lies:
    if percent <= 0:
        return "reached"
    if effect is None:
        return "unknown"
    return "inside" if percent <= effect.high_percent else "above"
