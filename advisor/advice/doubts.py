"""Which doubts are worth a question to this person: not every step that an answer could open is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.advice.asking import anything
from advisor.advice.case import Case
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.profile.told import ToldFact, told_level
from advisor.rulebook.fact import Fact
from advisor.rulebook.vocabulary import Word

BUDGET = "wants.budget_usd"


class Doubts:
    """The doubts about one person."""

    def __init__(self, case: Case) -> None:
        self._kb = case.kb
        self._wished = {str(dict(fact.fields)["step"]) for fact in case.told if fact.name == "wants"}
        education = case.profile.education
        told = case.profile.gives("education") and not (education and education.in_progress)
        self._answered = frozenset(_answered(case))
        self._level = EDUCATION_LEVELS.index(told_level(education)) if told else None

    def unknown(self, word: Word) -> Iterator[ToldFact]:
        """What may be told of *word*: no course above the schooling that is told to be finished."""
        if word.name != "completed" or self._level is None:
            yield from anything(word)
            return
        courses: Any = self._kb.entries["education"]
        for course in courses.values():
            if course.sort != "level" and self._is_within(course.level):
                yield ToldFact(word.name, (("course", course.id),), False)

    def _is_within(self, level: str | None) -> bool:
        """Whether someone of the schooling told may have finished a course of *level*; certificates are open to all."""
        order = EDUCATION_LEVELS.index
        return level is None or order(level) <= max(self._level or 0, order("certificate"))

    def counts(self, key: str, fact: Fact) -> bool:
        """Whether *fact* makes *key* worth asking: no exam beside coding unless wished, no renewal for a budget."""
        if key in self._answered:
            return False
        if fact[0] != "recommended" or fact[1] in self._wished:
            return True
        step: Any = self._kb.entries["steps"][str(fact[1])]
        if step.move == "renew":
            return key != BUDGET
        if step.move != "earn":
            return True
        domains: Any = self._kb.entries["domains"]
        credential: Any = self._kb.entries["credentials"][step.target]
        return any(domains[each].coding for each in credential.domains)


def _answered(case: Case) -> Iterator[str]:
    """Keys that another answer settles: no job without work, no kinds of years without years, no specialty of stays."""
    profile = case.profile
    if profile.employment == "unemployed":
        yield "role"
    if profile.experience_years == 0:
        yield "experience_in"
    role: Any = case.kb.entries["roles"].get(profile.role or "")
    if role and role.practises == ("inpatient",):
        yield "specialties"
