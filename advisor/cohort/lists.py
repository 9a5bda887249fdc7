"""Lists of numbers that lie one after another in one array."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.cohort.alike import members
from advisor.cohort.block import Bools, Integers


@dataclass(frozen=True, slots=True)
class Lists:
    """``values`` of lists, of each so many as ``counts`` from ``starts`` on."""

    values: Integers
    starts: Integers
    counts: Integers

    @classmethod
    def together(cls, values: Integers, counts: Integers) -> Lists:
        """Lists of so many *values* each, one after another."""
        return cls(values, np.cumsum(counts) - counts, counts)

    def at(self, rows: Integers) -> Lists:
        """Those at *rows*, one after another."""
        counts = self.counts[rows]
        return Lists.together(self.values[members(self.starts[rows], counts)[0]], counts)

    def equal(self, others: Lists) -> Bools:
        """Whether each is the same as the one of *others* in its place; all lie one after another."""
        found: Bools = self.counts == others.counts
        if not found.all():
            same = np.flatnonzero(found)
            found[same] = self.at(same).equal(others.at(same))
        else:
            wrong = np.flatnonzero(self.values != others.values)
            found[np.searchsorted(self.starts, wrong, side="right") - 1] = False
        return found

    def followed_by(self, other: Lists) -> Lists:
        """These and then the *other* ones."""
        return Lists.together(np.concatenate((self.values, other.values)), np.concatenate((self.counts, other.counts)))


def no_lists() -> Lists:
    """None at all."""
    none = np.zeros(0, np.int64)
    return Lists(none, none, none)
