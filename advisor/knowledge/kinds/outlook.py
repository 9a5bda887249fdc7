"""Employment, growth and openings, as officially projected."""

from advisor.knowledge.entry import Entry
from advisor.provenance import Cited, Items


class Outlook(Entry):
    """A projection for one occupation; ``edition`` is the span of years that it covers.

    ``change`` is the number of jobs more or fewer; ``experience`` and ``training`` what is usual for who enters.
    """

    occupation: str
    edition: str
    employment: Items[Cited[int]] = ()
    change: Items[Cited[int]] = ()
    growth_percent: Items[Cited[float]] = ()
    openings_per_year: Items[Cited[int]] = ()
    median_usd: Items[Cited[int]] = ()
    median_hourly_usd: Items[Cited[float]] = ()
    self_employed_percent: Items[Cited[float]] = ()
    entry_education: Items[Cited[str]] = ()
    experience: Items[Cited[str]] = ()
    training: Items[Cited[str]] = ()
    facts: Items[Cited[str]] = ()


ENTRY = Outlook
