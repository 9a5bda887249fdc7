"""Steps together, as they go out: dollars never pass the sum of those beside the steps."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.profile import Profile
from advisor.service import Advisor


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


@pytest.mark.parametrize("usd", [36_000, 52_000, 64_000, 79_000, 90_000])
@pytest.mark.parametrize("state", ["OH", "CA", "MN"])
def test_joint_dollars_never_pass_the_sum_of_the_single_ones(advisor: Advisor, usd: int, state: str) -> None:
    """A new job raises what pay may reach; an employer beside it was bounded by the old job."""
    person = Profile(
        state=state,
        employment="full_time",
        experience_years=20,
        experience_in={"professional": 20},
        credentials=["cpc"],
        role="coder",
        employer="solo_or_small_practice",
        current_pay_usd=usd,
        wants={"roles": ["auditor"], "employers": ["payer"], "months": 36},
    )
    advice = advisor.advise(person, as_of=date(2026, 11, 23), top=20)
    assert advice.joint
    together = advice.joint.effect
    alone = [step.effect for step in advice.recommendations if step.id in advice.joint.steps and step.effect]
    for name in ("low_usd", "mid_usd", "high_usd"):
        assert getattr(together, name) <= sum(getattr(each, name) for each in alone)
    assert together.high_percent <= sum(each.high_percent for each in alone)
