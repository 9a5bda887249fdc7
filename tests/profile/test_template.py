"""The template is a profile, commented out."""

from __future__ import annotations

import re

from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile, check_profile
from advisor.profile.model import Wants
from advisor.profile.read import profile_of
from advisor.profile.template import template
from advisor.yamlio import read_text


def loaded(text: str, kb: KnowledgeBase) -> Profile:
    """The profile that *text* spells, checked."""
    node = read_text(text.encode(), "template.yaml")
    profile = profile_of(node)
    check_profile(profile, kb, node)
    return profile


def test_the_template_loads_as_it_is_printed(kb: KnowledgeBase) -> None:
    assert loaded(template(kb), kb) == Profile(name="Sample client")


def test_the_template_without_its_single_marks_has_every_key(kb: KnowledgeBase) -> None:
    profile = loaded(re.sub(r"(?m)^#(?!#)", "", template(kb)), kb)
    assert profile.model_fields_set == set(Profile.model_fields)
    assert profile.wants.model_fields_set == set(Wants.model_fields)


def test_every_choice_is_listed(kb: KnowledgeBase) -> None:
    words = set(re.findall(r"[A-Za-z0-9_]+", template(kb)))
    for kind in ("credentials", "roles", "domains", "employers", "settings", "specialties", "challenges"):
        assert set(kb.ids(kind)) <= words
    assert {"WY", "per_diem", "master", "practicode"} <= words
    assert max(map(len, template(kb).splitlines())) <= 120
