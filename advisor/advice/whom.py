"""What is certain of a person and decides in which words a step is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from advisor.inference.derivation import Derivation
from advisor.knowledge.entry import Doing, HowFor
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.told import ToldFact

CHARTS = frozenset(("professional", "outpatient_facility", "inpatient", "risk_adjustment", "post_acute"))
"""Kinds of work in which records are coded; other jobs rest on the kinds that came before."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Ids, by the key of ``HowFor`` that they are compared with; ``hours`` a week and ``months`` that the person has.

    Both are None where not told.
    """

    ids: dict[str, frozenset[str]]
    paid_as_coder: bool
    is_new_to_medicine: bool | None
    """None where credentials are not told, so that nothing can be said."""
    hours: float | None = None
    months: float | None = None

    def fits(self, case: HowFor) -> bool:
        """Whether every key of *case* holds."""
        if case.paid_as_coder is not None and case.paid_as_coder is not self.paid_as_coder:
            return False
        asked = {key: set(getattr(case, key)) for key in KEYS}
        return all(bool(wanted & self.ids[key]) for key, wanted in asked.items() if wanted)

    def told(self, entry: Doing) -> tuple[str, ...]:
        """How the step of *entry* is taken by this person."""
        return next((case.how for case in entry.how_for if self.fits(case)), entry.how)


KEYS = ("wants", "faces", "role", "employer", "works_in", "holds", "completed")


def whom(kb: KnowledgeBase, told: Sequence[ToldFact], derivation: Derivation) -> Whom:
    """What *told* and *derivation* say for certain."""
    role, years = _of(told, "role", "role"), _of(told, "experience_in", "domain")
    holds, completed = _of(told, "holds", "credential"), _of(told, "completed", "course")
    wishes = _of(told, "wants", "step")
    ids = {
        "wants": frozenset(step.removeprefix("become/") for step in wishes if step.startswith("become/")),
        "faces": _of(told, "faces", "challenge"),
        "role": frozenset() if "unemployed" in _of(told, "employment", "kind") else role,
        "employer": _of(told, "employer", "employer"),
        "works_in": _works_in(kb, role, years),
        "holds": holds,
        "completed": completed,
    }
    knows = bool(role or years or holds or completed) or _has_years(told)
    is_unsaid = any(fact.name == "holds" and not fact.certain for fact in told)
    return Whom(
        ids,
        ("paid_as_coder",) in derivation.certain,
        False if knows else None if is_unsaid else True,
        _number(told, "hours", "per_week"),
        _number(told, "time", "months"),
    )


def _number(told: Sequence[ToldFact], name: str, field: str) -> float | None:
    return next((float(str(dict(fact.fields)[field])) for fact in told if fact.name == name), None)


def _of(told: Sequence[ToldFact], name: str, field: str) -> frozenset[str]:
    return frozenset(str(dict(fact.fields)[field]) for fact in told if fact.name == name and fact.certain)


def _has_years(told: Sequence[ToldFact]) -> bool:
    years = [dict(fact.fields)["years"] for fact in told if fact.name == "experience"]
    return any(isinstance(each, float) and each > 0 for each in years)


def _works_in(kb: KnowledgeBase, role: frozenset[str], years: frozenset[str]) -> frozenset[str]:
    known: Any = kb.entries["roles"]
    practised = frozenset(domain for each in role if each in known for domain in known[each].practises)
    return practised if practised & CHARTS else practised | years
