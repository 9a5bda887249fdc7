"""The pay model: base pay, parameters, and what steps do."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from advisor.knowledge.entry import Entry
from advisor.provenance import Citation, Items
from advisor.quantities import Span, Triple


class TriplePercent(Citation):
    """Low, mid and high percent, with the arithmetic that led there."""

    value: Triple
    arithmetic: str | None = None


class DollarRange(Citation):
    """A range of yearly pay in dollars of its period."""

    value: Span


class Pay(Entry):
    """An effect of a step, an official range of pay, or a parameter of the model.

    ``association_percent``: people who have it against people who do not. ``same_person_percent``: what one person
    may gain by the step, inferred. ``overlaps`` names effects of which only one counts for one exam.
    """

    sort: Literal["effect", "range", "parameter"]
    statistic: str
    population: str
    place: str
    period: str
    n: int | None = None
    association_percent: TriplePercent | None = None
    same_person_percent: TriplePercent | None = None
    range_usd: DollarRange | None = None
    value: float | None = None
    note: str | None = None
    notes: Items[str] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Pay:
        needed = {"effect": self.same_person_percent, "range": self.range_usd, "parameter": self.value}[self.sort]
        if needed is None:
            key = {"effect": "same_person_percent", "range": "range_usd", "parameter": "value"}[self.sort]
            raise ValueError(f"an entry of sort '{self.sort}' needs '{key}'")
        return self


ENTRY = Pay
