"""How a step is taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

import pytest

from advisor.advice.doing import effort, how
from advisor.advice.whom import Whom, whom
from advisor.inference.derivation import Derivation
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.steps import Step
from advisor.profile import Profile
from advisor.profile.told import told_facts
from advisor.rulebook.fact import Fact
from advisor.service import Advisor

CODES: frozenset[Fact] = frozenset([("paid_as_coder",)])
AS_OF = date(2026, 11, 23)


def step_of(kb: KnowledgeBase, step: str) -> Step:
    entry = kb.get("steps", step)
    assert isinstance(entry, Step)
    return entry


def reader(kb: KnowledgeBase, derived: frozenset[Fact] = CODES, **told: Any) -> Whom:
    profile = Profile.model_validate(told)
    return whom(kb, told_facts(profile, kb, AS_OF), Derivation(derived, derived, frozenset(), frozenset()))


def lines(kb: KnowledgeBase, step: str, *others: str, derived: frozenset[Fact] = CODES, **told: Any) -> tuple[str, ...]:
    derivation = Derivation(derived, derived, frozenset(), frozenset())
    return how(kb, derivation, step_of(kb, step), others, reader(kb, derived, **told))


def test_training_asks_the_school_and_says_what_each_kind_costs_with_its_year(kb: KnowledgeBase) -> None:
    *_, taught, asked, short, college = lines(
        kb, "learn/certificate_program", "learn/online_course_80_hours", "learn/community_college"
    )
    assert asked.startswith("Ask whether terminology and anatomy are in it")
    assert taught.startswith("What is taught: medical terminology, anatomy")
    assert short.startswith("Online coding course of 80 hours: as long as the hours that you give it; we have no price")
    price = "Community college: 12 to 24 months; $1,748 to $12,578 (no date is given; a weak source, grade D). "
    assert college.startswith(f"{price}That is what one college in California asks"), "never a range of the nation"


def test_a_nurse_is_not_told_what_a_course_teaches(kb: KnowledgeBase) -> None:
    assert "anatomy" not in " ".join(lines(kb, "learn/online_course_80_hours", credentials=["rn"]))


def test_eighty_hours_at_eight_a_week_are_ten_weeks(kb: KnowledgeBase) -> None:
    *_, short = lines(kb, "learn/community_college", "learn/online_course_80_hours", wants={"hours_per_week": 8})
    assert "10 weeks at your 8 hours a week" in short


def test_a_wished_first_job_is_sought_as_the_search_says(kb: KnowledgeBase) -> None:
    way: Fact = ("way_to", "become/coder", "practice/first_job_search")
    assert lines(kb, "become/coder", derived=frozenset([way])) == lines(kb, "practice/first_job_search")


@pytest.mark.parametrize("move", ["become", "practice", "specialize", "join", "work", "learn", "earn"])
def test_every_step_of_a_move_says_how(kb: KnowledgeBase, move: str) -> None:
    steps: Iterable[Any] = kb.entries["steps"].values()
    silent = [step.id for step in steps if step.move == move and not lines(kb, step.id)]
    assert silent == []


def test_every_job_has_words_of_its_own(kb: KnowledgeBase) -> None:
    roles: Iterable[Any] = kb.entries["roles"].values()
    assert [role.id for role in roles if len(role.how) < 3] == []


def test_nothing_of_what_is_said_is_cut(kb: KnowledgeBase) -> None:
    strategies: Any = kb.entries["strategies"]
    said = lines(kb, "practice/document_and_escalate", employer="health_system")
    assert said == strategies["document_and_escalate"].how


@pytest.mark.parametrize("employer", ["health_system", "solo_or_small_practice"])
def test_whoever_is_pressed_is_led_to_a_lawyer_and_takes_nothing_out(kb: KnowledgeBase, employer: str) -> None:
    said = " ".join(lines(kb, "practice/document_and_escalate", employer=employer))
    for words in ("lawyer", "before you report it to anyone outside", "Take no records", "answer in writing", "leave"):
        assert words in said
    assert ("no one above" in said) is (employer == "solo_or_small_practice")
    assert ("hotline. Ask" in said) is (employer == "health_system")


def test_whoever_is_pressed_leaves_without_a_talk_with_the_one_who_presses(kb: KnowledgeBase) -> None:
    pressed = " ".join(lines(kb, "practice/job_switch", challenges=["compliance_pressure"]))
    stalled = " ".join(lines(kb, "practice/job_switch", challenges=["stalled_pay"]))
    assert ("query policy" in pressed, "neutral reason" in pressed, "your manager" in pressed) == (True, True, False)
    assert ("query policy" in stalled, "neutral reason" in stalled) == (False, False)


@pytest.mark.parametrize(
    ("wish", "whom_to_ask"),
    [("cdi_specialist", "physician advisor"), ("coding_manager", "HIM director"), ("auditor", "Ask an auditor")],
)
def test_a_mentor_is_someone_in_the_wished_job(kb: KnowledgeBase, wish: str, whom_to_ask: str) -> None:
    assert whom_to_ask in lines(kb, "practice/mentorship", wants={"roles": [wish]})[0]


def test_the_update_days_follow_what_is_coded(kb: KnowledgeBase) -> None:
    inpatient = " ".join(lines(kb, "practice/code_update_routine", role="inpatient_coder"))
    facility = " ".join(lines(kb, "practice/code_update_routine", role="facility_outpatient_coder"))
    assert ("ICD-10-PCS" in inpatient, "CPT" in inpatient) == (True, False)
    assert ("NCCI" in facility, "HCPCS" in facility, "ICD-10-PCS" in facility) == (True, True, False)


def test_someone_who_audits_keeps_the_days_of_what_the_years_were_in(kb: KnowledgeBase) -> None:
    years: dict[str, Any] = {"experience_in": {"inpatient": 6}, "experience_years": 6}
    assert "ICD-10-PCS" in " ".join(lines(kb, "practice/code_update_routine", role="auditor", **years))


def test_a_nurse_hears_of_work_that_asks_for_the_license(kb: KnowledgeBase) -> None:
    nurse = " ".join(lines(kb, "practice/workload_boundaries", derived=frozenset(), credentials=["rn"]))
    coder = " ".join(lines(kb, "practice/workload_boundaries", role="coder"))
    assert "license" in nurse
    assert "charts" not in nurse
    assert "written standard" in coder


def test_a_course_and_practice_cases_take_the_mark_off_without_a_job(kb: KnowledgeBase) -> None:
    told: dict[str, Any] = {"credentials": ["cpc_a"], "training": ["course_80_hours"]}
    with_course = " ".join(lines(kb, "practice/portfolio_practice", **told))
    without = " ".join(lines(kb, "practice/portfolio_practice", credentials=["cpc_a"]))
    assert "without a job" in with_course
    assert "older page" in with_course
    assert "without a job" not in without


def test_a_biller_starts_where_the_work_is_and_not_at_a_desk_beside_it(kb: KnowledgeBase) -> None:
    told: dict[str, Any] = {"role": "biller"}
    at_work = " ".join(lines(kb, "practice/first_job_search", **told, employment="full_time"))
    laid_off = " ".join(lines(kb, "practice/first_job_search", **told, employment="unemployed"))
    assert ("Start where you work" in at_work, "release of information" in at_work) == (True, False)
    assert "Start where you work" not in laid_off


def test_whoever_failed_asks_whether_the_membership_still_runs(kb: KnowledgeBase) -> None:
    failed = " ".join(lines(kb, "earn/cpc", challenges=["exam_failed"]))
    assert "your membership from the first try" in failed
    assert "your membership" not in " ".join(lines(kb, "earn/cpc"))


def test_the_letters_that_remove_the_mark_are_told(kb: KnowledgeBase) -> None:
    assert "letterhead" in lines(kb, "clear_apprentice/cpc")[0]


def test_no_habit_is_without_its_effort(kb: KnowledgeBase) -> None:
    strategies = kb.ids("strategies")
    assert [each for each in strategies if not effort(kb, step_of(kb, f"practice/{each}"))] == []


def test_whoever_tells_of_no_health_care_is_new_to_medicine(kb: KnowledgeBase) -> None:
    assert reader(kb, credentials="none", experience_years=0).is_new_to_medicine is True
    assert reader(kb, credentials=["rn"]).is_new_to_medicine is False
    assert reader(kb, credentials="none", role="biller").is_new_to_medicine is False
    assert reader(kb).is_new_to_medicine is None


def test_all_words_of_the_knowledge_hold_no_british_spelling(kb: KnowledgeBase) -> None:
    kinds = ("strategies", "roles", "moves", "settings", "employers")
    entries: Iterable[Any] = chain.from_iterable(kb.entries[kind].values() for kind in kinds)
    said = [
        line for each in entries for line in (*each.how, *(w for c in each.how_for for w in c.how), each.effort or "")
    ]
    british = ("programme", "licence", "centre", "organis", "units")
    assert [line for line in said if any(word in line for word in british)] == []


def test_the_books_without_which_no_exam_is_held_are_told_with_their_source() -> None:
    advisor = Advisor(engine="levels")
    advice = advisor.advise(
        Profile(student=True, wants={"credentials": ["cca"]}, training=["course_80_hours"]), as_of=AS_OF
    )
    [step] = [each for each in advice.recommendations if each.id == "earn/cca"]
    assert "ask AHIMA which year of code books counts" in " ".join(step.how) and "oep_cca_books" in step.sources


def test_length_and_price_of_the_course_that_is_advised_are_not_said_again(kb: KnowledgeBase) -> None:
    said = " ".join(lines(kb, "learn/online_course_80_hours", wants={"hours_per_week": 8}))
    assert "weeks at your" not in said and "no price in our files" not in said
