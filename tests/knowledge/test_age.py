"""Dates and prices that cannot be are faults with their place; what is overdue is decided in one place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from advisor.errors import KnowledgeError
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.age import due_on, figures_of, marked, says_overdue
from advisor.knowledge.kinds.strategies import Strategy
from advisor.knowledge.load import load_knowledge

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
HEAD = "title: Walk more\nsources:\n  - {source: judgement}\nsort: habit\n"
FIGURE = "cost_usd:\n  - value: {low: 10, high: 20}\n    source: aapc_coc\n    as_of: 2025\n    grade: C\n"


def faults(folder: Path, text: str, name: str = "strategies/walk_more.yaml") -> list[str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge([ROOT / "kb", folder], TODAY)
    return [str(fault).replace(f"{path}:", "") for fault in caught.value.faults]


REVIEWED = HEAD + "review_by: 2027-06-30\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            HEAD + FIGURE,
            "6:5: no 'review_by' says when to look at this again; give one here or to the entry",
        ),
        (
            HEAD + "review_by: 2024-06-30\n" + FIGURE,
            "5:1: 'review_by' 2024-06-30 lies before 'as_of' 2025; it must be later",
        ),
        (
            REVIEWED + FIGURE + "    review_by: 2024-01-01\n",
            "11:5: 'review_by' 2024-01-01 lies before 'as_of' 2025; it must be later",
        ),
        (
            REVIEWED + FIGURE.replace("2025", "2026-12"),
            "9:5: 'as_of' 2026-12 lies in the future; it is the day of publication, or of reading",
        ),
        (
            REVIEWED + FIGURE.replace("    as_of: 2025\n", ""),
            "7:5: 'cost_usd.1' lacks 'as_of'; a citation needs both, only 'judgement' goes without",
        ),
        (
            REVIEWED + FIGURE.replace("aapc_coc", "aapc_cocc"),
            "8:5: sources has no 'aapc_cocc'; did you mean 'aapc_coc'?",
        ),
        (
            REVIEWED + FIGURE.replace("low: 10, high: 20", "low: 0, high: 0"),
            "7:5: 'cost_usd' is 0; leave a price out that was not found, or let the note say that it is free",
        ),
        (
            REVIEWED.replace("Walk more", "find a mentor"),
            "1:1: the title is that of 'mentorship' too; give each entry its own",
        ),
        (
            REVIEWED.replace("Walk more", '"Find  a\u00a0Mentor "'),
            "1:1: the title is that of 'mentorship' too; give each entry its own",
        ),
    ],
)
def test_a_date_price_or_title_that_cannot_be_is_a_fault_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    assert fault in faults(tmp_path, text)


def test_a_price_of_nothing_stands_where_it_is_said_to_be_free(tmp_path: Path) -> None:
    nothing = FIGURE.replace("low: 10, high: 20", "low: 0, high: 0")
    for text in (REVIEWED + nothing + "    note: Free for members.\n", REVIEWED + nothing + "free: true\n"):
        (tmp_path / "strategies").mkdir(exist_ok=True)
        (tmp_path / "strategies" / "walk_more.yaml").write_text(text)
        assert load_knowledge([ROOT / "kb", tmp_path], TODAY).kb.title("strategies", "walk_more") == "Walk more"


def test_a_circle_of_supersedes_is_a_fault_at_the_key(tmp_path: Path) -> None:
    for one, other in (("cic", "ccs"), ("ccs", "cic")):
        text = (ROOT / "kb" / "credentials" / f"{one}.yaml").read_text()
        (tmp_path / "credentials").mkdir(exist_ok=True)
        (tmp_path / "credentials" / f"{one}.yaml").write_text(f"{text}supersedes: [{other}]\n")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge([ROOT / "kb", tmp_path])
    for fault in caught.value.faults:
        lines = Path(fault.path).read_text().split("\n")
        assert lines[fault.line - 1].startswith("supersedes")
        assert "back to itself" in fault.says


def test_nothing_but_the_advisor_and_the_command_line_reads_the_clock() -> None:
    allowed = {"service/advisor.py"}
    for path in sorted((ROOT / "advisor").rglob("*.py")):
        name = path.relative_to(ROOT / "advisor").as_posix()
        if name not in allowed and not name.startswith(("cli/", "web/")):
            assert not re.search(r"\b(today|now|utcnow)\(\)|\btime\.time\(", path.read_text()), name


def test_a_figure_is_due_on_its_own_day_else_on_that_of_its_entry() -> None:
    entry = Strategy.model_validate(
        {
            "id": "x",
            "title": "X",
            "sources": [{"source": "judgement"}],
            "review_by": "2026-06-30",
            "sort": "habit",
            "facts": [
                {"value": "a", "source": "s", "as_of": "2020", "grade": "A", "review_by": "2022-01-01"},
                {"value": "b", "source": "s", "as_of": "2025", "grade": "A"},
            ],
        }
    )
    assert [due_on(figure, entry) for _, figure in figures_of(entry)] == ["2022-01-01", "2026-06-30"]
    assert [each.get("overdue") for each in marked(entry, "2022-01-02")["facts"]] == ["2022-01-01", None]
    assert [each.get("overdue") for each in marked(entry, "2026-07-01")["facts"]] == ["2022-01-01", "2026-06-30"]
    assert marked(entry, "2026-06-30").get("overdue") is None, "the day itself is not overdue"
    assert says_overdue("2022-01-01") == "overdue for review since 2022-01-01"


def test_every_figure_of_the_knowledge_says_when_to_look_again(kb: KnowledgeBase) -> None:
    entries = [entry for kind, found in kb.entries.items() if kind != "steps" for entry in found.values()]
    dated = [(entry.id, where) for entry in entries for where, figure in figures_of(entry) if due_on(figure, entry)]
    every = [(entry.id, where) for entry in entries for where, _ in figures_of(entry)]
    assert dated == every and len(every) > 1000


def test_a_figure_of_a_closed_year_waits_for_the_newest_of_its_series(kb: KnowledgeBase) -> None:
    """What a place's wages or prices were in 2019 is not looked up again before its next figure is."""
    series = [
        (state.id, name, values)
        for state in kb.entries["regions"].values()
        for name, values in state
        if isinstance(values, tuple) and name != "sources" and len(values) > 1
    ]
    early = [
        f"{state} {name} of {value.as_of}, due {value.review_by}"
        for state, name, values in series
        for value in values
        if value.review_by != max(each.review_by for each in values)
    ]
    assert not early and len(series) > 90
