"""The pay model: base pay, parameters, and what steps do."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from advisor.knowledge.entry import ChallengeId, CredentialId, DomainId, Entry, PayId
from advisor.provenance import Citation, Cited, Items, Model
from advisor.quantities import Span, Triple


class TriplePercent(Citation):
    """Low, mid and high percent, with the arithmetic that led there."""

    value: Triple
    arithmetic: str | None = None


class DollarRange(Citation):
    """A range of yearly pay in dollars of its period."""

    value: Span


class Term(Cited[float]):
    """One number of the pay model, by the name that the formula knows it by; in logarithms where nothing else is said.

    ``spread`` is its standard error as the fit gives it.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+(:[a-z0-9_]+)?$")]
    spread: Annotated[float, Field(ge=0)] | None = None


class Unlike(Model):
    """Who differs from the people measured, by their kinds of work or what they face, and what follows."""

    works_in: Items[DomainId] = ()
    faces: Items[ChallengeId] = ()
    says: str


class Pay(Entry):
    """An effect of a step, an official range of pay, or a group of the model's terms.

    ``association_percent``: people who have it against people who do not. ``same_person_percent``: what one person
    may gain by the step, inferred. ``next_effect`` is what a further step of the same sort does after this one.
    ``measured_on``: what the figure for one person rests on, in a few words.
    ``unlike``: who is told that the people measured are others.
    ``credential``: the one whose holders told a survey the pay that the range is of.
    ``said`` is what somebody says of pay without a figure; whoever reports one of ``faces``, or names a pay, reads it.
    """

    sort: Literal["effect", "range", "parameter", "said"]
    statistic: str
    population: str
    place: str
    period: str
    n: int | None = None
    measured_on: str | None = None
    unlike: Items[Unlike] = ()
    association_percent: TriplePercent | None = None
    same_person_percent: TriplePercent | None = None
    next_effect: PayId | None = None
    range_usd: DollarRange | None = None
    credential: CredentialId | None = None
    terms: Items[Term] = ()
    said: Items[Cited[str]] = ()
    faces: Items[ChallengeId] = ()
    note: str | None = None
    notes: Items[str] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        key = {"effect": "same_person_percent", "range": "range_usd", "parameter": "terms", "said": "said"}[self.sort]
        if not getattr(self, key):
            raise ValueError(f"an entry of sort '{self.sort}' needs '{key}'")
        return self


ENTRY = Pay
