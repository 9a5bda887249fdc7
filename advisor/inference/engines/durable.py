"""The engine on durable_rules: rulesets of a few patterns each, and one flat fact at a time.

``f<N>: 1`` says that flag N is set in the view that is run, ``n<N>: 1`` that it is set in the other view; constants
stand in the names because those are looked up by hash. A flag that is set writes its property into the facts of the
rulesets that read it; a ruleset whose fact is the same in both views is asked once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Literal
from weakref import finalize

from advisor.errors import EngineError
from advisor.inference.engines.contract import Fired, Flags, Levelled
from advisor.inference.rulesets import Group, Pattern, grouped

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
_PARTS = 3
"""Of a fact: the flags that wake its ruleset, the other needs, the blocks."""
Reads = dict[int, tuple[tuple[int, str], ...]]
"""By flag, where it is written: the number of a part, and the property."""


class _Ruleset:
    """One group in the C module, built when its first fact comes; for one thread at a time."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._named = {_name(place): pattern for place, pattern in enumerate(group.patterns)}

    def matches(self, properties: str) -> Sequence[Pattern]:
        """The patterns that match the fact with *properties*; nothing of it stays in the session."""
        return self._matches(self._handle, properties)

    def _matches(self, handle: int, properties: str) -> Sequence[Pattern]:
        status, session = c_module.assert_fact(handle, f'{{"id":"f","present":1{properties}}}')
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
        handle: int = c_module.create_ruleset("group", json.dumps(ruleset_of(self._group)))
        if first not in self._matches(handle, "".join(map(_need, first.needs))):
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


class _View:
    """The flags that are set in one view, and the parts of the facts that they and the other view have written."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.flags: set[int] = set()
        self.parts = [[part] if part else [] for part in parts]
        self.fired: list[int] = []

    def fact(self, part: int) -> str:
        """The properties that stand in the fact whose first part is *part*; empty where nothing wakes its ruleset."""
        parts = self.parts
        if not parts[part]:
            return ""
        return "".join((*parts[part], *parts[part + 1], *parts[part + 2]))

    def fire(self, matched: Iterable[Pattern]) -> set[int]:
        """Let *matched* fire; the flags that are new."""
        new: set[int] = set()
        for pattern in matched:
            self.fired += pattern.rules
            new |= pattern.sets
        return self.set(new)

    def set(self, flags: AbstractSet[int]) -> set[int]:
        """Set *flags*; those that are new."""
        new = set(flags) - self.flags
        self.flags |= new
        return new


class Engine:
    """Runs a Program on durable_rules, one person at a time; threads that share it wait for each other."""

    name: ClassVar[str] = "durable"
    reads: ClassVar[Literal["flags", "facts"]] = "flags"

    def __init__(self, program: Levelled) -> None:
        self._groups = [group for level in grouped(program) for group in level]
        self._needs, self._blocks = _needs(self._groups), _blocks(self._groups)
        self._writes = {flag: (*self._needs[flag], *self._blocks[flag]) for flag in {*self._needs, *self._blocks}}
        self._read = self._writes.keys()
        # A ruleset that waits for no flag is woken by a space.
        self._blank = [part for group in self._groups for part in ("" if group.wakes else " ", "", "")]
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
        view = _View(self._blank)
        self._write(view.set(told), view, view)
        for number, ruleset in enumerate(self._rulesets):
            if fact := view.fact(_PARTS * number):
                self._write(view.fire(ruleset.matches(fact)), view, view)
        fired = frozenset(view.fired)
        return Fired(fired, fired)

    def _twice(self, told: Flags) -> Fired:
        sure, may = _View(self._blank), _View(self._blank)
        self._write_both(sure.set(told.certain), may.set(told.possible), sure, may)
        for number, ruleset in enumerate(self._rulesets):
            fact, other = sure.fact(_PARTS * number), may.fact(_PARTS * number)
            surely = ruleset.matches(fact) if fact else ()
            perhaps = surely if fact == other else ruleset.matches(other)
            self._write_both(sure.fire(surely), may.fire(perhaps), sure, may)
        return Fired(frozenset(sure.fired), frozenset(may.fired))

    def _write_both(self, surely: set[int], perhaps: set[int], sure: _View, may: _View) -> None:
        """What is new in both views stands in both in the same order, so that facts that say the same are the same."""
        both = surely & perhaps
        for flag in both & self._read:
            for part, text in self._writes[flag]:
                sure.parts[part].append(text)
                may.parts[part].append(text)
        self._write(surely - both, sure, may)
        self._write(perhaps - both, may, sure)

    def _write(self, new: set[int], view: _View, other: _View) -> None:
        """Write the flags that are *new* in *view*; one written twice would make its patterns match twice."""
        for flag in new & self._read:
            for part, text in self._needs[flag]:
                view.parts[part].append(text)
            for part, text in self._blocks[flag]:
                other.parts[part].append(text)

    def _fresh(self) -> list[_Ruleset]:
        return [_Ruleset(group) for group in self._groups]


def _needs(groups: Sequence[Group]) -> Reads:
    """Where flags write themselves as needs, into the facts of their own view."""
    found: Reads = defaultdict(tuple)
    for number, group in enumerate(groups):
        for flag in group.needs:
            found[flag] += ((_PARTS * number + (flag not in group.wakes), _need(flag)),)
    return found


def _blocks(groups: Sequence[Group]) -> Reads:
    """Where flags write themselves as blocks, into the facts of the other view."""
    found: Reads = defaultdict(tuple)
    for number, group in enumerate(groups):
        for flag in group.blocks:
            found[flag] += ((_PARTS * number + 2, _block(flag)),)
    return found
