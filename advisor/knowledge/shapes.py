"""What a key of an entry holds, read off the models, so that rules and references can be checked before any run."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from advisor.provenance import Cited, Refers


@dataclass(frozen=True, slots=True)
class Value:
    """A number, a text, a truth value or one of ``words``."""

    sort: Literal["number", "text", "truth", "words"]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """The id of an entry of ``kind``."""

    kind: str


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with the fields of ``model``."""

    model: type[BaseModel]


@dataclass(frozen=True, slots=True)
class Many:
    """A list; ``figures`` where its items are cited values of one quantity."""

    of: Shape
    figures: bool = False


Shape = Value | Entity | Record | Many

_VALUES: dict[Any, Value] = {
    int: Value("number"),
    float: Value("number"),
    str: Value("text"),
    bool: Value("truth"),
}


@cache
def fields_of(model: type[BaseModel]) -> dict[str, Shape]:
    """The shape of every field of *model*."""
    return {name: _shape(field.annotation, tuple(field.metadata)) for name, field in model.model_fields.items()}


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    refers = next((mark for mark in metadata if isinstance(mark, Refers)), None)
    if refers:
        return Entity(refers.kind)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return _shape(next(each for each in arguments if each is not type(None)), metadata)
    if origin is Literal:
        return Value("words", tuple(map(str, arguments)))
    if origin is tuple:
        return _many(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Record(annotation)
    return _VALUES[annotation]


def _many(item: Any) -> Many:
    is_cited = isinstance(item, type) and issubclass(item, Cited) and set(item.model_fields) == set(Cited.model_fields)
    if is_cited:
        return Many(_shape(item.model_fields["value"].annotation, tuple(item.model_fields["value"].metadata)), True)
    return Many(_shape(item))
