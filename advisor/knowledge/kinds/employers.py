"""Kinds of employers of medical coders."""

from advisor.knowledge.entry import Doing, DomainId, Entry, Requirements
from advisor.provenance import Cited, Items


class Employer(Entry, Requirements, Doing):
    """A kind of employer and the kinds of work that it has."""

    aliases: Items[str] = ()
    practises: Items[DomainId] = ()
    facts: Items[Cited[str]] = ()
    notes: Items[str] = ()


ENTRY = Employer
