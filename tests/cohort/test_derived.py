"""What follows for a block is what follows for each of its people."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("numpy")

import numpy as np

from advisor.cohort.derived import BlockInference, Derived
from advisor.cohort.profiles import block_of
from advisor.cohort.told import Reader
from advisor.inference.derivation import Derivation
from advisor.inference.infer import Inference
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.told import told_facts
from advisor.rulebook import Program
from tests.cohort.test_told import SEED, anyone
from tests.people import AS_OF

PEOPLE = 1000


@pytest.fixture(scope="module")
def people(kb: KnowledgeBase) -> list[Profile]:
    print(f"ADVISOR_SEED={SEED}")
    return [Profile(), *(anyone(SEED + number, kb) for number in range(PEOPLE))]


@pytest.fixture(scope="module")
def derived(people: list[Profile], kb: KnowledgeBase, program: Program) -> Derived:
    return BlockInference(program).run(block_of(people, kb), Reader(kb, AS_OF))


@pytest.fixture(scope="module")
def alone(people: list[Profile], kb: KnowledgeBase, program: Program) -> list[Derivation]:
    one = Inference(program, "levels")
    return [one.run(told_facts(each, kb, AS_OF)) for each in people]


def test_each_has_the_derivation_that_one_has_alone(derived: Derived, alone: list[Derivation]) -> None:
    assert derived.people == PEOPLE + 1
    for person, expected in enumerate(alone):
        assert derived.derivation(person) == expected, f"ADVISOR_SEED={SEED}, person {person}"


@pytest.mark.parametrize("name", ["recommended", "reason", "caution", "stage", "ready", "certified"])
def test_the_columns_of_a_fact_hold_it_for_whom_it_holds(derived: Derived, alone: list[Derivation], name: str) -> None:
    columns = derived.facts(name)
    for person, expected in enumerate(alone):
        sure = {fact for fact, holds in zip(columns.facts, columns.certain[:, person], strict=True) if holds}
        may = {fact for fact, holds in zip(columns.facts, columns.possible[:, person], strict=True) if holds}
        assert sure == {fact for fact in expected.certain if fact[0] == name}
        assert may == {fact for fact in expected.possible if fact[0] == name}
    assert columns.certain.any() and not columns.certain.all()


def test_the_rule_of_a_fact_is_that_of_the_lowest_level_and_then_of_the_first_id(
    derived: Derived, alone: list[Derivation], program: Program
) -> None:
    for name in ("reason", "ruled_out", "ready"):
        columns = derived.facts(name)
        rows, persons = np.nonzero(columns.certain)
        rules = derived.proving(columns, persons, rows)
        several = 0
        for person, row, rule in zip(persons.tolist(), rows.tolist(), rules.tolist(), strict=True):
            fired = [one for one in program.by_fact[columns.facts[row]] if one.id in alone[person].fired]
            assert derived.concluders.rules[rule].id == min(fired, key=lambda one: (one.level, one.id)).id
            several += len(fired) > 1
        assert several, name


def test_a_fact_that_does_not_hold_is_proved_by_no_rule(derived: Derived) -> None:
    columns = derived.facts("recommended")
    rows, persons = np.nonzero(~columns.certain)
    assert len(rows) and set(derived.proving(columns, persons, rows).tolist()) == {-1}


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 128])
def test_a_block_may_be_of_any_size(
    people: list[Profile], alone: list[Derivation], kb: KnowledgeBase, program: Program, count: int
) -> None:
    few = BlockInference(program).run(block_of(people[:count], kb), Reader(kb, AS_OF))
    assert few.people == count
    assert [few.derivation(person) for person in range(count)] == alone[:count]
    assert few.facts("recommended").certain.shape[1] == count


def test_the_order_of_people_means_nothing(
    people: list[Profile], alone: list[Derivation], kb: KnowledgeBase, program: Program
) -> None:
    order = random.Random(3).sample(range(len(people)), 200)
    shuffled = BlockInference(program).run(block_of([people[n] for n in order], kb), Reader(kb, AS_OF))
    assert [shuffled.derivation(place) for place in range(200)] == [alone[n] for n in order]
