"""A block of people sets the flags that each of them sets alone."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

pytest.importorskip("numpy")

from advisor.cohort.flags import FlagEncoder
from advisor.cohort.profiles import block_of
from advisor.cohort.told import Reader
from advisor.errors import EngineError
from advisor.inference.told import Encoder
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.template import trainings
from advisor.profile.told import told_facts
from advisor.rulebook import Program
from advisor.rulebook.fact import Op
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest
from advisor.rulebook.vocabulary import FieldKind, Vocabulary
from tests.people import AS_OF, complete_profile

SEED = int(os.environ.get("ADVISOR_SEED") or random.SystemRandom().randrange(10**9))
PEOPLE = 4000
COMPARISONS: tuple[Op, ...] = ("at_least", "at_most", "more_than", "less_than", "is")
NONE_SAID = ("experience_years", "credentials", "role", "employer", "setting", "specialties", "education", "training")


def any_day(dice: random.Random, near: date = AS_OF) -> date:
    """A day, often on, just before or just after *near*, and often the last of a month."""
    day = near + timedelta(days=dice.choice([0, 1, -1, 30, -30, dice.randrange(-1500, 1500)]))
    return (day.replace(day=1) - timedelta(days=1)) if dice.random() < 0.3 else day


def anyone(seed: int, kb: KnowledgeBase) -> Profile:
    """A random person: keys left out, said to be none, or told in every way that a profile allows."""
    dice = random.Random(seed)
    keys: dict[str, Any] = complete_profile(dice, kb)
    keys["credentials"] = [dated(dice, each) for each in keys["credentials"]]
    keys["training"] = dice.sample(trainings(kb), dice.randint(0, 3))
    keys["education"] = dice.choice([keys["education"], studies(dice)])
    keys["wants"]["credentials"] = [each for each in ("cpma", "crc") if dice.random() < 0.3]
    keys["wants"]["employers"] = dice.sample(kb.ids("employers"), dice.randint(0, 2))
    keys["wants"] = {key: value for key, value in keys["wants"].items() if dice.random() < 0.7}
    if dice.random() < 0.3:
        keys["experience_in"] = {each: dice.choice([0, 0.5, 7]) for each in dice.sample(kb.ids("domains"), 4)}
    for key in NONE_SAID:
        if dice.random() < 0.1:
            keys[key] = None
    told = dice.choice([0.2, 0.5, 0.8, 1.0])
    return Profile(**{key: value for key, value in keys.items() if dice.random() < told})


def dated(dice: random.Random, credential: Any) -> Any:
    held = {"id": credential} if isinstance(credential, str) else dict(credential)
    if dice.random() < 0.4:
        held["expires"] = str(any_day(dice))
    if dice.random() < 0.4:
        held["earned"] = str(min(any_day(dice), date.fromisoformat(held.get("expires", "2099-01-01"))))
    return held


def studies(dice: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"level": dice.choice(["high_school", "certificate", "associate", "bachelor", "master"])}
    if found["level"] in ("associate", "bachelor", "master") and dice.random() < 0.6:
        found["accredited_by"] = "cahiim"
    if dice.random() < 0.6:
        found["in_progress"] = True
        if dice.random() < 0.7:
            found["finishes"] = str(any_day(dice))
    return found


def any_program(dice: random.Random, kb: KnowledgeBase, program: Program) -> Program:
    """A Program without rules whose flags ask every told fact in many ways, most of which no rule asks today."""
    flags = dict.fromkeys(program.flags)
    for name in sorted(program.told):
        for _ in range(40):
            kinds = program.vocabulary[name].fields.values()
            flags[Flag(name, tuple(any_test(dice, kind, kb) for kind in kinds))] = None
    return replace(program, flags=tuple(flags), rules=(), always=())


def any_test(dice: random.Random, kind: FieldKind, kb: KnowledgeBase) -> FlagTest:
    if dice.random() < 0.2:
        return None
    if kind.is_number:
        limits = range(len(kind.words)) if kind.words else [-1, 0, 0.5, 1, 2, 3, 6, 7, 24, 80, 95, 100, 300, 1500, 2400]
        return Compared(dice.choice(COMPARISONS), float(dice.choice(limits)))
    return AnyOf(frozenset(dice.choices(kb.ids(kind.kind), k=dice.choice([0, 1, 1, 1, 2, 5]))))


@pytest.mark.parametrize("day", [AS_OF, date(2026, 2, 28), date(2028, 2, 29), date(2027, 12, 31)])
def test_a_block_sets_the_flags_that_each_sets_alone(kb: KnowledgeBase, program: Program, day: date) -> None:
    print(f"ADVISOR_SEED={SEED}")
    people = [Profile(), *(anyone(SEED + number, kb) for number in range(PEOPLE // 4))]
    asking = any_program(random.Random(SEED + day.toordinal()), kb, program)
    found = FlagEncoder(asking).encode(Reader(kb, day).facts(block_of(people, kb)), len(people))
    alone = Encoder(asking)
    for person, profile in enumerate(people):
        expected = alone.encode(told_facts(profile, kb, day)).flags
        certain, possible = found.of(person)
        where = f"ADVISOR_SEED={SEED}, person {person}: {profile.told_keys()}"
        for have, want in ((certain, expected.certain), (possible, expected.possible)):
            assert have == want, f"{[str(asking.flags[n]) for n in have ^ want]} {where}"


def test_a_fact_of_two_ids_is_refused(program: Program) -> None:
    word = replace(
        program.vocabulary["holds"], fields={"credential": FieldKind("credentials"), "role": FieldKind("roles")}
    )
    flag = Flag("holds", (None, None))
    words = Vocabulary({**program.vocabulary.words, "holds": word})
    odd = replace(program, flags=(flag,), rules=(), always=(), vocabulary=words)
    with pytest.raises(EngineError, match="'holds' has more fields than an id and a number"):
        FlagEncoder(odd)


def test_dictionaries_that_come_again_are_remembered(kb: KnowledgeBase, program: Program) -> None:
    encoder, reader = FlagEncoder(program), Reader(kb, AS_OF)
    for people in ([anyone(1, kb)], [anyone(2, kb), anyone(1, kb)], [anyone(2, kb)] * 70):
        found = encoder.encode(reader.facts(block_of(people, kb)), len(people))
        expected = [Encoder(program).encode(told_facts(each, kb, AS_OF)).flags for each in people]
        assert [found.of(n) for n in range(len(people))] == [(each.certain, each.possible) for each in expected]
