"""The steps of a block in their order: integers where that suffices, ``advisor.advice.ranking`` where steps touch.

Steps are sorted by one integer each. Who has steps that may depend on each other, stand for each other, or crowd the
first places goes through the functions that rank one person; what they answer is remembered by all that they read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from advisor.advice.candidates import Candidate, for_reasons, in_order
from advisor.advice.ranking import by_dependency, comes_first, is_cheap, without_alternatives
from advisor.cohort.alike import alike, heads, members
from advisor.cohort.block import NO_DAY, Block, Bools, Integers
from advisor.cohort.crowding import Arranger
from advisor.cohort.derived import Derived, bit
from advisor.cohort.folded import folded
from advisor.cohort.lists import Lists
from advisor.cohort.reasons import Advised, Reasons, advised, make_room, reduced
from advisor.cohort.remembered import Remembered
from advisor.cohort.renewals import ALONE, beside, firsts, renewals
from advisor.cohort.variants import Variant, Variants
from advisor.knowledge.kinds.reasons import TIERS
from advisor.knowledge.knowledge_base import KnowledgeBase

_MOST_TOGETHER = 1 << 16
"""More payments than a person can have that are for several renewals."""


@dataclass(frozen=True, slots=True)
class RankedSteps:
    """Rows of steps in order of people, then of ``rank``; ``pair`` is the row's place in ``advised``."""

    who: Integers
    rank: Integers
    variant: Integers
    pair: Integers
    advised: Advised


