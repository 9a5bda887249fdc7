"""What published times mean for one person."""

from __future__ import annotations

from advisor.advice.study import study, weeks
from advisor.advice.whom import KEYS, Whom
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.steps import Step
from advisor.quantities import Span

NOBODY = {key: frozenset[str]() for key in KEYS}


def step_of(kb: KnowledgeBase, step: str) -> Step:
    entry = kb.get("steps", step)
    assert isinstance(entry, Step)
    return entry


def test_hours_are_divided_by_those_of_a_week_and_rounded_up() -> None:
    found = weeks(Span(low=60, high=180), 8)
    assert found is not None
    assert (found.low, found.high) == (8, 23)  # 7.5 and 22.5


def test_without_hours_a_week_there_are_no_weeks() -> None:
    assert weeks(Span(low=60, high=180), None) is None
    assert weeks(Span(low=60, high=180), 0) is None
    assert weeks(None, 8) is None


def test_people_new_to_medicine_are_told_the_longer_time(kb: KnowledgeBase) -> None:
    cpc = step_of(kb, "earn/cpc")
    for is_new, expected in ((True, (4, 6)), (False, (1.5, 3)), (None, (1.5, 6))):
        found = study(cpc, Whom(NOBODY, False, is_new))
        assert found is not None
        assert found.months is not None
        assert (found.months.low, found.months.high) == expected


def test_the_step_itself_holds_everybody(kb: KnowledgeBase) -> None:
    months = step_of(kb, "earn/cpc").months
    assert months == Span(low=1.5, high=6)


def test_a_course_of_eighty_hours_is_ten_weeks_at_eight(kb: KnowledgeBase) -> None:
    found = study(step_of(kb, "learn/online_course_80_hours"), Whom(NOBODY, False, True, 8))
    assert found is not None
    assert found.weeks is not None
    assert (found.weeks.low, found.weeks.high) == (10, 10)


def test_a_habit_has_no_time(kb: KnowledgeBase) -> None:
    assert study(step_of(kb, "practice/mentorship"), Whom(NOBODY, False, True, 8)) is None
