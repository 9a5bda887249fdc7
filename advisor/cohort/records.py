"""One row of a cohort: a person who is told, or what is wrong with the row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from advisor.cohort.keys import LONGEST_ID, PROFILE_ID, Key, is_empty, plain_value
from advisor.cohort.settings import Refused
from advisor.errors import shown
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.faults import Where, wrongs_in
from advisor.profile.model import PARTS, Profile
from advisor.profile.read import wrongs_against

MOST_WRONGS = 20
NO_TEXT = "is no UTF-8 text; save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell, or with a whole row where ``field`` is empty."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class Wrongs:
    """All that is wrong with a row."""

    all: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The row ``number``, the first of a file being 1; ``plain`` is a profile as it is written, not yet checked."""

    number: int
    profile_id: str
    plain: Mapping[str, Any]
    wrongs: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that its format holds and Python has no value for; why."""

    says: str


def record_of(number: int, cells: Iterable[tuple[Key | None, Any]]) -> Record:
    """The record of a row of *cells*, each with the key of its column."""
    profile_id, plain, wrongs = "", dict[str, Any](), list[Wrong]()
    days: list[tuple[Key, Any]] = []
    for key, found in cells:
        raw = found.decode(errors="surrogateescape") if isinstance(found, bytes) else found
        cell = raw.strip() if isinstance(raw, str) and (key is None or key.kind != "text") else raw
        if is_empty(cell):
            continue
        if isinstance(cell, Unread):
            wrongs.append(Wrong(key.column if key else PROFILE_ID, cell.says))
            continue
        if isinstance(cell, str) and not is_text(cell):
            wrongs.append(Wrong(key.column if key else PROFILE_ID, NO_TEXT))
            continue
        if key is None and isinstance(cell, (bool, list, dict)):
            wrongs.append(_no_id(cell))
            continue
        if key is None:
            profile_id = str(cell)
            continue
        try:
            value = plain_value(key, cell)
        except ValueError as error:
            wrongs.append(Wrong(key.column, f"'{key.column}' {error}"))
            continue
        if key.path[0] == "credentials" and len(key.path) > 1:
            days.append((key, value))
        else:
            _put(plain, key.path, value)
    wrongs += _with_days(plain, days)
    _simplify(plain)
    return Record(number, profile_id, plain, (*_about_id(profile_id, wrongs), *wrongs))


def record_of_json(number: int, text: str) -> Record:
    """The record of a line of JSON."""
    if not is_text(text):
        return Record(number, "", {}, (Wrong("", NO_TEXT),))
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return Record(number, "", {}, (Wrong("", f"is no JSON: {str(error).partition('; use sys.')[0]}"),))
    if not isinstance(found, dict):
        return Record(number, "", {}, (Wrong("", f"needs a profile in braces, not {shown(found)}"),))
    profile_id = found.pop(PROFILE_ID, None)
    if isinstance(profile_id, bool) or not isinstance(profile_id, (str, int, type(None))):
        return Record(number, "", found, (_no_id(profile_id),))
    name = "" if profile_id is None else str(profile_id).strip()
    return Record(number, name if is_text(name) else "", found, _about_id(name))


def person(record: Record, kb: KnowledgeBase, as_of: date) -> Profile | Wrongs:
    """The profile of *record*, or all that is wrong with it."""
    found: list[Wrong] = list(record.wrongs)
    try:
        profile = Profile.model_validate(record.plain)
    except ValidationError as error:
        found += [Wrong(_column(where), says) for where, says in wrongs_in(error, Profile, PARTS)]
    else:
        found += [Wrong(_column(where), says) for where, says in wrongs_against(profile, kb, as_of)]
        if not found:
            return profile
    return Wrongs(tuple(dict.fromkeys(found))[:MOST_WRONGS])


def refused(record: Record, wrongs: Sequence[Wrong]) -> list[Refused]:
    """The lines of the errors file for *record*."""
    return [Refused(record.number, record.profile_id, each.field, each.says) for each in wrongs]


def _no_id(value: object) -> Wrong:
    return Wrong(PROFILE_ID, f"'{PROFILE_ID}' needs a text, not {shown(value)}")


def _about_id(profile_id: str, others: Sequence[Wrong] = ()) -> tuple[Wrong, ...]:
    """What is wrong with an id, of which nothing of *others* speaks."""
    if any(each.field == PROFILE_ID for each in others):
        return ()
    if not profile_id:
        return (Wrong(PROFILE_ID, f"'{PROFILE_ID}' is empty; each person needs an id"),)
    if not is_text(profile_id):
        return (Wrong(PROFILE_ID, f"'{PROFILE_ID}' is no UTF-8 text"),)
    if len(profile_id) > LONGEST_ID:
        return (Wrong(PROFILE_ID, f"'{PROFILE_ID}' is longer than {LONGEST_ID} characters"),)
    return ()


def is_text(value: str) -> bool:
    """Whether *value* can be written as UTF-8."""
    return value.isascii() or not any("\ud800" <= each <= "\udfff" for each in value)


def _put(plain: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for key in path[:-1]:
        plain = plain.setdefault(key, {})
    plain[path[-1]] = value


def _simplify(plain: dict[str, Any]) -> None:
    """A level of education alone stands as such."""
    education = plain.get("education")
    if isinstance(education, dict) and set(education) == {"level"}:
        plain["education"] = education["level"]


def _with_days(plain: dict[str, Any], days: Sequence[tuple[Key, Any]]) -> list[Wrong]:
    """Put *days* to the credentials that they are of."""
    listed = plain.get("credentials")
    held = listed if isinstance(listed, list) else []
    wrongs = []
    for key, value in days:
        _, name, which = key.path
        at = next((at for at, each in enumerate(held) if (each["id"] if isinstance(each, dict) else each) == name), -1)
        if at < 0:
            wrongs.append(Wrong(key.column, f"'{key.column}' is a day of '{name}', which 'credentials' does not list"))
            continue
        held[at] = {**(held[at] if isinstance(held[at], dict) else {"id": name}), which: value}
    return wrongs


def _column(where: Where) -> str:
    """The column in which the part of a profile at *where* stands."""
    names = [str(each) for each in where if isinstance(each, str)]
    return names[0] if names[:1] == ["credentials"] or names[1:2] == ["level"] else "_".join(names)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [each for each, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {shown(twice)} stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
