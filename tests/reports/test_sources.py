"""The list of sources: one line each in a short report, addresses where someone may look them up."""

from __future__ import annotations

import pytest

from advisor.reports.formats import load_format
from advisor.reports.look import Look
from tests.reports.sample import advice


def _listed(look: Look, text: str = "") -> list[str]:
    shown = load_format("text")(advice(text), look)
    return shown.split("SOURCES\n")[1].split("\n\n")[0].splitlines()


def test_a_short_report_gives_each_source_one_line_without_its_address() -> None:
    lines = _listed(Look(short=True))
    assert [line for line in lines if "http" in line] == []
    numbered = [line for line in lines if line.lstrip()[:1].isdigit()]
    assert len(numbered) == 1 and max(map(len, lines)) <= 80
    assert lines[-1] == numbered[-1], "no source runs on into a second line"


def test_a_source_that_nothing_in_the_report_refers_to_is_not_listed() -> None:
    """The sample cites official wages in a proof alone, which only the explained report shows."""
    assert [
        len([line for line in _listed(look) if line.lstrip()[:2] in ("1.", "2.")])
        for look in (Look(), Look(explain=True))
    ] == [1, 2]


def test_a_publisher_is_never_cut() -> None:
    publisher = "some words " * 30
    shown = " ".join(" ".join(_listed(Look(short=True), publisher)).split())
    assert publisher.strip() in shown and "2022)" in shown


def test_a_short_report_says_where_the_addresses_are() -> None:
    said = " ".join(_listed(Look(short=True)))
    assert "print the addresses" in said
    assert "--explain" not in said, "a client has no command to type"


@pytest.mark.parametrize("look", [Look(), Look(explain=True)], ids=["as it is", "explained"])
def test_other_reports_have_the_addresses(look: Look) -> None:
    assert any("https://aapc.com/survey" in line for line in _listed(look, "https://aapc.com/survey"))
