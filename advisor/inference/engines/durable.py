"""The engine on durable_rules: rulesets of a few patterns each, and one flat fact at a time.

``f<N>: 1`` says that flag N is set in the view that is run, ``n<N>: 1`` that it is set in the other view; constants
stand in the names because those are looked up by hash. Of a ruleset only the patterns stand in its fact whose rarest
flag is set; one whose fact is the same in both views is asked once, and one for whom no flag is set not at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Literal, NamedTuple
from weakref import finalize

from advisor.errors import EngineError
from advisor.inference.engines.contract import Fired, Flags, Levelled
from advisor.inference.rulesets import FREE, Group, Pattern, grouped

try:
    import durable_rules_engine as c_module
except ImportError as missing:
    raise EngineError(
        f"the engine 'durable' cannot be imported ({missing}); "
        "install a C compiler and the Python headers, then: pip install durable-rules==2.0.28"
    ) from missing

_NOT_HANDLED = 1
_RETRACT = '{"id":"f"}'
_SESSION = "0"
Properties = tuple[tuple[int, str], ...]
"""Flags, each with the property that says that it is set."""


class _Ruleset:
    """One group in the C module, built when its first fact comes; for one thread at a time."""

    def __init__(self, group: Group) -> None:
        self._group = group

    @cached_property
    def _named(self) -> dict[str, Pattern]:
        return {_name(place): pattern for place, pattern in enumerate(self._group.patterns)}

    def matches(self, properties: Iterable[str]) -> Sequence[Pattern]:
        """The patterns that match the fact with *properties*; nothing of it stays in the session."""
        return self._matches(self._handle, properties)

    def _matches(self, handle: int, properties: Iterable[str]) -> Sequence[Pattern]:
        status, session = c_module.assert_fact(handle, f'{{"id":"f","present":1{"".join(properties)}}}')
        if status == _NOT_HANDLED:
            return ()
        found = [self._named[activation[2:4]] for activation in self._activations(handle, session)]
        if len(found) > len(self._named):
            raise EngineError("'durable' matches a pattern more than once")
        c_module.retract_fact(handle, _RETRACT)
        return found

    def _activations(self, handle: int, session: int) -> Iterable[str]:
        """What waits in the session, each taken off as it is read, and at most one too many."""
        started = c_module.start_action_for_state(handle, session)
        if not started:
            return ()
        others = iter(partial(c_module.complete_and_start_action, handle, session), None)
        return islice(chain((started[1],), others), len(self._named) + 1)

    @cached_property
    def _handle(self) -> int:
        """The ruleset, with its session opened by a fact that its first pattern matches.

        The C module leaves what an action is to write unset in a new session and frees it with the session, so that
        a session in which no action has run must not be freed.
        """
        first = self._group.patterns[0]
        handle: int = c_module.create_ruleset("group", json.dumps(ruleset_of(self._group), separators=(",", ":")))
        if first not in self._matches(handle, map(_need, first.needs)):
            raise EngineError("'durable' does not match a pattern to which all applies")
        finalize(self, _free, handle).atexit = False
        return handle


def ruleset_of(group: Group) -> dict[str, Any]:
    """The definition of *group*, made anew; what stands first in a pattern is shared and rules out most."""
    often = Counter(flag for pattern in group.patterns for flag in pattern.needs)
    return {_name(place): {"all": [{"m": _asked(pattern, often)}]} for place, pattern in enumerate(group.patterns)}


def _asked(pattern: Pattern, often: Counter[int]) -> dict[str, Any]:
    needs = [{f"f{flag}": 1} for flag in sorted(pattern.needs, key=lambda flag: (often[flag], flag))]
    blocks = [{"$nex": {f"n{flag}": 1}} for flag in sorted(pattern.blocks)]
    present = {"present": 1}
    return {"$and": [present, *needs, *blocks]} if needs or blocks else present


def _name(place: int) -> str:
    """Of two letters, so that it is cut out of an activation without looking for its end."""
    return f"{place:02}"


def _need(flag: int) -> str:
    return f',"f{flag}":1'


def _block(flag: int) -> str:
    return f',"n{flag}":1'


def _free(handle: int) -> None:
    c_module.delete_state(handle, _SESSION)
    c_module.delete_ruleset(handle)


class _Waiting(NamedTuple):
    """What the patterns read that wait for one flag: its property, the other flags that they need, and their blocks."""

    ruleset: int
    property: str
    needs: Properties
    blocks: Properties


class _View:
    """The flags that are set in one view, and by ruleset what waited for them."""

    def __init__(self, free: Iterable[Sequence[_Waiting]]) -> None:
        self.flags: set[int] = set()
        self.awake = [list(waiting) for waiting in free]
        self.fired: list[int] = []

    def fact(self, ruleset: int, against: AbstractSet[int]) -> set[str]:
        """The properties of the fact for *ruleset*, each once, lest patterns match twice; none where nothing is awake.

        Args: against: the flags of the other view.
        """
        found: set[str] = set()
        for waiting in self.awake[ruleset]:
            found.add(waiting.property)
            for flag, text in waiting.needs:
                if flag in self.flags:
                    found.add(text)
            for flag, text in waiting.blocks:
                if flag in against:
                    found.add(text)
        return found

    def fire(self, matched: Iterable[Pattern]) -> set[int]:
        """Let *matched* fire; the flags that they set."""
        flags: set[int] = set()
        for pattern in matched:
            self.fired += pattern.rules
            flags |= pattern.sets
        return flags


class Engine:
    """Runs a Program on durable_rules, one person at a time; threads that share it wait for each other."""

    name: ClassVar[str] = "durable"
    reads: ClassVar[Literal["flags", "facts"]] = "flags"

    def __init__(self, program: Levelled) -> None:
        self._groups = [group for level in grouped(program) for group in level]
        self._free = [[_waits(n, FREE, g)] if FREE in g.waiting else [] for n, g in enumerate(self._groups)]
        self._places: dict[int, list[int]] = {}
        """By flag the rulesets in which patterns wait for it."""
        for place, group in enumerate(self._groups):
            for flag in group.waiting.keys() - {FREE}:
                self._places.setdefault(flag, []).append(place)
        self._waiting: dict[int, list[_Waiting]] = {}
        self._lock = Lock()
        self._rulesets = self._fresh()

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
                return self._once(told.certain) if told.certain == told.possible else self._twice(told)
            except BaseException as broken:
                self._rulesets = self._fresh()
                if isinstance(broken, EngineError) or not isinstance(broken, Exception):
                    raise
                raise EngineError(f"the engine 'durable' broke: {broken or type(broken).__name__}") from broken

    def _once(self, told: frozenset[int]) -> Fired:
        """Where all that was told is certain, one view serves for both."""
        view = _View(self._free)
        self._set(told, view)
        for number, ruleset in enumerate(self._rulesets):
            if fact := view.fact(number, view.flags):
                self._set(view.fire(ruleset.matches(fact)), view)
        fired = frozenset(view.fired)
        return Fired(fired, fired)

    def _twice(self, told: Flags) -> Fired:
        sure, may = _View(self._free), _View(self._free)
        self._set(told.certain, sure)
        self._set(told.possible, may)
        for number, ruleset in enumerate(self._rulesets):
            fact, other = sure.fact(number, may.flags), may.fact(number, sure.flags)
            surely = ruleset.matches(fact) if fact else ()
            perhaps = surely if fact == other else ruleset.matches(other)
            self._set(sure.fire(surely), sure)
            self._set(may.fire(perhaps), may)
        return Fired(frozenset(sure.fired), frozenset(may.fired))

    def _set(self, flags: AbstractSet[int], view: _View) -> None:
        new = flags - view.flags
        view.flags |= new
        for flag in new & self._places.keys():
            for waiting in self._waiting_for(flag):
                view.awake[waiting.ruleset].append(waiting)

    def _waiting_for(self, flag: int) -> list[_Waiting]:
        """What waits for *flag*, worked out when it is first set."""
        found = self._waiting.get(flag)
        if found is None:
            found = self._waiting[flag] = [_waits(n, flag, self._groups[n]) for n in self._places[flag]]
        return found

    def _fresh(self) -> list[_Ruleset]:
        return [_Ruleset(group) for group in self._groups]


def _waits(ruleset: int, flag: int, group: Group) -> _Waiting:
    needs = {f for pattern in group.waiting[flag] for f in pattern.needs} - {flag}
    blocks = {f for pattern in group.waiting[flag] for f in pattern.blocks}
    # What waits for no flag is awake all the same; a space says nothing to the C module.
    own = " " if flag == FREE else _need(flag)
    return _Waiting(ruleset, own, tuple((f, _need(f)) for f in needs), tuple((f, _block(f)) for f in blocks))
