"""How fast each engine matches: ground rules of every topic and level, the same conclusions verified first.

Two tables, people per second, medians of interleaved rounds, and ratios to the plain function:
1. a part of the Program (``--rules``, every topic, all levels), on people who told everything, so that one view serves:
   the plain function, durable, levels, columns, and CLIPS through clipspy;
2. the whole Program on people with gaps, both views: durable, levels, reference, columns, and columns from profile
   columns on (their encoding included).

The plain function is made from the rules by ``plain_function.py``, as nested ``if`` that test what most rules share
first: what one would write by hand, written by a program. ``--show`` prints it.

Run: python benchmarks/engines.py [--rules N] [--people N] [--rounds N] [--json FILE] [--show]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from clips_engine import Clips
from part_of_program import Part, part_of
from plain_function import plain_people, plain_source

from advisor.cohort.derived import BlockInference
from advisor.cohort.profiles import block_of
from advisor.cohort.told import Reader
from advisor.inference.engines import load_engine
from advisor.inference.engines.columns import Views, words_for
from advisor.inference.engines.contract import Fired, Flags
from advisor.inference.infer import Inference
from advisor.inference.told import Encoder
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.load import load_knowledge
from advisor.profile import Profile
from advisor.profile.told import ToldFact, told_facts
from advisor.rulebook import Program
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.order import compile_program

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 23)
BLOCK = 16_384
"""People in a block of columns."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Something that is timed: ``run`` serves ``people`` people."""

    name: str
    people: int
    run: Callable[[], object]


def someone(seed: int, kb: KnowledgeBase, told: float) -> Profile:
    """A random person who tells each key with the probability *told*, and of each credential until when."""
    dice = random.Random(seed)

    def some(kind: str, most: int) -> list[str]:
        return dice.sample(kb.ids(kind), dice.randint(0, most))

    years = dice.choice([0, 0.5, 1, 2, 3, 5, 8, 12, 20])
    forms = {each: getattr(kb.get("credentials", each), "apprentice_of", None) for each in kb.ids("credentials")}
    held = some("credentials", 4)
    domain = dice.choice([each for each in kb.ids("domains") if getattr(kb.get("domains", each), "coding", False)])
    keys: dict[str, Any] = {
        "student": dice.random() < 0.15,
        "employment": dice.choice(["full_time", "part_time", "per_diem", "unemployed"]),
        "experience_years": years,
        "experience_in": {domain: years},
        "credentials": [
            {"id": each, "expires": str(date(2025 + dice.randrange(4), 1 + dice.randrange(12), 28))}
            for each in held
            if forms[each] not in held
        ],
        "role": dice.choice(kb.ids("roles")),
        "employer": dice.choice(kb.ids("employers")),
        "setting": dice.choice(kb.ids("settings")),
        "specialties": some("specialties", 2),
        "education": dice.choice(["none", "high_school", "certificate", "associate", "bachelor", "master"]),
        "training": [each for each in ("course_80_hours", "practicode", "externship") if dice.random() < 0.3],
        "accuracy_percent": dice.choice([85, 92, 95, 97]),
        "productivity_percent": dice.choice([80, 95, 100, 110]),
        "challenges": some("challenges", 3),
        "wants": {
            "roles": some("roles", 2),
            "specialties": some("specialties", 1),
            "setting": dice.choice(kb.ids("settings")),
            "target_pay_usd": 60_000,
            "budget_usd": dice.choice([0, 300, 1500, 5000]),
            "hours_per_week": dice.choice([2, 6, 15]),
            "months": dice.choice([6, 12, 36]),
        },
    }
    return Profile(**{key: value for key, value in keys.items() if dice.random() < told})


def columns_of(people: Sequence[Flags], flags: int, view: str) -> Any:
    """The *view* of *people* as columns of bits."""
    found = np.zeros((flags, words_for(len(people)) * 64), np.bool_)
    for place, told in enumerate(people):
        found[list(getattr(told, view)), place] = True
    return np.packbits(found, axis=1, bitorder="little").view(np.uint64)


def repeated(people: Sequence[Any], count: int) -> list[Any]:
    """*people* again and again until there are *count*."""
    return [people[place % len(people)] for place in range(count)]


def each(run: Callable[[Any], object], people: Sequence[Any]) -> Callable[[], object]:
    """*run* on one of *people* after another."""

    def all_of_them() -> None:
        for one in people:
            run(one)

    return all_of_them


def of_a_part(part: Part, facts: Sequence[Sequence[ToldFact]], show: bool) -> list[Runner]:
    """What is timed on a part of the Program; every engine has been seen to agree."""
    encoder = Encoder(part.program)
    told = [encoder.encode(some).flags for some in facts]
    sure = [Flags(flags.certain, flags.certain) for flags in told]
    source = plain_source(part)
    if show:
        print(source)
    names: dict[str, Any] = {}
    exec(compile(source, "<the plain function>", "exec"), names)
    plain, records = names["conclusions"], plain_people(part, facts)
    durable, levels, columns = (load_engine(name)(part) for name in ("durable", "levels", "columns"))
    clips = Clips(part)
    texts = [clips.facts(flags.certain) for flags in sure]
    column: Any = columns
    block = columns_of(repeated(sure, BLOCK), len(part.program.flags), "certain")
    views = Views(block, block, BLOCK)
    fired = column.run_many(views)
    for place, flags in enumerate(sure):
        expected = levels.run(flags)
        answers = {
            "durable": durable.run(flags),
            "columns": Fired(*fired.of(place)),
            "the plain function": one_view(plain(records[place])),
            "CLIPS": one_view(clips.run(texts[place])),
        }
        for name, answer in answers.items():
            if answer != expected:
                sys.exit(f"engines.py: {name} differs on person {place}: {answer.certain ^ expected.certain}")
    return [
        Runner("plain function", len(records), each(plain, records)),
        Runner("durable", len(sure), each(durable.run, sure)),
        Runner("levels", len(sure), each(levels.run, sure)),
        Runner("columns", BLOCK, lambda: column.run_many(views)),
        Runner("CLIPS", len(texts), each(clips.run, texts)),
    ]


