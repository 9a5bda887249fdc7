"""A part of a Program that stands alone: ground rules of every topic and level, with all that they read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.rulebook.program import GroundRule, Program


@dataclass(frozen=True)
class Part:
    """``rules`` of ``program``; flags keep their numbers, and ``levels`` hold places in ``rules``.

    A flag that no rule of the part sets is told or set for nobody.
    """

    program: Program
    rules: tuple[GroundRule, ...]

    @cached_property
    def levels(self) -> Sequence[Sequence[int]]:
        """The places of the rules of level 1, 2, …"""
        deepest = max(rule.level for rule in self.rules)
        return [[n for n, rule in enumerate(self.rules) if rule.level == level + 1] for level in range(deepest)]

    @property
    def topics(self) -> int:
        """How many folders of rules they come from."""
        return len({rule.rule.partition(".")[0] for rule in self.rules})

    @cached_property
    def derived(self) -> frozenset[int]:
        """The flags that rules of the part set."""
        return frozenset(flag for rule in self.rules for flag in rule.sets)


def part_of(program: Program, least: int) -> Part:
    """At least *least* ground rules: by turns one of each level of each topic, with what sets the flags that it reads.

    Of the rules of a topic those come first that are the first of their file. Of each flag that is read at most two
    rules that set it are taken, and with them what they read.
    """
    setters: dict[int, list[GroundRule]] = {}
    for rule in program.rules:
        for flag in rule.sets:
            setters.setdefault(flag, []).append(rule)
    turns: dict[tuple[int, str], list[GroundRule]] = {}
    for rule in _first_of_files_first(program.rules):
        turns.setdefault((-rule.level, rule.rule.partition(".")[0]), []).append(rule)
    chosen: dict[str, GroundRule] = {}
    queues = [turns[key] for key in sorted(turns)]
    while any(queues) and len(chosen) < least:
        for queue in queues:
            if queue:
                _take(queue.pop(0), setters, chosen)
    return Part(program, tuple(sorted(chosen.values(), key=lambda rule: (rule.level, rule.id))))


def _first_of_files_first(rules: Sequence[GroundRule]) -> list[GroundRule]:
    seen: Counter[str] = Counter()
    placed = []
    for rule in sorted(rules, key=lambda rule: rule.id):
        placed.append((seen[rule.rule], rule.id, rule))
        seen[rule.rule] += 1
    return [rule for _, _, rule in sorted(placed, key=lambda each: each[:2])]


def _take(rule: GroundRule, setters: Mapping[int, Sequence[GroundRule]], chosen: dict[str, GroundRule]) -> None:
    if rule.id in chosen:
        return
    chosen[rule.id] = rule
    for flag in (*rule.needs, *rule.blocks):
        for one in setters.get(flag, ())[:2]:
            _take(one, setters, chosen)
