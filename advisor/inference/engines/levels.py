"""The plain engine: one pass per level over rules that are indexed by their rarest need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from advisor.inference.engines.contract import Fired, Flags, Levelled, climb


class _Rule(NamedTuple):
    number: int
    needs: frozenset[int]
    blocks: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Level:
    """The rules that wait for a flag, by that flag, and those that wait for none."""

    waiting: dict[int, tuple[_Rule, ...]]
    free: tuple[_Rule, ...]

    def fire(self, flags: AbstractSet[int], against: AbstractSet[int]) -> Sequence[int]:
        """Numbers of the rules whose needs are all among *flags* and whose blocks are not in *against*."""
        fired = [rule.number for rule in self.free if rule.blocks.isdisjoint(against)]
        for key in self.waiting.keys() & flags:
            for rule in self.waiting[key]:
                if rule.needs <= flags and rule.blocks.isdisjoint(against):
                    fired.append(rule.number)
        return fired


class Engine:
    """Runs a Program in plain Python; nothing changes between runs, so threads may share it."""

    name: ClassVar[str] = "levels"
    reads: ClassVar[Literal["flags", "facts"]] = "flags"
    version = "1"

    def __init__(self, program: Levelled) -> None:
        self._program = program

    @cached_property
    def _levels(self) -> list[_Level]:
        return [_level(self._program, numbers) for numbers in self._program.levels]

    @cached_property
    def _sets(self) -> list[frozenset[int]]:
        return [frozenset(rule.sets) for rule in self._program.rules]

    def run(self, told: Flags) -> Fired:
        """The rules that fire on *told*."""
        return climb(self._levels, self._sets, told, _Level.fire)


def _level(program: Levelled, numbers: Sequence[int]) -> _Level:
    rules = [_Rule(n, frozenset(program.rules[n].needs), frozenset(program.rules[n].blocks)) for n in numbers]
    often = Counter(flag for rule in rules for flag in rule.needs)
    waiting: dict[int, list[_Rule]] = {}
    for rule in rules:
        if rule.needs:
            rarest = min(rule.needs, key=lambda flag: (often[flag], flag)) if len(rule.needs) > 1 else min(rule.needs)
            waiting.setdefault(rarest, []).append(rule)
    free = tuple(rule for rule in rules if not rule.needs)
    return _Level({flag: tuple(found) for flag, found in waiting.items()}, free)
