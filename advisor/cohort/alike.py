"""Groups of numbers that are the same, so that what is asked of a group is asked once for all that are like it."""

from __future__ import annotations

from typing import Any

import numpy as np

from advisor.cohort.block import Integers

_WEIGHTS = np.random.default_rng(6).integers(1, 1 << 63, 4096).astype(np.uint64) * np.uint64(2) + np.uint64(1)
"""By place in a group what a number counts."""


def alike(values: Any, starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """The sort of each group of *values*, from *starts* on so many, and by sort a group that is of it.

    Groups are of one sort where they hold the same numbers (at least 0) in the same order.
    """
    if not len(starts):
        return starts, starts
    at, place = members(starts, counts)
    held = values[at]
    mixed = (held.astype(np.uint64) + np.uint64(1)) * _WEIGHTS[place % len(_WEIGHTS)]
    ends = np.cumsum(counts)
    numbers = np.add.reduceat(mixed, ends - counts)
    _, one, sort = np.unique(numbers, return_index=True, return_inverse=True)
    other = one[sort]
    if (counts[other] == counts).all() and (values[np.repeat(starts[other], counts) + place] == held).all():
        return sort, one
    return _exactly(held, ends - counts, ends)


def members(starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """The places of all members of groups, one group after another, and of each its place in its group."""
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts) + place, place


def _exactly(held: Any, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """The same, where two groups that differ have one number."""
    known: dict[bytes, int] = {}
    one: list[int] = []
    sort: list[int] = []
    for group, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        seen = held[start:end].tobytes()
        if seen not in known:
            known[seen] = len(one)
            one.append(group)
        sort.append(known[seen])
    return np.array(sort, np.int64), np.array(one, np.int64)
