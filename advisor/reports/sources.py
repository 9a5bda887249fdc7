"""The list of sources: one line each for a printed page, with their addresses for whoever looks them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from advisor.advice.model import SourceShown
from advisor.reports.document import Item, Section
from advisor.reports.look import Look

MARGIN = 7
"""Columns before a source: the indent, its number and a blank."""
WITH_ADDRESSES = "Whoever printed this report for you can print the addresses of these pages too."
"""What a client can act on; that it takes ``--explain`` is for whoever prints."""
SHORTEST_TITLE = 16


class Numbers(dict[str, int]):
    """The places of sources in their list; ``read`` are those of which the place was asked."""

    def __init__(self, ids: Iterable[str]) -> None:
        super().__init__((each, number) for number, each in enumerate(ids, 1))
        self.read: set[str] = set()

    def __getitem__(self, source: str) -> int:
        self.read.add(source)
        return super().__getitem__(source)


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
    """*source* in one line where it fits: its title may be cut, its publisher never, who quotes whom stands in it."""
    behind = f" ({source.publisher}, {_year(source.period)})"
    return f"{_cut(source.title, max(SHORTEST_TITLE, width - len(behind)))}{behind}"


def _year(period: str) -> str:
    found = re.search(r"(?:19|20)\d\d", period)
    return found[0] if found and not period.startswith("undated") else "undated"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3].rstrip()}..."
