"""Which ids stood in an earlier row: eight bytes an id, kept in sorted runs, each at least twice as long as the next.

Two runs become one as soon as the earlier is shorter than that, so that an id is moved as often as all ids can be
halved, and looked for in as many runs.
"""

from __future__ import annotations

from typing import Any

try:
    import numpy as np
except ImportError:
    np = None  # type: ignore[assignment]

SLOT_BITS = 25
"""As many slots as these bits can name: 32 MB, half of them taken by twenty million ids."""
Run = tuple[Any, Any]
"""Sorted numbers of ids, and the row where each stood first."""


class Seen:
    """The numbers of the ids of all rows so far; the first row is 1."""

    def __init__(self) -> None:
        self._rows = 0
        self._plain: dict[bytes, int] = {}
        self._runs: list[Run] = []
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
        is_old = np.zeros(len(run), bool)
        left = np.flatnonzero(self._may_be_known(run))
        for known, where in self._runs:
            at = np.minimum(np.searchsorted(known, run[left]), len(known) - 1)
            here = known[at] == run[left]
            if here.any():
                earlier = dict(zip(places[left[here]].tolist(), where[at[here]].tolist(), strict=True))
                found = {row: earlier.get(first, first) for row, first in found.items()} | earlier
                is_old[left[here]] = True
                left = left[~here]
        self._keep(run[~is_old], places[~is_old])
        return found

    def _first_ones(self, numbers: Any) -> tuple[Any, Any, dict[int, int]]:
        """The different ids of the next rows as a run, and the rows that repeat one of them."""
        rows = np.flatnonzero(numbers)
        order = rows[np.argsort(numbers[rows], kind="stable")]
        numbers = numbers[order]
        new = np.concatenate((np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1]))
        order += self._rows + 1
        places = order[new]
        again = zip(order[~new].tolist(), places[np.cumsum(new) - 1][~new].tolist(), strict=True)
        return numbers[new], places, dict(again)

    def _may_be_known(self, run: Any) -> Any:
        """Whether an id with the same first bits stood in an earlier row: only then it needs to be looked for."""
        if self._slots is None:
            self._slots = np.zeros(1 << SLOT_BITS, bool)
        slots = run >> np.uint64(64 - SLOT_BITS)
        may_be = self._slots[slots]
        self._slots[slots] = True
        return may_be

    def _keep(self, run: Any, places: Any) -> None:
        if not len(run):
            return
        runs = self._runs
        runs.append((run, places))
        while len(runs) > 1 and len(runs[-2][0]) < 2 * len(runs[-1][0]):
            runs[-2:] = [_merged(*runs[-2:])]


def _merged(one: Run, other: Run) -> Run:
    """Two sorted runs as one; a stable sort finds that they are sorted."""
    numbers = np.concatenate((one[0], other[0]))
    order = np.argsort(numbers, kind="stable")
    return numbers[order], np.concatenate((one[1], other[1]))[order]
