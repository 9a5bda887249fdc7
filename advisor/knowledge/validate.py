"""From a node to a model, with every fault at its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from advisor.errors import Fault, did_you_mean, shown
from advisor.knowledge.shapes import Many, Record, fields_of
from advisor.yamlio import Node

M = TypeVar("M", bound=BaseModel)
Where = tuple[str | int, ...]


def validate(model: type[M], node: Node, what: str, extra: Mapping[str, Any] | None = None) -> M | list[Fault]:
    """*node* as a *model*, or all of its faults; *what* names the thing in messages, *extra* adds injected keys."""
    plain = node.plain()
    if not isinstance(plain, dict):
        return [node.fault(f"{what} is no mapping of keys and values")]
    clash = [key for key in extra or {} if key in plain]
    if clash:
        return [node.fault(f"{what} may not say '{key}'; its place in the folder says it", key) for key in clash]
    try:
        return model.model_validate({**plain, **(extra or {})})
    except ValidationError as error:
        return [fault_of(detail, node, model, what) for detail in _first_causes(error)]


def _first_causes(error: ValidationError) -> list[Any]:
    """The errors, without those that only follow from an error deeper inside."""
    details = error.errors(include_url=False)
    places = [tuple(detail["loc"]) for detail in details]
    return [
        detail
        for detail, place in zip(details, places, strict=True)
        if not any(len(other) > len(place) and other[: len(place)] == place for other in places)
    ]


def fault_of(detail: Any, node: Node, model: type[BaseModel], what: str) -> Fault:
    """One of pydantic's errors about a *model*, in our words and at its place in *node*."""
    where: Where = tuple(detail["loc"])
    kind: str = detail["type"]
    if kind == "extra_forbidden":
        known = _fields_at(model, where[:-1])
        holder = what if len(where) == 1 else f"'{key_path(where[:-1])}'"
        return node.fault(f"{holder} has no {shown(where[-1])}{did_you_mean(str(where[-1]), known)}", *where)
    if kind == "missing":
        holder = what if len(where) == 1 else f"'{key_path(where[:-1])}'"
        return node.fault(f"{holder} lacks '{where[-1]}'", *where[:-1])
    wording = _WORDINGS.get(kind)
    says = wording(detail) if wording else f"is wrong: {detail['msg'].lower()}"
    return node.fault(f"'{key_path(where)}' {says}" if where else f"{what} {says}", *where)


def _fields_at(model: type[BaseModel], where: Sequence[str | int]) -> Sequence[str]:
    fields = fields_of(model)
    for key in where:
        if isinstance(key, int):
            continue
        shape = fields.get(str(key))
        inner = shape.of if isinstance(shape, Many) else shape
        if isinstance(shape, Many) and shape.figures:
            return ("value", "source", "also", "as_of", "undated", "grade", "review_by", "note")
        fields = fields_of(inner.model) if isinstance(inner, Record) else {}
    return [name for name in fields if name != "id"]


def key_path(where: Where) -> str:
    """*where* as a reader spells it, list items counted from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in where)


def _needs(noun: str) -> Callable[[Any], str]:
    return lambda detail: f"needs {noun}, not {shown(detail['input'])}"


def _one_of(detail: Any) -> str:
    choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    return f"cannot be {shown(detail['input'])}{did_you_mean(str(detail['input']), choices)}"


def _bound(words: str, key: str) -> Callable[[Any], str]:
    return lambda detail: f"is {shown(detail['input'])}; it must be {words} {detail['ctx'][key]}"


def _own(detail: Any) -> str:
    return str(detail["ctx"]["error"])


_WORDINGS: dict[str, Callable[[Any], str]] = {
    "string_type": _needs("a text (in quotes where it looks like a number)"),
    "int_type": _needs("a whole number"),
    "int_from_float": _needs("a whole number"),
    "float_type": _needs("a number"),
    "bool_type": _needs("true or false"),
    "tuple_type": _needs("a list"),
    "list_type": _needs("a list"),
    "model_type": _needs("a mapping of keys and values"),
    "model_attributes_type": _needs("a mapping of keys and values"),
    "dict_type": _needs("a mapping of keys and values"),
    "finite_number": _needs("a finite number"),
    "literal_error": _one_of,
    "greater_than_equal": _bound("at least", "ge"),
    "greater_than": _bound("more than", "gt"),
    "less_than_equal": _bound("at most", "le"),
    "less_than": _bound("less than", "lt"),
    "string_too_short": lambda _detail: "is empty",
    "string_too_long": lambda detail: f"is longer than {detail['ctx']['max_length']} characters",
    "too_short": lambda _detail: "is empty; at least one is needed",
    "too_long": lambda detail: f"has more than {detail['ctx']['max_length']} items",
    "string_unicode": lambda _detail: "holds half a character (a lone surrogate); take it out",
    "string_pattern_mismatch": lambda detail: (
        f"cannot be {shown(detail['input'])}; it must look like {detail['ctx']['pattern']}"
    ),
    "value_error": _own,
}
