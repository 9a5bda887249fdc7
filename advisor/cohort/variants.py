"""Every way in which a step may stand for someone, numbered: with an effect or none, with extra costs or none.

What a step is compared by depends on its variant and on its tier alone, so that the order of steps is that of integers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.advice.candidates import Candidate, ReasonFor, candidate_of
from advisor.advice.costs import dues_to_join, total
from advisor.advice.effects import effect_out
from advisor.advice.model import CostPart
from advisor.advice.ranking import order_key
from advisor.cohort.block import Integers
from advisor.knowledge.age import first_overdue
from advisor.knowledge.knowledge_base import KnowledgeBase

NO_EFFECT = ""
_NONE = (math.nan,)
_ANY_REASON = (ReasonFor("", "", 0, 0, one_is_enough=False, named=False),)


@dataclass(frozen=True, slots=True)
class Variant:
    """A step with its effect and with what is paid beside its price."""

    step: str
    effect: str
    extra: tuple[CostPart, ...]


class Variants:
    """The variants met so far, by number, with their columns; ``rank`` orders them inside a tier."""

    def __init__(self, kb: KnowledgeBase, steps: Sequence[str], effects: Sequence[Sequence[str]], day: str) -> None:
        self._kb, self._day = kb, day
        self.known: list[Variant] = []
        self._numbers: dict[Variant, int] = {}
        self.candidates: list[Candidate] = []
        self._rows: list[tuple[float, ...]] = []
        self.since: list[str | None] = []
        """Since when the first of the figures of each waits for review."""
        dues = dues_to_join(kb, ())
        width = max(map(len, effects), default=0) + 1
        self.plain = np.zeros((len(steps), width, 2), np.int64)
        """By step, place of the effect (0: none) and whether dues are paid on top, the number of the variant."""
        for row, (step, some) in enumerate(zip(steps, effects, strict=True)):
            for place, effect in enumerate((NO_EFFECT, *some)):
                self.plain[row, place] = self._new(Variant(step, effect, ()))
                if step in dues:
                    self.plain[row, place, 1] = self._new(Variant(step, effect, dues[step]))
        self._arrange()

    def number(self, variant: Variant) -> int:
        """The number of *variant*, which is new now and then."""
        if variant not in self._numbers:
            self._new(variant)
            self._arrange()
        return self._numbers[variant]

    def _new(self, variant: Variant) -> int:
        self._numbers[variant] = len(self.known)
        self.known.append(variant)
        effect = variant.effect or None
        self.candidates.append(
            candidate_of(self._kb, variant.step, _ANY_REASON, effect, variant.extra, is_new_issuer=False)
        )
        self._rows.append(self._columns(variant))
        return len(self.known) - 1

    def _arrange(self) -> None:
        order = sorted(range(len(self.known)), key=lambda number: order_key(self.candidates[number]))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        self.rank: Integers = rank
        self.columns = np.array(self._rows, np.float64).T
        """Effect low, mid and high in percent, cost low and high, months low and high; NaN where there is none."""

    def _columns(self, variant: Variant) -> tuple[float, ...]:
        entry: Any = self._kb.entries["steps"][variant.step]
        effect = effect_out(self._kb, variant.effect or None, self._day)
        self.since.append(first_overdue((entry.effort_review_by, effect.overdue if effect else None), self._day))
        cost = total(entry, variant.extra)
        return (
            *((effect.low_percent, effect.mid_percent, effect.high_percent) if effect else _NONE * 3),
            *((cost.low, cost.high) if cost else _NONE * 2),
            *((entry.months.low, entry.months.high) if entry.months else _NONE * 2),
        )
