"""The engine on durable_rules: rulesets of a few ground rules each, and one flat fact at a time.

``f<N>: 1`` says that flag N is set in the view that is run, ``n<N>: 1`` that it is set in the other view; constants
stand in the names because those are looked up by hash. The C module finds out its limits at run time or crashes, so a
ruleset is kept within bounds that cannot be exceeded whoever is asked about (see ``MOST_RULES``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Literal
from weakref import finalize

from advisor.errors import EngineError
from advisor.inference.engines.contract import Fired, Flags, Levelled, Runnable, climb

try:
    import durable_rules_engine as c_module
except ImportError as missing:
    raise EngineError(
        f"the engine 'durable' cannot be imported ({missing}); "
        "install a C compiler and the Python headers, then: pip install durable-rules==2.0.28"
    ) from missing

MOST_RULES = 60
"""In a ruleset. The stack of the C module holds 64 entries; what waits on it has disjoint rules below."""
MOST_PROPERTIES = 240
"""In a ruleset, ``present`` included. The C module takes 252 in a fact, ``id`` and ``sid`` included."""
_NOT_HANDLED = 1
_RETRACT = '{"id":"f"}'
_SESSION = "0"


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one level that make up a ruleset, by number; none of them can fire unless a flag of ``wakes`` is set.

    ``needs`` and ``blocks`` are all flags that they read; ``wakes`` is empty where they need none.
    """

    rules: tuple[int, ...]
    wakes: frozenset[int]
    needs: frozenset[int]
    blocks: frozenset[int]

    @property
    def properties(self) -> int:
        """How many properties the rules read, ``present`` included."""
        return 1 + len(self.needs) + len(self.blocks)


def grouped(program: Levelled) -> tuple[tuple[Group, ...], ...]:
    """The groups of each level, rules that wait for the same flag together.

    Raises: EngineError: a single rule reads too many flags for a ruleset.
    """
    return tuple(tuple(_groups(program, numbers)) for numbers in program.levels)


def _groups(program: Levelled, numbers: Sequence[int]) -> Iterator[Group]:
    often = Counter(flag for number in numbers for flag in program.rules[number].needs)
    rarest = {n: min(((often[f], f) for f in program.rules[n].needs), default=None) for n in numbers}
    key = {n: found[1] if found else -1 for n, found in rarest.items()}
    ordered = sorted(numbers, key=lambda n: (key[n], n))
    for free, alike in groupby(ordered, key=lambda n: key[n] < 0):
        for rules in _packed(program, alike):
            read = [program.rules[number] for number in rules]
            yield Group(
                rules,
                frozenset() if free else frozenset(key[number] for number in rules),
                frozenset(flag for rule in read for flag in rule.needs),
                frozenset(flag for rule in read for flag in rule.blocks),
            )


