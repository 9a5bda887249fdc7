"""People advised alike, folded to one of each sort: in what order the steps of that one stand, all of the sort's do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.cohort.alike import alike, heads, members
from advisor.cohort.block import Integers
from advisor.cohort.reasons import Advised


@dataclass(frozen=True, slots=True)
class Folded:
    """``one``: a person of each sort, by number of the sort, whose pairs are the ``pairs`` of the whole.

    ``people``: who is recommended anything, each with the ``first`` of their pairs and their ``sort``.
    """

    one: Advised
    pairs: Integers
    people: Integers
    first: Integers
    sort: Integers

    def unfolded(self, order: Integers) -> tuple[Integers, Integers, Integers]:
        """Everyone's rows where *order* has those of each sort, as pairs of ``one``: person, pair of the whole, place.

        Args: order: in order of sorts.
        """
        of = self.one.people[order]
        own = heads(self.one.people)
        steps = order - own[of]
        sizes = np.bincount(of, minlength=len(own))
        stays = sizes[self.sort]
        at, place = members((np.cumsum(sizes) - sizes)[self.sort], stays)
        return np.repeat(self.people, stays), np.repeat(self.first, stays) + steps[at], place


def folded(found: Advised, sights: Integers) -> Folded:
    """*found* by sorts of people: those with the same reasons, and the same *sights* (at least 0) of their pairs."""
    first = heads(found.people)
    pairs = np.diff(first, append=len(found.starts))
    starts = found.starts[first]
    reasons = np.diff(starts, append=len(found.fact))
    sort, one = alike(np.repeat(sights, found.counts) * len(found.of.of) + found.fact, starts, reasons)
    at, _ = members(first[one], pairs[one])
    facts, _ = members(starts[one], reasons[one])
    counts = found.counts[at]
    own = Advised(
        found.of,
        len(one),
        np.repeat(np.arange(len(one)), reasons[one]),
        found.fact[facts],
        np.cumsum(counts) - counts,
    )
    return Folded(own, at, found.people[first], first, sort)
