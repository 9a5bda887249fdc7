"""Every publication that is cited."""

from advisor.knowledge.entry import Entry
from advisor.provenance import Citation, Items

ONE_FILE = True


class Source(Entry):
    """A publication; ``period`` is what its data cover or when it appeared, ``reliability`` our finding on it."""

    sources: Items[Citation] = ()
    publisher: str
    period: str
    url: str | None = None
    licence: str | None = None
    reliability: str | None = None
    population: str | None = None
    n: int | None = None


ENTRY = Source
