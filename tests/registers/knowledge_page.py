"""The tables of ``docs/knowledge.md``, made from the entries; run as a program, they are made anew.

In the page a table stands between ``<!-- made: NAME -->`` and ``<!-- end -->``; all else is written by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.age import due_on, figures_of, overdue
from advisor.knowledge.entry import Entry
from advisor.knowledge.load import load_knowledge
from advisor.provenance import GRADE_MEANS, JUDGEMENT, Citation, best
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.order import compile_program
from advisor.rulebook.program import Program
from advisor.rulebook.reads import entries_unread

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "knowledge.md"
GRADES = tuple(GRADE_MEANS)
AGES = (
    ("to 2014", "0", "2015"),
    ("2015 to 2019", "2015", "2020"),
    ("2020 to 2023", "2020", "2024"),
    ("since 2024", "2024", "9"),
)
COUNTED = ("regions", "outlook", "occupations", "sources", "pay")
"""Kinds of which the unread entries are counted, not named."""

_PART = re.compile(r"(<!-- made: (?P<name>\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)

Rows = Iterator[Sequence[object]]


def filled(text: str, kb: KnowledgeBase, program: Program) -> str:
    """*text* with each of its tables made anew.

    Raises: KeyError: a marker names no table.
    """
    return _PART.sub(lambda part: f"{part[1]}{TABLES[part['name']](kb, program)}\n{part[4]}", text)


def _table(head: Sequence[object], rows: Rows) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _written(kb: KnowledgeBase) -> dict[str, list[Entry]]:
    """The entries by kind, without the steps, which nobody writes."""
    return {kind: list(found.values()) for kind, found in kb.entries.items() if kind != "steps"}


def _figures(kb: KnowledgeBase) -> Iterator[tuple[str, Entry, Citation]]:
    for kind, found in _written(kb).items():
        yield from ((kind, entry, figure) for entry in found for _, figure in figures_of(entry))


def last_read(kb: KnowledgeBase) -> str:
    """The newest day (YYYY-MM-DD) on which something in the knowledge was read."""
    return max(figure.as_of or "" for _, _, figure in _figures(kb) if len(figure.as_of or "") == len("2026-11-23"))


def _covered(kb: KnowledgeBase, program: Program) -> str:
    graded = Counter((kind, figure.grade) for kind, _, figure in _figures(kb))
    by_judgement = Counter(
        kind
        for kind, found in _written(kb).items()
        for entry in found
        if {each.source for each in entry.sources} == {JUDGEMENT}
    )
    rows = [
        (kind, len(found), by_judgement[kind] or "", *(graded[kind, grade] or "" for grade in GRADES))
        for kind, found in _written(kb).items()
    ]
    total = [sum(int(row[at] or 0) for row in rows) for at in range(1, 3 + len(GRADES))]
    head = ("kind", "entries", "named by our judgement", *GRADES)
    return _table(head, iter([*rows, ("**all**", *total)]))


def _ages(kb: KnowledgeBase, program: Program) -> str:
    years = [(kind, (figure.as_of or "0")[:4]) for kind, _, figure in _figures(kb)]
    kinds = [kind for kind, found in _written(kb).items() if any(each == kind for each, _ in years)]
    rows = (
        (kind, *(sum(k == kind and low <= year < high for k, year in years) or "" for _, low, high in AGES))
        for kind in kinds
    )
    return _table(("kind", *(name for name, _, _ in AGES)), rows)


def _standing(kb: KnowledgeBase, program: Program) -> str:
    by_status: dict[str, list[str]] = {"active": [], "retired": [], "unknown": [], "disputed": []}
    for each in _credentials(kb):
        status = best(each.status)
        if each.kind != "licence" and status:
            by_status[status.value].append(each.abbreviation)
    rows = ((status, len(found), _list(found)) for status, found in by_status.items())
    return _table(("status", "how many", "which"), rows)


def _unpublished(kb: KnowledgeBase, program: Program) -> str:
    offered = [
        each
        for each in _credentials(kb)
        if each.kind == "credential" and not each.apprentice_of and getattr(best(each.status), "value", "") == "active"
    ]
    gaps = {
        "no published price of the exam": [each.abbreviation for each in offered if not each.fees],
        "no published condition": [each.abbreviation for each in offered if not each.routes],
        "neither a length nor a number of questions": [
            each.abbreviation for each in offered if not (each.exam and (each.exam.hours or each.exam.questions))
        ],
    }
    return _table(("of the active credentials", "how many", "which"), ((a, len(b), _list(b)) for a, b in gaps.items()))


def _disputes(kb: KnowledgeBase, program: Program) -> str:
    rows = (
        (f"{kind}/{entry.id}", said)
        for kind, found in _written(kb).items()
        for entry in found
        for said in getattr(entry, "disputes", ())
    )
    return _table(("entry", "what disagrees"), rows)


def _weak(kb: KnowledgeBase, program: Program) -> str:
    return _by_kind(
        [(kind, entry) for kind, entry, figure in _figures(kb) if figure.grade == "D"], "figures of grade D"
    )


def _overdue(kb: KnowledgeBase, program: Program) -> str:
    day = last_read(kb)
    late = [(kind, entry) for kind, entry, figure in _figures(kb) if overdue(due_on(figure, entry), day)]
    return f"On {day}, the last day on which something was read:\n\n" + _by_kind(late, "overdue figures")


def _unread(kb: KnowledgeBase, program: Program) -> str:
    unread = {kind: names for kind, names in entries_unread(kb, program).items() if names and kind != "steps"}
    rows = (
        (kind, f"{len(names)} of {len(kb.entries[kind])}", "" if kind in COUNTED else _list(names))
        for kind, names in unread.items()
    )
    return _table(("kind", "entries that no rule reads", "which"), rows)


def _by_kind(found: Sequence[tuple[str, Entry]], what: str) -> str:
    counts = Counter((kind, entry.id) for kind, entry in found)
    kinds = dict.fromkeys(kind for kind, _ in counts)
    rows = (
        (
            kind,
            sum(count for (k, _), count in counts.items() if k == kind),
            _list([f"{name} ({count})" if count > 1 else name for (k, name), count in counts.items() if k == kind]),
        )
        for kind in kinds
    )
    return _table(("kind", what, "in"), rows)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "none"


def _credentials(kb: KnowledgeBase) -> list[Any]:
    return list(kb.entries["credentials"].values())


TABLES: dict[str, Callable[[KnowledgeBase, Program], str]] = {
    "covered": _covered,
    "ages": _ages,
    "standing": _standing,
    "unpublished": _unpublished,
    "disputes": _disputes,
    "weak": _weak,
    "overdue": _overdue,
    "unread": _unread,
}


def main() -> None:
    """Make the tables of the page anew."""
    kb = load_knowledge([ROOT / "kb"]).kb
    book = load_rulebook([ROOT / "rules"], kb)
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(filled(text, kb, compile_program(kb, book.vocabulary, book.rules)), encoding="utf-8")


if __name__ == "__main__":
    main()
