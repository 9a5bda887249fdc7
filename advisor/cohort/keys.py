"""The columns of a cohort: which keys of a profile they hold, and what their cells mean.

An empty cell is unknown. ``none`` says that there is none; in a list it is the empty list. Lists are joined by ``;``,
nested keys by ``_``. Days of credentials stand in ``credentials_ID_expires`` and ``credentials_ID_earned``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.errors import Fault, InputError, did_you_mean, shown
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.model import NONE
from advisor.profile.refused import refusal

PROFILE_ID = "profile_id"
LONGEST_ID = 1000
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
_DAYS = re.compile(r"credentials_(.+)_(earned|expires)")
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Key:
    """Where in a profile a column's cells stand, and what ``kind`` of cell they are."""

    column: str
    path: tuple[str, ...]
    kind: str


_KINDS = {
    "text": "name",
    "id": "state employment role employer setting wants_setting",
    "flag": "student",
    "number": "experience_years accuracy_percent productivity_percent wants_hours_per_week wants_months",
    "whole": "current_pay_usd wants_target_pay_usd wants_budget_usd",
    "list": "credentials specialties training challenges "
    "wants_roles wants_specialties wants_credentials wants_employers",
}
_EDUCATION = {
    "education": ("level", "id"),
    "education_level": ("level", "id"),
    "education_accredited_by": ("accredited_by", "id"),
    "education_in_progress": ("in_progress", "flag"),
    "education_finishes": ("finishes", "day"),
}
_PLAIN = {
    column: Key(column, ("wants", column[6:]) if column.startswith("wants_") else (column,), kind)
    for kind, columns in _KINDS.items()
    for column in columns.split()
} | {column: Key(column, ("education", key), kind) for column, (key, kind) in _EDUCATION.items()}

_PARTS = {"wants": "'wants_roles', 'wants_budget_usd'", "experience_in": "'experience_in_inpatient'"}
"""Keys that have keys of their own and no column, with columns of those."""


def keys_of(header: Sequence[str], kb: KnowledgeBase, path: str) -> tuple[Key | None, ...]:
    """The key of each column, None for that of the profile's id.

    Raises: InputError: the id has no column, a column stands twice or is no key of a profile; all faults.
    """
    keys = [None if column == PROFILE_ID else _key(column, kb) for column in header]
    says = [
        _unknown(column)
        for column, key in zip(header, keys, strict=True)
        if column != PROFILE_ID and not isinstance(key, Key)
    ]
    if PROFILE_ID not in header:
        says.append(f"has no column '{PROFILE_ID}'; each person needs an id{_separators(header)}")
    places = [key.path if isinstance(key, Key) else (column,) for column, key in zip(header, keys, strict=True)]
    twice = {column for column, place in zip(header, places, strict=True) if places.count(place) > 1}
    says += [f"has the column {shown(column)} twice, or another for the same; keep one" for column in sorted(twice)]
    if says:
        raise InputError([Fault(path, 0, 0, each) for each in says[:20]])
    return tuple(keys)


def _key(column: str, kb: KnowledgeBase) -> Key | None:
    days = _DAYS.fullmatch(column)
    if days and days[1] in kb.ids("credentials"):
        return Key(column, ("credentials", days[1], days[2]), "day")
    domain = column.removeprefix("experience_in_")
    if domain != column and domain in kb.ids("domains"):
        return Key(column, ("experience_in", domain), "number")
    return _PLAIN.get(column)


def _unknown(column: str) -> str:
    why = refusal(column)
    return f"{shown(column)} {why}" if why else f"has no place for a column {shown(column)}{_near(column)}"


def _near(column: str) -> str:
    parts = _PARTS.get(column)
    if parts:
        return f", which has keys of its own; give each a column, such as {parts}"
    return did_you_mean(column, (*_PLAIN, PROFILE_ID)) or "; 'advisor profile --template' lists the keys"


def _separators(header: Sequence[str]) -> str:
    joined = len(header) == 1 and re.search(r"[;\t|]", header[0])
    return "; cells are separated by commas" if joined else ""


def _text(value: str) -> Any:
    return value


def _id(value: str) -> Any:
    return None if value == NONE else value


def _list(value: str) -> Any:
    return [] if value == NONE else [each.strip() for each in value.split(";") if each.strip()]


def _flag(value: str) -> Any:
    if value == NONE:
        return None
    found = _TRUTH.get(value.lower())
    if found is None:
        raise ValueError(f"needs true or false, not {shown(value)}")
    return found


def _number(value: str) -> Any:
    if value == NONE:
        return None
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"needs a number such as 1500 or 2.5, not {shown(value)}")
    return float(value)


def _whole(value: str) -> Any:
    found = _number(value)
    return int(found) if found is not None and found.is_integer() else found


READ: Mapping[str, Callable[[str], Any]] = {
    "text": _text,
    "id": _id,
    "day": _id,
    "list": _list,
    "flag": _flag,
    "number": _number,
    "whole": _whole,
}
"""From the text of a cell, stripped and not empty, to what a profile holds. Raises: ValueError."""


def plain_value(key: Key, cell: Any) -> Any:
    """What a profile holds for *cell*, which is no text where the format has types.

    Raises: ValueError: says what is wrong.
    """
    if isinstance(cell, str):
        found = READ[key.kind](cell)
    elif key.kind in ("number", "whole") and isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        found = float(cell) if key.kind == "number" else int(cell) if float(cell).is_integer() else float(cell)
    elif key.kind == "day" and isinstance(cell, date):
        found = _as_written(cell)
    else:
        found = _as_written(cell) if isinstance(cell, (list, tuple, dict)) else cell
    return 0.0 if found is None and key.path[0] == "experience_in" else found


def _as_written(cell: Any) -> Any:
    """*cell* with its days, wherever they stand, as a profile writes them."""
    if isinstance(cell, (list, tuple)):
        return [_as_written(each) for each in cell]
    if isinstance(cell, dict):
        return {key: _as_written(each) for key, each in cell.items()}
    return cell.isoformat()[:10] if isinstance(cell, date) else cell


def is_empty(cell: Any) -> bool:
    """Whether *cell* tells nothing."""
    return cell is None or cell == "" or (isinstance(cell, float) and cell != cell)
