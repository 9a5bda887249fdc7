"""The worked examples of the page on ranking are those of today, and their arithmetic is right."""

from __future__ import annotations

import re

import pytest

from advisor.service import Advisor
from tests.advice.ranking_page import PAGE, filled

MEDIAN = 51_140
EVIDENCE = (1.0, 0.75, 0.5)
TIERS = ("protect", "unlock", "answer", "grow", "keep up")


@pytest.fixture(scope="module")
def rows() -> list[list[list[str]]]:
    """The rows of each example, cell by cell."""
    examples = re.findall(r"<!-- made: \w+ -->\n(.*?)<!-- end -->", PAGE.read_text(), re.DOTALL)
    return [[[c.strip() for c in line.split("|")[1:-1]] for line in each.splitlines()[2:]] for each in examples]


def test_the_page_shows_the_advice_of_today() -> None:
    text = PAGE.read_text()
    assert filled(text, Advisor(engine="levels")) == text, "run python -m tests.advice.ranking_page and read it"


def test_there_are_five_examples(rows: list[list[list[str]]]) -> None:
    assert len(rows) == 5
    assert all(rows)


def test_every_gain_is_what_its_row_says(rows: list[list[list[str]]]) -> None:
    shown = [row for example in rows for row in example if row[3]]
    assert shown
    for _, _, _, low, mid, evidence, price, gain in shown:
        assert float(evidence) in EVIDENCE
        worked = (float(low) + float(mid)) / 2 * float(evidence)
        worked -= 100 * float(price.replace(",", "")) / 3 / MEDIAN
        assert float(gain) == pytest.approx(worked, abs=0.0006)


def test_tiers_stand_in_their_order(rows: list[list[list[str]]]) -> None:
    for example in rows:
        places = [TIERS.index(row[2]) for row in example]
        assert places == sorted(places)
