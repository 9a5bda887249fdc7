"""A fact that a person told, with what is not known of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """A number from ``low`` to ``high``, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Anything:
    """Any id, or any word, whatever."""


ANYTHING = Anything()
ANY_MONTHS = Range(0.0, 2400.0)
ANY_AMOUNT = Range(0.0, 10_000_000.0)

Value = str | float | Range | Anything


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact with its fields; ``certain``: there is such a fact, else there may be one or more."""

    name: str
    fields: tuple[tuple[str, Value], ...]
    certain: bool
