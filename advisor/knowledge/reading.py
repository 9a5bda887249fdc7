"""Reading a key of an entry along a path, across references, with the citations that stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from advisor.errors import did_you_mean, shown
from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds import kind
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.shapes import Entity, Many, Record, Shape, Value, fields_of
from advisor.provenance import Citation, Cited, best


@dataclass(frozen=True, slots=True)
class Found:
    """What a path led to: a scalar, an id, a record or a tuple of these; ``cites`` are source ids."""

    value: Any
    cites: tuple[str, ...] = ()


def shape_at(start: Shape, path: Sequence[str]) -> Shape:
    """The shape that *path* leads to from *start*.

    Raises: ValueError: a key of the path does not exist; names the nearest.
    """
    shape = start
    for key in path:
        shape = _step_shape(shape, key)
    return shape


def _step_shape(shape: Shape, key: str) -> Shape:
    if isinstance(shape, Many) and shape.figures and key in ("low", "high"):
        return Value("number")
    fields = keys_of(shape)
    if key not in fields:
        what = f"an entry of {shape.kind}" if isinstance(shape, Entity) else "it"
        raise ValueError(f"{what} has no {shown(key)}{did_you_mean(key, fields)}")
    return fields[key]


@cache
def keys_of(shape: Shape) -> dict[str, Shape]:
    """The keys that can be read of *shape*; ``id`` of an entity is the entity itself."""
    if isinstance(shape, Entity):
        return {**fields_of(kind(shape.kind).entry), "id": shape}
    return fields_of(shape.model) if isinstance(shape, Record) else {}


def read(kb: KnowledgeBase, shape: Shape, value: Any, path: Sequence[str]) -> Found | None:
    """What *path* leads to from *value* of *shape*; None where a key on it is absent.

    A path whose keys do not exist at all is refused by ``shape_at`` before any reading.
    """
    cites: tuple[str, ...] = ()
    for key in path:
        step = _read_key(kb, shape, value, key)
        if step is None:
            return None
        shape, value, cites = _step_shape(shape, key), step.value, step.cites or cites
    return _settled(shape, value, cites)


def _read_key(kb: KnowledgeBase, shape: Shape, value: Any, key: str) -> Found | None:
    if isinstance(shape, Entity):
        if key == "id":
            return Found(value)
        entry = kb.entries[shape.kind][value]
        return _of(getattr(entry, key), entry_sources(entry))
    if isinstance(shape, Many):
        return _edge(value, key)
    assert isinstance(value, BaseModel)
    own = value.source_ids if isinstance(value, Citation) else ()
    return _of(getattr(value, key), own)


def _of(value: Any, cites: tuple[str, ...]) -> Found | None:
    return None if value is None or value == () else Found(value, cites)


def _edge(figures: tuple[Cited[Any], ...], key: str) -> Found:
    values = [getattr(each.value, key, each.value) for each in figures]
    wanted = min(values) if key == "low" else max(values)
    cited = next(each for each, at in zip(figures, values, strict=True) if at == wanted)
    return Found(wanted, cited.source_ids)


def _settled(shape: Shape, value: Any, cites: tuple[str, ...]) -> Found | None:
    if isinstance(shape, Many) and shape.figures:
        cited = best(value)
        return Found(cited.value, cited.source_ids) if cited else None
    return Found(value, cites)


def settled_shape(shape: Shape) -> Shape:
    """The shape of what ``read`` gives: of figures the one value that counts."""
    return shape.of if isinstance(shape, Many) and shape.figures else shape


def entry_sources(entry: Entry) -> tuple[str, ...]:
    """The sources behind what *entry* says without a citation of its own."""
    return tuple(dict.fromkeys(source for citation in entry.sources for source in citation.source_ids))
