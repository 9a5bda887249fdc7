"""Habits and one-off actions that help."""

from __future__ import annotations

from typing import Literal

from advisor.knowledge.entry import ChallengeId, Effort, Entry, Requirements
from advisor.provenance import Cited, Items


class Strategy(Entry, Requirements, Effort):
    """Something to do that is no exam, job or course.

    ``how`` says what, where and when; ``habit`` is something kept up, ``action`` something done once.
    """

    sort: Literal["habit", "action"]
    eases: Items[ChallengeId] = ()
    how: Items[str] = ()
    facts: Items[Cited[str]] = ()
    benefit: Items[Cited[str]] = ()
    free: bool | None = None


ENTRY = Strategy