class Ranker:
    """Ranks the steps of blocks; not to be shared between threads."""

    def __init__(self, kb: KnowledgeBase, derived: Derived, today: int, day: str) -> None:
        self._kb, self._today = kb, today
        reasons, recommended, effects = (
            derived.concluders.of(name).facts for name in ("reason", "recommended", "has_effect")
        )
        self._new_issuer_facts = derived.concluders.of("new_issuer").facts
        self.reasons = Reasons(kb, reasons, recommended)
        self._steps = self.reasons.steps
        row = {step: at for at, step in enumerate(self._steps)}
        by_step: list[list[tuple[int, str]]] = [[] for _ in self._steps]
        for at, fact in enumerate(effects):
            if fact[1] in row:
                by_step[row[str(fact[1])]].append((at, str(fact[2])))
        self.variants = Variants(kb, self._steps, [[effect for _, effect in some] for some in by_step], day)
        width = max(map(len, by_step), default=0)
        self._effect_rows = np.full((len(self._steps), width), -1, np.int64)
        for at, some in enumerate(by_step):
            self._effect_rows[at, : len(some)] = [fact for fact, _ in some]
        self._new_issuer = np.full(len(self._steps), -1, np.int64)
        for at, fact in enumerate(self._new_issuer_facts):
            if fact[1] in row:
                self._new_issuer[row[str(fact[1])]] = at
        self._issuers(kb)
        self._renew = np.array([step.startswith("renew/") for step in self._steps], np.bool_)
        self._row = row
        plain = [self.variants.candidates[self.variants.plain[at, 0, 0]] for at in range(len(self._steps))]
        touching = [
            (row[giver], at)
            for at, each in enumerate(plain)
            for giver in each.after
            if giver in row and comes_first(plain[row[giver]], each)
        ]
        touched = {step: at for at, step in enumerate(sorted({step for pair in touching for step in pair}))}
        self._touching = [(touched[giver], touched[taker]) for giver, taker in touching]
        self._touched = np.array([touched.get(at, len(touched)) for at in range(len(plain))], np.int64)
        self._proves = self._twins(plain)
        self._arranger = Arranger(plain)
        self._remembered = Remembered()
        self._alternatives: dict[bytes, Integers] = {}
        self._several: dict[tuple[bool, tuple[int, ...]], int] = {}
        self._seen: dict[int, Candidate] = {}
        self._orders: dict[bytes, Integers] = {}
        self._tiered: dict[tuple[int, int], Candidate] = {}

    def _issuers(self, kb: KnowledgeBase) -> None:
        credentials: Any = kb.entries["credentials"]
        issuers = [getattr(each, "issuer", None) for each in credentials.values()]
        names = {name: at for at, name in enumerate(dict.fromkeys(name for name in issuers if name))}
        self._issuer_of = np.array([names[name] if name else -1 for name in issuers], np.int64)
        number = {name: at for at, name in enumerate(credentials)}
        self._exam_issuer = np.array(
            [
                self._issuer_of[number[step[5:]]] if step.startswith("earn/") and step[5:] in number else -1
                for step in self._steps
            ],
            np.int64,
        )
        self._issuer_count = len(names) + 1

    def _twins(self, plain: Sequence[Candidate]) -> Integers:
        names = {name: at for at, name in enumerate(sorted({each.proves for each in plain if each.proves}))}
        return np.array([names[each.proves] if each.proves else -1 for each in plain], np.int64)

    def rank(self, block: Block, derived: Derived, limited: Bools, top: int) -> RankedSteps:
        """The first *top* steps of everyone; ``limited``: for whom habits must not crowd the first places."""
        found = advised(self.reasons, derived)
        variant = self._variants(block, derived, found)
        groups = self._put_beside(block, found, variant)
        fresh = self._fresh(derived, found)
        fold = folded(found, self._all_seen(found, variant, groups, fresh, limited))
        sorts = fold.seen.at(fold.one)
        rows = self._remembered.rows(sorts, fold.numbers)
        new = np.flatnonzero(rows < 0)
        one, at = fold.of(new)
        order = self._order(one, variant[at], groups[at], fresh[at], limited[found.people[at]])
        rows[new] = self._remembered.add(sorts.at(new), fold.numbers[new], _as_places(one, order))
        who, pair, place = fold.unfolded(self._remembered.steps, rows, top)
        return RankedSteps(who, place + 1, variant[pair], pair, found)

    def _order(self, found: Advised, variant: Integers, groups: Integers, fresh: Bools, limited: Bools) -> Integers:
        """The pairs of *found* as their people should take them, with a value of each argument for each pair."""
        key = found.tiers * len(self.variants.rank) + self.variants.rank[variant]
        order = np.argsort(found.people * (len(TIERS) * len(self.variants.rank)) + key)
        order = self._after_what_it_needs(found, key, order)
        order = self._without_alternatives(found, fresh, order)
        order = order[firsts(groups[order])]
        cheap = np.array([is_cheap(each) for each in self.variants.candidates], np.bool_)[variant]
        habits = np.zeros(found.crowd, np.bool_)
        habits[found.people] = limited
        return self._arranger.arranged(found, cheap, order, habits)

    def _all_seen(self, found: Advised, variant: Integers, groups: Integers, fresh: Bools, limited: Bools) -> Integers:
        """A number for all that ``_order`` reads of each pair beside its reasons; the same in every block."""
        together = np.zeros(len(groups), np.int64)
        grouped = np.flatnonzero(groups != ALONE)
        who = found.people[grouped]
        starts = heads(who)
        least = reduced(np.minimum, groups[grouped], starts)
        together[grouped] = groups[grouped] - np.repeat(least, np.diff(starts, append=len(who))) + 1
        return ((variant * _MOST_TOGETHER + together) * 2 + fresh) * 2 + limited[found.people]

    def _fresh(self, derived: Derived, found: Advised) -> Bools:
        """Whether the issuer of each pair's step is not paid yet."""
        words = derived.facts("new_issuer").sure
        return bit(words, self._new_issuer[found.steps], found.people)

    def _variants(self, block: Block, derived: Derived, found: Advised) -> Integers:
        """The variant of each pair."""
        people, steps = found.people, found.steps
        variant: Integers = self.variants.plain[:, 0, 0][steps]
        words = derived.facts("has_effect").sure
        place = np.zeros(len(people), np.int64)
        for at in range(self._effect_rows.shape[1] - 1, -1, -1):
            some = np.flatnonzero((self._effect_rows[:, at] >= 0)[steps])
            place[some[bit(words, self._effect_rows[:, at][steps[some]], people[some])]] = at + 1
        some = np.flatnonzero((self._exam_issuer >= 0)[steps] | (place > 0))
        step = steps[some]
        issuer = self._exam_issuer[step]
        unpaid = ~self._paid(block)[people[some], issuer] & (issuer >= 0)
        variant[some] = self.variants.plain[step, place[some], unpaid.astype(np.int64)]
        return variant

    def _paid(self, block: Block) -> Bools:
        """Whether a person pays an issuer already, for what is held."""
        items = block.held.credentials
        lapsed = (block.held.expires != NO_DAY) & (block.held.expires < self._today)
        held = (block.held.earned <= self._today) & ~lapsed
        paid = np.zeros((block.people, self._issuer_count), np.bool_)
        paid[items.who[held], self._issuer_of[items.codes[held]]] = True
        paid[:, -1] = False
        return paid

    def _put_beside(self, block: Block, found: Advised, variant: Integers) -> Integers:
        """Give renewals the variant with what is paid beside their price; by pair with what it is paid (ALONE)."""
        mine = renewals(self._kb, block, self._row, self._today)
        groups = np.full(len(found.people), ALONE, np.int64)
        wanted = mine.who * len(self._steps) + mine.step
        pairs = found.people * len(self._steps) + found.steps
        at = np.minimum(np.searchsorted(pairs, wanted), max(0, len(pairs) - 1))
        there = np.flatnonzero(pairs[at] == wanted) if len(pairs) else at[:0]
        groups[at[there]] = mine.group[there]
        for item in there[(mine.days[there] > 0) | (mine.together[there] > 1)].tolist():
            parts = beside(self._kb, mine, item)
            if parts:
                before = self.variants.known[variant[at[item]]]
                variant[at[item]] = self.variants.number(Variant(before.step, before.effect, parts))
        return groups

    def _after_what_it_needs(self, found: Advised, key: Integers, order: Integers) -> Integers:
        """*order* with each step right after those of its tier that give what it asks."""
        late = np.flatnonzero(self._late(found, key)).tolist()
        order = order.copy()
        ends = np.concatenate(([0], np.cumsum(np.bincount(found.people, minlength=found.crowd))))
        sights = found.steps * len(TIERS) + found.tiers
        for person in late:
            mine = order[ends[person] : ends[person + 1]]
            seen = sights[mine].tobytes()
            if seen not in self._orders:
                make_room(self._orders)
                self._orders[seen] = self._in_need(found, mine.tolist())
            order[ends[person] : ends[person + 1]] = mine[self._orders[seen]]
        return order

    def _late(self, found: Advised, key: Integers) -> Bools:
        """Who has a step that stands after one of its tier which asks what it gives.

        A step that a person has not is nowhere late: its own key lies below all, and its tier ends before all.
        """
        own = np.full((self._touched.max(initial=-1) + 2, found.crowd), -1, np.int32)
        ends = np.zeros_like(own)
        at = self._touched[found.steps] * found.crowd + found.people
        own.reshape(-1)[at] = key
        ends.reshape(-1)[at] = (found.tiers + 1) * len(self.variants.rank)
        late = np.zeros(found.crowd, np.bool_)
        for giver, taker in self._touching:
            late |= (own[giver] > own[taker]) & (own[giver] < ends[taker])
        return late

    def _in_need(self, found: Advised, pairs: Sequence[int]) -> Integers:
        """The places of *pairs* when each stands after those that give what it asks."""
        candidates = [self._sketch(found, pair) for pair in pairs]
        place = {each.step: at for at, each in enumerate(candidates)}
        return np.array([place[each.step] for each in by_dependency(candidates)], np.int64)

    def _sketch(self, found: Advised, pair: int) -> Candidate:
        """The step of *pair* with its tier; with nothing else of the person."""
        step, tier = int(found.steps[pair]), int(found.tiers[pair])
        if (step, tier) not in self._tiered:
            plain = self.variants.candidates[self.variants.plain[step, 0, 0]]
            self._tiered[step, tier] = replace(plain, tier=tier)
        return self._tiered[step, tier]

    def _without_alternatives(self, found: Advised, fresh: Bools, order: Integers) -> Integers:
        """*order* without the steps that fall to an "or"."""
        involved = self._involved(found)
        if not involved.any():
            return order
        at = np.flatnonzero(involved[order])
        pairs = order[at]
        sights = self._sights(found, fresh[pairs], pairs)
        starts = heads(found.people[pairs])
        counts = np.diff(starts, append=len(pairs))
        sort, one = alike(sights, starts, counts)
        folded = [self._stay(sights[starts[each] :][: counts[each]]) for each in one]
        sizes = counts[one]
        begins = np.repeat(starts, counts)
        _, place = members(starts, counts)
        stays = np.concatenate(folded)[np.repeat((np.cumsum(sizes) - sizes)[sort], counts) + place]
        kept = np.ones(len(order), np.bool_)
        kept[at[stays < 0]] = False
        order = order.copy()
        order[at] = pairs[begins + np.maximum(stays, 0)]
        return order[kept]

    def _stay(self, sights: Integers) -> Integers:
        """Who stands at each place of these *sights*; see ``_left``."""
        key = sights.tobytes()
        if key not in self._alternatives:
            make_room(self._alternatives)
            self._alternatives[key] = np.array(_left([self._seen[each] for each in sights.tolist()]), np.int64)
        return self._alternatives[key]

    def _sights(self, found: Advised, fresh: Bools, pairs: Integers) -> Integers:
        """A number for all that matters of each of *pairs* where steps may stand for each other: a key of ``_seen``."""
        starts, counts = found.starts[pairs], found.counts[pairs]
        sights = found.fact[starts] * 2 + fresh
        plain = 2 * len(self.reasons.of)
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
            plain = self.variants.candidates[self.variants.plain[self.reasons.step[facts[0]], 0, 0]]
            reasons = in_order(self.reasons.of[fact] for fact in facts)
            self._seen[number] = for_reasons(plain, reasons, is_new_issuer=fresh)

    def _involved(self, found: Advised) -> Bools:
        """The pairs that share a subject for which one step is enough, or a proof, with another of the person."""
        of_subject = _shared(found.who, self.reasons.subject[found.fact])
        involved: Bools = reduced(np.logical_or, of_subject, found.starts)
        return involved | _shared(found.people, self._proves[found.steps])


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


def _as_places(found: Advised, order: Integers) -> Lists:
    """The pairs in *order*, for each person a list of places among the pairs of that person."""
    who = found.people[order]
    return Lists.together(order - heads(found.people)[who], np.bincount(who, minlength=found.crowd))


def _shared(who: Integers, numbers: Integers) -> Bools:
    """The rows whose number another row of the same person has; those below 0 share none."""
    found = np.zeros(len(who), np.bool_)
    at = np.flatnonzero(numbers >= 0)
    keys = who[at] * (int(numbers.max(initial=0)) + 1) + numbers[at]
    found[at] = np.bincount(keys)[keys] > 1 if len(at) else False
    return found
