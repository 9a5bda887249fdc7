"""Stages of a career, in order."""

from advisor.knowledge.entry import Entry, PayQuote
from advisor.provenance import Cited, Items

ONE_FILE = True


class Stage(Entry):
    """A stage; ``order`` counts from 1. ``facts`` and ``pay_quotes`` are what others publish of people like these."""

    order: int
    facts: Items[Cited[str]] = ()
    pay_quotes: Items[PayQuote] = ()


ENTRY = Stage
