"""Habits and one-off actions that help."""

from typing import Literal

from advisor.knowledge.entry import ChallengeId, Doing, Effort, Entry, Requirements, StrategyId
from advisor.provenance import Cited, Items


class Strategy(Entry, Requirements, Effort, Doing):
    """Something to do that is no exam, job or course.

    ``habit`` is something kept up, ``action`` something done once; ``buys`` names what the price is for, where the
    rest of it is free. ``needs_numbers``: it is a talk about pay, which rests on the person's own numbers.
    ``after``: what is tried before it.
    """

    sort: Literal["habit", "action"]
    eases: Items[ChallengeId] = ()
    facts: Items[Cited[str]] = ()
    benefit: Items[Cited[str]] = ()
    free: bool | None = None
    buys: str | None = None
    needs_numbers: bool = False
    after: Items[StrategyId] = ()


ENTRY = Strategy
