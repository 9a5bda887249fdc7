"""Faults that no single field shows: dates that cannot be, prices of nothing, one title twice, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from advisor.errors import Fault
from advisor.knowledge.age import Where, citations_in, due_on, figures_of
from advisor.knowledge.entry import Entry
from advisor.provenance import JUDGEMENT, Cited
from advisor.yamlio import Node

Nodes = Mapping[str, Mapping[str, Node]]
Entries = Mapping[str, Mapping[str, Entry]]


def soundness_faults(nodes: Nodes, entries: Entries, today: date | None) -> Iterator[Fault]:
    """Every fault of this sort in *entries*, at its place in *nodes*; without *today* no date lies in the future."""
    for kind, found in entries.items():
        titles: dict[str, str] = {}
        for entry in found.values():
            node = nodes[kind][entry.id]
            yield from _date_faults(entry, node, today)
            yield from _age_faults(entry, node)
            yield from _free_faults(entry, node)
            yield from _source_faults(kind, entry, node)
            twin = titles.setdefault(" ".join(entry.title.casefold().split()), entry.id)
            if twin != entry.id and kind != "sources":
                yield node.fault(f"the title is that of '{twin}' too; give each entry its own", "title")
    yield from _circles(nodes, entries)


def _date_faults(entry: Entry, node: Node, today: date | None) -> Iterator[Fault]:
    for where, citation in citations_in(entry, ()):
        as_of, review = citation.as_of, due_on(citation, entry)
        if today and as_of and as_of > today.isoformat():
            says = f"'as_of' {as_of} lies in the future; it is the day of publication, or of reading"
            yield node.fault(says, *where, "as_of")
        if review and as_of and review < as_of:
            place = (*where, "review_by") if citation.review_by else ("review_by",)
            yield node.fault(f"'review_by' {review} lies before 'as_of' {as_of}; it must be later", *place)


def _age_faults(entry: Entry, node: Node) -> Iterator[Fault]:
    """Figures of which nobody says when to look at them again."""
    for where, citation in figures_of(entry):
        if due_on(citation, entry) is None:
            yield node.fault("no 'review_by' says when to look at this again; give one here or to the entry", *where)


def _free_faults(entry: Entry, node: Node) -> Iterator[Fault]:
    """Prices of nothing that nobody calls free: a price that was not found is left out."""
    if getattr(entry, "free", False):
        return
    for where, figure in figures_of(entry):
        if isinstance(figure, Cited) and _is_price(where) and _is_nothing(figure.value) and not _says_free(figure):
            says = "is 0; leave a price out that was not found, or let the note say that it is free"
            yield node.fault(f"'{where[0]}' {says}", *where, "value")


def _is_price(where: Where) -> bool:
    return any(str(key) == "fees" or str(key).endswith("_usd") for key in where)


def _is_nothing(value: object) -> bool:
    return getattr(value, "high", value) == 0


def _says_free(figure: Cited[Any]) -> bool:
    return "free" in (figure.note or "").casefold()


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
