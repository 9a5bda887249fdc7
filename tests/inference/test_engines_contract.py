"""Every engine derives what a naive interpreter of the same rules derives, whoever asks and however often."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import EngineError, InputError
from advisor.inference import engines
from advisor.inference.engines import engine_names, load_engine
from advisor.inference.engines.contract import Engine, Fired, Flags
from advisor.inference.engines.levels import Engine as Levels

ROOT = Path(__file__).resolve().parents[2]
NEEDS = {"levels": "", "durable": "durable_rules_engine", "columns": "numpy"}
"""The engines that read flags, with the module that each cannot do without."""
HERE = [name for name, module in NEEDS.items() if not module or find_spec(module)]
NOTHING = Flags(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Ground:
    needs: tuple[int, ...]
    blocks: tuple[int, ...]
    sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    rules: tuple[Ground, ...]
    levels: tuple[tuple[int, ...], ...]


def naive(program: Rules, told: Flags) -> Fired:
    """What fires, read off the definition of the two views."""
    certain, possible = set(told.certain), set(told.possible)
    fired: list[int] = []
    may_fire: list[int] = []
    for level in program.levels:
        sure = [n for n in level if _fires(program.rules[n], certain, possible)]
        may = [n for n in level if _fires(program.rules[n], possible, certain)]
        certain |= {flag for n in sure for flag in program.rules[n].sets}
        possible |= {flag for n in may for flag in program.rules[n].sets}
        fired += sure
        may_fire += may
    return Fired(frozenset(fired), frozenset(may_fire))


def _fires(rule: Ground, flags: set[int], against: set[int]) -> bool:
    return all(flag in flags for flag in rule.needs) and not any(flag in against for flag in rule.blocks)


def random_program(random: Random, rules_per_level: int, told: int) -> Rules:
    """Five levels over flags 0 … told-1 and those that lower levels set; a few rules need nothing."""
    rules: list[Ground] = []
    levels: list[tuple[int, ...]] = []
    readable, next_flag = list(range(told)), told
    for _ in range(5):
        new: list[int] = []
        for _ in range(rules_per_level):
            sets = tuple(range(next_flag, next_flag + random.choice([0, 1, 1, 2])))
            next_flag += len(sets)
            new += sets
            needs = random.sample(readable, random.choice([0, 1, 1, 1, 2, 2, 3, 4]))
            blocks = random.sample(readable, random.choice([0, 0, 0, 1, 2, 6]))
            rules.append(Ground(tuple(needs), tuple(blocks), sets))
        levels.append(tuple(range(len(rules) - rules_per_level, len(rules))))
        readable += new
    return Rules(tuple(rules), tuple(levels))


def random_told(random: Random, told: int) -> Flags:
    share, doubt = random.random(), random.choice([0, 0.1, 0.5, 1])
    possible = frozenset(flag for flag in range(told) if random.random() < share)
    return Flags(frozenset(flag for flag in possible if random.random() >= doubt), possible)


@pytest.fixture
def durable() -> Any:
    """The module of the engine 'durable'; without its C module these tests are left out."""
    pytest.importorskip("durable_rules_engine")
    return import_module("advisor.inference.engines.durable")


@pytest.fixture(params=NEEDS)
def engine_of(request: pytest.FixtureRequest) -> Callable[[Rules], Engine]:
    if NEEDS[request.param]:
        pytest.importorskip(NEEDS[request.param])
    return load_engine(request.param)


@pytest.mark.parametrize("seed", range(8))
def test_engines_derive_what_the_definition_says(engine_of: Callable[[Rules], Engine], seed: int) -> None:
    random = Random(seed)
    told = random.choice([12, 60, 300])
    program = random_program(random, random.choice([20, 75, 130]), told)
    engine = engine_of(program)
    for _ in range(25):
        flags = random_told(random, told)
        assert engine.run(flags) == naive(program, flags)


@st.composite
def small_programs(draw: st.DrawFn) -> Rules:
    rules: list[Ground] = []
    levels: list[tuple[int, ...]] = []
    readable = 4
    for _ in range(draw(st.integers(0, 3))):
        known = st.lists(st.integers(0, readable - 1), max_size=3).map(tuple)
        level = draw(st.lists(st.tuples(known, known), max_size=4))
        levels.append(tuple(range(len(rules), len(rules) + len(level))))
        rules += [Ground(needs, blocks, (readable + n,)) for n, (needs, blocks) in enumerate(level)]
        readable += len(level)
    return Rules(tuple(rules), tuple(levels))


@settings(max_examples=80, deadline=None)
@given(small_programs(), st.frozensets(st.integers(0, 3)), st.frozensets(st.integers(0, 3)))
def test_engines_agree_on_the_smallest_programs(program: Rules, certain: frozenset[int], more: frozenset[int]) -> None:
    told = Flags(certain, certain | more)
    for name in HERE:
        assert load_engine(name)(program).run(told) == naive(program, told)


def test_every_completion_lies_between_certain_and_possible(engine_of: Callable[[Rules], Engine]) -> None:
    random = Random(5)
    program = random_program(random, 40, 30)
    engine = engine_of(program)
    for _ in range(60):
        flags = random_told(random, 30)
        doubtful = sorted(flags.possible - flags.certain)
        told = flags.certain | frozenset(flag for flag in doubtful if random.random() < 0.5)
        found, bounds = engine.run(Flags(told, told)), engine.run(flags)
        assert bounds.certain <= found.certain == found.possible <= bounds.possible


def test_three_thousand_rules_that_all_apply_fire_each_once(engine_of: Callable[[Rules], Engine]) -> None:
    random, never = Random(6), 10**6
    program = random_program(random, 600, 200)
    everything = Rules(
        tuple(Ground(r.needs, tuple(never + flag for flag in r.blocks), r.sets) for r in program.rules), program.levels
    )
    told = frozenset(range(200))
    every = frozenset(range(3000))
    assert engine_of(everything).run(Flags(told, told)) == Fired(every, every)
    assert engine_of(everything).run(Flags(frozenset(), told)).possible == every


def test_nothing_fires_where_nothing_applies(engine_of: Callable[[Rules], Engine]) -> None:
    program = random_program(Random(7), 100, 50)
    needy = Rules(tuple(Ground(r.needs or (0,), r.blocks, r.sets) for r in program.rules), program.levels)
    assert engine_of(needy).run(NOTHING) == Fired(frozenset(), frozenset())
    assert engine_of(Rules((), ())).run(NOTHING) == Fired(frozenset(), frozenset())


def test_a_rule_that_only_blocks_fires_once_until_it_is_blocked(engine_of: Callable[[Rules], Engine]) -> None:
    engine = engine_of(Rules((Ground((), (3,), ()), Ground((), (), ())), ((0, 1),)))
    assert engine.run(NOTHING).certain == {0, 1}
    assert engine.run(Flags(frozenset(), frozenset({3}))) == Fired(frozenset({1}), frozenset({0, 1}))
    assert engine.run(NOTHING).certain == {0, 1}


def test_eight_threads_share_an_engine_and_each_gets_its_own(engine_of: Callable[[Rules], Engine]) -> None:
    random = Random(8)
    program = random_program(random, 20, 40)
    engine = engine_of(program)
    people = [[random_told(random, 40) for _ in range(1000)] for _ in range(8)]
    expected = [[naive(program, flags) for flags in asked] for asked in people]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda asked: [engine.run(flags) for flags in asked], people))
    finally:
        sys.setswitchinterval(switching)
    assert found == expected


class Spy:
    """The C module, with one function replaced while ``replaced`` is set, and the calls counted."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self.replaced: dict[str, Callable[..., Any]] = {}
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        self.calls.append(name)
        return self.replaced.get(name) or getattr(self._module, name)


