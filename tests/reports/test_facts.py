"""What the knowledge base says, in lines: words on one line, sentences and records each on their own."""

from __future__ import annotations

from advisor.knowledge import KnowledgeBase
from advisor.reports.facts import entry_text

AS_OF = "2026-11-23"


def lines(kb: KnowledgeBase, kind: str, name: str) -> list[str]:
    return entry_text(kb, kb.entries[kind][name], AS_OF).splitlines()


def test_ids_stand_on_one_line_and_sentences_on_lines_of_their_own(kb: KnowledgeBase) -> None:
    said = lines(kb, "roles", "cdi_specialist")
    assert "next roles: auditor, educator, coding_manager" in said
    assert said[said.index("tasks:") + 2] == "  - Write queries that do not lead"


def test_each_record_of_a_list_begins_with_a_dash(kb: KnowledgeBase) -> None:
    said = lines(kb, "occupations", "medical_records_specialists")
    at = said.index("  - name: Epic Systems")
    assert said[at + 1 : at + 3] == ["    hot: yes", "    in demand: yes"]


def test_a_record_that_stands_alone_has_no_dash(kb: KnowledgeBase) -> None:
    said = lines(kb, "credentials", "cpc")
    assert said[said.index("exam:") + 1] == "  questions:"


def test_pay_that_is_quoted_stands_with_its_population_and_the_disclosure(kb: KnowledgeBase) -> None:
    said = " ".join(" ".join(lines(kb, "stages", "experienced")).split())
    assert "50,000 to 80,000, per year" in said
    assert "population experienced coders, not further described" in said
    assert "grade D" in said and "not promises" in said
