"""Steps that stand for each other, of which one is enough: ``advisor.advice.ranking.without_alternatives`` for a block.

The answer is remembered by all that it reads of the steps of a person that may stand for each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from advisor.advice.candidates import Candidate, for_reasons, in_order
from advisor.advice.ranking import without_alternatives
from advisor.cohort.alike import alike, heads, members
from advisor.cohort.block import Bools, Integers
from advisor.cohort.reasons import Advised, Reasons, make_room, reduced


class Instead:
    """Leaves out the steps that fall to an "or"; not to be shared between threads."""

    def __init__(self, plain: Sequence[Candidate], reasons: Reasons) -> None:
        """Args: plain: every step that may be recommended, as *reasons* has them."""
        self._plain, self._reasons = plain, reasons
        names = {name: at for at, name in enumerate(sorted({each.proves for each in plain if each.proves}))}
        self._proves = np.array([names[each.proves] if each.proves else -1 for each in plain], np.int64)
        self._stays: dict[bytes, Integers] = {}
        self._several: dict[tuple[bool, tuple[int, ...]], int] = {}
        self._seen: dict[int, Candidate] = {}

    def left(self, found: Advised, fresh: Bools, order: Integers) -> Integers:
        """*order* without the steps that fall to another; *fresh*: whose issuer is not paid yet, by pair."""
        involved = self._involved(found)
        if not involved.any():
            return order
        at = np.flatnonzero(involved[order])
        pairs = order[at]
        sights = self._sights(found, fresh[pairs], pairs)
        starts = heads(found.people[pairs])
        counts = np.diff(starts, append=len(pairs))
        sort, one = alike(sights, starts, counts)
        folded = [self._who_stays(sights[starts[each] :][: counts[each]]) for each in one]
        sizes = counts[one]
        begins = np.repeat(starts, counts)
        _, place = members(starts, counts)
        stays = np.concatenate(folded)[np.repeat((np.cumsum(sizes) - sizes)[sort], counts) + place]
        kept = np.ones(len(order), np.bool_)
        kept[at[stays < 0]] = False
        order = order.copy()
        order[at] = pairs[begins + np.maximum(stays, 0)]
        return order[kept]

    def _involved(self, found: Advised) -> Bools:
        """The pairs that share a subject for which one step is enough, or a proof, with another of the person."""
        of_subject = _shared(found.who, self._reasons.subject[found.fact])
        involved: Bools = reduced(np.logical_or, of_subject, found.starts)
        return involved | _shared(found.people, self._proves[found.steps])

    def _who_stays(self, sights: Integers) -> Integers:
        """Who stands at each place of these *sights*; see ``_left``."""
        key = sights.tobytes()
        if key not in self._stays:
            make_room(self._stays)
            self._stays[key] = np.array(_left([self._seen[each] for each in sights.tolist()]), np.int64)
        return self._stays[key]

    def _sights(self, found: Advised, fresh: Bools, pairs: Integers) -> Integers:
        """A number for all that matters of each of *pairs* where steps may stand for each other: a key of ``_seen``."""
        starts, counts = found.starts[pairs], found.counts[pairs]
        sights = found.fact[starts] * 2 + fresh
        plain = 2 * len(self._reasons.of)
        for number in np.flatnonzero(np.bincount(sights, minlength=1)).tolist():
            self._see(number, bool(number % 2), (number // 2,))
        many = np.flatnonzero(counts > 1)
        sort, one = alike(found.fact, starts[many], counts[many])
        numbers = np.zeros((len(one), 2), np.int64)
        for at, each in enumerate(many[one].tolist()):
            facts = tuple(found.fact[starts[each] : starts[each] + counts[each]].tolist())
            for is_fresh in (False, True):
                number = self._several.setdefault((is_fresh, facts), plain + len(self._several))
                self._see(number, is_fresh, facts)
                numbers[at, int(is_fresh)] = number
        sights[many] = numbers[sort, fresh[many].astype(np.int64)]
        return sights

    def _see(self, number: int, fresh: bool, facts: Sequence[int]) -> None:
        """Remember by its *number* a step with these *facts* as its reasons, whose issuer is not paid yet, or is."""
        if number not in self._seen:
            plain = self._plain[self._reasons.step[facts[0]]]
            reasons = in_order(self._reasons.of[fact] for fact in facts)
            self._seen[number] = for_reasons(plain, reasons, is_new_issuer=fresh)


def _left(candidates: Sequence[Candidate]) -> list[int]:
    """Of each of the places of *candidates* who stands there when alternatives are gone, as a place; -1: nobody."""
    places = {each.step: at for at, each in enumerate(candidates)}
    chosen = without_alternatives(candidates)
    found = [-1] * len(candidates)
    for each in chosen.kept:
        at = places[each.step]
        swapped = [places[other] for other in chosen.others.get(each.step, ()) if places[other] < at]
        found[min([at, *swapped])] = at
    return found


def _shared(who: Integers, numbers: Integers) -> Bools:
    """The rows whose number another row of the same person has; those below 0 share none."""
    found = np.zeros(len(who), np.bool_)
    at = np.flatnonzero(numbers >= 0)
    keys = who[at] * (int(numbers.max(initial=0)) + 1) + numbers[at]
    found[at] = np.bincount(keys)[keys] > 1 if len(at) else False
    return found
