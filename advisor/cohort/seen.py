"""Which ids stood in an earlier row: eight bytes an id, kept in sorted runs."""

from __future__ import annotations

from typing import Any

try:
    import numpy as np
except ImportError:
    np = None  # type: ignore[assignment]

MOST_RUNS = 8


class Seen:
    """The numbers of the ids of all rows so far; the first row is 1."""

    def __init__(self) -> None:
        self._rows = 0
        self._plain: dict[bytes, int] = {}
        self._runs: list[tuple[Any, Any]] = []

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
        numbers = np.frombuffer(ids, np.uint64)
        rows = np.flatnonzero(numbers)
        order = rows[np.argsort(numbers[rows], kind="stable")]
        numbers = numbers[order]
        new = np.concatenate((np.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1]))
        firsts = order[new] + self._rows + 1
        found = dict(
            zip((order[~new] + self._rows + 1).tolist(), firsts[np.cumsum(new) - 1][~new].tolist(), strict=True)
        )
        run, places = numbers[new], firsts
        for known, where in self._runs:
            at = np.minimum(np.searchsorted(known, run), len(known) - 1)
            old = known[at] == run
            if old.any():
                earlier = dict(zip(places[old].tolist(), where[at[old]].tolist(), strict=True))
                found = {row: earlier.get(first, first) for row, first in found.items()} | earlier
                run, places = run[~old], places[~old]
        self._keep(run, places)
        return found

    def _keep(self, run: Any, places: Any) -> None:
        if not len(run):
            return
        self._runs.append((run, places))
        if len(self._runs) > MOST_RUNS:
            numbers = np.concatenate([each for each, _ in self._runs])
            rows = np.concatenate([each for _, each in self._runs])
            order = np.argsort(numbers)
            self._runs = [(numbers[order], rows[order])]
