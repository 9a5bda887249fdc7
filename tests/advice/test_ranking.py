"""The order of steps, on candidates made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from advisor.advice.candidates import Candidate, ReasonFor, _price
from advisor.advice.ranking import rank
from advisor.knowledge import KnowledgeBase

PROTECT, UNLOCK, ANSWER, GROW, KEEP_UP = range(5)


def candidate(
    step: str,
    tier: int = GROW,
    gain: int = 0,
    *,
    cost: int | None = 0,
    after: tuple[str, ...] = (),
    proves: str | None = None,
    why: str = "because",
    enough: bool = False,
    named: bool = False,
) -> Candidate:
    reason = ReasonFor(why, "roles/coder", tier, 1, enough, named)
    is_exam, is_habit = step.startswith("earn/"), step.startswith("practice/")
    return Candidate(step, tier, gain, cost, None, (reason,), None, proves, after, is_exam, is_habit, tier == ANSWER)


def order(*candidates: Candidate, habits_limited: bool = False) -> list[str]:
    return [each.candidate.step for each in rank(candidates, habits_limited=habits_limited)]


def test_the_tier_comes_before_the_gain() -> None:
    assert order(candidate("join/payer", GROW, 9000), candidate("renew/cpc", PROTECT, 0)) == ["renew/cpc", "join/payer"]


def test_no_published_effect_stands_after_gains_and_before_losses() -> None:
    steps = (
        candidate("work/remote", gain=-2000),
        candidate("join/payer", gain=0),
        candidate("become/auditor", gain=6375),
    )
    assert order(*steps) == ["become/auditor", "join/payer", "work/remote"]


def test_an_exam_whose_conditions_nobody_published_comes_last_in_its_tier_but_before_the_next() -> None:
    unread = replace(candidate("earn/rccir", GROW, 500, cost=None), is_unpublished=True)
    steps = unread, candidate("work/remote", GROW, -283), candidate("practice/mentorship", KEEP_UP, 900)
    assert order(*steps) == ["work/remote", "earn/rccir", "practice/mentorship"]


def test_what_is_asked_comes_right_before_what_asks_it() -> None:
    steps = (
        candidate("become/auditor", gain=6375, after=("earn/cpma",)),
        candidate("join/payer", gain=3000),
        candidate("earn/cpma", gain=1175, cost=499),
    )
    assert order(*steps) == ["earn/cpma", "become/auditor", "join/payer"]


def test_of_several_that_give_what_is_asked_the_best_comes_first() -> None:
    steps = (
        candidate("earn/cpc", gain=0, after=("learn/a_dear_school", "learn/the_short_course")),
        candidate("learn/a_dear_school", gain=-13000, cost=20_000),
        candidate("learn/the_short_course", gain=-600, cost=900),
    )
    assert order(*steps) == ["learn/the_short_course", "learn/a_dear_school", "earn/cpc"]


def test_a_second_exam_with_nothing_before_it_is_left_out() -> None:
    steps = candidate("earn/cpc", UNLOCK), candidate("practice/mentorship", UNLOCK), candidate("earn/cpb", GROW)
    assert order(*steps) == ["earn/cpc", "practice/mentorship"]


def test_a_cheaper_step_comes_first_and_an_unknown_price_last() -> None:
    steps = candidate("learn/b", cost=None), candidate("learn/c", cost=900), candidate("learn/d", cost=100)
    assert order(*steps) == ["learn/d", "learn/c", "learn/b"]


def test_of_two_that_prove_the_same_the_better_is_the_step_and_the_other_its_or() -> None:
    steps = (
        candidate("earn/ccs", gain=10, proves="inpatient", after=("earn/cic",)),
        candidate("earn/cic", gain=5, proves="inpatient"),
    )
    (first,) = rank(steps, habits_limited=False)
    assert (first.candidate.step, first.alternatives) == ("earn/ccs", ("earn/cic",))


def test_of_two_that_prove_the_same_the_one_of_a_body_that_is_paid_already_is_the_step() -> None:
    ccs = replace(candidate("earn/ccs", gain=10, proves="inpatient"), is_new_issuer=True)
    (first,) = rank((ccs, candidate("earn/cic", gain=5, proves="inpatient")), habits_limited=False)
    assert (first.candidate.step, first.alternatives) == ("earn/cic", ("earn/ccs",))


def test_a_step_falls_to_an_or_only_when_a_better_one_serves_each_of_its_reasons() -> None:
    one, other = candidate("earn/cpc", ANSWER, 9, enough=True), candidate("earn/cca", ANSWER, 1, enough=True)
    assert order(one, other) == ["earn/cpc"]
    assert order(one, candidate("earn/cca", ANSWER, 1, enough=True, why="else")) == ["earn/cpc", "earn/cca"]


def test_a_second_exam_that_nobody_asked_for_waits_behind_the_third_place() -> None:
    exams = [candidate(f"earn/{name}", gain=100 - n, cost=1) for n, name in enumerate("abc")]
    others = [candidate(f"join/{name}", gain=1) for name in "xyz"]
    found = order(*exams, *others)
    assert sum(step.startswith("earn/") for step in found[:3]) == 1
    assert sum(step.startswith("earn/") for step in found[:5]) == 2


def test_habits_do_not_crowd_the_first_five_after_the_novice_stage() -> None:
    habits = [candidate(f"practice/{name}", KEEP_UP) for name in "abcd"]
    others = [candidate(f"join/{name}", KEEP_UP, -1) for name in "wxyz"]
    assert sum(s.startswith("practice/") for s in order(*habits, *others, habits_limited=True)[:5]) == 2
    assert sum(s.startswith("practice/") for s in order(*habits, *others)[:5]) == 4


def test_one_of_the_first_five_costs_less_than_a_hundred_dollars() -> None:
    dear = [candidate(f"join/{name}", gain=100, cost=500) for name in "abcdef"]
    assert "join/z" in order(*dear, candidate("join/z", gain=1, cost=50))[:5]


def test_an_exam_without_a_published_price_is_reckoned_as_dear_as_the_dearest(kb: KnowledgeBase) -> None:
    steps: Mapping[str, Any] = kb.entries["steps"]
    prices = [step.cost_usd.high for step in steps.values() if step.move == "earn" and step.cost_usd]
    assert _price(kb, steps["earn/chc"]) == max(prices), "nobody published what the CHC costs"
    assert _price(kb, steps["earn/hcs_d"]) == 329
    assert _price(kb, steps["become/auditor"]) == 0, "a job has no price"


def test_what_the_person_named_stands_among_the_first_seven_though_it_may_cost_pay() -> None:
    easing = [candidate(f"practice/a{place}", ANSWER) for place in range(7)]
    remote = candidate("work/remote", ANSWER, -283, named=True)
    assert order(*easing, remote) == [*(f"practice/a{place}" for place in range(6)), "work/remote", "practice/a6"]


def test_what_is_urgent_gives_no_place_to_what_the_person_named() -> None:
    urgent = [candidate(f"renew/a{place}", PROTECT) for place in range(7)]
    assert order(*urgent, candidate("work/remote", ANSWER, named=True))[-1] == "work/remote"
