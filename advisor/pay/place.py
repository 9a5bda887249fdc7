"""What the official statistics say of pay in a place: its level, its spread and its prices."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeVar

from advisor.knowledge.kinds.regions import Region
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.formula import Z_80
from advisor.pay.model import PayModel
from advisor.provenance import Cited

NATION = "US"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A state or the nation; ``ln_level`` is its median over the nation's, drawn toward it where few work there.

    ``spread_down`` and ``spread_up`` say how far pay spreads there against the nation; of the nation itself, how much
    of that is chance where the state is not known. ``price_parity`` has the nation at 100. ``says`` are remarks for the
    reader.
    """

    id: str
    title: str
    nation_usd: int
    period: str
    ln_level: float
    spread_down: float
    spread_up: float
    median_usd: int | None
    p90_usd: float
    price_parity: Cited[float] | None
    sources: tuple[str, ...]
    grade: str
    says: tuple[str, ...] = ()


def place_of(kb: KnowledgeBase, model: PayModel, state: str | None) -> Place:
    """The place *state*, or the nation where it is not told or has no official figure, which is then said."""
    nation = region_of(kb)
    base = newest(nation.median_usd)
    top = newest(nation.p90_usd)
    assert base is not None
    assert top is not None
    whole = Place(
        *(NATION, nation.title, base.value, base.as_of or "", 0.0, model["unplaced_down"], model["unplaced_up"]),
        *(base.value, float(top.value), None, base.source_ids, base.grade or "D"),
    )
    if state is None or state == NATION:
        return whole
    region = region_of(kb, state)
    median = newest(region.median_usd)
    if median is None:
        says = f"No official figure for {region.title} is at hand; the nation's is used and the range says so."
        return replace(whole, title=region.title, says=(says,))
    return _state(model, whole, region, median)


def _state(model: PayModel, nation: Place, region: Region, median: Cited[int]) -> Place:
    employed = newest(region.employment)
    jobs = employed.value if employed else model["fewest_jobs"]
    trust = jobs / (jobs + model["half_trusted_jobs"])
    level = trust * math.log(median.value / nation.nation_usd)
    down, up = _spread(model, region, trust)
    top = _published_p90(region, median)
    return Place(
        region.id,
        region.title,
        nation.nation_usd,
        median.as_of or "",
        level,
        down,
        up,
        median.value,
        top or nation.p90_usd * math.exp(level),
        newest(region.price_parity),
        tuple(dict.fromkeys((*median.source_ids, *nation.sources))),
        max(median.grade or "D", nation.grade),
        ()
        if employed
        else (f"How many work in {region.title} is not published; its figure counts as of a small state.",),
    )


def _spread(model: PayModel, region: Region, trust: float) -> tuple[float, float]:
    """How far pay spreads below and above the middle there, against the nation; 1 where nothing is published.

    So far only that to know the state never widens a range.
    """
    dates = {each.as_of for each in region.p10_usd} & {each.as_of for each in region.p90_usd}
    dated = sorted(each.as_of or "" for each in region.median_usd if each.as_of in dates)
    if not dated:
        return 1.0, 1.0
    low, mid, high = (_at(figures, dated[-1]) for figures in (region.p10_usd, region.median_usd, region.p90_usd))
    down = math.log(mid / low) / (Z_80 * model["within_down"])
    up = math.log(high / mid) / (Z_80 * model["within_up"])
    return min(1 + trust * (down - 1), model["most_down"]), min(1 + trust * (up - 1), model["most_up"])


def _published_p90(region: Region, median: Cited[int]) -> float | None:
    """The 90th percentile, brought to the date of *median* by how the middle moved; None where none is published."""
    top = newest(region.p90_usd)
    if top is None:
        return None
    then = [each for each in region.median_usd if each.as_of == top.as_of]
    return float(top.value) * median.value / then[0].value if then else float(top.value)


def _at(figures: tuple[Cited[int], ...], as_of: str) -> int:
    return next(each.value for each in figures if each.as_of == as_of)


def newest(figures: tuple[Cited[T], ...]) -> Cited[T] | None:
    """The newest of *figures*, the best grade of those; None where there is none."""
    by_grade = sorted(figures, key=lambda each: each.grade or "Z")
    return max(by_grade, key=lambda each: each.as_of or "", default=None)


def region_of(kb: KnowledgeBase, region_id: str | None = None) -> Region:
    """What the statistics say of a region; of the nation where none is told."""
    entry = kb.get("regions", region_id or NATION)
    assert isinstance(entry, Region)
    return entry