@pytest.fixture
def spy(durable: Any, monkeypatch: pytest.MonkeyPatch) -> Spy:
    found = Spy(durable.c_module)
    monkeypatch.setattr(durable, "c_module", found)
    return found


def _raises(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("where", ["assert_fact", "complete_and_start_action", "retract_fact"])
@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("error code: 303"), KeyboardInterrupt()])
def test_a_failure_is_told_and_the_next_run_starts_afresh(
    durable: Any, spy: Spy, where: str, error: BaseException
) -> None:
    random = Random(9)
    program = random_program(random, 30, 20)
    flags = Flags(frozenset(range(20)), frozenset(range(20)))
    engine = durable.Engine(program)
    engine.run(flags)
    spy.replaced[where] = _raises(error)
    with pytest.raises(EngineError if isinstance(error, Exception) else type(error)):
        engine.run(flags)
    spy.replaced.clear()
    spy.calls.clear()
    assert engine.run(flags) == naive(program, flags)
    assert "create_ruleset" in spy.calls


def test_activations_without_end_are_an_error(durable: Any, spy: Spy) -> None:
    program = Rules((Ground((0,), (), ()),), ((0,),))
    engine = durable.Engine(program)
    told = Flags(frozenset({0}), frozenset({0}))
    engine.run(told)
    spy.replaced["complete_and_start_action"] = lambda *_: '{"00":{"m":{}}}'
    with pytest.raises(EngineError, match="more than once"):
        engine.run(told)


