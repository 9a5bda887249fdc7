"""Words that are put together for one person."""

from __future__ import annotations

from advisor import Advisor, Profile
from advisor.advice.assemble import merged
from advisor.reports.formats import load_format
from advisor.reports.look import Look
from tests.people import AS_OF


def test_the_same_said_of_two_things_is_said_once() -> None:
    assert merged(["It helps with: Burnout.", "You asked.", "It helps with: New codes."]) == (
        "It helps with: Burnout; New codes.",
        "You asked.",
    )


def test_lines_that_say_different_things_stay_as_they_are() -> None:
    assert merged(["One: a.", "Two: b.", "One: a."]) == ("One: a.", "Two: b.")


def test_a_nurse_who_asks_for_no_coding_job_is_shown_no_entry_range_of_coders() -> None:
    """Programs find the range as the contract says; no report prints it, and no step cites it."""
    profile = Profile(credentials=["rn"], experience_years=0, experience_in={"clinical": 9})
    advice = Advisor().advise(profile, as_of=AS_OF)
    assert advice.recommendations[0].id == "become/cdi_specialist"
    assert all(step.effect is None and step.access for step in advice.recommendations)
    assert "what first jobs pay" not in load_format("text")(advice, Look())
    assert not any(set(step.sources) & set(step.access.sources) for step in advice.recommendations if step.access)


def test_an_exam_that_its_issuer_tells_nothing_of_is_no_alternative() -> None:
    uncertified = Profile(experience_years=3, role="coder", credentials=None, employer="physician_group")
    steps = Advisor(engine="levels").advise(uncertified, as_of=AS_OF).recommendations
    assert "earn/cpc" in [step.id for step in steps]
    assert "earn/ccs_p" not in [each for step in steps for each in step.alternatives]


def test_an_exam_whose_questions_its_issuer_tells_stays_an_alternative_with_its_caution() -> None:
    profile = Profile(experience_years=4, role="coder", credentials=["cpc"], specialties=["interventional_radiology"])
    advice = Advisor(engine="levels").advise(profile, as_of=AS_OF)
    assert "earn/rccir" in [each for step in advice.recommendations for each in step.alternatives]
    assert "cautions.ask_the_issuer" in [each.id for each in advice.cautions]


def test_of_several_ways_none_is_called_a_requirement_and_what_we_judge_is_called_that() -> None:
    physician = Profile(credentials=["foreign_md"], experience_years=0, education="bachelor")
    found = Advisor(engine="levels").why(physician, "earn/ccs", as_of=AS_OF)
    [ready] = [each.says for each in found.missing if "RHIT" in each.says]
    assert ready.startswith("one of these (our judgement): ") and "; or " in ready


def test_what_we_judge_is_marked_where_there_is_one_way_only() -> None:
    coder = Profile(experience_years=1, role="coder", credentials=["cpc"], wants={"setting": "remote"})
    [remote] = [
        each for each in Advisor(engine="levels").advise(coder, as_of=AS_OF).not_recommended if each.id == "work/remote"
    ]
    assert all(each.says.endswith("(our judgement)") for each in remote.missing)


def test_one_month_is_no_plural() -> None:
    profile = Profile(experience_years=3, role="coder", credentials=[{"id": "cpc", "expires": "2026-12-31"}])
    [renewal] = [
        each for each in Advisor(engine="levels").advise(profile, as_of=AS_OF).recommendations if each.id == "renew/cpc"
    ]
    assert "runs out in 1 month." in " ".join(renewal.because)
