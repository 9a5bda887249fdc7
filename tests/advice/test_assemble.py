"""Words that are put together for one person."""

from __future__ import annotations

from advisor.advice.assemble import merged


def test_the_same_said_of_two_things_is_said_once() -> None:
    assert merged(["It helps with: Burnout.", "You asked.", "It helps with: New codes."]) == (
        "It helps with: Burnout; New codes.",
        "You asked.",
    )


def test_lines_that_say_different_things_stay_as_they_are() -> None:
    assert merged(["One: a.", "Two: b.", "One: a."]) == ("One: a.", "Two: b.")