def test_an_engine_that_is_dropped_gives_its_rulesets_back(durable: Any, spy: Spy) -> None:
    random = Random(10)
    for _ in range(20):
        program = random_program(random, 30, 20)
        engine = durable.Engine(program)
        for _ in range(random.choice([0, 1, 5])):
            engine.run(random_told(random, 20))
    del engine
    gc.collect()
    assert spy.calls.count("create_ruleset") == spy.calls.count("delete_ruleset") > 0


def test_only_the_rulesets_that_a_person_wakes_are_built(durable: Any, spy: Spy) -> None:
    rules = tuple(Ground((flag,), (), ()) for flag in range(180))
    engine = durable.Engine(Rules(rules, (tuple(range(180)),)))
    assert engine.run(Flags(frozenset({70}), frozenset({70}))).certain == {70}
    assert spy.calls.count("create_ruleset") == 1


def test_a_process_that_ran_durable_ends_without_threads_or_words(durable: Any) -> None:
    program = """
import threading
from types import SimpleNamespace as Values
from advisor.inference.engines import load_engine
from advisor.inference.engines.contract import Flags
program = Values(rules=[Values(needs=(0,), blocks=(1,), sets=())], levels=[[0]])
engine = load_engine("durable")(program)
print(set(engine.run(Flags(frozenset({0}), frozenset({0}))).certain), threading.active_count())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{0} 1\n", "")


def test_durable_says_its_version(durable: Any) -> None:
    assert durable.Engine(Rules((), ())).version == "2.0.28"


def test_engines_are_found_by_name_and_a_name_that_is_near_is_offered() -> None:
    assert {"durable", "levels", "reference"} <= set(engine_names())
    assert "contract" not in engine_names()
    assert load_engine("levels") is Levels
    for wrong in ("durabel", "Durable", "contract", "", "../levels", "advisor.inference.engines.levels"):
        with pytest.raises(InputError, match="there is no engine"):
            load_engine(wrong)
    with pytest.raises(InputError, match="did you mean 'durable'"):
        load_engine("durabel")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(engines, "__path__", [*engines.__path__, str(tmp_path)])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_new_engine_is_one_new_file(folder: Path) -> None:
    (folder / "never.py").write_text(
        "from advisor.inference.engines.contract import Fired\n"
        "class Engine:\n"
        "    name, version = 'never', '1'\n"
        "    def __init__(self, program): pass\n"
        "    def run(self, told): return Fired(frozenset(), frozenset())\n"
    )
    assert "never" in engine_names()
    assert load_engine("never")(Rules((), ())).run(NOTHING) == Fired(frozenset(), frozenset())


def test_an_engine_that_cannot_be_imported_says_what_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "lame.py").write_text("import a_module_that_nobody_has\n")
    with pytest.raises(EngineError, match=r"'lame' cannot be imported: .*a_module_that_nobody_has"):
        load_engine("lame")
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    monkeypatch.delitem(sys.modules, "advisor.inference.engines.durable", raising=False)
    with pytest.raises(EngineError, match=r"^the engine 'durable' cannot be imported .*durable-rules==2\.0\.28$"):
        load_engine("durable")
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "advisor.inference.engines.columns", raising=False)
    with pytest.raises(EngineError, match=r"^the engine 'columns' cannot be imported .*install numpy: pip install "):
        load_engine("columns")


def test_no_other_engine_imports_numpy() -> None:
    program = (
        "import sys; import advisor.inference.infer, advisor.inference.engines.levels; print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
