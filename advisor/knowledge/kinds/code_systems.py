"""Code systems: what each is for, and when it changes."""

from advisor.knowledge.entry import DomainId, Entry, YearDay
from advisor.provenance import Citation, Cited, Items


class Update(Citation):
    """A day of the year, MM-DD, on which changes take effect."""

    day: YearDay
    what: str


class CodeSystem(Entry):
    """A code system with its calendar of updates; ``domains`` are the kinds of work that use it, all where none."""

    domains: Items[DomainId] = ()
    updates: Items[Update] = ()
    facts: Items[Cited[str]] = ()


ENTRY = CodeSystem
