"""A block of people is served as each of them is alone."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

pytest.importorskip("numpy")

import numpy as np

from advisor.inference.engines.columns import Engine, Views, Words, words_for
from advisor.inference.engines.contract import Fired, Flags
from tests.inference.test_engines_contract import Ground, Rules, naive, random_program, random_told


def columns(people: Sequence[frozenset[int]], flags: int) -> Words:
    found = np.zeros((flags, words_for(len(people))), np.uint64)
    for person, told in enumerate(people):
        for flag in told:
            found[flag, person // 64] |= np.uint64(1) << np.uint64(person % 64)
    return found


def block(people: Sequence[Flags], flags: int) -> Views:
    return Views(columns([p.certain for p in people], flags), columns([p.possible for p in people], flags), len(people))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_each_of_a_block_gets_what_the_definition_says(seed: int, count: int) -> None:
    random = Random(seed)
    program = random_program(random, 60, 40)
    most = max(flag for rule in program.rules for flag in (*rule.needs, *rule.blocks, *rule.sets))
    people = [random_told(random, 40) for _ in range(count)]
    told = block(people, most + 1)
    before = told.certain.copy(), told.possible.copy()
    fired = Engine(program).run_many(told)
    assert [Fired(*fired.of(person)) for person in range(count)] == [naive(program, each) for each in people]
    assert np.array_equal(told.certain, before[0]) and np.array_equal(told.possible, before[1])


def test_where_all_is_certain_one_view_serves_for_both() -> None:
    random = Random(3)
    program = random_program(random, 60, 40)
    people = [random_told(random, 40).certain for _ in range(100)]
    one = columns(people, 600)
    fired = Engine(program).run_many(Views(one, one, 100))
    assert fired.certain is fired.possible
    assert [fired.of(n)[0] for n in range(100)] == [naive(program, Flags(told, told)).certain for told in people]


def test_a_flag_that_is_told_and_derived_is_set_by_either() -> None:
    program = Rules((Ground((0,), (), (1,)), Ground((1,), (), ())), ((0,), (1,)))
    people = [Flags(frozenset(told), frozenset(told)) for told in ((), (0,), (1,), (0, 1))]
    fired = Engine(program).run_many(block(people, 2))
    assert [fired.of(n)[0] for n in range(4)] == [set(), {0, 1}, {1}, {0, 1}]
