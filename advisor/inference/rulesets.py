"""Rules packed into rulesets that durable_rules can hold whoever is asked about.

Rules of one level that ask the same are one pattern: it is matched once for all of them. The C module finds out its
limits at run time or crashes, so that they are kept here, whatever the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from advisor.errors import EngineError
from advisor.inference.engines.contract import Levelled

MOST_PATTERNS = 60
"""In a ruleset. The stack of the C module holds 64 entries; what waits on it has disjoint patterns below."""
MOST_PROPERTIES = 240
"""In a ruleset, ``present`` included. The C module takes 252 in a fact, ``id`` and ``sid`` included."""
FREE = -1
"""Stands for the flag that a pattern waits for which needs none."""


class Pattern(NamedTuple):
    """What ``rules`` of one level ask alike: all flags of ``needs`` set, none of ``blocks``; they set ``sets``."""

    needs: frozenset[int]
    blocks: frozenset[int]
    rules: tuple[int, ...]
    sets: frozenset[int]

    @property
    def reads(self) -> frozenset[int]:
        """The properties that it tests: a flag that it needs as its number, one that blocks it as that turned over."""
        return self.needs.union([~flag for flag in self.blocks])


@dataclass(frozen=True)
class Group:
    """Patterns of one level that make up a ruleset, by the flag that each waits for; FREE: it needs none."""

    waiting: Mapping[int, tuple[Pattern, ...]]

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """All its patterns."""
        return tuple(pattern for patterns in self.waiting.values() for pattern in patterns)

    @cached_property
    def needs(self) -> frozenset[int]:
        """The flags that they need."""
        return frozenset(flag for pattern in self.patterns for flag in pattern.needs)

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The flags that block them."""
        return frozenset(flag for pattern in self.patterns for flag in pattern.blocks)

    @property
    def properties(self) -> int:
        """How many properties they read, ``present`` included."""
        return 1 + len(self.needs) + len(self.blocks)


def grouped(program: Levelled) -> tuple[tuple[Group, ...], ...]:
    """The groups of each level, patterns that wait for the same flag together.

    Raises: EngineError: a single rule reads too many flags for a ruleset.
    """
    height = {
        f: level for level, numbers in enumerate(program.levels, 1) for n in numbers for f in program.rules[n].sets
    }
    return tuple(tuple(_groups(_patterns(program, numbers), height)) for numbers in program.levels)


def _patterns(program: Levelled, numbers: Sequence[int]) -> list[Pattern]:
    alike: dict[tuple[frozenset[int], frozenset[int]], list[int]] = {}
    for number in numbers:
        rule = program.rules[number]
        alike.setdefault((frozenset(rule.needs), frozenset(rule.blocks)), []).append(number)
    return [
        Pattern(needs, blocks, tuple(rules), frozenset().union(*[program.rules[number].sets for number in rules]))
        for (needs, blocks), rules in alike.items()
    ]


def _groups(patterns: Sequence[Pattern], height: Mapping[int, int]) -> Iterator[Group]:
    """The patterns in packs; each waits for the flag that few others need and that is set last, which is seldom set."""
    often = Counter(flag for pattern in patterns for flag in pattern.needs)

    def seldom(flag: int) -> tuple[int, int, int]:
        return often[flag], -height.get(flag, 0), flag

    rarest = [(min(pattern.needs, key=seldom, default=FREE), pattern) for pattern in patterns]
    for pack in _packed(sorted(rarest, key=lambda each: (each[0], each[1].rules))):
        waiting: dict[int, list[Pattern]] = {}
        for flag, pattern in pack:
            waiting.setdefault(flag, []).append(pattern)
        yield Group({flag: tuple(alike) for flag, alike in waiting.items()})


def _packed(patterns: Iterable[tuple[int, Pattern]]) -> Iterator[Sequence[tuple[int, Pattern]]]:
    pack: list[tuple[int, Pattern]] = []
    held: set[int] = set()
    for each in patterns:
        reads = each[1].reads
        if len(reads) >= MOST_PROPERTIES:
            raise EngineError(f"a rule reads {len(reads)} flags; 'durable' takes at most {MOST_PROPERTIES - 1}")
        if len(pack) == MOST_PATTERNS or len(held) + len(reads - held) >= MOST_PROPERTIES:
            yield pack
            pack, held = [], set()
        pack.append(each)
        held |= reads
    if pack:
        yield pack
