"""Issuers of credentials: dues, continuing education, what happens when a credential lapses."""

from typing import Annotated

from pydantic import Field

from advisor.knowledge.entry import Entry, YearDay
from advisor.provenance import Citation, Cited, Items
from advisor.quantities import Usd


class CeuLoad(Citation):
    """Units of continuing education a cycle, all told, for someone who holds so many of the issuer's credentials."""

    credentials: Annotated[int, Field(ge=1)]
    ceus: Annotated[int, Field(ge=0)]


class Issuer(Entry):
    """A body that issues credentials. Dues are for a year; renewal fees for a cycle.

    Without ``ceu_loads``: the highest ``ceus`` of the credentials held, ``ceus_each_further`` for each other one,
    together no more than ``ceus_at_most``. From ``exam_books_from`` on exams ask for the code books of that year.
    ``ceu_shares`` say what part of the units has to come from where; ``extension_usd`` buys time for units that are
    missing at the end of a cycle.
    """

    abbreviation: str
    membership_required: Items[Cited[bool]] = ()
    dues_usd: Items[Cited[Usd]] = ()
    student_dues_usd: Items[Cited[Usd]] = ()
    renewal_usd: Items[Cited[Usd]] = ()
    renewal_member_usd: Items[Cited[Usd]] = ()
    renewal_further_usd: Items[Cited[Usd]] = ()
    cycle_months: Items[Cited[int]] = ()
    ceu_loads: Items[CeuLoad] = ()
    ceus_each_further: Items[Cited[int]] = ()
    ceus_at_most: Items[Cited[int]] = ()
    ceu_rules: Items[Cited[str]] = ()
    ceu_shares: Items[Cited[str]] = ()
    grace_days: Items[Cited[int]] = ()
    late_fee_usd: Items[Cited[Usd]] = ()
    extension_usd: Items[Cited[Usd]] = ()
    cancelled_after_days: Items[Cited[int]] = ()
    reinstatement_usd: Items[Cited[Usd]] = ()
    reinstatement_months: Items[Cited[int]] = ()
    retest_wait_days: Items[Cited[str]] = ()
    exam_books: Items[Cited[str]] = ()
    exam_books_from: Items[Cited[YearDay]] = ()
    members: Items[Cited[str]] = ()
    delivery: Items[Cited[str]] = ()
    apprenticeship_signers: Items[Cited[str]] = ()
    facts: Items[Cited[str]] = ()
    disputes: Items[str] = ()


ENTRY = Issuer
