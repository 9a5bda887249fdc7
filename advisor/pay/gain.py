"""The conservative net gain that orders steps: whole thousandths of a percent a year, national, before any cap."""

from __future__ import annotations

import math

from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import Grade

EVIDENCE: dict[Grade, float] = {"A": 1.0, "B": 0.75, "C": 0.5, "D": 0.5}
COST_YEARS = 3
NATIONAL_MEDIAN = "national_median"


def conservative_gain(kb: KnowledgeBase, effect: Pay | None, cost_usd: float) -> int:
    """(low + mid)/2 weighted by the evidence, less the cost spread over three years, as thousandths of a percent.

    A step without a published effect has gain 0, whatever it costs.
    Source: docs/ranking.md.
    """
    if effect is None or effect.same_person_percent is None:
        return 0
    percent = effect.same_person_percent
    gain = (percent.value.low + percent.value.mid) / 2 * EVIDENCE[percent.grade or "D"]
    return math.floor((gain - 100 * cost_usd / COST_YEARS / _median(kb)) * 1000 + 0.5)


def _median(kb: KnowledgeBase) -> float:
    entry = kb.get("pay", NATIONAL_MEDIAN)
    assert isinstance(entry, Pay)
    assert entry.range_usd is not None
    return entry.range_usd.value.low
