"""The client's words can be read at grade 8; measured by Flesch and Kincaid over what an advice says in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import textstat

from advisor.advice.model import Advice
from advisor.profile import read_profile
from advisor.service import Advisor

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)
PEOPLE = sorted((ROOT / "examples").glob("*.yaml"))
MOST_GRADE, MOST_GRADE_OF_A_LINE = 8.0, 13.0

SUBJECTS = "What is taught: "
"""Begins the names of school subjects, which have no plainer ones."""


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def _lines(advice: Advice) -> Iterator[str]:
    yield from advice.stage.because
    for step in advice.recommendations:
        yield from step.because
        yield from step.how
    yield from (each.says for each in advice.cautions)
    yield from (each.asks for each in advice.questions)
    yield from (line for each in advice.challenges for line in each.because)


def _sentence(line: str) -> str:
    return line if line[-1] in ".?!" else f"{line}."


def _advice(advisor: Advisor, person: Path) -> Advice:
    return advisor.advise(read_profile(str(person), advisor.kb, AS_OF), as_of=AS_OF)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda path: path.stem)
def test_the_advice_of_every_example_reads_at_grade_eight_or_below(advisor: Advisor, person: Path) -> None:
    text = " ".join(_sentence(line) for line in _lines(_advice(advisor, person)))
    assert textstat.flesch_kincaid_grade(text) <= MOST_GRADE


@pytest.mark.parametrize("person", PEOPLE, ids=lambda path: path.stem)
def test_no_single_line_is_far_harder(advisor: Advisor, person: Path) -> None:
    lines = [line for line in _lines(_advice(advisor, person)) if not line.startswith(SUBJECTS)]
    hard = {line: textstat.flesch_kincaid_grade(_sentence(line)) for line in lines}
    assert {line: grade for line, grade in hard.items() if grade > MOST_GRADE_OF_A_LINE} == {}


def test_the_measure_tells_plain_words_from_officialese() -> None:
    plain = "You have the years. Ask for the mark to be removed."
    dense = "Substantiation of experiential prerequisites necessitates documentation authenticated by organisations."
    assert textstat.flesch_kincaid_grade(plain) < MOST_GRADE < textstat.flesch_kincaid_grade(dense)
