"""Entries of ``kb/pay`` as claims, rounded once."""

from __future__ import annotations

from advisor.knowledge.age import due_on, overdue, says_overdue
from advisor.knowledge.kinds.pay import Pay, TriplePercent
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import JUDGEMENT, Citation
from advisor.quantities import Basis, Claim, Unit, hundred, tenth

ENTRY_RANGE = "entry_range"


def same_person_claim(effect: Pay) -> Claim | None:
    """What one person may gain by the step of *effect*, in percent a year; inferred, not measured."""
    return _percent_claim(effect, effect.same_person_percent, "same_person")


def association_claim(effect: Pay) -> Claim | None:
    """What people who have it earn against people who do not, in percent; None where nothing is published."""
    return _percent_claim(effect, effect.association_percent, "association")


def _percent_claim(effect: Pay, percent: TriplePercent | None, basis: Basis) -> Claim | None:
    if percent is None:
        return None
    value = percent.value
    return _claim(effect, percent, basis, "percent", (tenth(value.low), tenth(value.mid), tenth(value.high)))


def access_claim(kb: KnowledgeBase, as_of: str) -> Claim | None:
    """The official range of entry pay, for someone who is not paid as a coder; None where the knowledge lacks it.

    Where it should have been looked at again before *as_of*, the claim says so.
    """
    entry = kb.entries["pay"].get(ENTRY_RANGE)
    return range_claim(entry, as_of) if isinstance(entry, Pay) else None


def range_claim(entry: Pay, as_of: str) -> Claim | None:
    """The published range of *entry* in dollars a year; None where it has none.

    Where it should have been looked at again before *as_of*, the claim says so.
    """
    dollars = entry.range_usd
    if dollars is None:
        return None
    low, high = hundred(dollars.value.low), hundred(dollars.value.high)
    claim = _claim(entry, dollars, "association", "usd_per_year", (low, None, high))
    mark = says_overdue(overdue(due_on(dollars, entry), as_of))
    return claim.model_copy(update={"note": f"{claim.note}; {mark}"}) if claim and mark else claim


def _claim(
    entry: Pay, cited: Citation, basis: Basis, unit: Unit, amounts: tuple[float, float | None, float]
) -> Claim | None:
    """The claim of *entry* that *cited* stands behind; None where nobody published it."""
    if cited.source == JUDGEMENT or cited.grade is None or cited.as_of is None:
        return None
    low, mid, high = amounts
    return Claim(
        basis=basis,
        statistic=entry.statistic,
        unit=unit,
        low=low,
        mid=mid,
        high=high,
        population=entry.population,
        place=entry.place,
        period=entry.period,
        n=entry.n,
        grade=cited.grade,
        as_of=cited.as_of,
        sources=cited.source_ids,
    )
