"""Groups are of one sort where they hold the same numbers in the same order, and only there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("numpy")

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from advisor.cohort import alike as module
from advisor.cohort.alike import alike

GROUPS = st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=4), max_size=30)


def sorts(groups: Sequence[Sequence[int]]) -> None:
    counts = np.array([len(each) for each in groups], np.int64)
    starts = np.cumsum(counts) - counts
    values = np.array([each for group in groups for each in group], np.int64)
    sort, one = alike(values, starts, counts)
    assert [groups[one[each]] for each in sort] == list(groups)
    assert len(set(map(tuple, groups))) == len(one)


@given(GROUPS)
def test_groups_are_of_the_sort_of_their_like(groups: Sequence[Sequence[int]]) -> None:
    sorts(groups)


def test_groups_that_count_the_same_by_chance_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WEIGHTS", np.ones(1, np.uint64))
    sorts([[0, 1], [1, 0], [2], [0, 1], [1, 0, 0]])
