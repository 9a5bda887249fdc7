"""Random people, as hypothesis strategies and from a seed; keys are left out at random."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile

AS_OF = date(2026, 11, 23)
EMPLOYMENT = ("full_time", "part_time", "per_diem", "seasonal", "unemployed")
EDUCATION = ("none", "high_school", "certificate", "associate", "bachelor", "master")
TRAINING = ("course_80_hours", "practicode", "approved_program", "externship", "registered_apprenticeship")


def random_profile(seed: int, kb: KnowledgeBase, *, told: float = 0.7) -> dict[str, Any]:
    """A profile in which each key is told with the probability *told*; free of contradictions."""
    dice = random.Random(seed)
    full = complete_profile(dice, kb)
    kept = {key: value for key, value in full.items() if dice.random() < told}
    if "experience_in" in kept and "experience_years" not in kept:
        del kept["experience_in"]
    return kept


def complete_profile(dice: random.Random, kb: KnowledgeBase) -> dict[str, Any]:
    """A profile with every key."""
    years = dice.choice([0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 20, 35])
    coding = [each for each in kb.ids("domains") if getattr(kb.get("domains", each), "coding", False)]
    share = dice.choice(coding)
    return {
        "name": f"Person {dice.random()}",
        "state": dice.choice([each for each in kb.ids("regions") if each != "US"]),
        "student": dice.random() < 0.15,
        "employment": dice.choice(EMPLOYMENT),
        "experience_years": years,
        "experience_in": {share: years * dice.choice([0.5, 1])},
        "credentials": credentials(dice, kb),
        "role": dice.choice(kb.ids("roles")),
        "employer": dice.choice(kb.ids("employers")),
        "setting": dice.choice(kb.ids("settings")),
        "specialties": some(dice, kb.ids("specialties"), 2),
        "education": dice.choice(EDUCATION),
        "training": some(dice, TRAINING, 2),
        "current_pay_usd": dice.randrange(30_000, 120_000),
        "accuracy_percent": dice.choice([85, 92, 95, 97]),
        "productivity_percent": dice.choice([80, 95, 100, 110]),
        "challenges": some(dice, kb.ids("challenges"), 3),
        "wants": wants(dice, kb),
    }


def credentials(dice: random.Random, kb: KnowledgeBase) -> list[Any]:
    """Up to four credentials without an apprentice form beside its full one; some expire or are lapsed."""
    chosen = some(dice, kb.ids("credentials"), 4)
    forms = {each: getattr(kb.get("credentials", each), "apprentice_of", None) for each in chosen}
    kept = [each for each in chosen if forms[each] not in chosen]
    return [_held(dice, each) for each in kept]


def _held(dice: random.Random, credential: str) -> Any:
    if dice.random() < 0.7:
        return credential
    expires = dice.choice(["2024-02-28", "2026-03-31", "2026-12-31", "2027-04-30", "2028-09-30"])
    return {"id": credential, "expires": expires}


def some(dice: random.Random, choices: Any, most: int) -> list[Any]:
    """Up to *most* of *choices*."""
    return dice.sample(list(choices), dice.randint(0, min(most, len(choices))))


def wants(dice: random.Random, kb: KnowledgeBase) -> dict[str, Any]:
    """Some wishes."""
    return {
        "roles": some(dice, kb.ids("roles"), 2),
        "specialties": some(dice, kb.ids("specialties"), 1),
        "setting": dice.choice(kb.ids("settings")),
        "target_pay_usd": dice.randrange(40_000, 120_000, 1000),
        "budget_usd": dice.choice([0, 300, 1500, 5000]),
        "hours_per_week": dice.choice([2, 6, 15]),
        "months": dice.choice([6, 12, 36]),
    }


def profile_of(seed: int, kb: KnowledgeBase, *, told: float = 0.7) -> Profile:
    """A random person as a profile."""
    return Profile(**random_profile(seed, kb, told=told))
