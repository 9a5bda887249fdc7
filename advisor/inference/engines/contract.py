"""What every engine takes and gives, and the climb through the levels that engines share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, TypeVar

Level = TypeVar("Level")


@dataclass(frozen=True, slots=True)
class Flags:
    """Numbers of the flags that what was told sets for certain, and of those that it may set (the certain included)."""

    certain: frozenset[int]
    possible: frozenset[int]


@dataclass(frozen=True, slots=True)
class Fired:
    """Numbers of the rules that fire for certain, and of those that may fire (the certain included)."""

    certain: frozenset[int]
    possible: frozenset[int]


class Runnable(Protocol):
    """A rule over flags: it fires where all ``needs`` are set and no ``blocks``; it sets ``sets``."""

    @property
    def needs(self) -> tuple[int, ...]: ...
    @property
    def blocks(self) -> tuple[int, ...]: ...
    @property
    def sets(self) -> tuple[int, ...]: ...


class Levelled(Protocol):
    """What an engine reads of a Program: its rules, and the numbers of those of level 1, 2, …

    No rule reads a flag that a rule of its own or of a higher level sets.
    """

    @property
    def rules(self) -> Sequence[Runnable]: ...
    @property
    def levels(self) -> Sequence[Sequence[int]]: ...


class Engine(Protocol):
    """Runs one Program for one person after another; safe to share between threads.

    One that ``reads`` facts is handed what was told whole and gives a derivation itself.
    """

    name: ClassVar[str]
    reads: ClassVar[Literal["flags", "facts"]]

    @property
    def version(self) -> str: ...

    def __init__(self, program: Levelled) -> None: ...

    def run(self, told: Flags) -> Fired:
        """The rules that fire on *told*.

        Raises: EngineError: the engine broke; the next run starts afresh.
        """
        ...


def climb(
    levels: Iterable[Level],
    sets: Sequence[frozenset[int]],
    told: Flags,
    fire: Callable[[Level, AbstractSet[int], AbstractSet[int]], Sequence[int]],
) -> Fired:
    """What fires level by level, each level reading the flags set below it.

    Args: sets: the flags that each rule sets, by its number. fire: the rules of a level whose needs are all among the
    first flags and whose blocks are not among the second. Where all that was told is certain one view serves for both.
    """
    if told.certain == told.possible:
        return _climb_once(levels, sets, told.certain, fire)
    certain, possible = set(told.certain), set(told.possible)
    surely: list[int] = []
    perhaps: list[int] = []
    for level in levels:
        sure, may = fire(level, certain, possible), fire(level, possible, certain)
        certain.update(*(sets[number] for number in sure))
        possible.update(*(sets[number] for number in may))
        surely += sure
        perhaps += may
    return Fired(frozenset(surely), frozenset(perhaps))


def _climb_once(
    levels: Iterable[Level],
    sets: Sequence[frozenset[int]],
    told: frozenset[int],
    fire: Callable[[Level, AbstractSet[int], AbstractSet[int]], Sequence[int]],
) -> Fired:
    flags = set(told)
    fired: list[int] = []
    for level in levels:
        new = fire(level, flags, flags)
        flags.update(*(sets[number] for number in new))
        fired += new
    found = frozenset(fired)
    return Fired(found, found)
