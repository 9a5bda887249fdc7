"""People advised alike, folded to one of each sort: in what order the steps of that one stand, all of the sort's do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.cohort.alike import alike_by_number, heads, members
from advisor.cohort.block import Integers
from advisor.cohort.lists import Lists
from advisor.cohort.reasons import Advised


@dataclass(frozen=True, slots=True)
class Folded:
    """``whole``, by sorts of people.

    ``people``: who is recommended anything, each with the ``first`` of their pairs, their ``sort``, and what makes it
    so (``seen``). By sort, ``one`` is a place among the ``people`` that is of it; ``numbers``: see ``alike_by_number``.
    """

    whole: Advised
    people: Integers
    first: Integers
    sort: Integers
    seen: Lists
    one: Integers
    numbers: Integers

    def of(self, some: Integers) -> tuple[Advised, Integers]:
        """A person for each of *some* sorts, in their order, and which pairs of the whole theirs are."""
        whole, ones = self.whole, self.one[some]
        pairs, _ = members(self.first[ones], np.diff(self.first, append=len(whole.starts))[ones])
        counts = whole.counts[pairs]
        facts, _ = members(whole.starts[pairs], counts)
        who = np.repeat(np.arange(len(some)), self.seen.counts[ones])
        return Advised(whole.of, len(some), who, whole.fact[facts], np.cumsum(counts) - counts), pairs

    def unfolded(self, steps: Lists, rows: Integers, top: int) -> tuple[Integers, Integers, Integers]:
        """Everyone's first *top* steps: the person of each, its pair, its place.

        Args: steps: lists of places among the pairs of a person; rows: that of each sort.
        """
        row = rows[self.sort]
        stays = np.minimum(steps.counts[row], top)
        at, place = members(steps.starts[row], stays)
        return np.repeat(self.people, stays), np.repeat(self.first, stays) + steps.values[at], place


def folded(found: Advised, sights: Integers) -> Folded:
    """*found* by sorts of people: those with the same reasons, and the same *sights* (at least 0) of their pairs."""
    first = heads(found.people)
    starts = found.starts[first]
    seen = Lists(
        np.repeat(sights, found.counts) * len(found.of.of) + found.fact, starts, np.diff(starts, append=len(found.fact))
    )
    sort, one, numbers = alike_by_number(seen.values, seen.starts, seen.counts)
    return Folded(found, found.people[first], first, sort, seen, one, numbers)
