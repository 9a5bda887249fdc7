"""``docs/knowledge.md`` says what the entries say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.age import figures_of
from advisor.rulebook.program import Program
from tests.registers.knowledge_page import PAGE, TABLES, filled, last_read


def test_its_tables_are_those_of_the_entries(kb: KnowledgeBase, program: Program) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, kb, program) == text, "run python -m tests.registers.knowledge_page and read what changed"


def test_every_table_stands_once_and_there_is_no_other() -> None:
    assert sorted(re.findall(r"<!-- made: (\w+) -->", PAGE.read_text(encoding="utf-8"))) == sorted(TABLES)


def test_every_figure_is_counted_once(kb: KnowledgeBase, program: Program) -> None:
    total = TABLES["covered"](kb, program).splitlines()[-1]
    grades = [int(cell) for cell in total.strip("| ").split(" | ")[3:]]
    written = (entry for kind, found in kb.entries.items() if kind != "steps" for entry in found.values())
    assert sum(grades) == sum(1 for entry in written for _ in figures_of(entry))


def test_no_credential_of_unsure_standing_stands_among_the_active(kb: KnowledgeBase, program: Program) -> None:
    rows = {line.split(" | ")[0].strip("| "): line for line in TABLES["standing"](kb, program).splitlines()}
    assert " CPC," in rows["active"] and " CEDC," not in rows["active"]
    assert " CEDC," in rows["unknown"]
    assert "CPC-P" in rows["retired"] and "ROCC" in rows["disputed"]


def test_it_is_as_old_as_what_was_read_last(kb: KnowledgeBase) -> None:
    assert date(2026, 1, 1) < date.fromisoformat(last_read(kb))


def test_a_table_that_nobody_makes_is_refused(kb: KnowledgeBase, program: Program) -> None:
    with pytest.raises(KeyError, match="unknown_table"):
        filled("<!-- made: unknown_table -->\n<!-- end -->", kb, program)
