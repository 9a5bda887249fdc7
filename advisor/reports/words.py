"""Short forms in plain words, for people who are new to the trade: those alone that stand in their report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from advisor.knowledge.age import OVERDUE
from advisor.reports.document import Item, Section

MEANS_OVERDUE = "Overdue for review: nobody has checked the figure again since that day. Ask before you rely on it."


def means_overdue(sections: Sequence[Section]) -> tuple[str, ...]:
    """What the mark of an overdue figure means, where it stands in *sections*."""
    return (MEANS_OVERDUE,) if OVERDUE in "\n".join(_texts(sections)) else ()


def words(sections: Sequence[Section], meanings: Mapping[str, str]) -> Iterator[Section]:
    """What the short forms in *sections* mean, without those that are spelt out there."""
    text = "\n".join(_texts(sections))
    found = tuple(
        Item(f"{short}: {means}.")
        for short, means in meanings.items()
        if means not in text and re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text)
    )
    if found:
        yield Section("Short forms", (), found)


def _texts(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.paragraphs
        for item in section.items:
            yield item.title
            yield from (line.says for line in item.lines)
