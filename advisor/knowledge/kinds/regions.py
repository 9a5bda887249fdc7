"""States: what the official statistics say of pay and prices there."""

from __future__ import annotations

from advisor.knowledge.entry import Entry
from advisor.provenance import Cited, Items
from advisor.quantities import Usd

ONE_FILE = True


class Region(Entry):
    """A state or the nation; wages are of 29-2072 in dollars a year, ``price_parity`` has the nation at 100."""

    employment: Items[Cited[int]] = ()
    mean_usd: Items[Cited[Usd]] = ()
    p10_usd: Items[Cited[Usd]] = ()
    p25_usd: Items[Cited[Usd]] = ()
    median_usd: Items[Cited[Usd]] = ()
    p75_usd: Items[Cited[Usd]] = ()
    p90_usd: Items[Cited[Usd]] = ()
    price_parity: Items[Cited[float]] = ()


ENTRY = Region
