"""Stages of a career, in order."""

from __future__ import annotations

from advisor.knowledge.entry import Entry

ONE_FILE = True


class Stage(Entry):
    """A stage; ``order`` counts from 1."""

    order: int


ENTRY = Stage
