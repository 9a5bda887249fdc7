"""What every entry of the knowledge base has, and the records that several kinds share."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advisor.provenance import Citation, Cited, FullDate, Items, Model, Refers, SourceId
from advisor.quantities import Span, Usd, Years

EducationLevel = Literal["none", "high_school", "certificate", "associate", "bachelor", "master"]
EDUCATION_LEVELS: tuple[EducationLevel, ...] = (
    "none",
    "high_school",
    "certificate",
    "associate",
    "bachelor",
    "master",
)

CredentialId = Annotated[str, Refers("credentials")]
DomainId = Annotated[str, Refers("domains")]
SpecialtyId = Annotated[str, Refers("specialties")]
RoleId = Annotated[str, Refers("roles")]
ChallengeId = Annotated[str, Refers("challenges")]
StrategyId = Annotated[str, Refers("strategies")]
EducationId = Annotated[str, Refers("education")]
IssuerId = Annotated[str, Refers("issuers")]
EmployerId = Annotated[str, Refers("employers")]
PayId = Annotated[str, Refers("pay")]
"""The effect of a step on pay."""
Score = Annotated[float, Field(ge=0, le=100)]


def _is_year_day(text: str) -> str:
    try:
        date.fromisoformat(f"2001-{text}")
    except ValueError:
        raise ValueError("is no day of every year; write MM-DD") from None
    return text


YearDay = Annotated[str, AfterValidator(_is_year_day)]
"""A day of every year, MM-DD."""


class Entry(Model):
    """One thing that the knowledge base knows; ``id`` is the stem of its file, or its key in a one-file kind.

    ``sources`` stand behind whatever the entry says without a citation of its own.
    """

    id: str
    title: Annotated[str, Field(min_length=1, max_length=160)]
    description: str | None = None
    sources: Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]
    review_by: FullDate | None = None
    hidden: bool = False


class Way(Citation):
    """One way to meet a requirement: all that it names is asked. A cited way that names nothing asks nothing."""

    experience_years: Years | None = None
    experience_in: DomainId | None = None
    experience_in_years: Years | None = None
    holds_one_of: Items[CredentialId] = ()
    holds_all_of: Items[CredentialId] = ()
    education: EducationLevel | None = None
    completed_one_of: Items[EducationId] = ()
    completed_all_of: Items[EducationId] = ()
    finishing_one_of: Items[EducationId] = ()
    accuracy_percent: Score | None = None
    productivity_percent: Annotated[float, Field(ge=0, le=300)] | None = None
    credentials_held: Annotated[int, Field(ge=0, le=60)] | None = None
    role: RoleId | None = None


class Requirements(Model):
    """What a step asks: ``routes`` by rule, ``advised`` in the issuer's words, ``ready`` in our judgement."""

    routes: Items[Way] = ()
    advised: Items[Way] = ()
    ready: Items[Way] = ()


class Fee(Cited[Usd]):
    """A price in dollars of its year and what it buys."""

    covers: Literal["exam", "one_attempt", "two_attempts", "member", "non_member"]


class Effort(Model):
    """What taking a step costs; every figure as published, all values standing."""

    cost_usd: Items[Cited[Span]] = ()
    months: Items[Cited[Span]] = ()


class HowFor(Model):
    """How a step is taken by someone in a certain place: each key that is given must hold, one of its ids is enough.

    ``role`` is the present job of someone at work.
    ``works_in`` are the kinds of work of the present job, or without one those with paid years; ``wants`` are jobs
    that were asked for, ``faces`` troubles that were reported.
    """

    wants: Items[RoleId] = ()
    faces: Items[ChallengeId] = ()
    role: Items[RoleId] = ()
    employer: Items[EmployerId] = ()
    works_in: Items[DomainId] = ()
    holds: Items[CredentialId] = ()
    completed: Items[EducationId] = ()
    paid_as_coder: bool | None = None
    how: Annotated[tuple[str, ...], Field(strict=False, min_length=1)]


class Doing(Model):
    """How a step is taken, in our own words: what to do, where, with whom; the client reads all of it.

    The first of ``how_for`` that fits the person stands instead of ``how``; ``how_sources`` tell the facts in it.
    ``effort`` says what it takes beside a published price or length.
    """

    how: Items[str] = ()
    how_for: Items[HowFor] = ()
    how_sources: Items[SourceId] = ()
    effort: str | None = None


class PayQuote(Cited[Span]):
    """Pay in dollars as somebody published it, with all that keeps it honest: of whom, where, of when; no promise.

    It stands beside the pay model and is read by no estimate.
    """

    per: Literal["year", "hour"]
    statistic: str
    population: str
    place: str
    period: str
    n: int | None = None
