"""Profiles from files, and profiles against the knowledge."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from advisor.errors import Fault, InputError, did_you_mean, shown
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.faults import NOWHERE, Wrong, faults_in, limited
from advisor.profile.model import MOST_YEARS, NATION, PARTS, Profile
from advisor.yamlio import Node, read_bytes, read_node, read_text

TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
_NOT_TO_NAME = (NATION, *EDUCATION_LEVELS)
_NOUNS = {
    "regions": "state",
    "roles": "role",
    "employers": "kind of employer",
    "settings": "setting",
    "credentials": "credential",
    "domains": "domain",
    "specialties": "specialty",
    "challenges": "challenge",
    "education": "course",
}


def read_profile(path: str, kb: KnowledgeBase, as_of: date | None = None) -> Profile:
    """The profile in the file at *path* (``-``: standard input), every id in *kb*.

    Raises: InputError: it cannot be read or is wrong; every fault with file, line and column.
    """
    node = _read(path)
    profile = profile_of(node)
    check_profile(profile, kb, node, as_of)
    return profile


def _read(path: str) -> Node:
    """The file at *path*: YAML, which most of JSON is; a name that ends in ``.json`` promises JSON."""
    if not path.endswith(".json"):
        return read_node(path)
    data = read_bytes(path)
    node = read_text(data, path)
    try:
        json.loads(data)
    except ValueError as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
        says = f"is no JSON: {error.msg if isinstance(error, json.JSONDecodeError) else error}"
        raise InputError([Fault(path, line, column, f"{says}; mend it, or call the file .yaml")]) from None
    return node


def profile_of(node: Node) -> Profile:
    """The profile that *node* spells; whether its ids exist is not looked at.

    Raises: InputError: all faults, at their places.
    """
    plain = node.plain()
    if not isinstance(plain, dict):
        raise InputError([node.fault(f"a profile is a mapping of keys and values, not {shown(plain)}")])
    try:
        return Profile.model_validate(plain)
    except ValidationError as error:
        raise InputError(faults_in(error, node, Profile, PARTS)) from None


def check_profile(profile: Profile, kb: KnowledgeBase, node: Node = NOWHERE, as_of: date | None = None) -> None:
    """See that every id of *profile* is in *kb* and that nothing contradicts it, on the day *as_of* if that is known.

    Raises: InputError: all faults, at their places in *node*.
    """
    wrongs = wrongs_against(profile, kb, as_of)
    if wrongs:
        raise InputError(limited([node.fault(says, *where) for where, says in wrongs]))


def wrongs_against(profile: Profile, kb: KnowledgeBase, as_of: date | None = None) -> list[Wrong]:
    """What ``check_profile`` refuses, after the place where it is."""
    wrongs = (
        *_unknown_ids(profile, kb),
        *_apprentices(profile, kb),
        *_impossible_wishes(profile, kb),
        *_too_many_years(profile, kb),
        *_in_the_future(profile, as_of),
    )
    return [(where, f"{_place(where)} {says}") for where, says in wrongs]


def _place(where: tuple[str | int, ...]) -> str:
    """*where* as a reader spells it; what says so is imported only where something is wrong."""
    from advisor.knowledge.validate import key_path

    return f"'{key_path(where)}'"


def _unknown_ids(profile: Profile, kb: KnowledgeBase) -> Iterator[Wrong]:
    for where, kind, name in _ids(profile):
        if name not in kb.entries[kind] or name in _NOT_TO_NAME:
            known = [each for each in kb.ids(kind) if each not in _NOT_TO_NAME]
            yield where, f"names no {_NOUNS[kind]} that is known: {shown(name)}{_suggestion(kind, name, known)}"


def _suggestion(kind: str, name: str, known: Sequence[str]) -> str:
    if kind == "regions" and name.upper() in TERRITORIES:
        return "; no official figures of this territory are at hand; leave 'state' out"
    if kind == "regions":
        return f"; did you mean '{name.upper()}'?" if name.upper() in known else "; write its two letters, such as OH"
    return did_you_mean(name, known) or f"; 'advisor facts {kind}' lists them"


def _ids(profile: Profile) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """(place, kind, id) of every id that *profile* names."""
    for key, kind in (("state", "regions"), ("role", "roles"), ("employer", "employers"), ("setting", "settings")):
        if (name := getattr(profile, key)) is not None:
            yield (key,), kind, name
    for index, held in enumerate(profile.credentials):
        yield ("credentials", index), "credentials", held.id
    for domain in profile.experience_in:
        yield ("experience_in", domain), "domains", domain
    for key, kind in (("specialties", "specialties"), ("challenges", "challenges"), ("training", "education")):
        yield from (((key, index), kind, name) for index, name in enumerate(getattr(profile, key)))
    for key in ("roles", "specialties", "credentials", "employers"):
        yield from ((("wants", key, index), key, name) for index, name in enumerate(getattr(profile.wants, key)))
    if profile.wants.setting is not None:
        yield ("wants", "setting"), "settings", profile.wants.setting


def _apprentices(profile: Profile, kb: KnowledgeBase) -> Iterator[Wrong]:
    known: Mapping[str, Any] = kb.entries["credentials"]
    held = {each.id for each in profile.credentials}
    for index, each in enumerate(profile.credentials):
        full = known[each.id].apprentice_of if each.id in known else None
        if full in held:
            says = (
                f"is '{each.id}', the apprentice form of '{full}', which is there too; keep the one that you hold now"
            )
            yield ("credentials", index), says


def _impossible_wishes(profile: Profile, kb: KnowledgeBase) -> Iterator[Wrong]:
    known: Mapping[str, Any] = kb.entries["credentials"]
    for index, name in enumerate(profile.wants.credentials):
        entry = known.get(name)
        if entry is not None and entry.apprentice_of is not None:
            yield ("wants", "credentials", index), f"is '{name}', an apprentice form; name '{entry.apprentice_of}'"
        elif entry is not None and entry.kind != "credential":
            yield ("wants", "credentials", index), f"is '{name}', a {entry.kind}; name a coding credential"


def _too_many_years(profile: Profile, kb: KnowledgeBase) -> Iterator[Wrong]:
    domains: Mapping[str, Any] = kb.entries["domains"]
    years = sum(each for domain, each in profile.experience_in.items() if domain in domains and domains[domain].coding)
    told = profile.gives("experience_years")
    most = (profile.experience_years or 0.0) if told else MOST_YEARS
    if years > most + 1e-9:
        limit = f"'experience_years' {most:g}" if told else f"{most:g}"
        yield ("experience_in",), f"adds up to {years:g} coding years, more than {limit}; mend one of them"


def _in_the_future(profile: Profile, as_of: date | None) -> Iterator[Wrong]:
    for index, held in enumerate(profile.credentials):
        if as_of and held.earned and held.earned > as_of:
            yield ("credentials", index, "earned"), f"is {held.earned}, after the day of the advice, {as_of}"
