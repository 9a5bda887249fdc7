"""States: what the official statistics say of pay and prices there."""

from advisor.knowledge.entry import Entry
from advisor.provenance import Cited, Items
from advisor.quantities import Usd

ONE_FILE = True


class Region(Entry):
    """A state or the nation: wages of 29-2072 in dollars a year, or an hour where the name says so.

    ``billing_clerks_median_usd`` is of 43-3021 in all industries. Price parities have the nation at 100, all prices
    or a part of them.
    """

    employment: Items[Cited[int]] = ()
    mean_usd: Items[Cited[Usd]] = ()
    p10_usd: Items[Cited[Usd]] = ()
    p25_usd: Items[Cited[Usd]] = ()
    median_usd: Items[Cited[Usd]] = ()
    p75_usd: Items[Cited[Usd]] = ()
    p90_usd: Items[Cited[Usd]] = ()
    median_hourly_usd: Items[Cited[float]] = ()
    billing_clerks_median_usd: Items[Cited[Usd]] = ()
    price_parity: Items[Cited[float]] = ()
    price_parity_goods: Items[Cited[float]] = ()
    price_parity_housing: Items[Cited[float]] = ()
    price_parity_utilities: Items[Cited[float]] = ()
    price_parity_other_services: Items[Cited[float]] = ()


ENTRY = Region
