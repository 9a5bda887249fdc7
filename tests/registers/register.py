"""The register of figures: its rows, what they name in the knowledge base, and whether the two say the same.

``held_by`` is ``KIND/ID:path.to.key``, several joined by `` + ``: a number stands at each. A key of a list means any of
its items; ``3`` the fourth. `` ×12`` (or ``÷12``) after a place converts the figure before it is compared: ``2 years`` is held as 24 months.
`` without 25, 9: REASON`` at the end names numbers of a text that are not carried over, and why.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from advisor.knowledge import KnowledgeBase
from advisor.provenance import Citation

COLUMNS = ["figure", "value", "held_by", "left_out"]
WORDS = {
    "half": 0.5, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "third": 3, "thirty": 30, "twenty": 20, "hundred": 100,
}  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?!\d)|(?<=\D)\d[\d,]*(?:\.\d+)?")
_PLACE = re.compile(r"(?P<kind>[a-z_]+)/(?P<id>[A-Za-z0-9_]+):(?P<path>[^ ×÷]+)(?: ?(?P<way>[×÷]) ?(?P<by>[\d.]+))?")
_WITHOUT = re.compile(r" without (?P<numbers>[\d., -]+): (?P<why>\S.+)$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register; ``place`` is its file and line."""

    place: str
    figure: str
    value: str
    held_by: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure is held, and the factor by which it is multiplied first."""

    kind: str
    id: str
    path: tuple[str, ...]
    factor: float


def read_register(folder: Path, stem: str | None = None) -> dict[str, list[Row]]:
    """Rows by the stem of their file of facts, those of ``STEM.csv`` and ``STEM.ANYTHING.csv`` together."""
    found: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.csv")):
        name = path.name.split(".")[0]
        if stem in (None, name):
            found.setdefault(name, []).extend(_rows(path))
    return found


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS, f"{path.name}:1: columns are {reader.fieldnames}; they must be {COLUMNS}"
        for row in reader:
            assert None not in row, f"{path.name}:{reader.line_num}: more than four cells; quote what holds a comma"
            cells = [(row[column] or "").strip() for column in COLUMNS]
            yield Row(f"{path.name}:{reader.line_num}", *cells)


def row_faults(kb: KnowledgeBase, row: Row) -> Iterator[str]:
    """What is wrong with *row* itself."""
    if bool(row.held_by) == bool(row.left_out):
        yield "needs exactly one of held_by and left_out"
    elif row.held_by:
        yield from _held_faults(kb, row)
    elif len(row.left_out.split()) < 3:
        yield f"left_out says only '{row.left_out}'; a sentence is needed"


def _held_faults(kb: KnowledgeBase, row: Row) -> Iterator[str]:
    without = _WITHOUT.search(row.held_by)
    spelt = row.held_by[: without.start()] if without else row.held_by
    places = [_PLACE.fullmatch(each.strip()) for each in spelt.split(" + ")]
    if not all(places):
        yield f"'{row.held_by}' is no KIND/ID:path.to.key"
        return
    try:
        held = [(place, held_at(kb, place)) for place in map(_place, filter(None, places))]
    except LookupError as error:
        yield str(error.args[0])
        return
    excused = set(numbers_in(without["numbers"])) if without else set()
    yield from disagreement(row.value, held, excused)


def _place(match: re.Match[str]) -> Place:
    by = float(match["by"] or 1)
    factor = 1 / by if match["way"] == "÷" else by
    return Place(match["kind"], match["id"], tuple(match["path"].split(".")), factor)


def held_at(kb: KnowledgeBase, place: Place) -> list[Any]:
    """What stands at *place*, every item of a list for itself.

    Raises: LookupError: nothing stands there.
    """
    entry = kb.entries.get(place.kind, {}).get(place.id)
    if entry is None:
        raise LookupError(f"the knowledge base has no {place.kind}/{place.id}")
    found: list[Any] = [entry]
    for key in place.path:
        found = [inner for each in found for inner in _inside(each, key)]
    if not found:
        raise LookupError(f"{place.kind}/{place.id} says nothing at '{'.'.join(place.path)}'")
    return [item for each in found for item in (each if isinstance(each, tuple) else (each,))]


def _inside(value: Any, key: str) -> list[Any]:
    if isinstance(value, tuple):
        if key.isdigit():
            return [value[int(key)]] if int(key) < len(value) else []
        return [inner for item in value for inner in _inside(item, key)]
    inner = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
    return [] if inner is None or inner == () or callable(inner) else [inner]


def disagreement(value: str, held: Sequence[tuple[Place, Sequence[Any]]], excused: set[float]) -> Iterator[str]:
    """In what *value*, as the facts write it, differs from what is *held*."""
    number = _as_number(value)
    if value in ("true", "false"):
        truths = [flat(each) for _, found in held for each in found]
        if any(isinstance(each, bool) for each in truths) and (value == "true") not in truths:
            yield f"is {value}; held is {_shown(held)}"
    elif number is not None:
        yield from (
            f"is {value}; held is {_shown([(place, found)])}"
            for place, found in held
            if not any(near(number * place.factor, each) for each in _numbers(found, _OWN))
        )
    else:
        yield from _text_disagreement(value, held, excused)


def _text_disagreement(value: str, held: Sequence[tuple[Place, Sequence[Any]]], excused: set[float]) -> Iterator[str]:
    """Every number of a text is held somewhere; every place holds one of its numbers."""
    said = set(numbers_in(value)) - excused
    kept = {
        number
        for number in said
        if any(near(number * place.factor, each) for place, found in held for each in _numbers(found))
    }
    if said - kept:
        missing = ", ".join(f"{number:g}" for number in sorted(said - kept))
        yield f"'{value}' says {missing}; held is {_shown(held)}"
        return
    for place, found in held:
        numbers = list(_numbers(found))
        if said and numbers and not any(near(number * place.factor, each) for number in said for each in numbers):
            yield f"none of the numbers of '{value}' stands at {place.kind}/{place.id}:{'.'.join(place.path)}"


def numbers_in(text: str) -> Iterator[float]:
    """The numbers that *text* says in digits or in words up to twelve."""
    for match in _NUMBER.finditer(text):
        yield float(match[0].rstrip(",").replace(",", "").lstrip("-"))
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in WORDS:
            yield float(WORDS[word])


_OWN = frozenset(Citation.model_fields)
"""Keys of a record that are not its value."""


def _numbers(found: Sequence[Any], without: AbstractSet[str] = frozenset()) -> Iterator[float]:
    """Every number at a place: of a record those of all its keys but *without*; of a text its dates and remarks too."""
    for each in found:
        if isinstance(each, bool) or each is None:
            continue
        if isinstance(each, (int, float)):
            yield float(each)
        elif isinstance(each, str):
            yield from numbers_in(each)
        elif isinstance(each, tuple):
            yield from _numbers(each, without)
        elif isinstance(each, BaseModel):
            yield from _numbers(
                [getattr(each, name) for name in type(each).model_fields if name not in without], without
            )


def flat(value: Any) -> Any:
    """The value of a cited record, else *value* itself."""
    return getattr(value, "value", value)


def _as_number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def near(wanted: float, held: float) -> bool:
    """Whether two numbers are the same but for how they are written."""
    return abs(wanted - held) <= 1e-6 * max(1.0, abs(held))


def _shown(held: Sequence[tuple[Place, Sequence[Any]]]) -> str:
    said = "; ".join(str(flat(each)) for _, found in held for each in found)
    return said if len(said) <= 160 else said[:160] + "…"
