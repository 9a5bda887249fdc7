"""Where the work is done."""

from advisor.knowledge.entry import Doing, Entry, PayQuote, Requirements
from advisor.provenance import Cited, Items


class Setting(Entry, Requirements, Doing):
    """On site, hybrid or remote; ``employers_ask`` is what employers want of people who work there."""

    employers_ask: Items[Cited[str]] = ()
    facts: Items[Cited[str]] = ()
    pay_quotes: Items[PayQuote] = ()
    notes: Items[str] = ()


ENTRY = Setting
