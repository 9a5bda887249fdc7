"""The steps of a block in their order: integers where that suffices, ``advisor.advice.ranking`` where steps touch.

Steps are sorted by one integer each. Who has steps that may depend on each other, stand for each other, or crowd the
first places goes through the functions that rank one person; what they answer is remembered by all that they read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.advice.ranking import is_cheap
from advisor.cohort.alike import heads
from advisor.cohort.block import NO_DAY, Block, Bools, Integers
from advisor.cohort.crowding import Arranger
from advisor.cohort.derived import Derived, bit
from advisor.cohort.folded import folded
from advisor.cohort.in_need import InNeed
from advisor.cohort.instead import Instead
from advisor.cohort.lists import Lists
from advisor.cohort.reasons import Advised, Reasons, advised, reduced
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
    """Ranks the steps of blocks, the first *top* of everyone; not to be shared between threads."""

    def __init__(self, kb: KnowledgeBase, derived: Derived, today: int, day: str, top: int) -> None:
        self._kb, self._today, self._top = kb, today, top
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
        self._row = row
        plain = [self.variants.candidates[self.variants.plain[at, 0, 0]] for at in range(len(self._steps))]
        self._in_need, self._instead = InNeed(plain, row), Instead(plain, self.reasons)
        self._arranger = Arranger(plain)
        self._remembered = Remembered()

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

    def rank(self, block: Block, derived: Derived, limited: Bools) -> RankedSteps:
        """The first steps of everyone; ``limited``: for whom habits must not crowd the first places."""
        found = advised(self.reasons, derived)
        variant = self._variants(block, derived, found)
        groups = self._put_beside(block, found, variant)
        fresh = self._fresh(derived, found)
        fold = folded(found, self._all_seen(found, variant, groups, fresh, limited))
        sorts = fold.seen.at(fold.one)
        rows = self._remembered.rows(sorts, fold.numbers)
        new = np.flatnonzero(rows < 0)
        one, at = fold.of(new)
        order = self._order(one, variant[at], groups[at], fresh[at], limited[fold.people[fold.one[new]]])
        rows[new] = self._remembered.add(sorts.at(new), fold.numbers[new], _as_places(one, order))
        who, pair, place = fold.unfolded(self._remembered.steps, rows, self._top)
        return RankedSteps(who, place + 1, variant[pair], pair, found)

    def _order(self, found: Advised, variant: Integers, groups: Integers, fresh: Bools, limited: Bools) -> Integers:
        """The pairs of *found* as their people should take them.

        Args: variant, groups, fresh: by pair. limited: by person.
        """
        width = len(self.variants.rank)
        key, ends = found.tiers * width + self.variants.rank[variant], (found.tiers + 1) * width
        order = np.argsort(found.people * (len(TIERS) * width) + key)
        order = self._in_need.ordered(found, key, ends, order)
        order = self._instead.left(found, fresh, order)
        order = order[firsts(groups[order])]
        cheap = np.array([is_cheap(each) for each in self.variants.candidates], np.bool_)[variant]
        return self._arranger.arranged(found, cheap, order, limited)

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
        at = found.pairs(mine.who, mine.step)
        there = np.flatnonzero(at >= 0)
        groups[at[there]] = mine.group[there]
        for item in there[(mine.days[there] > 0) | (mine.together[there] > 1)].tolist():
            parts = beside(self._kb, mine, item)
            if parts:
                before = self.variants.known[variant[at[item]]]
                variant[at[item]] = self.variants.number(Variant(before.step, before.effect, parts))
        return groups


def _as_places(found: Advised, order: Integers) -> Lists:
    """The pairs in *order*, for each person a list of places among the pairs of that person."""
    who = found.people[order]
    return Lists.together(order - heads(found.people)[who], np.bincount(who, minlength=found.crowd))
