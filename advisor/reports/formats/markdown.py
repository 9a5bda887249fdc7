"""The report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.advice.model import Advice
from advisor.reports.document import Branch, Item, Section, Table
from advisor.reports.harmless import harmless, safe_url
from advisor.reports.look import Look
from advisor.reports.report import report

_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_OPENING = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))")


def render(advice: Advice, look: Look) -> str:
    """The report of *advice*; nothing in it is read as markup, HTML or mathematics."""
    shown = report(advice, look)
    parts = [f"# {escaped(shown.title)}", escaped(shown.subtitle)]
    for section in shown.sections:
        parts += _section(section)
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    yield from map(escaped, section.paragraphs)
    if section.table:
        yield _table(section.table)
    if section.items:
        yield "\n".join(map(_item, section.items))


def _item(item: Item) -> str:
    bullet = item.mark if item.mark and item.mark.endswith(".") else "-"
    indent = " " * (len(bullet) + 1)
    url = safe_url(item.url) if item.url else None
    link = f" <{url}>" if url else ""
    title = f"**{escaped(item.title)}**" if item.lines else escaped(item.title)
    lines = [f"{indent}- {escaped(line.label)}: {escaped(line.says)}" for line in item.lines]
    named = f"({item.mark}) " if item.mark and item.mark != bullet else ""
    return "\n".join([f"{bullet} {named}{title}{link}", *lines, *_folded(item.proof, indent)])


def _folded(proof: tuple[Branch, ...], indent: str) -> Iterator[str]:
    """*proof* as a list that a reader of Markdown with HTML can open and close."""
    if proof:
        yield f"{indent}- <details><summary>Proof</summary>\n"
        for branch in proof:
            yield from _branch(branch, f"{indent}  ")
        yield f"\n{indent}  </details>"


def _branch(branch: Branch, indent: str) -> Iterator[str]:
    yield f"{indent}- {escaped(branch.says)}"
    for below in branch.below:
        yield from _branch(below, f"{indent}  ")


def _table(table: Table) -> str:
    rows = [table.heads, ("---",) * len(table.heads), *table.rows]
    shown = ["| " + " | ".join(cell if cell == "---" else escaped(cell) for cell in row) + " |" for row in rows]
    return "\n".join(shown)


def escaped(text: str) -> str:
    """*text* as Markdown that shows it letter by letter."""
    clean = _SPECIAL.sub(r"\\\1", harmless(text)).strip()
    clean = re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], clean)
    clean = clean.replace("://", "\\://").replace("www.", "www\\.")
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", clean)
