"""In what order the steps of people stand, kept from block to block for each sort of people."""

from __future__ import annotations

import numpy as np

from advisor.cohort.block import Integers
from advisor.cohort.lists import Lists, no_lists

MOST = 1 << 17
"""So many sorts and those of one more block are remembered; then all are forgotten."""


class Remembered:
    """``steps``: of each sort its steps in their order, as places among the pairs of a person; not for several threads.

    A sort is a list of numbers: all that decides the order.
    """

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._sorts, self.steps = no_lists(), no_lists()
        self._row: dict[int, int] = {}

    def rows(self, sorts: Lists, numbers: Integers) -> Integers:
        """The row in ``steps`` of each of *sorts*, -1 where it is new; it stands until rows are asked for again.

        Args: numbers: for each the same wherever it is asked for; if others have it, so much the slower.
        """
        if len(self._sorts.counts) > MOST:
            self._forget()
        get = self._row.get
        rows = np.array([get(each, -1) for each in numbers.tolist()], np.int64)
        met = np.flatnonzero(rows >= 0)
        rows[met[~self._sorts.at(rows[met]).equal(sorts.at(met))]] = -1
        return rows

    def add(self, sorts: Lists, numbers: Integers, steps: Lists) -> Integers:
        """Take in new *sorts* with their *numbers* and *steps*; the rows of these."""
        rows = np.arange(len(numbers)) + len(self._sorts.counts)
        self._sorts, self.steps = self._sorts.followed_by(sorts), self.steps.followed_by(steps)
        self._row.update(zip(numbers.tolist(), rows.tolist(), strict=True))
        return rows
