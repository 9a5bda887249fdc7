"""The report for a terminal or a plain file: 80 columns, colour only where asked."""

from __future__ import annotations

import io

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from advisor.advice.model import Advice
from advisor.reports.document import Branch, Item, Section
from advisor.reports.document import Table as Shown
from advisor.reports.harmless import harmless, safe_url
from advisor.reports.look import Look
from advisor.reports.report import report

LABELS = 9
"""Columns of the labels."""


def render(advice: Advice, look: Look) -> str:
    """The report of *advice* as lines without trailing blanks."""
    console = plain_console(look)
    shown = report(advice, look)
    console.print(Text(harmless(shown.title), "bold"))
    console.print(Text(harmless(shown.subtitle)))
    for section in shown.sections:
        _print(console, section)
    return printed(console)


def plain_console(look: Look) -> Console:
    """A console that writes into memory and reads no markup."""
    return Console(
        file=io.StringIO(),
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        no_color=not look.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def printed(console: Console) -> str:
    """What *console* was given, without trailing blanks."""
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def _print(console: Console, section: Section) -> None:
    console.print()
    console.print(Text(harmless(section.title).upper(), "bold cyan"))
    for paragraph in section.paragraphs:
        console.print(Padding(Text(harmless(paragraph)), (0, 0, 0, 2)))
    if section.table:
        console.print(Padding(_table(section.table), (0, 0, 0, 2)))
    apart = any(item.lines for item in section.items)
    for place, item in enumerate(section.items):
        if apart and (place or section.paragraphs):
            console.print()
        console.print(Padding(_grid(item), (0, 0, 0, 2)))


def _grid(item: Item) -> Table:
    grid = Table.grid(padding=(0, 1))
    bullet = item.mark or "-"
    grid.add_column(width=len(bullet), no_wrap=True)
    grid.add_column(overflow="fold")
    url = safe_url(item.url) if item.url else None
    says = Text(harmless(item.title), "bold" if item.lines else "")
    grid.add_row(Text(bullet), says.append(f"\n{url}", "dim") if url else says)
    if item.lines:
        grid.add_row(Text(""), _lines(item))
    for branch in item.proof:
        grid.add_row(Text(""), _branch(branch))
    return grid


def _branch(branch: Branch) -> Table:
    """A statement of the proof with what it rests on below it, further in."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text("|", "dim"), Text(harmless(branch.says), "dim"))
    for below in branch.below:
        grid.add_row(Text("|", "dim"), _branch(below))
    return grid


def _table(shown: Shown) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for head in shown.heads:
        table.add_column(Text(harmless(head), "dim"), overflow="fold")
    for row in shown.rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    return table


def _lines(item: Item) -> Table:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(width=LABELS, no_wrap=True)
    lines.add_column(overflow="fold")
    for line in item.lines:
        lines.add_row(Text(line.label, "dim"), Text(harmless(line.says)))
    return lines
