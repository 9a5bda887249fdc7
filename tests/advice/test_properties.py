"""What must hold of the advice to anyone: seen on random people, judged from the knowledge and the profile alone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.advice import Advice
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.reports.formats import load_format
from advisor.reports.look import Look
from advisor.service import Advisor
from tests.people import AS_OF, profile_of

SEED = int(os.environ.get("SEED", "20261123"))
PEOPLE = int(os.environ.get("PEOPLE", "400"))
TOLD = (0.3, 1.0)
"""How much of themselves people tell, from the silent to those who tell everything."""
LEVELS = ("none", "high_school", "certificate", "associate", "bachelor", "master")
Person = tuple[int, Profile, Advice]


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


@pytest.fixture(scope="module")
def kb(advisor: Advisor) -> KnowledgeBase:
    """The knowledge that the advice was given from."""
    return advisor.kb


@pytest.fixture(scope="module")
def people(advisor: Advisor) -> list[Person]:
    """Random people with all that is advised to them; the seed is in every message."""
    found = []
    for seed in range(SEED, SEED + PEOPLE):
        profile = profile_of(seed, advisor.kb, told=random.Random(f"told {seed}").uniform(*TOLD))
        found.append((seed, profile, advisor.advise(profile, as_of=AS_OF, top=100)))
    return found


def steps(people: list[Person]) -> Iterator[tuple[int, Profile, Any]]:
    for seed, profile, advice in people:
        for step in advice.recommendations:
            yield seed, profile, step


def best_status(credential: Any) -> str:
    """The status of the best grade, then the newest."""
    newest = sorted(credential.status, key=lambda each: each.as_of, reverse=True)
    return str(min(newest, key=lambda each: each.grade).value)


def held(profile: Profile) -> set[str]:
    return {each.id for each in profile.credentials if each.expires is None or each.expires >= AS_OF}


def lapsed(profile: Profile) -> set[str]:
    return {each.id for each in profile.credentials if each.expires and each.expires < AS_OF}


def test_nothing_retired_or_of_unknown_status_is_advised(people: list[Person], kb: KnowledgeBase) -> None:
    for seed, _, step in steps(people):
        for each in (step.id, *step.alternatives):
            move, _, target = each.partition("/")
            if move == "earn":
                assert best_status(kb.get("credentials", target)) == "active", (seed, each)


def test_nothing_held_or_implied_by_what_is_held_is_advised(people: list[Person], kb: KnowledgeBase) -> None:
    for seed, profile, step in steps(people):
        mine = held(profile)
        implied = {other for each in mine for other in getattr(kb.get("credentials", each), "implies", ())}
        for each in (step.id, *step.alternatives):
            move, _, target = each.partition("/")
            assert not (move == "earn" and target in mine | implied), (seed, each)
            assert not (move == "clear_apprentice" and target in mine), (seed, each)
            has_it = target == profile.role and profile.employment != "unemployed"
            assert not (move == "become" and has_it), (seed, each)
            assert not (move == "join" and target == profile.employer), (seed, each)
            assert not (move == "work" and target == profile.setting), (seed, each)
            assert not (move == "specialize" and target in profile.specialties), (seed, each)
            assert not (move == "renew" and target not in mine | lapsed(profile)), (seed, each)


def test_no_step_is_advised_whose_published_ways_are_all_closed(people: list[Person], kb: KnowledgeBase) -> None:
    for seed, profile, step in steps(people):
        for each in (step.id, *step.alternatives):
            ways = getattr(kb.get("steps", each), "routes", ())
            assert not ways or any(is_open(way, profile, kb) for way in ways), (seed, each)


def is_open(way: Any, profile: Profile, kb: KnowledgeBase) -> bool:
    """Whether the profile brings all that *way* asks."""
    education = profile.education
    level: Any = education.level if education else "high_school"
    if education and education.in_progress:
        level = LEVELS[max(1, LEVELS.index(level) - 1)] if level != "certificate" else "high_school"
    courses = completed(profile, kb)
    reached = [getattr(kb.get("education", each), "level", None) for each in courses]
    level = max([level, *filter(None, reached)], key=LEVELS.index)
    years = float(profile.experience_years or 0)
    return all(
        (
            way.experience_years is None or years >= way.experience_years,
            way.experience_in is None or years_in(profile, way.experience_in, kb) >= (way.experience_in_years or 0),
            not way.holds_one_of or bool(held(profile) & set(way.holds_one_of)),
            set(way.holds_all_of) <= held(profile),
            way.education is None or LEVELS.index(level) >= LEVELS.index(way.education),
            not way.completed_one_of or bool(courses & set(way.completed_one_of)),
            set(way.completed_all_of) <= courses,
            not way.finishing_one_of or (education is not None and education.in_progress),
            way.role is None or profile.role == way.role,
        )
    )


def completed(profile: Profile, kb: KnowledgeBase) -> set[str]:
    found = set(profile.training)
    education = profile.education
    if education and not education.in_progress:
        found |= {"course_80_hours"} if education.level == "certificate" else set()
        if education.accredited_by == "cahiim":
            found.add("associate_him_cahiim" if education.level == "associate" else "bachelor_him_cahiim")
    while more := {g for each in found for g in getattr(kb.get("education", each), "gives", ())} - found:
        found |= more
    return found


def years_in(profile: Profile, domain: str, kb: KnowledgeBase) -> float:
    """Years told for *domain*; where none are told all years count for the fields of the present job."""
    if profile.gives("experience_in"):
        return profile.experience_in.get(domain, 0.0)
    practised = getattr(kb.get("roles", profile.role), "practises", ()) if profile.role else ()
    return float(profile.experience_years or 0) if domain in practised else 0.0


def test_nothing_that_costs_money_is_advised_to_someone_without_money(people: list[Person], kb: KnowledgeBase) -> None:
    poor = [(seed, step) for seed, profile, step in steps(people) if profile.wants.budget_usd == 0]
    assert poor, "random people include some without money"
    for seed, step in poor:
        for each in (step.id, *step.alternatives):
            cost = getattr(kb.get("steps", each), "cost_usd", None)
            assert cost is None or cost.low == 0, (seed, each)
            assert cost is not None or not each.startswith(("earn/", "learn/", "renew/")), (seed, each)


def test_every_step_has_a_reason_and_a_ground(people: list[Person], kb: KnowledgeBase) -> None:
    for seed, _, step in steps(people):
        assert step.reasons and step.because and all(reason.says for reason in step.reasons), (seed, step.id)
        assert step.proof.because and step.proof.from_, (seed, step.id)
        assert step.sources, (seed, step.id, "neither a publication nor our judgement")
        assert all(source in kb.entries["sources"] for source in step.sources), (seed, step.id)


def test_nobody_gets_two_steps_that_prove_the_same(people: list[Person], kb: KnowledgeBase) -> None:
    for seed, profile, advice in people:
        ids = [step.id for step in advice.recommendations]
        others = [each for step in advice.recommendations for each in step.alternatives]
        assert len(ids) == len(set(ids)) and not set(ids) & set(others), seed
        exams = [each.removeprefix("earn/") for each in ids if each.startswith("earn/")]
        groups = [group for each in exams if (group := getattr(kb.get("credentials", each), "proves_same", None))]
        assert len(groups) == len(set(groups)), (seed, exams)
        proved = {getattr(kb.get("credentials", each), "proves_same", None) for each in held(profile)} - {None}
        assert not proved & set(groups), (seed, exams)


def test_at_most_seven_steps_are_printed(advisor: Advisor) -> None:
    for seed in range(SEED, SEED + 40):
        assert len(advisor.advise(profile_of(seed, advisor.kb), as_of=AS_OF).recommendations) <= 7, seed


def test_one_new_exam_at_most_stands_in_the_first_three_unless_asked_for(
    people: list[Person], kb: KnowledgeBase
) -> None:
    for seed, profile, advice in people:
        asked = set(profile.wants.credentials)
        asked |= {str(getattr(kb.get("credentials", each), "successor", None)) for each in asked}
        asked |= {each for role in profile.wants.roles for each in getattr(kb.get("roles", role), "asks_for", ())}
        first = [step for step in advice.recommendations[:3] if step.move == "earn" and step.target not in asked]
        others = [step for step in advice.recommendations if step.move != "earn"]
        assert len(first) <= 1 or len(others) < 2, (seed, [step.id for step in first])


def test_state_and_name_change_no_order(advisor: Advisor, people: list[Person]) -> None:
    dice = random.Random(SEED)
    states = [each for each in advisor.kb.ids("regions") if each != "US"]
    for seed, profile, advice in people[:40]:
        moved = Profile(
            **{**profile.model_dump(mode="json", exclude_unset=True), "name": "B", "state": dice.choice(states)}
        )
        again = advisor.advise(moved, as_of=AS_OF, top=100)
        assert [step.id for step in again.recommendations] == [step.id for step in advice.recommendations], seed


def test_everyone_gets_a_step_or_is_told_that_nothing_is_urgent_and_why(people: list[Person]) -> None:
    without_a_step = [(seed, advice) for seed, _, advice in people if not advice.recommendations]
    assert without_a_step, "random people include some without a step"
    for seed, advice in without_a_step:
        says = " ".join(str(load_format("text")(advice, Look(None, {}))).split())
        assert "nothing is urgent" in says.lower() or (advice.questions and "Too little is known" in says), seed
