"""When a figure is to be looked at again, and whether that day has passed: the one place that decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from advisor.knowledge.entry import Entry
from advisor.provenance import JUDGEMENT, Citation

Where = tuple[str | int, ...]
OVERDUE = "overdue for review"


def due_on(figure: Citation | None, entry: Entry) -> str | None:
    """The day (YYYY-MM-DD) on which *figure* of *entry* is to be looked at again: its own, else the entry's.

    An entry without one is as old as the first of its sources.
    """
    own = figure.review_by if figure else None
    sources = [each.review_by for each in entry.sources if each.review_by]
    return own or entry.review_by or min(sources, default=None)


def overdue(due: str | None, as_of: str) -> str | None:
    """*due* where that day lies before *as_of*, else None."""
    return due if due and due < as_of else None


def first_overdue(dues: Iterable[str | None], as_of: str) -> str | None:
    """The earliest of *dues* that lies before *as_of*; None where none does."""
    return min((due for due in dues if due and due < as_of), default=None)


def says_overdue(since: str | None) -> str:
    """How an overdue figure is marked; empty where *since* is None."""
    return f"{OVERDUE} since {since}" if since else ""


def marked(entry: Entry, as_of: str) -> dict[str, Any]:
    """*entry* as JSON with what it says; ``overdue`` says since when, at each figure of its own and at the entry."""
    told: dict[str, Any] = entry.model_dump(mode="json", exclude_defaults=True)
    due = due_on(None, entry)
    for value in told.values():
        _mark(value, due, as_of)
    since = overdue(due, as_of)
    return {"id": entry.id, **told, **({"overdue": since} if since else {})}


def _mark(value: Any, due: str | None, as_of: str) -> None:
    """Mark every cited record in *value*; one without a day of its own is due with its entry."""
    parts = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else ()
    for part in parts:
        _mark(part, due, as_of)
    if isinstance(value, dict) and value.get("source", JUDGEMENT) != JUDGEMENT:
        since = overdue(value.get("review_by") or due, as_of)
        value.update({"overdue": since} if since else {})


def figures_of(entry: Entry) -> Iterator[tuple[Where, Citation]]:
    """Every cited record in *entry* with its place, but for those that rest on our judgement and its ``sources``."""
    for where, citation in citations_in(entry, ()):
        if where[0] != "sources" and citation.source != JUDGEMENT:
            yield where, citation


def citations_in(value: Any, where: Where) -> Iterator[tuple[Where, Citation]]:
    """Every citation in *value* with its place below *where*."""
    if isinstance(value, Citation):
        yield where, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from citations_in(getattr(value, name), (*where, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from citations_in(item, (*where, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from citations_in(item, (*where, key))
