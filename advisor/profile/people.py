"""Random people from a seed, for checks and tests: every key is left out now and then, nothing contradicts itself."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, get_args

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.profile.model import Employment, Profile

AS_OF = date(2026, 11, 23)
"""The day that random people are made for: their credentials run out around it."""
RUNS_OUT = (-999, -237, 38, 158, 676)
"""Days from then to the end of a credential; negative where it has lapsed."""
FINISHES = (60, 150, 400)
COMMON = 0.3
"""How often years, and the first credential, are a beginner's, so that these are met among many rarer ones."""
BEGINNING = (0, 0.5, 1, 1.5, 2)
YEARS = (0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 20, 35)
NEAR = 0.3
"""How often a wished credential is one that is held, implied or proved already."""
BESIDE = 0.5
"""How often there are years in work beside coding."""
DEGREES = ("associate", "bachelor", "master")


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
    years = dice.choice(BEGINNING if dice.random() < COMMON else YEARS)
    held = credentials(dice, kb)
    wished = wants(dice, kb, [each if isinstance(each, str) else each["id"] for each in held])
    return {
        "name": f"Person {dice.random()}",
        "state": dice.choice([each for each in kb.ids("regions") if each != "US"]),
        "student": dice.random() < 0.15,
        "employment": dice.choice(get_args(Employment)),
        "experience_years": years,
        "experience_in": _parts(dice, kb, years, wished.get("credentials", ())),
        "credentials": held,
        "role": dice.choice(kb.ids("roles")),
        "employer": dice.choice(kb.ids("employers")),
        "setting": dice.choice(kb.ids("settings")),
        "specialties": some(dice, kb.ids("specialties"), 2),
        "education": _education(dice),
        "training": some(dice, _courses(kb, dice.choice(["course", "programme"])), 3),
        "current_pay_usd": dice.randrange(30_000, 120_000),
        "accuracy_percent": dice.choice([85, 92, 95, 97]),
        "productivity_percent": dice.choice([80, 95, 100, 110]),
        "challenges": some(dice, kb.ids("challenges"), 3),
        "wants": wished,
    }


def _parts(dice: random.Random, kb: KnowledgeBase, years: float, wished: Sequence[str]) -> dict[str, float]:
    """Years in a kind of coding, and now and then in a kind of work beside it, often that of a *wished* credential."""
    coding = [each for each in kb.ids("domains") if getattr(kb.get("domains", each), "coding", False)]
    beside = [each for each in kb.ids("domains") if each not in coding]
    parts = {dice.choice(coding): years * dice.choice([0.5, 1])}
    near = [each for one in wished for each in getattr(kb.get("credentials", one), "domains", ()) if each in beside]
    if dice.random() < BESIDE:
        parts[dice.choice(near or beside)] = float(dice.choice([1, 2, 3, 5, 10]))
    return parts


def _education(dice: random.Random) -> Any:
    """A level, or a degree of an accredited programme, finished or under way."""
    level = dice.choice(EDUCATION_LEVELS)
    if level not in DEGREES or dice.random() < 0.5:
        return level
    if dice.random() < 0.5:
        return {"level": level, "accredited_by": "cahiim"}
    finishes = (AS_OF + timedelta(days=dice.choice(FINISHES))).isoformat()
    return {"level": level, "accredited_by": "cahiim", "in_progress": True, "finishes": finishes}


def _courses(kb: KnowledgeBase, sort: str) -> list[str]:
    """What can be completed: programmes, or courses without a step of their own."""
    return [each for each in kb.ids("education") if getattr(kb.get("education", each), "sort", "") == sort]


def credentials(dice: random.Random, kb: KnowledgeBase) -> list[Any]:
    """Up to four credentials without an apprentice form beside its full one; some run out soon or have lapsed."""
    chosen = some(dice, kb.ids("credentials"), 4)
    if dice.random() < COMMON:
        chosen = list(dict.fromkeys([dice.choice(_first_ones(kb)), *chosen[1 : dice.randint(1, 4)]]))
    forms = {each: getattr(kb.get("credentials", each), "apprentice_of", None) for each in chosen}
    return [_held(dice, each) for each in chosen if forms[each] not in chosen]


def _first_ones(kb: KnowledgeBase) -> list[str]:
    """Apprentice forms, what they become, and entry exams; what is both stands twice, as it is held most."""
    entries: dict[str, Any] = dict(kb.entries["credentials"])
    forms = [each for each, entry in entries.items() if entry.apprentice_of]
    full = [entries[each].apprentice_of for each in forms]
    return [*forms, *full, *(each for each, entry in entries.items() if entry.level == "entry")]


def _exams(kb: KnowledgeBase) -> list[str]:
    """The credentials that can be earned; all, where the knowledge has no steps."""
    found = [each for each in kb.ids("credentials") if f"earn/{each}" in kb.entries["steps"]]
    return found or list(kb.ids("credentials"))


def _near(kb: KnowledgeBase, held: Sequence[str]) -> list[str]:
    """The exams of what is *held*, of what that implies, and of what proves the same."""
    entries: dict[str, Any] = dict(kb.entries["credentials"])
    groups = {entries[each].proves_same for each in held} - {None}
    near = {*held, *(other for each in held for other in entries[each].implies)}
    near |= {each for each, entry in entries.items() if entry.proves_same in groups}
    return [each for each in _exams(kb) if each in near]


def _held(dice: random.Random, credential: str) -> Any:
    if dice.random() < 0.7:
        return credential
    return {"id": credential, "expires": (AS_OF + timedelta(days=dice.choice(RUNS_OUT))).isoformat()}


def some(dice: random.Random, choices: Sequence[str], most: int) -> list[str]:
    """Up to *most* of *choices*."""
    return dice.sample(list(choices), dice.randint(0, min(most, len(choices))))


def wants(dice: random.Random, kb: KnowledgeBase, held: Sequence[str]) -> dict[str, Any]:
    """Some wishes, one of a kind left out now and then; one of three credentials wished for is *held* or near it."""
    wished = {
        "roles": some(dice, kb.ids("roles"), 2),
        "specialties": some(dice, kb.ids("specialties"), 1),
        "credentials": [dice.choice((dice.random() < NEAR and _near(kb, held)) or _exams(kb))],
        "employers": some(dice, kb.ids("employers"), 1),
        "setting": dice.choice(kb.ids("settings")),
        "target_pay_usd": dice.randrange(40_000, 120_000, 1000),
        "budget_usd": dice.choice([0, 300, 1500, 5000]),
        "hours_per_week": dice.choice([2, 6, 15]),
        "months": dice.choice([6, 12, 36]),
    }
    return {key: value for key, value in wished.items() if dice.random() < 0.8}


def profile_of(seed: int, kb: KnowledgeBase, *, told: float = 0.7) -> Profile:
    """A random person as a profile."""
    return Profile(**random_profile(seed, kb, told=told))
