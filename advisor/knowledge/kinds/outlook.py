"""Employment, growth and openings, as officially projected."""

from __future__ import annotations

from advisor.knowledge.entry import Entry
from advisor.provenance import Figures


class Outlook(Entry):
    """A projection for one occupation; ``edition`` is the span of years that it covers."""

    occupation: str
    edition: str
    employment: Figures[int] = ()
    growth_percent: Figures[float] = ()
    openings_per_year: Figures[int] = ()
    median_usd: Figures[int] = ()
    entry_education: Figures[str] = ()
    facts: Figures[str] = ()


ENTRY = Outlook
