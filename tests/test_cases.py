"""Whole people: what a counselor of medical coders expects of their advice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations

import pytest

from advisor.inference.infer import Inference
from advisor.rulebook import Program
from tests.whole_people import Advised, advised, case_names, failures, gist, told_of

ENGINES = ("levels", "durable", "reference")


@pytest.fixture(scope="session")
def engines(program: Program) -> dict[str, Inference]:
    """Every engine by name."""
    return {name: Inference(program, name) for name in ENGINES}


@pytest.fixture(scope="session")
def person(engines: dict[str, Inference]) -> Callable[[str], Advised]:
    """From the name of a case to its person's advice."""
    return cache(lambda name: advised(name, engines["levels"], engines["levels"]))


@pytest.mark.parametrize("name", case_names())
def test_a_person_is_advised_as_a_counselor_would(name: str, person: Callable[[str], Advised]) -> None:
    wrong = failures(person(name))
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("engine", ENGINES[1:])
@pytest.mark.parametrize("name", case_names())
def test_every_engine_derives_the_same_of_a_person(name: str, engine: str, engines: dict[str, Inference]) -> None:
    told = told_of(name, engines["levels"].program.kb)
    here, there = engines["levels"].run(told), engines[engine].run(told)
    assert (here.certain, here.possible) == (there.certain, there.possible)


def test_no_two_people_get_the_same_advice(person: Callable[[str], Advised]) -> None:
    people = [found for found in map(person, case_names()) if found.expected.same_order_as is None]
    gists = {found.name: gist(found.shown) for found in people}
    same = [f"{one} and {other}" for one, other in combinations(gists, 2) if gists[one] == gists[other]]
    assert not same, f"the same advice for {', '.join(same)}"


def test_twins_who_differ_in_name_and_state_get_the_same_steps(person: Callable[[str], Advised]) -> None:
    for found in map(person, case_names()):
        if found.expected.same_order_as:
            twin = person(found.expected.same_order_as)
            steps = [[each.id for each in who.shown.recommendations] for who in (found, twin)]
            assert steps[0] == steps[1], f"{found.name} and {twin.name} differ"
            assert found.recommended == twin.recommended
