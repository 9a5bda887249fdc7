"""How a step is taken."""

from __future__ import annotations

from advisor.advice.doing import how
from advisor.inference.derivation import Derivation
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.steps import Step
from advisor.rulebook.fact import Fact


def lines(kb: KnowledgeBase, step: str, *others: str, derived: frozenset[Fact] = frozenset()) -> tuple[str, ...]:
    entry = kb.get("steps", step)
    assert isinstance(entry, Step)
    return how(kb, Derivation(derived, derived, frozenset(), frozenset()), entry, others)


def test_training_says_what_is_taught_and_what_each_kind_costs_with_its_year(kb: KnowledgeBase) -> None:
    taught, short, college = lines(kb, "learn/online_course_80_hours", "learn/community_college")
    assert taught.startswith("What is taught: medical terminology, anatomy")
    assert short == "Online coding course of 80 hours: how many months it takes is not published; no published price."
    assert college == "Community college: 12 to 24 months; $1,748 to $12,578 (2026, method unknown)."


def test_a_wished_first_job_is_sought_as_the_search_says(kb: KnowledgeBase) -> None:
    way: Fact = ("way_to", "become/coder", "practice/first_job_search")
    assert lines(kb, "become/coder", derived=frozenset([way])) == lines(kb, "practice/first_job_search")


def test_a_habit_says_its_first_two_lines_and_an_exam_none(kb: KnowledgeBase) -> None:
    assert len(lines(kb, "practice/mentorship")) == 2
    assert lines(kb, "earn/cpc") == ()