def _packed(program: Levelled, numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    pack: list[int] = []
    held: set[tuple[bool, int]] = set()
    for number in numbers:
        rule = program.rules[number]
        reads = {*((True, flag) for flag in rule.needs), *((False, flag) for flag in rule.blocks)}
        if len(reads) >= MOST_PROPERTIES:
            raise EngineError(f"a rule reads {len(reads)} flags; 'durable' takes at most {MOST_PROPERTIES - 1}")
        if len(pack) == MOST_RULES or len(held | reads) >= MOST_PROPERTIES:
            yield tuple(pack)
            pack, held = [], set()
        pack.append(number)
        held |= reads
    if pack:
        yield tuple(pack)


class _Ruleset:
    """One group in the C module, built when its first fact comes; for one thread at a time."""

    def __init__(self, program: Levelled, group: Group) -> None:
        self._program, self._group = program, group

    def fire(self, flags: AbstractSet[int], against: AbstractSet[int]) -> Sequence[int]:
        """Numbers of the rules whose needs are all among *flags* and whose blocks are not in *against*."""
        group = self._group
        if group.wakes and group.wakes.isdisjoint(flags):
            return ()
        return _matches(self._handle, fact_of(group.needs & flags, group.blocks & against), len(group.rules))

    @cached_property
    def _handle(self) -> int:
        """The ruleset, with its session opened by a fact to which its first rule applies.

        The C module leaves what an action is to write unset in a new session and frees it with the session, so that
        a session in which no action has run must not be freed.
        """
        group = self._group
        handle: int = c_module.create_ruleset("group", json.dumps(ruleset_of(self._program, group)))
        first = group.rules[0]
        if first not in _matches(
            handle, fact_of(frozenset(self._program.rules[first].needs), frozenset()), len(group.rules)
        ):
            raise EngineError("'durable' does not fire a rule to which all applies")
        finalize(self, _free, handle).atexit = False
        return handle


def _matches(handle: int, fact: str, most: int) -> Sequence[int]:
    """The rules that match *fact*, at *most* so many; nothing of it stays in the session."""
    status, session = c_module.assert_fact(handle, fact)
    if status == _NOT_HANDLED:
        return ()
    fired = list(_drained(handle, session, most))
    c_module.retract_fact(handle, _RETRACT)
    return fired


def fact_of(flags: AbstractSet[int], against: AbstractSet[int]) -> str:
    """The flat fact, as JSON, in which *flags* are set in the view that is run and *against* in the other.

    A property that stood in it twice would make rules fire twice.
    """
    return "".join(
        ('{"id":"f","present":1', *(f',"f{flag}":1' for flag in flags), *(f',"n{flag}":1' for flag in against), "}")
    )


def ruleset_of(program: Levelled, group: Group) -> dict[str, Any]:
    """The definition of *group*, made anew; what stands first in a rule is shared and rules out most."""
    often = Counter(flag for number in group.rules for flag in program.rules[number].needs)
    return {str(number): {"all": [{"m": _pattern(program.rules[number], often)}]} for number in group.rules}


def _pattern(rule: Runnable, often: Counter[int]) -> dict[str, Any]:
    needs = [{f"f{flag}": 1} for flag in sorted(set(rule.needs), key=lambda flag: (often[flag], flag))]
    blocks = [{"$nex": {f"n{flag}": 1}} for flag in sorted(set(rule.blocks))]
    present = {"present": 1}
    return {"$and": [present, *needs, *blocks]} if needs or blocks else present


def _drained(handle: int, session: int, most: int) -> Iterator[int]:
    """The rules whose activations wait in the session, each taken off as it is read."""
    started = c_module.start_action_for_state(handle, session)
    activation: str | None = started[1] if started else None
    while activation is not None:
        if most == 0:
            raise EngineError("'durable' fires a rule more than once")
        most -= 1
        yield int(activation[2 : activation.index('"', 2)])
        activation = c_module.complete_and_start_action(handle, session)


def _free(handle: int) -> None:
    c_module.delete_state(handle, _SESSION)
    c_module.delete_ruleset(handle)


def _fire(level: Sequence[_Ruleset], flags: AbstractSet[int], against: AbstractSet[int]) -> Sequence[int]:
    return [number for ruleset in level for number in ruleset.fire(flags, against)]


class Engine:
    """Runs a Program on durable_rules, one person at a time; threads that share it wait for each other."""

    name: ClassVar[str] = "durable"
    reads: ClassVar[Literal["flags", "facts"]] = "flags"

    def __init__(self, program: Levelled) -> None:
        self._program = program
        self._groups = grouped(program)
        self._sets = [frozenset(rule.sets) for rule in program.rules]
        self._lock = Lock()
        self._levels = self._fresh()

    @cached_property
    def version(self) -> str:
        """The version of durable_rules that is installed."""
        beside = Path(c_module.__file__).parent.glob("durable_rules-*.dist-info")
        return next((found.name.removesuffix(".dist-info").partition("-")[2] for found in beside), "unknown")

    def run(self, told: Flags) -> Fired:
        """The rules that fire on *told*.

        Raises: EngineError: the C module failed; its rulesets are thrown away and built anew for the next run.
        """
        with self._lock:
            try:
                return climb(self._levels, self._sets, told, _fire)
            except BaseException as broken:
                self._levels = self._fresh()
                if isinstance(broken, EngineError) or not isinstance(broken, Exception):
                    raise
                raise EngineError(f"the engine 'durable' broke: {broken or type(broken).__name__}") from broken

    def _fresh(self) -> list[list[_Ruleset]]:
        return [[_Ruleset(self._program, group) for group in groups] for groups in self._groups]
