"""Jobs in and around medical coding."""

from typing import Literal

from advisor.knowledge.entry import CredentialId, Doing, DomainId, Entry, PayId, PayQuote, Requirements, RoleId
from advisor.provenance import Cited, Items


class Role(Entry, Requirements, Doing):
    """A job: ``practises`` are its kinds of work, ``codes`` whether its holder is paid as a coder.

    ``tasks`` say what one does all day; ``asks_for`` are credentials that employers want for it; ``next_roles`` where
    people go from it; ``postings`` what single employers asked; ``pay_quotes`` what one posting or survey named.
    """

    titles: Items[str] = ()
    tasks: Items[str] = ()
    practises: Items[DomainId] = ()
    codes: bool
    rung: Literal["entry", "coding", "senior", "leading"]
    effect: PayId | None = None
    asks_for: Items[CredentialId] = ()
    next_roles: Items[RoleId] = ()
    postings: Items[Cited[str]] = ()
    facts: Items[Cited[str]] = ()
    pay_quotes: Items[PayQuote] = ()
    notes: Items[str] = ()


ENTRY = Role
