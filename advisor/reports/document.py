"""The report as sections of plain text, the same for every format; formats see to escaping and looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A text under a short label (empty: none)."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A statement and what it rests on."""

    says: str
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list; ``mark`` where others refer to it, ``url`` where it can be looked up.

    ``proof`` is for whoever asks further: folded where a format can fold.
    """

    title: str
    lines: tuple[Line, ...] = ()
    mark: str | None = None
    url: str | None = None
    proof: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A heading for each column, and rows of as many cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs, then a table, then items."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a line below it, and what follows."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
