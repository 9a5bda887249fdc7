"""What is asked of a block is the same whether or not all else that follows is worked out too."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy")

from advisor.cohort.derived import BlockInference, Derived
from advisor.cohort.needed import Asked, needed
from advisor.cohort.profiles import block_of
from advisor.cohort.told import Reader
from advisor.errors import EngineError
from advisor.knowledge import KnowledgeBase
from advisor.rulebook import Program
from tests.cohort.test_told import SEED, anyone
from tests.people import AS_OF

PEOPLE = 500
SOME = ["stage", "reason", "recommended", "caution", "ready", "clinician"]


def derived(kb: KnowledgeBase, program: Program, asked: Asked | None) -> Derived:
    block = block_of([anyone(SEED + number, kb) for number in range(PEOPLE)], kb)
    return BlockInference(program, asked).run(block, Reader(kb, AS_OF))


@pytest.mark.parametrize("name", SOME)
def test_facts_asked_for_hold_for_the_same_people(kb: KnowledgeBase, program: Program, name: str) -> None:
    both = frozenset((name,))
    part, whole = derived(kb, program, Asked(both, both)).facts(name), derived(kb, program, None).facts(name)
    sure = derived(kb, program, Asked(both, frozenset())).facts(name)
    assert part.facts == whole.facts
    assert (sure.certain == whole.certain).all()
    assert (part.certain == whole.certain).all() and (part.possible == whole.possible).all()


def test_the_rules_of_a_fact_and_what_they_read_matter(program: Program) -> None:
    some = needed(program, Asked(frozenset(("recommended",)), frozenset()))
    assert len(some.rules[1]) < len(some.rules[0]) < len(program.rules)
    for view in (0, 1):
        for number in some.rules[view]:
            assert some.flags[view] >= set(program.rules[number].needs)
            assert some.flags[1 - view] >= set(program.rules[number].blocks)


def test_what_was_not_asked_for_is_refused(kb: KnowledgeBase, program: Program) -> None:
    found = derived(kb, program, Asked(frozenset(("reason",)), frozenset()))
    with pytest.raises(EngineError, match="'stage' was not asked for"):
        found.facts("stage")
    with pytest.raises(EngineError, match="'reason' is possible was not asked for"):
        found.facts("reason").possible  # noqa: B018 - asking is what is refused
    with pytest.raises(EngineError, match="not all that follows"):
        found.derivation(0)
