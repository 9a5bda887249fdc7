"""Profiles from files, and profiles against the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from advisor.errors import Fault, InputError, did_you_mean, shown
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.domains import Domain
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.faults import NOWHERE, faults_in, limited
from advisor.profile.model import PARTS, Profile
from advisor.yamlio import Node, read_node

Where = tuple[str | int, ...]


def read_profile(path: str, kb: KnowledgeBase) -> Profile:
    """The profile in the file at *path* (``-``: standard input), every id in *kb*.

    Raises: InputError: it cannot be read or is wrong; every fault with file, line and column.
    """
    node = read_node(path)
    plain = node.plain()
    if not isinstance(plain, dict):
        raise InputError([node.fault("a profile is a mapping of keys and values")])
    try:
        profile = Profile.model_validate(plain)
    except ValidationError as error:
        raise InputError(faults_in(error, node, Profile, PARTS)) from None
    check_profile(profile, kb, node)
    return profile


def check_profile(profile: Profile, kb: KnowledgeBase, node: Node = NOWHERE) -> None:
    """See that every id of *profile* is in *kb* and that nothing contradicts it.

    Raises: InputError: all faults, at their places in *node*.
    """
    faults = [*_unknown_ids(profile, kb, node), *_contradictions(profile, kb, node)]
    if faults:
        raise InputError(limited(faults))


def _unknown_ids(profile: Profile, kb: KnowledgeBase, node: Node) -> Iterator[Fault]:
    for where, kind, name in _ids(profile):
        known = [each for each in kb.ids(kind) if kind != "regions" or each != "US"]
        if name not in known:
            what = "states" if kind == "regions" else kind
            yield node.fault(f"{what} has no {shown(name)}{did_you_mean(name, known)}", *where)


def _ids(profile: Profile) -> Iterator[tuple[Where, str, str]]:
    """(place, kind, id) of every id that *profile* names."""
    single = {"state": "regions", "role": "roles", "employer": "employers", "setting": "settings"}
    for key, kind in single.items():
        if (name := getattr(profile, key)) is not None:
            yield (key,), kind, name
    for index, held in enumerate(profile.credentials):
        yield ("credentials", index, "id"), "credentials", held.id
    for domain in profile.experience_in:
        yield ("experience_in", domain), "domains", domain
    for key, kind in {"specialties": "specialties", "challenges": "challenges", "training": "education"}.items():
        yield from (((key, index), kind, name) for index, name in enumerate(getattr(profile, key)))
    for key in ("roles", "specialties", "credentials", "employers"):
        yield from ((("wants", key, index), key, name) for index, name in enumerate(getattr(profile.wants, key)))
    if profile.wants.setting:
        yield ("wants", "setting"), "settings", profile.wants.setting


def _contradictions(profile: Profile, kb: KnowledgeBase, node: Node) -> Iterator[Fault]:
    held = {each.id for each in profile.credentials}
    for index, each in enumerate(profile.credentials):
        entry = kb.entries["credentials"].get(each.id)
        full = entry.apprentice_of if isinstance(entry, Credential) else None
        if full in held:
            says = f"'{each.id}' is the apprentice form of '{full}', which is there too; keep the one that you hold now"
            yield node.fault(says, "credentials", index)
    yield from _too_many_years(profile, kb, node)


def _too_many_years(profile: Profile, kb: KnowledgeBase, node: Node) -> Iterator[Fault]:
    if profile.experience_years is None:
        return
    coding = {each.id for each in kb.entries["domains"].values() if isinstance(each, Domain) and each.coding}
    years = sum(years for domain, years in profile.experience_in.items() if domain in coding)
    if years > profile.experience_years + 1e-9:
        says = f"adds up to {years:g} coding years, more than 'experience_years' {profile.experience_years:g}"
        yield node.fault(f"'experience_in' {says}; mend one of them", "experience_in")
