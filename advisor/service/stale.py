"""What will have to be looked at again by a day: figures and entries by the day on which they are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.errors import Fault
from advisor.knowledge.age import due_on, figures_of, overdue
from advisor.knowledge.entry import Entry
from advisor.knowledge.load import load_knowledge
from advisor.knowledge.validate import key_path
from advisor.yamlio import Node


@dataclass(frozen=True, slots=True, order=True)
class Stale:
    """Something that is due for review on ``due`` (YYYY-MM-DD), and where it stands."""

    due: str
    where: Fault

    def __str__(self) -> str:
        return str(self.where)


def stale(folders: Sequence[Path], day: date) -> tuple[Stale, ...]:
    """All that is overdue on *day*, the oldest first; an entry once for all of its figures without a day of their own.

    Raises: KnowledgeError: faults in the *folders*.
    """
    loaded = load_knowledge(folders)
    found = (
        each
        for kind, entries in loaded.kb.entries.items()
        if kind in loaded.nodes
        for entry in entries.values()
        for each in _of(kind, entry, loaded.nodes[kind][entry.id], day.isoformat())
    )
    return tuple(sorted(found))


def _of(kind: str, entry: Entry, node: Node, day: str) -> Iterator[Stale]:
    figures = list(figures_of(entry))
    since = overdue(due_on(None, entry), day)
    if since:
        others = sum(figure.review_by is None for _, figure in figures)
        says = f"due {since}: {kind}/{entry.id}" + (f", {others} figures" if others else "")
        yield Stale(since, node.fault(says, "review_by"))
    for where, figure in figures:
        if own := overdue(figure.review_by, day):
            value = getattr(figure, "value", "")
            says = f"due {own}: {kind}/{entry.id} {key_path(where)}" + (f" = {value}" if value != "" else "")
            yield Stale(own, node.fault(says, *where, "review_by"))
