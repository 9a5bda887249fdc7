"""The effect of a step for one person: both claims beside each other, or none."""

from __future__ import annotations

from advisor.advice.model import Effect
from advisor.knowledge.age import due_on, first_overdue, says_overdue
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import association_claim, same_person_claim
from advisor.quantities import Claim, Triple


def effect_out(kb: KnowledgeBase, effect_id: str | None, as_of: str) -> Effect | None:
    """The effect as it goes out; None where no rule names one."""
    entry = kb.entries["pay"].get(effect_id or "")
    claim = same_person_claim(entry) if isinstance(entry, Pay) else None
    if claim is None or not isinstance(entry, Pay):
        return None
    beside = association_claim(entry)
    since = _since(entry, as_of)
    return Effect(
        basis=claim.basis,
        statistic=claim.statistic,
        low_percent=claim.low,
        mid_percent=claim.mid if claim.mid is not None else claim.low,
        high_percent=claim.high,
        association_percent=_triple(beside),
        association_grade=beside.grade if beside else None,
        grade=claim.grade,
        population=claim.population,
        place=claim.place,
        period=claim.period,
        n=claim.n,
        as_of=claim.as_of,
        sources=tuple(dict.fromkeys((*claim.sources, *(beside.sources if beside else ())))),
        note="; ".join(filter(None, (claim.note, says_overdue(since)))),
        measured_on=entry.measured_on or "",
        overdue=since,
    )


def told_of(kb: KnowledgeBase, step: str, effect_id: str | None) -> str:
    """What the figure was told of, where that is not the credential of *step* but any of its sort; else empty."""
    entry = kb.entries["pay"].get(effect_id or "")
    credential = kb.entries["credentials"].get(step.removeprefix("earn/"))
    if entry is None or not isinstance(credential, Credential) or credential.effect == entry.id:
        return ""
    return entry.title


def unlike(kb: KnowledgeBase, effect_id: str | None, works_in: frozenset[str], faces: frozenset[str]) -> str:
    """What someone who *works_in* such kinds of work or *faces* such troubles is told, where others were measured."""
    entry = kb.entries["pay"].get(effect_id or "")
    cases = entry.unlike if isinstance(entry, Pay) else ()
    return next((each.says for each in cases if works_in & {*each.works_in} or faces & {*each.faces}), "")


def _triple(claim: Claim | None) -> Triple | None:
    if claim is None or claim.mid is None:
        return None
    return Triple(low=claim.low, mid=claim.mid, high=claim.high)


def _since(entry: Pay, as_of: str) -> str | None:
    """Since when the first of the figures of *entry* waits for review."""
    figures = (entry.same_person_percent, entry.association_percent)
    return first_overdue((due_on(figure, entry) for figure in figures if figure), as_of)
