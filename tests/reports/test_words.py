"""Short forms are explained to beginners, those alone that stand in the report; so is the mark of old figures."""

from __future__ import annotations

from advisor.reports.document import Item, Line, Section
from advisor.reports.look import Look
from advisor.reports.report import report
from advisor.reports.words import means_overdue, words
from tests.reports.sample import advice

MEANINGS = {"CCS": "Certified Coding Specialist", "CCS-P": "The same for physicians", "DRG": "stays paid alike"}


def _explained(*texts: str) -> list[str]:
    says = Section("Steps", texts[:1], tuple(Item(text, (Line("How", text),)) for text in texts[1:]))
    return [item.title for section in words((says,), MEANINGS) for item in section.items]


def test_a_short_form_is_explained_where_it_stands_and_nowhere_else() -> None:
    assert _explained("Learn what a DRG is.", "Earn the CCS.") == [
        "CCS: Certified Coding Specialist.",
        "DRG: stays paid alike.",
    ]
    assert _explained("Nothing of the kind: CCSD, MS-DRG.") == []


def test_a_longer_form_is_not_taken_for_a_shorter_one() -> None:
    assert _explained("Earn the CCS-P.") == ["CCS-P: The same for physicians."]


def test_what_is_spelt_out_in_the_report_is_not_explained_again() -> None:
    assert _explained("Earn the CCS (Certified Coding Specialist).") == []


def test_beginners_get_the_short_forms_and_experts_do_not() -> None:
    look = Look(words=lambda: {"Ann": "a name"}, client="Ann")
    known = advice("Ann")
    for stage, is_told in (("novice", True), ("student", True), ("expert", False), ("practitioner", False)):
        other = known.model_copy(update={"stage": known.stage.model_copy(update={"id": stage})})
        titles = [section.title for section in report(other, look).sections]
        assert ("Short forms" in titles) is is_told, stage


def test_the_mark_of_a_figure_that_waits_for_review_is_explained_where_it_stands() -> None:
    marked = Section("Steps", ("$250; overdue for review since 2023-12-31",))
    assert "nobody has checked the figure again" in " ".join(means_overdue((marked,)))
    assert means_overdue((Section("Steps", ("$250",)),)) == ()
