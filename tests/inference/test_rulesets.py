"""Rulesets stay within what the C module can hold, whoever is asked about."""

from __future__ import annotations

from random import Random

import pytest

from advisor.errors import EngineError
from advisor.inference.engines import load_engine
from advisor.inference.engines.contract import Flags
from advisor.inference.rulesets import FREE, MOST_PATTERNS, MOST_PROPERTIES, grouped
from advisor.rulebook import Program
from tests.inference.test_engines_contract import Ground, Rules, random_program


@pytest.mark.parametrize("seed", range(6))
def test_no_group_exceeds_what_the_c_module_can_hold(seed: int) -> None:
    program = random_program(Random(seed), 200, 400)
    for numbers, groups in zip(program.levels, grouped(program), strict=True):
        patterns = [pattern for group in groups for pattern in group.patterns]
        assert sorted(number for pattern in patterns for number in pattern.rules) == list(numbers)
        for group in groups:
            assert 0 < len(group.patterns) <= MOST_PATTERNS == 60
            read = {f for p in group.patterns for f in p.needs}, {f for p in group.patterns for f in p.blocks}
            assert (set(group.needs), set(group.blocks)) == read
            assert group.properties == 1 + len(read[0]) + len(read[1]) <= MOST_PROPERTIES == 240
            for flag, alike in group.waiting.items():
                assert all(flag in pattern.needs if pattern.needs else flag == FREE for pattern in alike)


def test_no_group_of_the_real_rules_exceeds_it_either(program: Program) -> None:
    groups = [group for level in grouped(program) for group in level]
    assert max(len(group.patterns) for group in groups) <= 60
    assert max(group.properties for group in groups) <= 240


def test_rules_of_a_level_that_ask_the_same_are_one_pattern() -> None:
    alike = (Ground((1, 2), (3,), (10,)), Ground((2, 1, 2), (3, 3), (11, 12)), Ground((1, 2), (), ()))
    ((group,),) = grouped(Rules(alike, ((0, 1, 2),)))
    assert {(p.rules, p.sets) for p in group.patterns} == {((0, 1), frozenset({10, 11, 12})), ((2,), frozenset())}
    below = grouped(Rules(alike, ((0,), (1, 2))))
    assert [[p.rules for group in level for p in group.patterns] for level in below] == [[(0,)], [(1,), (2,)]]


def test_wide_rules_are_spread_and_one_that_is_too_wide_is_refused() -> None:
    wide = tuple(Ground(tuple(range(n, n + 200)), tuple(range(1000, 1039)), ()) for n in (0, 200, 400))
    assert [len(group.patterns) for group in grouped(Rules(wide, ((0, 1, 2),)))[0]] == [1, 1, 1]
    with pytest.raises(EngineError, match="reads 240 flags"):
        grouped(Rules((Ground(tuple(range(240)), (), ()),), ((0,),)))


def test_rules_as_wide_as_a_ruleset_fire() -> None:
    pytest.importorskip("durable_rules_engine")
    wide = tuple(Ground(tuple(range(n, n + 200)), tuple(range(1000, 1039)), ()) for n in (0, 200, 400))
    told = frozenset(range(400))
    assert load_engine("durable")(Rules(wide, ((0, 1, 2),))).run(Flags(told, told)).certain == {0, 1}
