"""States: what the official statistics say of pay and prices there."""

from __future__ import annotations

from advisor.knowledge.entry import Entry
from advisor.provenance import Figures
from advisor.quantities import Usd

ONE_FILE = True


class Region(Entry):
    """A state or the nation; wages are of 29-2072 in dollars a year, ``price_parity`` has the nation at 100."""

    employment: Figures[int] = ()
    mean_usd: Figures[Usd] = ()
    p10_usd: Figures[Usd] = ()
    p25_usd: Figures[Usd] = ()
    median_usd: Figures[Usd] = ()
    p75_usd: Figures[Usd] = ()
    p90_usd: Figures[Usd] = ()
    price_parity: Figures[float] = ()


ENTRY = Region
