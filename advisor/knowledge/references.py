"""Every id that an entry mentions, with its place, so that a misspelt one is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from advisor.knowledge.shapes import Entity, Many, Record, fields_of

Where = tuple[str | int, ...]


def references_of(model: BaseModel, where: Where = ()) -> Iterator[tuple[Where, str, str]]:
    """(place, kind, id) of every reference in *model*, its records and its lists."""
    for name, shape in fields_of(type(model)).items():
        yield from _references(shape, getattr(model, name), (*where, name))


def _references(shape: Any, value: Any, where: Where) -> Iterator[tuple[Where, str, str]]:
    if value is None:
        return
    if isinstance(shape, Entity):
        yield where, shape.kind, value
    elif isinstance(shape, Record):
        yield from references_of(value, where)
    elif isinstance(shape, Many):
        for index, item in enumerate(value):
            if isinstance(item, BaseModel):
                yield from references_of(item, (*where, index))
            else:
                yield from _references(shape.of, item, (*where, index))