def one_view(rules: Sequence[int]) -> Fired:
    """*rules*, each of which must stand there once, as what fires in both views."""
    if len(rules) != len(set(rules)):
        sys.exit("engines.py: a rule fired more than once")
    return Fired(frozenset(rules), frozenset(rules))


def of_the_whole(program: Program, profiles: Sequence[Profile], few: int) -> list[Runner]:
    """What is timed on the whole Program; every engine has been seen to agree."""
    facts = [told_facts(profile, program.kb, DAY) for profile in profiles]
    engines = {name: Inference(program, name) for name in ("durable", "levels", "reference")}
    encoder = Encoder(program)
    told = [encoder.encode(some) for some in facts]
    cohort, reader = BlockInference(program), Reader(program.kb, DAY)
    block = block_of(repeated(profiles, BLOCK), program.kb)
    derived = cohort.run(block, reader)
    for place, some in enumerate(facts):
        expected = engines["levels"].run(some)
        answers = {"durable": engines["durable"].run(some), "columns": derived.derivation(place)}
        if place < few:
            answers["reference"] = engines["reference"].run(some)
        for name, answer in answers.items():
            if answer != expected:
                sys.exit(f"engines.py: {name} differs on person {place}")
    column: Any = load_engine("columns")(program)
    many, wide = [one.flags for one in repeated(told, BLOCK)], len(program.flags)
    views = Views(columns_of(many, wide, "certain"), columns_of(many, wide, "possible"), BLOCK)
    flags = [one.flags for one in told]
    return [
        Runner("durable, both views", len(flags), each(engines["durable"].engine.run, flags)),
        Runner("levels, both views", len(flags), each(engines["levels"].engine.run, flags)),
        Runner("reference, both views", few, each(engines["reference"].engine.run, told[:few])),
        Runner("columns, both views", BLOCK, lambda: column.run_many(views)),
        Runner("columns, encoded and matched", BLOCK, lambda: cohort.run(block, reader)),
    ]


def timed(runners: Sequence[Runner], rounds: int) -> dict[str, float]:
    """People per second by name: the medians of *rounds* in which all take their turns."""
    found: dict[str, list[float]] = {runner.name: [] for runner in runners}
    for _ in range(rounds):
        for runner in runners:
            start = time.perf_counter()
            runner.run()
            found[runner.name].append(runner.people / (time.perf_counter() - start))
    return {name: statistics.median(rates) for name, rates in found.items()}


def report(rates: dict[str, float], plain: float) -> None:
    """Print a table."""
    for name, rate in rates.items():
        print(f"  {name:<30} {rate:>12,.0f} people/s {rate / plain:>12.4f} x the plain function")


def main() -> None:
    """Verify, time, print, and write what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=240, help="ground rules of the part, at least (default 240)")
    parser.add_argument("--people", type=int, default=500, help="people to verify and to time (default 500)")
    parser.add_argument("--rounds", type=int, default=9, help="turns of each engine (default 9)")
    parser.add_argument("--json", type=Path, default=Path("engines.json"), help="where to write (engines.json)")
    parser.add_argument("--show", action="store_true", help="print the plain function")
    options = parser.parse_args()
    kb = load_knowledge([ROOT / "kb"]).kb
    book = load_rulebook([ROOT / "rules"], kb)
    program = compile_program(kb, book.vocabulary, book.rules)
    part = part_of(program, options.rules)
    sure = [told_facts(someone(seed, kb, 1.0), kb, DAY) for seed in range(options.people)]
    print(f"{len(part.rules)} of {len(program.rules)} ground rules, {part.topics} topics, {len(part.levels)} levels")
    of_part = timed(of_a_part(part, sure, options.show), options.rounds)
    plain = of_part["plain function"]
    report(of_part, plain)
    print(f"  durable is {of_part['durable'] / of_part['CLIPS']:.2f} x as fast as CLIPS (at least 3)")
    print(f"all {len(program.rules)} ground rules, people with gaps")
    people = [someone(seed, kb, random.Random(seed).choice([0.4, 0.7, 1.0])) for seed in range(options.people)]
    whole = timed(of_the_whole(program, people, min(20, options.people)), options.rounds)
    report(whole, plain)
    found = {
        "rules_of_part": len(part.rules),
        "rules": len(program.rules),
        "people_verified": options.people,
        "rounds": options.rounds,
        "people_per_second": {**of_part, **whole},
        "durable_to_clips": of_part["durable"] / of_part["CLIPS"],
    }
    options.json.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
