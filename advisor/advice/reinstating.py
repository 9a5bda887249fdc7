"""How what has lapsed is had back, and who tells what that says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from advisor.advice.costs import issuer_of
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.provenance import best


@dataclass(frozen=True, slots=True)
class Reinstating:
    """The ``lines`` of how it is done, and the ``sources`` of what they tell."""

    lines: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def reinstating(kb: KnowledgeBase, profile: Profile, renewed: Sequence[str], as_of: date) -> Reinstating:
    """How the credentials *renewed* are had back; nothing where none is, where they are in force, or merely late."""
    days = [held.expires for held in profile.credentials if held.id in renewed and held.expires]
    issuer = issuer_of(kb, renewed[0]) if renewed else None
    ends = best(issuer.cancelled_after_days) if issuer else None
    if not days or issuer is None or ends is None or min(days) + timedelta(days=ends.value) >= as_of:
        return Reinstating()
    name, exam = issuer.abbreviation, _exam_again(kb, renewed)
    lines = (
        f"Write to {name}. Ask for the whole sum with what is unpaid, and for the last day. Ask how many units of "
        "education (CEUs) it wants, and of which years. Ask if you may pay less when you have little money.",
        f"Pay when you have the answer in writing. Do not sign with it or name it on your resume until {name} shows it "
        "as active again.",
        f"Set that sum beside the other way back: the exam again{_price(exam)}, with dues and the code books of the "
        "year.",
    )
    return Reinstating(lines, exam.effort_sources if exam else ())


def _exam_again(kb: KnowledgeBase, renewed: Sequence[str]) -> Step | None:
    """The exam that would bring back what lapsed, where its price is known; None where several did."""
    step = kb.entries["steps"].get(f"earn/{renewed[0]}") if len(renewed) == 1 else None
    return step if isinstance(step, Step) and step.cost_usd else None


def _price(exam: Step | None) -> str:
    """What *exam* costs, with the year in which it was told, and how good that is."""
    if exam is None or exam.cost_usd is None:
        return ""
    up_to = "" if exam.cost_usd.low == exam.cost_usd.high else "up to "
    told = "no date" if exam.cost_undated else f"{exam.cost_as_of}"[:4]
    return f", {up_to}${exam.cost_usd.high:,.0f} ({told}, grade {exam.cost_grade})"
