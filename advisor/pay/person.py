"""What the pay model reads of a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.roles import Role
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.told import ToldFact

CODER = "coder"
UNEMPLOYED = "unemployed"


@dataclass(frozen=True, slots=True)
class Person:
    """None is unknown. ``full`` counts credentials without an apprentice mark, as surveys do; ``held`` names them.

    ``apprentice`` says whether an apprentice form is held and no full credential.
    """

    state: str | None = None
    years: float | None = None
    full: int | None = None
    held: tuple[str, ...] = ()
    apprentice: bool = False
    role: str | None = None
    employer: str | None = None
    setting: str | None = None
    education: str | None = None
    specialties: tuple[str, ...] | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known that makes other people alike: no years, no credentials, no job."""
        return self.years is None and self.full is None and self.role is None

    def in_a_coding_job(self, last: bool) -> Person:
        """The same person in a coding job that they would enter: their first, or one more with the years they have.

        *last*: whether the job that is told is a coding job that was theirs until now.
        """
        role = self.role if last and self.years else CODER
        return replace(self, years=self.years or 0.0, role=role, employer=None, specialties=None)


def person_of(profile: Profile, told: Iterable[ToldFact], kb: KnowledgeBase) -> Person:
    """What *profile* and the facts *told* from it say of pay; the name is not looked at."""
    facts = [fact for fact in told if fact.certain]
    values = {fact.name: dict(fact.fields) for fact in facts}
    held = tuple(sorted(str(dict(fact.fields)["credential"]) for fact in facts if fact.name == "holds"))
    kept = tuple(each for each in held if _is_full(kb, each))
    count = values.get("credentials_held", {}).get("count")
    years = values.get("experience", {}).get("years")
    level = values.get("education", {}).get("level")
    told_education = profile.gives("education") or profile.gives("training")
    return Person(
        profile.state,
        years if isinstance(years, float) else None,
        len(kept) if isinstance(count, float) else None,
        kept,
        bool(held) and not kept and any(_is_marked(kb, each) for each in held),
        profile.role,
        profile.employer,
        profile.setting,
        str(level) if told_education and isinstance(level, str) else None,
        profile.specialties if profile.gives("specialties") else None,
    )


def had_coding_job(profile: Profile, kb: KnowledgeBase) -> bool:
    """Whether the job that *profile* names is a coding job that came to an end."""
    entry = kb.entries["roles"].get(profile.role or "")
    return profile.employment == UNEMPLOYED and isinstance(entry, Role) and entry.codes


def is_licence_without_coding(person: Person, profile: Profile, kb: KnowledgeBase) -> bool:
    """Whether this is someone with a clinical licence who is not known to have coded for pay."""
    licensed = any(_kind(kb, each.id) == "licence" for each in profile.credentials)
    return licensed and not person.years


def _is_full(kb: KnowledgeBase, credential: str) -> bool:
    return _kind(kb, credential) == "credential" and not _is_marked(kb, credential)


def _is_marked(kb: KnowledgeBase, credential: str) -> bool:
    entry = kb.entries["credentials"].get(credential)
    return isinstance(entry, Credential) and entry.apprentice_of is not None


def _kind(kb: KnowledgeBase, credential: str) -> str | None:
    entry = kb.entries["credentials"].get(credential)
    return entry.kind if isinstance(entry, Credential) else None
