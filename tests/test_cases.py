"""Whole people: what a counselor of medical coders expects of their advice."""

from __future__ import annotations

from itertools import combinations

import pytest

from advisor.inference.infer import Inference
from advisor.rulebook import Program
from tests.whole_people import Advised, advised, case_names, failures, gist

ENGINES = ("levels", "durable", "reference")


@pytest.fixture(scope="session")
def engines(program: Program) -> dict[str, Inference]:
    """Every engine by name."""
    return {name: Inference(program, name) for name in ENGINES}


@pytest.fixture(scope="session")
def people(engines: dict[str, Inference]) -> dict[str, Advised]:
    """Every case with its advice."""
    return {name: advised(name, engines["levels"], engines["levels"]) for name in case_names()}


@pytest.mark.parametrize("name", case_names())
def test_a_person_is_advised_as_a_counselor_would(name: str, engines: dict[str, Inference]) -> None:
    wrong = failures(advised(name, engines["levels"], engines["levels"]))
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("engine", ENGINES[1:])
@pytest.mark.parametrize("name", case_names())
def test_a_person_gets_the_same_advice_from_every_engine(name: str, engine: str, engines: dict[str, Inference]) -> None:
    levels = engines["levels"]
    assert gist(advised(name, engines[engine], levels).shown) == gist(advised(name, levels, levels).shown)


def test_no_two_people_get_the_same_advice(people: dict[str, Advised]) -> None:
    gists = {name: gist(found.shown) for name, found in people.items() if found.expected.same_order_as is None}
    same = [f"{one} and {other}" for one, other in combinations(gists, 2) if gists[one] == gists[other]]
    assert not same, f"the same advice for {', '.join(same)}"


def test_twins_who_differ_in_name_and_state_get_the_same_steps(people: dict[str, Advised]) -> None:
    for name, found in people.items():
        if twin := found.expected.same_order_as:
            steps = [[each.id for each in people[who].everything.recommendations] for who in (name, twin)]
            assert steps[0] == steps[1], f"{name} and {twin} differ"
