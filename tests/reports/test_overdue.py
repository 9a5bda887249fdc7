"""What waits for review on the day of the advice is marked in every output, and nothing else is."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from advisor.advice import Advice
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.model import Wants
from advisor.reports.facts import entry_text
from advisor.reports.formats import load_format
from advisor.reports.look import Look
from advisor.reports.proof import DEPTHS, render
from advisor.service import Advisor

LATER = date(2035, 1, 1)
"""By then everything in the knowledge waits for review."""
CODER = Profile(
    experience_years=6,
    credentials=["cpc"],
    role="coder",
    employment="full_time",
    wants={"roles": ["auditor"]},
)
MARK = "overdue for review since"


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


@pytest.fixture(scope="module")
def late(advisor: Advisor) -> Advice:
    return advisor.advise(CODER, as_of=LATER)


def spoken(advice: Advice, shape: str) -> str:
    return re.sub(r"\s+", " ", str(load_format(shape)(advice, Look(None, {}))))


@pytest.mark.parametrize("shape", ["text", "markdown"])
def test_cost_effect_upkeep_days_and_outlook_are_marked(late: Advice, shape: str) -> None:
    says = spoken(late, shape)
    exam = next(step for step in late.recommendations if step.id == "earn/cpma")
    assert exam.overdue and exam.effect and MARK in exam.effect.note
    kept = r"CEUs(?: \([^)]*\))?, exam and upkeep together; the oldest figure in it is"
    for figure in (r"\$\d[\d,]*(?: \([^)]*\))?;", kept):
        assert re.search(rf"{figure} {MARK} \d{{4}}-\d\d-\d\d", says), figure
    assert re.search(rf"code set\.? \({MARK}", says)
    assert re.search(rf"openings a year [\d,]+\..*{MARK}", says)


def test_json_says_since_when(late: Advice) -> None:
    told = json.loads(late.model_dump_json())
    exam = next(step for step in told["recommendations"] if step["id"] == "earn/cpma")
    assert date.fromisoformat(exam["overdue"]) < LATER
    assert exam["proof"]["overdue"]
    assert all(each["overdue"] for each in told["upkeep"])
    assert all(each["overdue"] for each in told["dates"])
    assert told["outlook"]["overdue"]


def test_the_entry_range_of_someone_without_a_job_is_marked(advisor: Advisor) -> None:
    learner = Profile(experience_years=0, credentials=[], employment="unemployed")
    access = [step.access for step in advisor.advise(learner, as_of=LATER).recommendations if step.access]
    assert access and all(MARK in claim.note for claim in access)


@pytest.mark.parametrize("depth", DEPTHS)
def test_proofs_are_marked_at_every_depth(advisor: Advisor, depth: str) -> None:
    found = advisor.why(CODER, "earn/cpma", as_of=LATER)
    assert MARK in render(found, depth)  # type: ignore[arg-type]


def test_facts_are_marked_figure_by_figure(kb: KnowledgeBase) -> None:
    cpc = kb.get("credentials", "cpc")
    now, later = entry_text(kb, cpc, "2026-11-23"), entry_text(kb, cpc, "2035-01-01")
    assert later.count("overdue") > now.count("overdue")
    old = next(figure for figure in cpc.holders if figure.review_by)  # type: ignore[attr-defined]
    assert f"{MARK} {old.review_by}" in re.sub(r"\s+", " ", now)


def test_nothing_is_marked_before_its_day(advisor: Advisor) -> None:
    early = advisor.advise(CODER, as_of=date(2000, 1, 1))
    assert "overdue for" not in spoken(early, "text")
    assert not re.search(r'"overdue":"', early.model_dump_json())


BEGINNER = Profile(experience_years=0, credentials=[], education="high_school", wants={"credentials": ["rhit"]})
"""Two ways lead to the RHIT; that of those who finish within six months was to be looked at again by the end of 2025."""


@pytest.mark.parametrize("shape", ["text", "markdown"])
def test_an_overdue_requirement_is_marked_among_what_is_not_yet_open(advisor: Advisor, shape: str) -> None:
    in_haste = BEGINNER.model_copy(update={"wants": Wants(credentials=("rhit",), months=6)})
    found = advisor.advise(in_haste, as_of=date(2026, 11, 23))
    assert re.search(rf"at most 6 \({MARK} 2025-12-31\)", spoken(found, shape))
    (rhit,) = (each for each in found.not_recommended if each.id == "earn/rhit")
    assert [each.overdue for each in rhit.missing] == ["2025-12-31"]


@pytest.mark.parametrize(("day", "mark"), [(date(2026, 11, 23), f" ({MARK} 2025-12-31)"), (date(2025, 12, 31), "")])
def test_why_marks_an_overdue_requirement_of_a_step_that_is_not_recommended(
    advisor: Advisor, day: date, mark: str
) -> None:
    found = advisor.why(BEGINNER, "earn/rhit", as_of=day)
    assert render(found, "client").endswith(f"at most 6{mark}\n")


def test_whatever_keeps_a_step_away_is_marked_once_its_day_is_past(advisor: Advisor) -> None:
    """The only way, one of several, what rules a step out."""
    found = {step: advisor.why(BEGINNER, step, as_of=LATER).missing for step in advisor.kb.entries["steps"]}
    marked = {each.fact for missing in found.values() for each in missing if each.overdue}
    assert {"experience", "credentials_held", "holds", "lapsed", "completed", "ruled_out"} <= marked
    assert not [each for missing in found.values() for each in missing if not each.overdue]
