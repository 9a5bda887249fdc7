"""Issuers of credentials: dues, continuing education, what happens when a credential lapses."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from advisor.knowledge.entry import Entry
from advisor.provenance import Citation, Figures, Items
from advisor.quantities import Usd


class CeuLoad(Citation):
    """Units of continuing education a cycle, all told, for someone who holds so many of the issuer's credentials."""

    credentials: Annotated[int, Field(ge=1)]
    ceus: Annotated[int, Field(ge=0)]


class Issuer(Entry):
    """A body that issues credentials. Dues are for a year; renewal fees for a cycle.

    Without ``ceu_loads``: the highest ``ceus`` of the credentials held, ``ceus_each_further`` for each other one,
    together no more than ``ceus_at_most``.
    """

    abbreviation: str
    membership_required: Figures[bool] = ()
    dues_usd: Figures[Usd] = ()
    student_dues_usd: Figures[Usd] = ()
    renewal_usd: Figures[Usd] = ()
    renewal_member_usd: Figures[Usd] = ()
    renewal_further_usd: Figures[Usd] = ()
    cycle_months: Figures[int] = ()
    ceu_loads: Items[CeuLoad] = ()
    ceus_each_further: Figures[int] = ()
    ceus_at_most: Figures[int] = ()
    ceu_rules: Figures[str] = ()
    grace_days: Figures[int] = ()
    late_fee_usd: Figures[Usd] = ()
    cancelled_after_days: Figures[int] = ()
    reinstatement_usd: Figures[Usd] = ()
    reinstatement_months: Figures[int] = ()
    retest_wait_days: Figures[str] = ()
    exam_books: Figures[str] = ()
    members: Figures[str] = ()
    delivery: Figures[str] = ()
    apprenticeship_signers: Figures[str] = ()
    facts: Figures[str] = ()
    disputes: Items[str] = ()


ENTRY = Issuer
