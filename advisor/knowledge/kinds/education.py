"""Levels of education, programmes that lead there, and courses that count for something."""

from typing import Literal

from advisor.knowledge.entry import Doing, EducationId, EducationLevel, Effort, Entry, Requirements
from advisor.provenance import Cited, Items
from advisor.quantities import Span


class Education(Entry, Requirements, Effort, Doing):
    """A level (``none`` to ``master``), a programme (a step to take) or a course (counted, no step of its own).

    ``gives`` lists what completion also proves; ``level`` is the level that completion reaches; ``hours`` are those of
    instruction.
    """

    sort: Literal["level", "programme", "course"]
    level: EducationLevel | None = None
    gives: Items[EducationId] = ()
    coursework: Items[str] = ()
    hours: Items[Cited[Span]] = ()
    facts: Items[Cited[str]] = ()
    notes: Items[str] = ()


ENTRY = Education
