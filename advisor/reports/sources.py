"""The list of sources: one line each for a printed page, with their addresses for whoever looks them up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.advice.model import SourceShown
from advisor.reports.document import Item, Section
from advisor.reports.look import Look

MARGIN = 7
"""Columns before a source: the indent, its number and a blank."""
LONGEST_PUBLISHER = 30
WITH_ADDRESSES = "Addresses of these pages: the same advice with --explain, or as markdown, HTML or JSON."


def listed(shown: Sequence[SourceShown], look: Look) -> Iterator[Section]:
    """The sources *shown*, numbered in their order."""
    items = tuple(
        Item(_line(each, look.width - MARGIN), (), f"{number}.")
        if look.short
        else Item(f"{each.title} ({each.publisher}, {each.period})", (), f"{number}.", each.url)
        for number, each in enumerate(shown, 1)
    )
    if items:
        yield Section("Sources", (WITH_ADDRESSES,) if look.short else (), items)


def _line(source: SourceShown, width: int) -> str:
    """*source* in one line: its title as far as it fits, its publisher and its year."""
    behind = f" ({_cut(source.publisher, LONGEST_PUBLISHER)}, {_year(source.period)})"
    return f"{_cut(source.title, width - len(behind))}{behind}"


def _year(period: str) -> str:
    found = re.search(r"(?:19|20)\d\d", period)
    return found[0] if found and not period.startswith("undated") else "undated"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3].rstrip()}..."
