"""What stands in a coder's way; what eases it stands with the strategies."""

from advisor.knowledge.entry import Entry
from advisor.provenance import Cited, Items


class Challenge(Entry):
    """A difficulty that people report, with the published evidence of it and of what helps."""

    evidence: Items[Cited[str]] = ()
    helps: Items[Cited[str]] = ()
    notes: Items[str] = ()


ENTRY = Challenge
