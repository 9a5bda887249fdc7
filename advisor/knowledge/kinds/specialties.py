"""Medical specialties that a coder may work in."""

from typing import Literal

from advisor.knowledge.entry import DomainId, Entry, Requirements, SpecialtyId
from advisor.provenance import Cited, Items


class Specialty(Entry, Requirements):
    """A specialty; which credentials prove it stands with the credentials.

    ``pay_claims`` are what publications say of its pay. ``automation`` is our judgement, as no citable measure by
    specialty was found: whether software codes it without a person first, or people keep it for longest.
    """

    aliases: Items[str] = ()
    domains: Items[DomainId] = ()
    related: Items[SpecialtyId] = ()
    complexity: Items[Cited[str]] = ()
    pay_claims: Items[Cited[str]] = ()
    automation: Literal["automated_first", "people_longest"] | None = None
    notes: Items[str] = ()


ENTRY = Specialty
