"""What waits for the end of a course: its day, its books, and what the steps of a report give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.advice.model import Recommendation
from advisor.advice.prices import books_of
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.reports.steps import come_back
from advisor.service import Advisor

AS_OF = date(2026, 11, 23)


def _cpc(**education: Any) -> Recommendation:
    told = {"level": "certificate", "in_progress": True, **education}
    student = Profile(student=True, education=told, credentials=[], wants={"roles": ["coder"], "hours_per_week": 15})
    steps = Advisor(engine="levels").advise(student, as_of=AS_OF).recommendations
    return next(each for each in steps if each.id == "earn/cpc")


def test_an_exam_after_a_course_waits_for_its_end_and_is_looked_at_from_there() -> None:
    """180 hours at 15 a week are 12 weeks; from 28 February 2027 that is 23 May 2027."""
    cpc = _cpc(finishes="2027-02-28")
    assert cpc.waits and cpc.waits.on == "2027-02-28"
    assert come_back(f"{AS_OF}", cpc) == "When your course ends, and in May 2027 at the latest."


@pytest.mark.parametrize("finishes", [None, "2026-10-31"], ids=["no day is told", "the day is past"])
def test_a_course_without_a_day_ahead_is_waited_for_without_one(finishes: str | None) -> None:
    cpc = _cpc(finishes=finishes)
    assert cpc.waits and cpc.waits.on is None and "Your course ends on" not in cpc.waits.says
    assert any(
        each.startswith("the code books that the exam asks for (no price in our files)") for each in cpc.not_in_cost
    )


def test_whoever_is_in_a_course_is_told_of_no_further_one() -> None:
    assert not any(each.startswith("a course") for each in _cpc(finishes="2027-02-28").not_in_cost)


def test_the_books_are_those_of_the_year_of_the_exam_where_the_issuer_tells_from_when(kb: KnowledgeBase) -> None:
    cpc: Any = kb.get("credentials", "cpc")
    cca: Any = kb.get("credentials", "cca")
    assert [books_of(kb, cpc, day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [2026, 2027]
    assert books_of(kb, cca, date(2027, 2, 28)) is None
