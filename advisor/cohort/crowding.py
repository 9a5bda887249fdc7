"""The first places of everyone: not crowded by exams or habits, with something cheap and what was named among them.

``advisor.advice.ranking`` arranges; what it answers is remembered by the sorts of the steps in their order, on which
alone it depends. Who has nothing to arrange is left as is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from advisor.advice.candidates import Candidate, ReasonFor
from advisor.advice.ranking import CHEAP_PLACE, FIRST_EXAMS, FIRST_HABITS, SHOWN, arranged
from advisor.cohort.alike import alike, heads, members
from advisor.cohort.block import Bools, Integers
from advisor.cohort.reasons import ASKED, NAMED, Advised, make_room, places_of
from advisor.knowledge.kinds.reasons import TIERS

_EXAM, _HABIT, _CHEAP, _NAMED, _ASKED, _LATER, _LIMITED = 1, 2, 4, 8, 16, 32, 64


class Arranger:
    """Arranges the steps of blocks; *steps* are those that may be recommended, in order."""

    def __init__(self, steps: Sequence[Candidate]) -> None:
        self._exam = np.array([each.is_exam for each in steps], np.bool_)
        self._habit = np.array([each.is_habit for each in steps], np.bool_)
        self._known: dict[tuple[bytes, bool], Integers] = {}

    def arranged(self, found: Advised, cheap: Bools, order: Integers, limited: Bools) -> Integers:
        """*order*, in which some have changed places and some are gone.

        Args: cheap: whether each pair costs so little.
        """
        if not len(order):
            return order
        sorts = self._sorts(found, cheap, order)
        who = found.people[order]
        place = places_of(who)
        crowded = self._crowded(sorts, who, place, limited, found.crowd)
        if not crowded.any():
            return order
        mine = np.flatnonzero(crowded[who])
        starts = mine[heads(who[mine])]
        counts = np.searchsorted(who, who[starts], side="right") - starts
        sort, one = alike(sorts + _LIMITED * limited[who], starts, counts)
        places = [self._places(sorts[starts[at] :][: counts[at]], bool(limited[who[starts[at]]])) for at in one]
        sizes = np.array([len(each) for each in places], np.int64)
        begins = np.cumsum(sizes) - sizes
        stays = sizes[sort]
        to, place = members(starts, stays)
        taken = np.concatenate(places)[np.repeat(begins[sort], stays) + place]
        result = order.copy()
        result[to] = order[np.repeat(starts, stays) + taken]
        kept = np.ones(len(order), np.bool_)
        kept[mine] = False
        kept[to] = True
        return result[kept]

    def _places(self, sorts: Any, limited: bool) -> Integers:
        """The places of the steps of these *sorts* as they are arranged."""
        key = sorts.tobytes(), limited
        if key not in self._known:
            make_room(self._known)
            self._known[key] = _arrangement(sorts.tolist(), limited)
        return self._known[key]

    def _sorts(self, found: Advised, cheap: Bools, order: Integers) -> Any:
        steps, signs = found.steps[order], found.signs[order]
        answer = TIERS.index("answer")
        return (
            _EXAM * self._exam[steps]
            + _HABIT * self._habit[steps]
            + _CHEAP * cheap[order]
            + _NAMED * (signs & NAMED > 0)
            + _ASKED * (signs & ASKED > 0)
            + _LATER * (found.tiers[order] >= answer)
        ).astype(np.uint8)

    @staticmethod
    def _crowded(sorts: Any, who: Integers, place: Integers, limited: Bools, people: int) -> Bools:
        """Whom ``arranged`` may change anything for."""
        exam = sorts & _EXAM > 0
        before = _counted_before(exam, place)
        unasked = exam & (sorts & _ASKED == 0)
        wrong = np.zeros(len(sorts), np.bool_)
        for places, most in FIRST_EXAMS:
            wrong |= unasked & (place < places) & (before >= most)
        habit = sorts & _HABIT > 0
        places, most = FIRST_HABITS
        wrong |= habit & (place < places) & limited[who] & (_counted_before(habit, place) >= most)
        wrong |= (place >= SHOWN) & (sorts & _NAMED > 0)
        cheap = sorts & _CHEAP > 0
        early = np.bincount(who[cheap & (place < CHEAP_PLACE)], minlength=people) > 0
        wrong |= cheap & (place >= CHEAP_PLACE) & ~early[who]
        found = np.zeros(people, np.bool_)
        found[who[wrong]] = True
        return found


def _arrangement(sorts: Sequence[int], limited: bool) -> Integers:
    """The places of steps of these *sorts* as they are arranged."""
    steps = [_sketch(at, sort) for at, sort in enumerate(sorts)]
    return np.array([int(each.step) for each in arranged(steps, habits_limited=limited)], np.int64)


@cache
def _sketch(at: int, sort: int) -> Candidate:
    """A step of this *sort*, called after its place."""
    answer = TIERS.index("answer")
    tier = answer if sort & _LATER else answer - 1
    reason = ReasonFor("", "", tier, 0, one_is_enough=False, named=bool(sort & _NAMED))
    return Candidate(
        step=str(at),
        tier=tier,
        gain=0,
        cost_usd=0 if sort & _CHEAP else 10**6,
        tenth_months=None,
        reasons=(reason,),
        effect=None,
        proves=None,
        after=(),
        is_exam=bool(sort & _EXAM),
        is_habit=bool(sort & _HABIT),
        asked=bool(sort & _ASKED),
    )


def _counted_before(marks: Bools, place: Integers) -> Integers:
    """How many rows of the same person before each are marked."""
    before: Integers = np.cumsum(marks) - marks
    at = np.arange(len(marks)) - place
    found: Integers = before - before[at]
    return found
