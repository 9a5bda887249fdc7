"""Which ids stood in an earlier row, by eight bytes an id."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

np: Any
try:
    import numpy as np
except ImportError:
    np = None

SLOT_BITS = 25
"""As many slots as these bits can name: 32 MB, half of them taken by twenty million ids."""
AT_ONCE = 1 << 20
"""So many ids are looked for at once, where all are there."""
SHARD_BITS = 4
SHARDS = 1 << SHARD_BITS
"""So many parts, each of which is merged alone: what a merge takes for a moment is a part of all."""
Run = tuple[Any, Any]
"""Sorted numbers of ids, and the row where each stood first."""


class Seen:
    """The numbers of the ids of all rows so far; the first row is 1."""

    def __init__(self) -> None:
        self._rows = 0
        self._plain: dict[bytes, int] = {}
        self._shards = [_Shard() for _ in range(SHARDS)]
        self._slots: Any = None

    def add(self, ids: bytes) -> dict[int, int]:
        """Take in the next rows; those whose id stood in an earlier row, with the first such row."""
        found = self._in_runs(ids) if np is not None else self._in_plain(ids)
        self._rows += len(ids) // 8
        return found

    def _in_plain(self, ids: bytes) -> dict[int, int]:
        found = {}
        for row, at in enumerate(range(0, len(ids), 8), self._rows + 1):
            each = ids[at : at + 8]
            if any(each) and (first := self._plain.setdefault(each, row)) != row:
                found[row] = first
        return found

    def _in_runs(self, ids: bytes) -> dict[int, int]:
        run, places, found = self._first_ones(np.frombuffer(ids, np.uint64))
        suspects = self._may_be_known(run)
        cuts = [0, *np.searchsorted(run, np.arange(1, SHARDS, dtype=np.uint64) * (1 << 64 - SHARD_BITS)), len(run)]
        earlier: dict[int, int] = {}
        for shard, (first, end) in zip(self._shards, pairwise(cuts), strict=True):
            earlier |= shard.add(run[first:end], places[first:end], suspects[first:end])
        return {row: earlier.get(place, place) for row, place in found.items()} | earlier

    def _first_ones(self, numbers: Any) -> tuple[Any, Any, dict[int, int]]:
        """The different ids of the next rows as a run, and the rows that repeat one of them."""
        rows = np.flatnonzero(numbers)
        order = rows[np.argsort(numbers[rows], kind="stable")]
        numbers = numbers[order]
        new = np.concatenate((np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1]))
        order += self._rows + 1
        places = order[new]
        again = zip(order[~new].tolist(), places[np.cumsum(new) - 1][~new].tolist(), strict=True)
        return numbers[new], places.astype(np.uint32 if order.max(initial=0) < 1 << 32 else np.int64), dict(again)

    def _may_be_known(self, run: Any) -> Any:
        """Whether an id with the same first bits stood in an earlier row: only then it needs to be looked for."""
        if self._slots is None:
            self._slots = np.zeros(1 << SLOT_BITS, bool)
        slots = run >> np.uint64(64 - SLOT_BITS)
        may_be = self._slots[slots]
        self._slots[slots] = True
        return may_be


class _Shard:
    """Ids that begin with the same bits, in sorted runs, each at least twice as long as the next.

    Two runs become one as soon as the earlier is shorter than that, so that an id is moved as often as all ids can be
    halved, and looked for in as many runs.
    """

    def __init__(self) -> None:
        self.runs: list[Run] = []

    def add(self, run: Any, places: Any, suspects: Any) -> dict[int, int]:
        """Take in the ids of *run*; the places of those known before, all of them *suspects*, with their first."""
        found: dict[int, int] = {}
        is_new = np.ones(len(run), bool)
        left = np.flatnonzero(suspects)
        for known, where in self.runs:
            at = np.minimum(np.searchsorted(known, run[left]), len(known) - 1)
            here = known[at] == run[left]
            if here.any():
                found |= zip(places[left[here]].tolist(), where[at[here]].tolist(), strict=True)
                is_new[left[here]] = False
                left = left[~here]
        self._keep(run[is_new], places[is_new])
        return found

    def _keep(self, run: Any, places: Any) -> None:
        if not len(run):
            return
        runs = self.runs
        runs.append((run, places))
        while len(runs) > 1 and len(runs[-2][0]) < 2 * len(runs[-1][0]):
            runs[-2:] = [_merged(*runs[-2:])]


def _merged(one: Run, other: Run) -> Run:
    """Two sorted runs as one; a stable sort finds that they are sorted."""
    numbers = np.concatenate((one[0], other[0]))
    order = np.argsort(numbers, kind="stable")
    return numbers[order], np.concatenate((one[1], other[1]))[order]


def all_repeated(parts: Iterable[bytes]) -> dict[int, int]:
    """The rows whose id stood in an earlier row, with the first such row, where the ids of all rows are there at once.

    Args: parts: their numbers, one after another.
    """
    if np is not None:
        return _twice(np.frombuffer(b"".join(parts), np.uint64))
    seen = Seen()
    return {row: first for part in parts for row, first in seen.add(part).items()}


def _twice(numbers: Any) -> dict[int, int]:
    """The rows that repeat one of *numbers* but 0, with the row where it stands first."""
    in_order = np.sort(numbers)
    twice = np.unique(in_order[1:][(in_order[1:] == in_order[:-1]) & (in_order[1:] > 0)])
    del in_order
    firsts: dict[int, int] = {}
    found: dict[int, int] = {}
    for before in range(0, len(numbers) if len(twice) else 0, AT_ONCE):
        some = numbers[before : before + AT_ONCE]
        here = np.flatnonzero(twice[np.minimum(np.searchsorted(twice, some), len(twice) - 1)] == some)
        for row, number in zip((here + before + 1).tolist(), some[here].tolist(), strict=True):
            first = firsts.setdefault(number, row)
            if first != row:
                found[row] = first
    return found
