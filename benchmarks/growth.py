"""What ten times the knowledge costs: compile time, one person, and the rate of a cohort at 1, 3 and 10 times.

Knowledge is grown by worlds: every credential, specialty, role, strategy and challenge once more under another id, with
all references among them moved along, and every rule that names such an id once more for each world, over the entries
of that world alone. Rules that speak of kinds ground themselves over all. People are spread over the worlds: who is of
the third holds, has and wishes what the third has. Sizes take turns, medians are printed.
Each turn of a cohort takes people who were not served before, after as many others. As in the commands, garbage is not
collected while knowledge is loaded, and what is loaded is never looked at again.

Run: python benchmarks/growth.py [--quick] [--times N…] [--people N] [--rounds N] [--json FILE]
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml
from cohort import DAY, ROOT
from crowds import KINDS
from pyarrow import compute as pc
from pyarrow import parquet

from advisor.cohort.desk import Desk
from advisor.cohort.formats.parquet import Source
from advisor.cohort.records import Wrongs, person, record_of
from advisor.cohort.settings import BLOCK, COLUMNS_ENGINE, Settings
from advisor.cohort.staff import loading
from advisor.knowledge.load import load_knowledge
from advisor.profile import Profile
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.order import compile_program
from advisor.service import Advisor

TOP = 5
GROWN = ("credentials", "specialties", "roles", "strategies", "challenges")
ALSO_OTHERS = ("risk_adjustment", "productivity", "first_job")
"""Ids of what is grown that name something else too: they stay as they are, and serve all worlds."""
NAMES = re.compile(r"^((?:title|abbreviation): .*?)(['\"]?)$", re.MULTILINE)
PROOFS = re.compile(r"(proves_same: \w+)$", re.MULTILINE)
FEW = 60
"""People who are advised one by one."""


@dataclass(frozen=True, slots=True)
class Size:
    """Knowledge so many ``times`` as large, with what is measured on it: seconds, or seconds a person."""

    times: int
    entries: int
    ground_rules: int
    measures: Mapping[str, Callable[[], float]]


def grown(times: int, folder: Path) -> tuple[list[str], list[str]]:
    """Folders to lay over the built-in ones; none where *times* is 1."""
    if times == 1:
        return [], []
    plain = set(ids())
    names = re.compile(
        r"(?<!effect: )(?<![\w.$-])(" + "|".join(sorted(plain, key=len, reverse=True)) + r")(?![\w.-]|:\s)",
        re.MULTILINE,
    )
    for world in range(1, times):
        for kind in GROWN:
            for path in sorted((ROOT / "kb" / kind).glob("*.yaml")):
                if path.stem in plain:
                    put(folder / "kb" / kind / f"{path.stem}_{world}.yaml", moved(path, names, world))
        for path in sorted((ROOT / "rules").glob("*/*.yaml")):
            rule = yaml.safe_load(path.read_text(encoding="utf-8"))
            body = {key: rule[key] for key in ("for_each", "when", "then") if key in rule}
            if names.search(yaml.safe_dump(body, sort_keys=False)):
                text = yaml.safe_dump({**rule, **of_world(body, names, world)}, sort_keys=False, width=999)
                put(folder / "rules" / path.parent.name / f"{path.stem}_{world}.yaml", text)
    return [str(folder / "kb")], [str(folder / "rules")]


def of_world(body: dict[str, Any], names: re.Pattern[str], world: int) -> dict[str, Any]:
    """What a rule says, of the entries of one *world*."""
    renamed = yaml.safe_load(in_ids(yaml.safe_dump(body, sort_keys=False), names, world))
    sources = renamed.get("for_each", {})
    return {**renamed, **({"for_each": {each: narrowed(sources[each], world) for each in sources}} if sources else {})}


def narrowed(source: Any, world: int) -> Any:
    """The *source* of a variable, without what is of another world."""
    tests = source if isinstance(source, dict) else {"in": source}
    if tests["in"] == "steps":
        return {**tests, "target": {"one_of": [each for kind in GROWN for each in ids_of(kind, world)]}}
    others = tests.get("id", {})
    if tests["in"] not in GROWN or not isinstance(others, dict) or "is_not" in others:
        return source
    left = set(others.get("none_of", ()))
    mine = [each for each in ids_of(tests["in"], world) if each not in left]
    return {**tests, "id": {"one_of": others.get("one_of", mine)}}


def ids_of(kind: str, world: int) -> list[str]:
    """The ids of a grown *kind* in one world."""
    stems = (path.stem for path in sorted((ROOT / "kb" / kind).glob("*.yaml")))
    return [each if each in ALSO_OTHERS else f"{each}_{world}" for each in stems]


def ids() -> Iterator[str]:
    """The ids of what is grown."""
    for kind in GROWN:
        yield from (path.stem for path in (ROOT / "kb" / kind).glob("*.yaml") if path.stem not in ALSO_OTHERS)


def moved(path: Path, names: re.Pattern[str], world: int) -> str:
    """The text of *path*, speaking of another *world*; names that must not stand twice are numbered too."""
    return NAMES.sub(rf"\1 {world}\2", in_ids(path.read_text(encoding="utf-8"), names, world))


def in_ids(text: str, names: re.Pattern[str], world: int) -> str:
    """*text* with the ids of another *world*."""
    return PROOFS.sub(rf"\1_{world}", names.sub(rf"\1_{world}", text))


def put(path: Path, text: str) -> None:
    """Write *text* to *path*, whose folder may not be there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def spread(table: Any, times: int) -> Any:
    """The people of *table*, spread over so many worlds."""
    known = set(ids())
    for at, name in enumerate(table.column_names):
        if name not in ("credentials", "role", "specialties", "challenges", "wants_roles", "wants_credentials"):
            continue
        words = table[name].combine_chunks().dictionary_encode()
        texts = [[in_world(each, world, known) for each in words.dictionary.to_pylist()] for world in range(times)]
        codes = pc.add(words.indices, pa.array([len(texts[0]) * (n % times) for n in range(len(words))], pa.int32()))
        moved_words = pa.array([each for some in texts for each in some], pa.string())
        table = table.set_column(at, name, pa.DictionaryArray.from_arrays(codes, moved_words).cast(pa.string()))
    return table


