"""Credentials and licences: who issues them, what they prove, what they ask and cost, how they are kept."""

from typing import Literal, Self

from pydantic import model_validator

from advisor.knowledge.entry import (
    CredentialId,
    Doing,
    DomainId,
    Entry,
    Fee,
    IssuerId,
    PayId,
    Requirements,
    SpecialtyId,
    Way,
)
from advisor.provenance import JUDGEMENT, Cited, Items, Model
from advisor.quantities import Span

Status = Literal["active", "retired", "unknown", "disputed"]


class Standing(Cited[Status]):
    """Whether a credential is offered; that nobody says so may rest on our judgement."""

    @model_validator(mode="after")
    def _is_published(self) -> Self:
        if self.source == JUDGEMENT and self.value in ("active", "retired"):
            raise ValueError(f"'{self.value}' cannot rest on 'judgement'; cite who says so, or write 'unknown'")
        return self


class StudyMonths(Cited[Span]):
    """How long people study for an exam; ``without_background`` where it is told of people new to medicine alone."""

    without_background: bool = False


class Exam(Model):
    """The exam as published."""

    questions: Items[Cited[str]] = ()
    hours: Items[Cited[float]] = ()
    passing: Items[Cited[str]] = ()
    open_book: Items[Cited[str]] = ()
    format: Items[Cited[str]] = ()
    content: Items[Cited[str]] = ()


class Credential(Entry, Requirements, Doing):
    """A credential, a microcredential, or a clinical licence that a coder may bring along; only the first is a step.

    ``proves_same`` names a group of which one is enough; ``implies`` lists what a holder need not earn.
    ``clears_by`` are the ways in which an apprentice form becomes ``apprentice_of``; its ``how`` says how that is done.
    ``ceus`` and ``ceu_cycle_months`` are this credential's own where they differ from its issuer's.
    ``never_advised_because`` says why no rule advises an active one; the check of coverage refuses it where one does.
    ``disputed`` says in a few words what ``disputes`` are about; the client reads it.
    ``background`` is what the issuer recommends without a number that a way could ask.
    ``status`` may be left out of a licence alone.
    """

    abbreviation: str
    kind: Literal["credential", "microcredential", "licence"]
    issuer: IssuerId | None = None
    level: Literal["entry", "intermediate", "advanced"] | None = None
    domains: Items[DomainId] = ()
    specialties: Items[SpecialtyId] = ()
    status: Items[Standing] = ()
    supersedes: Items[CredentialId] = ()
    successor: CredentialId | None = None
    implies: Items[CredentialId] = ()
    proves_same: str | None = None
    effect: PayId | None = None
    apprentice_of: CredentialId | None = None
    clears_by: Items[Way] = ()
    exam: Exam | None = None
    fees: Items[Fee] = ()
    study_months: Items[StudyMonths] = ()
    study_hours: Items[Cited[Span]] = ()
    background: Items[Cited[str]] = ()
    ceus: Items[Cited[int]] = ()
    ceu_cycle_months: Items[Cited[int]] = ()
    ceus_specific: Items[Cited[str]] = ()
    pass_rate_percent: Items[Cited[float]] = ()
    holders: Items[Cited[int]] = ()
    facts: Items[Cited[str]] = ()
    disputed: str | None = None
    disputes: Items[str] = ()
    notes: Items[str] = ()
    url: str | None = None
    never_advised_because: str | None = None

    @model_validator(mode="after")
    def _says_whether_it_is_offered(self) -> Self:
        if self.kind != "licence" and not self.status:
            raise ValueError("has no 'status'; say with a source whether it is offered, or 'unknown'")
        return self


ENTRY = Credential
