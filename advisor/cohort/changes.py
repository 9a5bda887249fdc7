"""What changes of pay in percent are in dollars for people of a block, no higher than what the role is known to pay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from advisor.cohort.alike import sorts
from advisor.cohort.block import Floats, Integers
from advisor.cohort.paid import Paid
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.formula import capped, change
from advisor.pay.model import pay_model
from advisor.pay.place import Place
from advisor.pay.steps import most_paid, role_part


class Changes:
    """The changes that steps bring; the most that anyone can earn is worked out once for all."""

    def __init__(self, kb: KnowledgeBase, places: Sequence[Place], steps: Sequence[str]) -> None:
        """Args: places: those by whose number people are paid. steps: every step that may be recommended."""
        model = pay_model(kb)

        def part(role: str | None) -> float:
            return role_part(kb, model, role)

        roles: list[str | None] = [None, *kb.ids("roles")]
        by_role = np.array([part(each) for each in roles])
        targets = [part(step[7:]) if step.startswith("become/") else -math.inf for step in steps]
        parts = np.maximum(by_role[:, None], targets).reshape(-1)
        number, one = sorts(parts)
        self._most = np.array(
            [[most_paid(place, each) for each in parts[one].tolist()] for place in places], np.float64
        )
        self._number = number.reshape(len(roles), len(steps))

    def dollars(self, paid: Paid, who: Integers, tenths: Floats, steps: Integers) -> Any:
        """A change of *tenths* of a percent by each of *steps* in dollars for each of *who*."""
        base = paid.base_usd[who]
        most = self._most[paid.place[who], self._number[paid.role[who] + 1, steps]]
        return capped(change(base, tenths, np), base, most, np).astype(np.int64)
