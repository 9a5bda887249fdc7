"""What is wrong with a profile, in our words and at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from advisor.errors import Fault, did_you_mean, shown
from advisor.profile.refused import refusal
from advisor.yamlio import Node

Where = tuple[str | int, ...]
Wrong = tuple[Where, str]
"""What is wrong, after the place where it is."""

NOWHERE = Node("", 0, 0, {}, {})
"""The place of a profile that was read from no file."""
MOST_FAULTS = 20
TEMPLATE = "; 'advisor profile --template' lists the keys"


def refuse(wrongs: Iterable[Wrong]) -> None:
    """Make *wrongs* errors of the model that is being validated, each at its place.

    Raises: ValidationError: there is at least one.
    """
    details = [
        InitErrorDetails(type=PydanticCustomError("value_error", "{error}", {"error": says}), loc=where, input=None)
        for where, says in wrongs
    ]
    if details:
        raise ValidationError.from_exception_data("profile", details)


def faults_in(
    error: ValidationError, node: Node, model: type[BaseModel], parts: Mapping[str, type[BaseModel]]
) -> list[Fault]:
    """Every fault that *error* found in *node*, at most twenty; *parts* are the models of keys that hold mappings."""
    details = error.errors(include_url=False)
    faults = [_fault(detail, node, model, parts) for detail in details[:MOST_FAULTS]]
    return limited(faults, len(details) - len(faults))


def wrongs_in(error: ValidationError, model: type[BaseModel], parts: Mapping[str, type[BaseModel]]) -> list[Wrong]:
    """Every fault that *error* found, whole, after the place where it is; for who has places of their own."""
    return [(tuple(each["loc"]), _fault(each, NOWHERE, model, parts).says) for each in error.errors(include_url=False)]


def limited(faults: Sequence[Fault], more: int = 0) -> list[Fault]:
    """*faults* in order of place, each once, at most twenty, with the number of those left out."""
    kept = sorted(set(faults))
    more += len(kept) - len(kept[:MOST_FAULTS])
    last = [Fault(kept[0].path, 0, 0, f"and {more:,} more like these")] if more else []
    return kept[:MOST_FAULTS] + last


def _fault(detail: object, node: Node, model: type[BaseModel], parts: Mapping[str, type[BaseModel]]) -> Fault:
    from advisor.knowledge.validate import fault_of

    spelt: Mapping[str, object] = detail  # type: ignore[assignment]
    if spelt["type"] != "extra_forbidden":
        return fault_of(spelt, node, model, "the profile")
    where: Where = spelt["loc"]  # type: ignore[assignment]
    key = str(where[-1])
    why = refusal(key)
    holder = "the profile" if len(where) == 1 else f"'{where[0]}'"
    known = (parts.get(str(where[0]), model) if len(where) > 1 else model).model_fields
    says = f"{shown(key)} {why}" if why else f"{holder} has no {shown(key)}{did_you_mean(key, known) or TEMPLATE}"
    return node.fault(says, *where)
