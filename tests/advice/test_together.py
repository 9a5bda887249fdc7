"""Steps together, as they go out: dollars never pass the sum of those beside the steps."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.advice.model import Effect
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


def test_an_exam_that_only_another_job_asks_for_is_not_joined_to_a_job(advisor: Advisor) -> None:
    """Of auditor and documentation specialist the first counts; the CDIP belongs to the second."""
    person = Profile(
        state="CA",
        employment="full_time",
        experience_years=8,
        experience_in={"inpatient": 8},
        credentials=["ccs"],
        role="inpatient_coder",
        current_pay_usd=76_000,
        wants={"roles": ["auditor", "cdi_specialist"]},
    )
    advice = advisor.advise(person, as_of=date(2026, 11, 23), top=20)
    by_id = {step.id: step for step in advice.recommendations}
    assert {"become/auditor", "earn/cdip"} <= by_id.keys()
    assert "earn/cdip" not in (advice.joint.steps if advice.joint else ())


def test_a_pay_above_that_of_people_alike_in_the_job_is_said(advisor: Advisor) -> None:
    """The estimate after the step is that of the same person in that job."""
    told = {"state": "OH", "employment": "full_time", "experience_years": 8, "credentials": ["cpc"]}
    much = {**told, "role": "coder", "current_pay_usd": 99_000, "wants": {"roles": ["auditor"]}}
    there = advisor.advise(Profile(**{**told, "role": "auditor"}), as_of=date(2026, 11, 23)).pay
    for usd, is_said in ((99_000, True), (40_000, False)):
        advice = advisor.advise(Profile(**{**much, "current_pay_usd": usd}), as_of=date(2026, 11, 23), top=20)
        effect = next(step.effect for step in advice.recommendations if step.id == "become/auditor")
        assert effect
        assert there
        assert effect.alike_after_usd == (there.mid_usd if is_said else None)


MANY = {"state": "CA", "employment": "full_time", "experience_years": 10, "role": "inpatient_coder"}


def _of_job_switch(advisor: Advisor, usd: int) -> Effect:
    wants = {"target_pay_usd": 140_000}
    person = Profile(**MANY, credentials=["ccs", "cpc"], current_pay_usd=usd, challenges=["stalled_pay"], wants=wants)
    advice = advisor.advise(person, as_of=date(2026, 11, 23), top=20)
    [effect] = [step.effect for step in advice.recommendations if step.id == "practice/job_switch"]
    assert effect
    return effect


def test_another_employer_may_bring_nothing_to_who_is_paid_above_people_alike(advisor: Advisor) -> None:
    assert _of_job_switch(advisor, 108_000).alike_after_usd
    assert _of_job_switch(advisor, 45_000).alike_after_usd is None


def test_dollars_that_stop_at_the_place_say_so(advisor: Advisor) -> None:
    """8.5 % of 108,000 are 9,200; the 90th percentile of California leaves less."""
    effect = _of_job_switch(advisor, 108_000)
    assert effect.stops and effect.high_usd and effect.high_usd < 9_200
    assert not _of_job_switch(advisor, 45_000).stops


@pytest.mark.parametrize(("usd", "lies"), [(46_000, "inside"), (52_000, "stretch"), (90_000, "above")])
def test_a_pay_in_the_upper_half_of_what_steps_may_do_is_a_stretch(advisor: Advisor, usd: int, lies: str) -> None:
    person = Profile(**MANY, credentials=["ccs"], current_pay_usd=45_000, wants={"target_pay_usd": usd})
    target = advisor.advise(person, as_of=date(2026, 11, 23), top=20).target_pay
    assert target and target.lies == lies
