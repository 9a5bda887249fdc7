"""Amounts with their unit, and the claim: the only way in which a figure about pay is said."""

import math
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from advisor.provenance import Grade, Items, Model, PartialDate, SourceId

Usd = Annotated[int, Field(ge=0, le=10_000_000)]
Percent = Annotated[float, Field(ge=-100, le=1000)]
Months = Annotated[float, Field(ge=0, le=600)]
Years = Annotated[float, Field(ge=0, le=80)]

NOT_A_PROMISE = "an association, not a promise"


class Span(Model):
    """From *low* to *high*, both included."""

    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} lies above high {self.high:g}")
        return self


class Triple(Model):
    """Low, mid and high of a percentage."""

    low: Percent
    mid: Percent
    high: Percent

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError("low, mid and high are not in order")
        return self


Basis = Literal["association", "same_person"]
Unit = Literal["percent", "usd_per_year"]

BASIS_MEANS: dict[Basis, str] = {
    "association": "people who have it, against people who do not",
    "same_person": "what the step may do for one person; inferred, not measured",
}


class Claim(Model):
    """A figure about pay with all that it needs to be honest.

    ``low`` and ``high`` are in ``unit``; ``period`` says when the data were gathered, ``n`` how many answered.
    """

    basis: Basis
    statistic: str
    unit: Unit
    low: float
    mid: float | None = None
    high: float
    population: str
    place: str
    period: str
    n: int | None = None
    grade: Grade
    as_of: PartialDate
    sources: Items[SourceId]
    note: str = NOT_A_PROMISE


def tenth(percent: float) -> float:
    """*percent* to one decimal, ties upward, within 1e-9 of a tie up."""
    return math.floor(percent * 10 + 0.5 + 1e-9) / 10


def hundred(usd: float) -> int:
    """*usd* to whole hundreds, ties upward, within 1e-9 of a tie up."""
    return math.floor(usd / 100 + 0.5 + 1e-9) * 100
