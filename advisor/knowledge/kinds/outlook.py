"""Employment, growth and openings, as officially projected."""

from __future__ import annotations

from advisor.knowledge.entry import Entry
from advisor.provenance import Cited, Items


class Outlook(Entry):
    """A projection for one occupation; ``edition`` is the span of years that it covers."""

    occupation: str
    edition: str
    employment: Items[Cited[int]] = ()
    growth_percent: Items[Cited[float]] = ()
    openings_per_year: Items[Cited[int]] = ()
    median_usd: Items[Cited[int]] = ()
    entry_education: Items[Cited[str]] = ()
    facts: Items[Cited[str]] = ()


ENTRY = Outlook
