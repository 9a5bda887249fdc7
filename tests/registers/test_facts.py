"""Every figure of the facts is held by the knowledge base, with the same value, or left out for a reason.

The facts stand beside the checkout or where ``FACTS`` says. Where they are not at hand, ``facts.csv`` tells what the
register must hold: ``python -m tests.registers.stock`` writes it anew after each change of the register.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from advisor.knowledge import KnowledgeBase
from tests.registers.figures import Figure, fact_files, figures_of
from tests.registers.register import Row, read_register, row_faults
from tests.registers.stock import STOCK, facts_folder, stock_of

REGISTER = Path(__file__).parent / "facts"
SHOWN = 60


def _list(faults: Sequence[str], what: str) -> str:
    more = f"\n… and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return f"{len(faults)} {what}\n" + "\n".join(faults[:SHOWN]) + more


@pytest.fixture(scope="module")
def register() -> dict[str, list[Row]]:
    return read_register(REGISTER)


def test_every_row_says_where_its_figure_is_held_or_why_it_is_left_out(
    kb: KnowledgeBase, register: dict[str, list[Row]]
) -> None:
    faults = [
        f"{row.place}: {row.figure}: {fault}"
        for rows in register.values()
        for row in rows
        for fault in row_faults(kb, row)
    ]
    assert not faults, _list(faults, "rows are wrong")


def test_rows_stand_in_order_and_once(register: dict[str, list[Row]]) -> None:
    for stem, rows in register.items():
        by_file: dict[str, list[str]] = {}
        for row in rows:
            by_file.setdefault(row.place.split(":")[0], []).append(row.figure)
        twice = sorted({row.figure for row in rows if sum(row.figure == other.figure for other in rows) > 1})
        assert not twice, _list(twice, f"figures of {stem} stand twice")
        for name, figures in by_file.items():
            assert figures == sorted(figures), f"{name} is not sorted by its first column"


@pytest.mark.skipif(facts_folder() is None, reason="the facts are not at hand")
def test_every_figure_of_the_facts_has_a_row(register: dict[str, list[Row]]) -> None:
    folder = facts_folder()
    assert folder is not None
    gaps = [
        f"{path.name}: {gap}"
        for path in fact_files(folder)
        for gap in _gaps(figures_of(path), register.get(path.stem, []))
    ]
    assert not gaps, _list(gaps, "figures and rows do not meet")


def _gaps(figures: Sequence[Figure], rows: Sequence[Row]) -> Iterator[str]:
    if figures and not rows:
        yield f"all of its {len(figures)} figures lack a row"
        return
    by_name = {row.figure: row for row in rows}
    globs = [row for row in rows if row.left_out and any(letter in row.figure for letter in "*?")]
    met: set[str] = set()
    for figure in figures:
        row = next((by_name[name] for name in figure.names if name in by_name), None)
        if row is not None and row.value != figure.value and row.held_by:
            yield f"{figure.path} is {figure.value}; {row.place} has it as {row.value}"
        row = row or next((each for each in globs if any(fnmatchcase(n, each.figure) for n in figure.names)), None)
        if row is None:
            yield f"{figure.path} = {figure.value} lacks a row"
        else:
            met.add(row.place)
    yield from (f"{row.place}: {row.figure} is no figure of the file" for row in rows if _is_stray(row, met, figures))


def _is_stray(row: Row, met: set[str], figures: Sequence[Figure]) -> bool:
    """Whether *row* names nothing: texts without a digit may have a row and need none."""
    if row.place in met:
        return False
    is_number = row.value.replace(".", "").replace("-", "").isdigit()
    globs = any(letter in row.figure for letter in "*?")
    return is_number or (globs and not any(fnmatchcase(name, row.figure) for each in figures for name in each.names))


def test_the_register_holds_what_its_stock_says(register: dict[str, list[Row]]) -> None:
    with STOCK.open(encoding="utf-8", newline="") as file:
        kept = {row["stem"]: row for row in csv.DictReader(file)}
    now = {row["stem"]: row for row in stock_of(register, facts_folder())}
    assert len(kept) == 20, "twenty files state figures"
    for stem, row in kept.items():
        assert row == {**now.get(stem, {}), "figures": now.get(stem, {}).get("figures") or row["figures"]}, (
            f"{stem} has changed; look it over, then run python -m tests.registers.stock"
        )