def in_world(cell: str, world: int, known: set[str]) -> str:
    """A *cell* of ids as another *world* has it."""
    return ";".join(f"{each}_{world}" if world and each in known else each for each in cell.split(";"))


def size(times: int, people: int, rounds: int, folder: Path) -> Size:
    """What is measured at so many *times* the knowledge, in so many *rounds* after a first one."""
    kb_folders, rule_folders = grown(times, folder)

    def compiled() -> Any:
        with loading():
            kb = load_knowledge([ROOT / "kb", *map(Path, kb_folders)]).kb
            book = load_rulebook([ROOT / "rules", *map(Path, rule_folders)], kb)
            return kb, compile_program(kb, book.vocabulary, book.rules)

    kb, program = compiled()
    path = folder / "people.parquet"
    block = min(people, BLOCK)
    turn = math.ceil(people / block)
    parquet.write_table(spread(KINDS["likely"](turn * block * (rounds + 1), kb), times), path)
    settings = Settings(str(path), "out.parquet", COLUMNS_ENGINE, TOP, DAY, 0, tuple(kb_folders), tuple(rule_folders))
    desk = Desk(settings, print)
    source = Source(str(path), block)
    blocks, keys = list(source), desk.keys(source.header)
    profiles = profiles_of(blocks[0][0], keys, kb)
    advisors = {engine: Advisor(kb_folders, rule_folders, engine) for engine in ("durable", "levels")}

    left = iter(blocks)

    def cohort() -> None:
        for some, _ in islice(left, turn):
            done = desk.work(some, 1, keys, {}, -1)
            if done.people != block:
                sys.exit(f"growth.py: rows are refused: {done.refused[:1]}")

    measures = {
        "load and compile": lambda: timed(compiled),
        **{f"one person, {name}": one_by_one(each, profiles) for name, each in advisors.items()},
        "a cohort": lambda: timed(cohort) / (turn * block),
    }
    cohort()
    return Size(times, sum(len(each) for each in kb.entries.values()), len(program.rules), measures)


def profiles_of(block: Any, keys: Any, kb: Any) -> list[Profile]:
    """The first people of *block*."""
    columns = [column.to_pylist() for column in block.rows.slice(0, FEW).columns]
    found = [person(record_of(1, zip(keys, row, strict=True)), kb, DAY) for row in zip(*columns, strict=True)]
    return [each for each in found if not isinstance(each, Wrongs)]


def one_by_one(advisor: Advisor, profiles: Sequence[Profile]) -> Callable[[], float]:
    """Seconds a person of *advisor*."""
    return lambda: timed(lambda: [advisor.advise(each, as_of=DAY, top=TOP) for each in profiles]) / len(profiles)


def timed(run: Callable[[], object]) -> float:
    """Seconds that *run* takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Grow, time in turns, print, and write what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 3, 10], help="how often the knowledge (1 3 10)")
    parser.add_argument("--people", type=int, default=65_536, help="in a turn, in whole blocks (default 65,536)")
    parser.add_argument("--rounds", type=int, default=5, help="turns (default 5)")
    parser.add_argument("--quick", action="store_true", help="1 and 3 times, few people, one turn: a look, no measure")
    parser.add_argument("--json", type=Path, default=Path("growth.json"), help="where to write (growth.json)")
    options = parser.parse_args()
    if options.quick:
        options.times, options.people, options.rounds = [1, 3], 8_192, 1
    with tempfile.TemporaryDirectory() as name:
        folders = {times: Path(name) / str(times) for times in options.times}
        for folder in folders.values():
            folder.mkdir()
        sizes = [size(times, options.people, options.rounds, folder) for times, folder in folders.items()]
        gc.freeze()
        taken: dict[int, dict[str, list[float]]] = {each.times: {m: [] for m in each.measures} for each in sizes}
        for _ in range(options.rounds):
            for each in sizes:
                for measure, seconds in each.measures.items():
                    taken[each.times][measure].append(seconds())
        report(sizes, taken, options.json)


def report(sizes: Sequence[Size], taken: Mapping[int, Mapping[str, Sequence[float]]], path: Path) -> None:
    """Print medians and their ratios to the first size, and write them to *path*."""
    found = []
    first = {name: statistics.median(each) for name, each in taken[sizes[0].times].items()}
    for each in sizes:
        medians = {name: statistics.median(seconds) for name, seconds in taken[each.times].items()}
        ratios = {name: seconds / first[name] for name, seconds in medians.items()}
        print(f"{each.times} x the knowledge: {each.entries:,} entries, {each.ground_rules:,} ground rules")
        for name, seconds in medians.items():
            aim = " (at most 4 at 10)" if name == "a cohort" else ""
            print(f"  {name:<22} {seconds * 1e6:>14,.1f} us {ratios[name]:>8.2f} x the first{aim}")
        sort = {"times": each.times, "entries": each.entries, "ground_rules": each.ground_rules}
        found.append({**sort, "seconds": medians, "to_first": ratios})
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
