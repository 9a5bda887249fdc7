"""Words that are put together for one person."""

from __future__ import annotations

from advisor import Advisor, Profile
from advisor.advice.assemble import merged
from tests.people import AS_OF


def test_the_same_said_of_two_things_is_said_once() -> None:
    assert merged(["It helps with: Burnout.", "You asked.", "It helps with: New codes."]) == (
        "It helps with: Burnout; New codes.",
        "You asked.",
    )


def test_lines_that_say_different_things_stay_as_they_are() -> None:
    assert merged(["One: a.", "Two: b.", "One: a."]) == ("One: a.", "Two: b.")


def test_a_nurse_who_asks_for_no_coding_job_is_shown_no_entry_range_of_coders() -> None:
    profile = Profile(credentials=["rn"], experience_years=0, experience_in={"clinical": 9})
    steps = Advisor().advise(profile, as_of=AS_OF).recommendations
    assert steps[0].id == "become/cdi_specialist"
    assert all(step.access is None for step in steps)
