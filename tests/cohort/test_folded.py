"""People who are advised alike are ranked once, and each gets the rows of their sort."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from advisor.cohort.folded import folded
from advisor.cohort.lists import Lists
from advisor.cohort.reasons import Advised

PAIRS = st.lists(st.tuples(st.lists(st.integers(0, 2), min_size=1, max_size=2), st.integers(0, 1)), max_size=3)
"""Of one person the facts and the sight of each pair."""


@given(st.lists(PAIRS, max_size=20), st.integers(1, 3))
def test_everyone_gets_the_rows_that_a_person_ranked_alone_would(crowd: list[Any], top: int) -> None:
    found, sights = advised_of(crowd)
    fold = folded(found, sights)
    sorts = np.arange(len(fold.one))
    one, pairs = fold.of(sorts)
    assert one.fact.tolist() == [fact for pair in pairs for fact in facts_of(found, pair)]
    order = np.lexsort((-sights[pairs], one.people))
    first = np.searchsorted(one.people, sorts)
    steps = Lists.together(order - first[one.people[order]], np.bincount(one.people, minlength=len(sorts)))
    who, pair, place = fold.unfolded(steps, sorts, top)
    whole = np.lexsort((-sights, found.people))
    rank = np.arange(len(whole)) - np.searchsorted(found.people, found.people[whole])
    assert pair.tolist() == whole[rank < top].tolist()
    assert who.tolist() == found.people[pair].tolist()
    assert place.tolist() == rank[rank < top].tolist()


@given(st.lists(PAIRS, max_size=20))
def test_some_sorts_alone_have_the_reasons_of_their_own_people(crowd: list[Any]) -> None:
    found, sights = advised_of(crowd)
    fold = folded(found, sights)
    some = np.arange(len(fold.one))[::-2]
    one, pairs = fold.of(some)
    assert one.people.tolist() == [at for at, sort in enumerate(some) for _ in crowd[fold.people[fold.one[sort]]]]
    assert one.fact.tolist() == [fact for pair in pairs for fact in facts_of(found, pair)]
    assert found.people[pairs].tolist() == [fold.people[fold.one[some[each]]] for each in one.people]


def advised_of(crowd: list[Any]) -> tuple[Advised, Any]:
    pairs = [(who, facts, sight) for who, person in enumerate(crowd) for facts, sight in person]
    sizes = np.array([len(facts) for _, facts, _ in pairs], np.int64)
    who = np.repeat(np.array([each for each, _, _ in pairs], np.int64), sizes)
    fact = np.array([each for _, facts, _ in pairs for each in facts], np.int64)
    of: Any = SimpleNamespace(of=range(3))
    sights = np.array([each for *_, each in pairs], np.int64)
    return Advised(of, len(crowd), who, fact, np.cumsum(sizes) - sizes), sights


def facts_of(found: Advised, pair: int) -> list[int]:
    return found.fact[found.starts[pair] :][: found.counts[pair]].tolist()  # type: ignore[no-any-return]
