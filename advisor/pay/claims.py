"""Entries of ``kb/pay`` as claims, rounded once."""

from __future__ import annotations

from advisor.knowledge.kinds.pay import Pay, TriplePercent
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import JUDGEMENT
from advisor.quantities import Basis, Claim, hundred, tenth

ENTRY_RANGE = "entry_range"


def same_person_claim(effect: Pay) -> Claim | None:
    """What one person may gain by the step of *effect*, in percent a year; inferred, not measured."""
    return _percent_claim(effect, effect.same_person_percent, "same_person")


def association_claim(effect: Pay) -> Claim | None:
    """What people who have it earn against people who do not, in percent; None where nothing is published."""
    return _percent_claim(effect, effect.association_percent, "association")


def _percent_claim(effect: Pay, percent: TriplePercent | None, basis: Basis) -> Claim | None:
    if percent is None or percent.source == JUDGEMENT or percent.grade is None or percent.as_of is None:
        return None
    return Claim(
        basis=basis,
        statistic=effect.statistic,
        unit="percent",
        low=tenth(percent.value.low),
        mid=tenth(percent.value.mid),
        high=tenth(percent.value.high),
        population=effect.population,
        place=effect.place,
        period=effect.period,
        n=effect.n,
        grade=percent.grade,
        as_of=percent.as_of,
        sources=percent.source_ids,
    )


def access_claim(kb: KnowledgeBase) -> Claim | None:
    """The official range of entry pay, for someone who is not paid as a coder; None where the knowledge lacks it."""
    entry = kb.entries["pay"].get(ENTRY_RANGE)
    if not isinstance(entry, Pay) or entry.range_usd is None or not entry.range_usd.grade or not entry.range_usd.as_of:
        return None
    dollars = entry.range_usd
    return Claim(
        basis="association",
        statistic=entry.statistic,
        unit="usd_per_year",
        low=hundred(dollars.value.low),
        high=hundred(dollars.value.high),
        population=entry.population,
        place=entry.place,
        period=entry.period,
        n=entry.n,
        grade=entry.range_usd.grade,
        as_of=entry.range_usd.as_of,
        sources=dollars.source_ids,
    )
