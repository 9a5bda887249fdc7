"""Each step right after those of its tier that give what it asks: ``advisor.advice.ranking.by_dependency`` for a block.

Only who has a step that stands too early goes through it; the answer is remembered by what it reads, steps and tiers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from advisor.advice.candidates import Candidate
from advisor.advice.ranking import by_dependency, comes_first
from advisor.cohort.block import Bools, Integers
from advisor.cohort.lists import Lists
from advisor.cohort.reasons import Advised, make_room
from advisor.knowledge.kinds.reasons import TIERS


class InNeed:
    """Puts steps after what they need; not to be shared between threads."""

    def __init__(self, plain: Sequence[Candidate], row: Mapping[str, int]) -> None:
        """Args: plain: every step that may be recommended. row: its place there."""
        self._plain = plain
        givers = [
            [row[giver] for giver in each.after if giver in row and comes_first(plain[row[giver]], each)]
            for each in plain
        ]
        self._givers = Lists.together(
            np.array([giver for some in givers for giver in some], np.int64),
            np.array([len(some) for some in givers], np.int64),
        )
        self._orders: dict[bytes, Integers] = {}
        self._tiered: dict[tuple[int, int], Candidate] = {}

    def ordered(self, found: Advised, key: Integers, ends: Integers, order: Integers) -> Integers:
        """*order* with each step after what it needs.

        Args: key: by which the pairs of a person stand in *order*; ends: above all keys of the pair's tier.
        """
        late = np.flatnonzero(self._late(found, key, ends)).tolist()
        order = order.copy()
        last = np.concatenate(([0], np.cumsum(np.bincount(found.people, minlength=found.crowd))))
        sights = found.steps * len(TIERS) + found.tiers
        for person in late:
            mine = order[last[person] : last[person + 1]]
            seen = sights[mine].tobytes()
            if seen not in self._orders:
                make_room(self._orders)
                self._orders[seen] = self._places(found, mine.tolist())
            order[last[person] : last[person + 1]] = mine[self._orders[seen]]
        return order

    def _late(self, found: Advised, key: Integers, ends: Integers) -> Bools:
        """Who has a step that stands after one of its tier which asks what it gives."""
        counts = self._givers.counts[found.steps]
        takers = np.repeat(np.arange(len(counts)), counts)
        givers = found.pairs(found.people[takers], self._givers.at(found.steps).values)
        wrong = (givers >= 0) & (key[givers] > key[takers]) & (key[givers] < ends[takers])
        late = np.zeros(found.crowd, np.bool_)
        late[found.people[takers[wrong]]] = True
        return late

    def _places(self, found: Advised, pairs: Sequence[int]) -> Integers:
        """The places of *pairs* when each stands after those that give what it asks."""
        candidates = [self._sketch(int(found.steps[pair]), int(found.tiers[pair])) for pair in pairs]
        place = {each.step: at for at, each in enumerate(candidates)}
        return np.array([place[each.step] for each in by_dependency(candidates)], np.int64)

    def _sketch(self, step: int, tier: int) -> Candidate:
        """A step in a tier; with nothing else of a person."""
        if (step, tier) not in self._tiered:
            self._tiered[step, tier] = replace(self._plain[step], tier=tier)
        return self._tiered[step, tier]
