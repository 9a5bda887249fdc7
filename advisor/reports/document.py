"""The report as sections of plain text, the same for every format; formats see to escaping and looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A text under a short label (empty: none)."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list; ``number`` where others refer to it, ``url`` where it can be looked up."""

    title: str
    lines: tuple[Line, ...] = ()
    number: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs, then items."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a line below it, and what follows."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
