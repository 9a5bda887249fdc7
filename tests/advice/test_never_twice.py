"""What a held credential implies, or proves as well, is advised to nobody, however much they bring and wish for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.service import Advisor
from tests.people import AS_OF

YEARS = 20
RELATIONS = ("implies", "proves_same")


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def pairs(kb: KnowledgeBase, relation: str) -> Iterator[tuple[str, str]]:
    """Each credential with another that holding it makes needless by *relation*."""
    entries: dict[str, Any] = dict(kb.entries["credentials"])
    for mine, entry in entries.items():
        if relation == "implies":
            yield from ((mine, other) for other in entry.implies)
        elif entry.proves_same:
            group = [other for other in entries if entries[other].proves_same == entry.proves_same]
            yield from ((mine, other) for other in group if other != mine)


def bringing_all(kb: KnowledgeBase, held: list[str], wished: str) -> Profile:
    """Someone with every schooling, twenty years in every domain, and money and time for what is *wished*."""
    domains: dict[str, Any] = dict(kb.entries["domains"])
    coding = sum(each.coding for each in domains.values())
    can_be_wished = not getattr(kb.get("credentials", wished), "apprentice_of", None)
    wish = {"credentials": [wished]} if can_be_wished else {}
    schooling = [key for key in kb.ids("education") if getattr(kb.get("education", key), "sort", "") != "level"]
    return Profile.model_validate(
        {
            "employment": "full_time",
            "experience_years": YEARS,
            "experience_in": {key: YEARS / coding if each.coding else YEARS for key, each in domains.items()},
            "role": "coder",
            "credentials": held,
            "education": {"level": "master", "accredited_by": "cahiim"},
            "training": schooling,
            "wants": {**wish, "budget_usd": 9000, "hours_per_week": 15, "months": 36},
        }
    )


def advised(advisor: Advisor, profile: Profile) -> set[str]:
    steps = advisor.advise(profile, as_of=AS_OF, top=100).recommendations
    return {each for step in steps for each in (step.id, *step.alternatives)}


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_is_proved_already_is_not_advised_even_when_wished(advisor: Advisor, relation: str) -> None:
    found = list(pairs(advisor.kb, relation))
    assert len(found) >= 4, "both relations are in use"
    for mine, other in found:
        steps = advised(advisor, bringing_all(advisor.kb, [mine], other))
        assert not steps & {f"earn/{other}", f"clear_apprentice/{other}"}, (mine, other)


@pytest.mark.parametrize("relation", RELATIONS)
def test_the_same_person_without_it_is_advised_what_they_wish(advisor: Advisor, relation: str) -> None:
    others = sorted({other for _, other in pairs(advisor.kb, relation)})
    open_to_all = [each for each in others if f"earn/{each}" in advised(advisor, bringing_all(advisor.kb, [], each))]
    assert len(open_to_all) * 2 >= len(others), f"of {others} only {open_to_all}"
