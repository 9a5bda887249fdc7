"""Where the work is done."""

from __future__ import annotations

from advisor.knowledge.entry import Entry, Requirements
from advisor.provenance import Figures, Items


class Setting(Entry, Requirements):
    """On site, hybrid or remote; ``employers_ask`` is what employers want of people who work there."""

    employers_ask: Figures[str] = ()
    facts: Figures[str] = ()
    notes: Items[str] = ()


ENTRY = Setting
