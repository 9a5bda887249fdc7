"""The Program: ground rules over flags, in levels, that every engine runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.rulebook.fact import Blank, Fact
from advisor.rulebook.flags import Flag
from advisor.rulebook.vocabulary import Vocabulary


class GroundRule(NamedTuple):
    """An instance of a rule: it fires where all flags of ``needs`` are set and none of ``blocks``.

    ``level`` counts from 1; 0 where it fires for everyone. ``sets`` are the flags that its ``facts`` set.
    ``reads`` and ``denies`` are all its flags, those that are always or never set included, for proofs;
    ``review_by`` is the first day on which something that it rests on is to be looked at again. A named tuple, as are
    flags: thousands are made at each start, in a third of the time.
    """

    id: str
    rule: str
    level: int
    needs: tuple[int, ...]
    blocks: tuple[int, ...]
    sets: tuple[int, ...]
    facts: tuple[Fact, ...]
    reads: tuple[int, ...]
    denies: tuple[int, ...]
    because: tuple[str | Blank, ...]
    cites: tuple[str, ...]
    entries: tuple[str, ...]
    review_by: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Why an instance can fire for nobody: a flag that nothing sets, or (``by``) a fact that always blocks it.

    ``review_by`` is the first day on which something that it rests on is to be looked at again.
    """

    instance: str
    rule: str
    facts: tuple[Fact, ...]
    flag: Flag
    by: Fact | None
    review_by: str | None = None


@dataclass(frozen=True)
class Program:
    """Ground rules by level, with the rules and the knowledge that they come from.

    ``sha256`` identifies it all with the code, ``content_sha256`` what knowledge and rules say alone.
    ``sources`` are values of ``ir.Rule``, and none where the Program was kept: whoever runs it need not import those.
    """

    kb: KnowledgeBase
    vocabulary: Vocabulary
    sources: tuple[Any, ...]
    flags: tuple[Flag, ...]
    rules: tuple[GroundRule, ...]
    always: tuple[GroundRule, ...]
    closed: Sequence[Closed]
    skipped: tuple[str, ...] = ()
    sha256: str = ""
    told: frozenset[str] = field(default_factory=frozenset)
    content_sha256: str = ""

    @cached_property
    def levels(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the rules of level 1, 2, …"""
        deepest = max((rule.level for rule in self.rules), default=0)
        found: list[list[int]] = [[] for _ in range(deepest)]
        for number, rule in enumerate(self.rules):
            found[rule.level - 1].append(number)
        return tuple(map(tuple, found))

    @cached_property
    def told_flags(self) -> Mapping[str, Sequence[int]]:
        """By fact, the numbers of the flags that the profile may set."""
        found: dict[str, list[int]] = {}
        for number, flag in enumerate(self.flags):
            if flag.fact in self.told:
                found.setdefault(flag.fact, []).append(number)
        return found

    @cached_property
    def by_fact(self) -> Mapping[Fact, tuple[GroundRule, ...]]:
        """By fact, the rules that conclude it, the lowest level first, then by id."""
        found: dict[Fact, list[GroundRule]] = {}
        for rule in sorted((*self.always, *self.rules), key=lambda rule: (rule.level, rule.id)):
            for fact in rule.facts:
                found.setdefault(fact, []).append(rule)
        return {fact: tuple(rules) for fact, rules in found.items()}

    @cached_property
    def closed_by_fact(self) -> Mapping[Fact, Closed]:
        """By fact, the first instance that would conclude it and can fire for nobody."""
        found: dict[Fact, Closed] = {}
        for each in self.closed:
            for fact in each.facts:
                found.setdefault(fact, each)
        return found

    @cached_property
    def by_fact_name(self) -> Mapping[str, tuple[GroundRule, ...]]:
        """By the name of a fact, the rules that conclude such facts first, in order of ids."""
        found: dict[str, list[GroundRule]] = {}
        for rule in sorted((*self.always, *self.rules), key=lambda rule: rule.id):
            found.setdefault(str(rule.facts[0][0]), []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}
