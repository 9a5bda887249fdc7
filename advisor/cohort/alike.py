"""Groups of numbers that are the same, so that what is asked of a group is asked once for all that are like it."""

from __future__ import annotations

from typing import Any

import numpy as np

from advisor.cohort.block import Integers

_WEIGHTS = np.random.default_rng(6).integers(1, 1 << 63, 4096).astype(np.uint64) * np.uint64(2) + np.uint64(1)
"""By place in a group what a number counts; their count is a power of two."""


def alike(values: Any, starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """The sort of each group of *values*, from *starts* on so many, and by sort a group that is of it.

    Groups are of one sort where they hold the same numbers (at least 0) in the same order.
    """
    sort, one, _ = alike_by_number(values, starts, counts)
    return sort, one


def alike_by_number(values: Any, starts: Integers, counts: Integers) -> tuple[Integers, Integers, Any]:
    """As ``alike``, and for each sort a number, the same for the same values everywhere; two seldom have one."""
    if not len(starts):
        return starts, starts, starts
    at, place = members(starts, counts)
    held = values[at]
    mixed = (held.astype(np.uint64) + np.uint64(1)) * _WEIGHTS[place & len(_WEIGHTS) - 1]
    ends = np.cumsum(counts)
    total = np.concatenate((np.zeros(1, np.uint64), np.cumsum(mixed)))
    numbers = total[ends] - total[ends - counts]
    sort, one = sorts(numbers)
    other = one[sort]
    if (counts[other] != counts).any() or (values[at + np.repeat(starts[other] - starts, counts)] != held).any():
        sort, one = _exactly(held, ends - counts, ends)
    return sort, one, numbers[one]


def members(starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """The places of all members of groups, one group after another, and of each its place in its group."""
    ends = np.cumsum(counts)
    place = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
    return np.repeat(starts, counts) + place, place


def heads(who: Integers) -> Integers:
    """Where the rows of each person begin, which stand together."""
    new = np.ones(len(who), np.bool_)
    np.not_equal(who[1:], who[:-1], out=new[1:])
    return np.flatnonzero(new)


def sorts(numbers: Any) -> tuple[Integers, Integers]:
    """Of each of *numbers* its sort, and of each sort the place of one; ``np.unique`` loads more, and does more."""
    order = np.argsort(numbers)
    firsts = heads(numbers[order])
    sort = np.empty(len(numbers), np.int64)
    sort[order] = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(numbers)))
    return sort, order[firsts]


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
