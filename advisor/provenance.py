"""Where a value comes from: its source, its date and how far it can be trusted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

JUDGEMENT = "judgement"
"""The reserved source for what nobody publishes; it never carries a figure."""

Grade = Literal["A", "B", "C", "D"]
"""A the publisher's own text, B press, official body or checked copy, C other site quoting it, D method unknown."""

GRADE_MEANS: dict[Grade, str] = {
    "A": "the publisher's own text",
    "B": "press or an official body quoting it, or a checked copy of its table",
    "C": "another site quoting it",
    "D": "method unknown, or an assumption",
}

T = TypeVar("T")


class Model(BaseModel):
    """A frozen value that comes in from outside or goes out; unknown keys and wrong types are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text field as the id of an entry of *kind* (``*``: an entry of any kind, written KIND/ID)."""

    kind: str


Items = Annotated[tuple[T, ...], Field(strict=False)]
"""A tuple that may be written as a list."""

SourceId = Annotated[str, Refers("sources")]


def _year_as_text(value: Any) -> Any:
    whole_year = isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200
    return str(value) if whole_year else value


@lru_cache(maxsize=4096)
def _is_partial_date(text: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not match:
        raise ValueError("is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    _first_day(text)
    return text


def _first_day(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


PartialDate = Annotated[str, BeforeValidator(_year_as_text), AfterValidator(_is_partial_date)]
"""YYYY, YYYY-MM or YYYY-MM-DD."""

FullDate = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_is_partial_date)]
"""YYYY-MM-DD, as text."""


class Citation(Model):
    """Who says so, as of when, and how good the evidence is."""

    source: SourceId
    also: Items[SourceId] = ()
    as_of: PartialDate | None = None
    undated: bool = False
    grade: Grade | None = None
    review_by: FullDate | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        lacks = " and ".join(f"'{key}'" for key in ("as_of", "grade") if getattr(self, key) is None)
        if self.source != JUDGEMENT and lacks:
            raise ValueError(f"lacks {lacks}; a citation needs both, only 'judgement' goes without")
        return self

    @property
    def source_ids(self) -> tuple[str, ...]:
        """All sources that say so, the first named first."""
        return (self.source, *self.also)


class Cited(Citation, Generic[T]):
    """A value with its citation; a list of them is all that is published of one quantity."""

    value: T

    @model_validator(mode="after")
    def _is_published(self) -> Self:
        if self.source == JUDGEMENT:
            raise ValueError("a figure cannot rest on 'judgement'; cite who published it or leave the key out")
        return self


def by_trust(citations: Iterable[Cited[T]]) -> list[Cited[T]]:
    """*citations* by grade, best first, and newest first within a grade."""
    newest_first = sorted(citations, key=lambda cited: cited.as_of or "", reverse=True)
    return sorted(newest_first, key=lambda cited: cited.grade or "Z")


def best(citations: Iterable[Cited[T]]) -> Cited[T] | None:
    """The value of the best grade, then the newest; None where nothing is published."""
    found = tuple(citations)
    return by_trust(found)[0] if len(found) > 1 else next(iter(found), None)


def newest_told(citations: Iterable[Cited[T]]) -> Cited[T] | None:
    """The value of the best grade as whoever told the same value last tells it; None where nothing is published.

    A price that a newer page confirms is as old as that page, whatever its grade; of an undated page nobody knows.
    """
    found = list(citations)
    top = best(found)
    same = [each for each in found if top and each.value == top.value and not each.undated]
    return max(same, key=lambda each: each.as_of or "", default=top)


def told_alike(citations: Iterable[Cited[T]]) -> list[Cited[T]]:
    """The newest told value, then the others that were told in the same year: publications that disagree today."""
    found = list(citations)
    newest = newest_told(found)
    if newest is None or newest.undated:
        return [newest] if newest else []
    year = (newest.as_of or "")[:4]
    others = {each.value: each for each in found if not each.undated and (each.as_of or "")[:4] == year}
    return [newest, *(each for value, each in others.items() if value != newest.value)]
