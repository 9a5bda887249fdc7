"""Every engine finds the same facts by the same rules, for everyone."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from advisor.inference.derivation import Derivation
from advisor.inference.engines import engine_names
from advisor.inference.infer import Inference
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.told import ToldFact, told_facts
from advisor.rulebook import Program
from advisor.rulebook.load import Rulebook
from advisor.rulebook.order import compile_program
from tests.people import AS_OF, complete_profile, profile_of, random_profile

PEOPLE = 2000
SEED = int(os.environ.get("ADVISOR_SEED") or random.SystemRandom().randrange(10**9))
OTHERS = [name for name in engine_names() if name != "reference"]


@pytest.fixture(scope="module")
def inferences(program: Program) -> dict[str, Inference]:
    return {name: Inference(program, name) for name in engine_names()}


def facts_of(seed: int, kb: KnowledgeBase) -> tuple[ToldFact, ...]:
    told = random.Random(seed).choice([0.3, 0.6, 0.8, 1.0])
    return told_facts(profile_of(seed, kb, told=told), kb, AS_OF)


def test_engines_agree_on_two_thousand_random_people(inferences: dict[str, Inference], kb: KnowledgeBase) -> None:
    print(f"ADVISOR_SEED={SEED}")
    for seed in range(SEED, SEED + PEOPLE):
        facts = facts_of(seed, kb)
        expected = inferences["reference"].run(facts)
        for name in OTHERS:
            assert inferences[name].run(facts) == expected, f"engine {name}, ADVISOR_SEED={seed}"


def everything(kb: KnowledgeBase, program: Program) -> list[ToldFact]:
    """A person to whom everything applies: every id of every told fact, and every number that a test asks."""
    found: list[ToldFact] = []
    for name in program.vocabulary:
        word = program.vocabulary[name]
        if not word.told:
            continue
        fields = list(word.fields.items())
        ids = kb.ids(fields[0][1].kind) if fields and not fields[0][1].is_number else (None,)
        for entry_id in ids:
            for number in (0.0, 3.0, 30.0, 96.0):
                values = [
                    entry_id if kind.kind in kb.entries and entry_id else (kind.words[-1] if kind.words else number)
                    for _, kind in fields
                ]
                found.append(ToldFact(name, tuple((f, v) for (f, _), v in zip(fields, values, strict=True)), True))
    return list(dict.fromkeys(found))


def test_engines_agree_on_one_to_whom_everything_applies(
    inferences: dict[str, Inference], kb: KnowledgeBase, program: Program
) -> None:
    facts = everything(kb, program)
    expected = inferences["reference"].run(facts)
    assert len(expected.certain) > 50
    for name in OTHERS:
        assert inferences[name].run(facts) == expected, name


def test_engines_agree_on_one_of_whom_nothing_is_known(inferences: dict[str, Inference], kb: KnowledgeBase) -> None:
    facts = told_facts(Profile(), kb, AS_OF)
    expected = inferences["reference"].run(facts)
    assert expected.certain < expected.possible
    for name in OTHERS:
        assert inferences[name].run(facts) == expected, name


@pytest.mark.parametrize("name", engine_names())
def test_the_order_of_facts_means_nothing(name: str, inferences: dict[str, Inference], kb: KnowledgeBase) -> None:
    for seed in range(30):
        facts = list(facts_of(seed, kb))
        expected = inferences[name].run(facts)
        random.Random(seed).shuffle(facts)
        assert inferences[name].run(facts) == expected


def test_the_order_of_rules_and_of_their_conditions_means_nothing(
    kb: KnowledgeBase, rulebook: Rulebook, inferences: dict[str, Inference]
) -> None:
    dice = random.Random(7)
    rules = [replace(rule, when=tuple(dice.sample(rule.when, len(rule.when)))) for rule in rulebook.rules]
    dice.shuffle(rules)
    shuffled = Inference(compile_program(kb, rulebook.vocabulary, rules), "levels")
    for seed in range(100):
        assert shuffled.run(facts_of(seed, kb)) == inferences["levels"].run(facts_of(seed, kb))


UNKNOWN_KEYS = ("credentials", "experience_years", "experience_in", "employer", "setting", "specialties")


def test_whatever_is_told_later_lies_between_what_was_certain_and_what_was_possible(
    inferences: dict[str, Inference], kb: KnowledgeBase
) -> None:
    engine = inferences["levels"]
    for seed in range(400):
        profile = random_profile(seed, kb, told=0.6)
        before = engine.run(told_facts(Profile(**profile), kb, AS_OF))
        later = complete_profile(random.Random(seed + 10**6), kb)
        completed = _completed(profile, later)
        after = engine.run(told_facts(Profile(**completed), kb, AS_OF))
        assert before.certain <= after.certain, f"seed {seed}: {sorted(before.certain - after.certain, key=str)}"
        assert after.certain <= before.possible, f"seed {seed}: {sorted(after.certain - before.possible, key=str)}"


def _completed(profile: dict[str, object], later: dict[str, object]) -> dict[str, object]:
    """*profile* with the keys that read as unknown; what reads as no, and what is presumed, stays."""
    added = {key: later[key] for key in UNKNOWN_KEYS if key not in profile}
    if profile.get("student") or "experience_years" in profile:
        added.pop("experience_in", None)
    if profile.get("student"):
        added.pop("credentials", None)
        added.pop("experience_years", None)
    if "experience_years" in profile and "experience_in" not in profile:
        added.pop("experience_in", None)
    return {**profile, **added}


def test_eight_threads_that_share_an_engine_each_get_their_own(
    inferences: dict[str, Inference], kb: KnowledgeBase
) -> None:
    people = [facts_of(seed, kb) for seed in range(200)]
    for name in OTHERS:
        expected = [inferences[name].run(facts) for facts in people]

        def serve(offset: int, name: str = name, expected: list[Derivation] = expected) -> int:
            order = [(offset + 131 * step) % len(people) for step in range(len(people))]
            return sum(inferences[name].run(people[n]) != expected[n] for n in order)

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(serve, range(0, 200, 25))) == 0, name
