"""What is remembered of a sort of people is the order of that sort, and of no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from advisor.cohort import remembered
from advisor.cohort.lists import Lists
from advisor.cohort.remembered import Remembered

SORT = st.lists(st.integers(0, 3), min_size=1, max_size=4).map(tuple)
BLOCKS = st.lists(st.lists(SORT, unique=True, max_size=8), max_size=6)


def lists(found: Sequence[Sequence[int]]) -> Lists:
    counts = np.array([len(each) for each in found], np.int64)
    return Lists.together(np.array([each for some in found for each in some], np.int64), counts)


def plain(found: Lists) -> list[tuple[int, ...]]:
    return [
        tuple(found.values[start : start + count].tolist())
        for start, count in zip(found.starts, found.counts, strict=True)
    ]


def serve(
    memory: Remembered, sorts: Sequence[tuple[int, ...]], number: Callable[[tuple[int, ...]], int] = hash
) -> list[tuple[int, ...]]:
    """The new ones of *sorts*; all are seen to have the steps that stand for them, themselves turned round."""
    asked = lists(sorts)
    numbers = np.array([number(each) for each in sorts], np.int64)
    rows = memory.rows(asked, numbers)
    new = np.flatnonzero(rows < 0)
    rows[new] = memory.add(asked.at(new), numbers[new], lists([sorts[each][::-1] for each in new.tolist()]))
    assert plain(memory.steps.at(rows)) == [each[::-1] for each in sorts]
    return [sorts[each] for each in new.tolist()]


@given(BLOCKS)
def test_each_sort_is_new_once(blocks: list[list[tuple[int, ...]]]) -> None:
    memory, known = Remembered(), set[tuple[int, ...]]()
    for block in blocks:
        assert serve(memory, block) == [each for each in block if each not in known]
        known.update(block)


@given(BLOCKS)
def test_sorts_that_count_the_same_by_chance_are_told_apart(blocks: list[list[tuple[int, ...]]]) -> None:
    memory = Remembered()
    for block in blocks:
        serve(memory, block, number=sum)


@given(BLOCKS)
def test_when_all_is_forgotten_everything_is_new_again(blocks: list[list[tuple[int, ...]]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembered, "MOST", 0)
        memory = Remembered()
        for block in blocks:
            assert serve(memory, block) == block
