"""One profile seen against the knowledge at one day: what several facts are worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.fact import Range
from advisor.profile.model import MOST_YEARS, Education, Profile


def months_between(start: date, end: date) -> float:
    """Whole months from *start* to *end*; a month is whole on the day of the same number."""
    return float((end.year - start.year) * 12 + end.month - start.month - (end.day < start.day))


def courses_of(education: Education) -> tuple[str, ...]:
    """The courses that a level stands for."""
    if education.level == "certificate":
        return ("course_80_hours",)
    if education.accredited_by != "cahiim":
        return ()
    return ("associate_him_cahiim",) if education.level == "associate" else ("bachelor_him_cahiim",)


@dataclass(frozen=True)
class Case:
    """One profile at the day ``as_of``."""

    profile: Profile
    kb: KnowledgeBase
    as_of: date

    @cached_property
    def years(self) -> float | Range:
        """Coding years."""
        profile = self.profile
        if profile.gives("experience_years"):
            return float(profile.experience_years or 0.0)
        if self.is_fresh:
            return 0.0
        told = sum((years for domain, years in profile.experience_in.items() if domain in self.coding), 0.0)
        return Range(min(told, MOST_YEARS), MOST_YEARS)

    @cached_property
    def is_fresh(self) -> bool:
        """Whether this is a student who names no years, and so has none."""
        profile = self.profile
        named = profile.gives("experience_years") or profile.gives("experience_in")
        return profile.student is True and not named

    @cached_property
    def coding(self) -> tuple[str, ...]:
        """The domains whose years are coding years."""
        domains: Mapping[str, Any] = self.kb.entries["domains"]
        return tuple(domain for domain, entry in domains.items() if entry.coding)

    @cached_property
    def present(self) -> tuple[str, ...]:
        """The coding domains of the present role."""
        roles: Mapping[str, Any] = self.kb.entries["roles"]
        role = roles.get(self.profile.role or "")
        return tuple(domain for domain in role.practises if domain in self.coding) if role else ()

    @cached_property
    def completed(self) -> tuple[str, ...]:
        """Courses and programmes completed, with all that their completion also proves."""
        education = self.profile.education
        own = courses_of(education) if education and not education.in_progress else ()
        return self.with_gives((*self.profile.training, *own))

    def with_gives(self, courses: tuple[str, ...]) -> tuple[str, ...]:
        """*courses* with what they give, and what that gives."""
        known: Mapping[str, Any] = self.kb.entries["education"]
        found: dict[str, None] = {}
        todo = list(courses)
        while todo:
            course = todo.pop(0)
            if course not in found:
                found[course] = None
                todo += known[course].gives if course in known else ()
        return tuple(course for course in found if course not in EDUCATION_LEVELS)
