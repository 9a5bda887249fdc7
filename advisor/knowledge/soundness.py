"""Faults that no single field shows: dates that cannot be, uncited texts, one title twice, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from advisor.errors import Fault
from advisor.knowledge.entry import Entry
from advisor.knowledge.references import Where
from advisor.provenance import JUDGEMENT, Citation
from advisor.yamlio import Node

Nodes = Mapping[str, Mapping[str, Node]]
Entries = Mapping[str, Mapping[str, Entry]]


def soundness_faults(nodes: Nodes, entries: Entries) -> Iterator[Fault]:
    """Every fault of this sort in *entries*, at its place in *nodes*."""
    for kind, found in entries.items():
        titles: dict[str, str] = {}
        for entry in found.values():
            node = nodes[kind][entry.id]
            yield from _citation_faults(entry, node)
            yield from _source_faults(kind, entry, node)
            twin = titles.setdefault(entry.title.casefold(), entry.id)
            if twin != entry.id and kind != "sources":
                yield node.fault(f"the title is that of '{twin}' too; give each entry its own", "title")
    yield from _circles(nodes, entries)


def _citation_faults(entry: Entry, node: Node) -> Iterator[Fault]:
    for where, citation in _citations(entry, ()):
        review = citation.review_by
        if citation.as_of and citation.as_of > date.today().isoformat():
            yield node.fault(f"'as_of' {citation.as_of} lies in the future", *where, "as_of")
        if review and citation.as_of and review < citation.as_of:
            yield node.fault(f"'review_by' {review} lies before 'as_of' {citation.as_of}", *where, "review_by")


def _citations(value: Any, where: Where) -> Iterator[tuple[Where, Citation]]:
    if isinstance(value, Citation):
        yield where, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name), (*where, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _citations(item, (*where, index))


def _source_faults(kind: str, entry: Entry, node: Node) -> Iterator[Fault]:
    if kind == "sources" and entry.id != JUDGEMENT and not getattr(entry, "url", None):
        yield node.fault(f"the source '{entry.id}' lacks 'url'; only '{JUDGEMENT}' goes without")


def _circles(nodes: Nodes, entries: Entries) -> Iterator[Fault]:
    credentials: Mapping[str, Any] = entries.get("credentials", {})
    for start in credentials.values():
        seen, todo = set(), list(start.supersedes)
        while todo:
            each = todo.pop()
            if each == start.id:
                says = f"'supersedes' leads from '{start.id}' back to itself"
                yield nodes["credentials"][start.id].fault(says, "supersedes")
                break
            if each not in seen and each in credentials:
                seen.add(each)
                todo += credentials[each].supersedes
