"""What follows for a block of people: any person's derivation, columns of facts, and the rules that a proof names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from advisor.cohort.block import Block, Bools, Integers
from advisor.cohort.facts import Facts
from advisor.cohort.flags import FlagEncoder
from advisor.cohort.needed import Asked, needed
from advisor.cohort.told import Reader
from advisor.errors import EngineError
from advisor.inference.derivation import Derivation
from advisor.inference.engines.columns import WORD, Columns, Engine, FiredViews, Ors, Rows, Words, ors, rows
from advisor.rulebook.fact import Fact
from advisor.rulebook.program import GroundRule, Program


class BlockInference:
    """Runs one Program for blocks; safe to share between threads."""

    def __init__(self, program: Program, asked: Asked | None = None) -> None:
        """Args: asked: all that will be asked of what follows (None: anything); what else follows is not worked out."""
        self.program, self._asked = program, asked
        matters = needed(program, asked) if asked else None
        self._engine = Engine(program, matters.rules if matters else None)
        self._encoder = FlagEncoder(program, self._engine.read, matters.flags if matters else None)
        self._concluders = Concluders(program)

    def run(self, block: Block, reader: Reader) -> Derived:
        """What follows from what *block* tells, as *reader* reads it."""
        return self.run_told(reader.facts(block), block.people)

    def run_told(self, facts: Iterable[Facts], people: int) -> Derived:
        """What follows from *facts* that so many *people* tell."""
        told = self._encoder.encode(facts, people)
        return Derived(self._concluders, self._engine.climb(told), self._asked)


@dataclass(frozen=True, slots=True)
class Concluded:
    """``facts`` of one name; ``rules``: a row for each, its rules as a proof prefers them, then -1.

    ``sets``: the same as rows of bits; those ``always`` hold for everyone.
    """

    facts: tuple[Fact, ...]
    rules: Integers
    sets: Ors
    always: Rows


class Concluders:
    """The rules of a Program by the facts that they conclude: ``rules``, those that fire for everyone last."""

    def __init__(self, program: Program) -> None:
        self.rules: tuple[GroundRule, ...] = (*program.rules, *program.always)
        self.always = len(program.rules)
        self._place = {rule.id: place for place, rule in enumerate(self.rules)}
        self._by_fact = program.by_fact
        self._tables: dict[str, Concluded] = {}

    def of(self, name: str) -> Concluded:
        """The facts called *name*, in order, with their rules."""
        if name not in self._tables:
            self._tables[name] = self._table(sorted((fact for fact in self._by_fact if fact[0] == name), key=str))
        return self._tables[name]

    def _table(self, facts: Sequence[Fact]) -> Concluded:
        places = [[self._place[rule.id] for rule in self._by_fact[fact]] for fact in facts]
        table = np.full((len(facts), max(map(len, places), default=0)), -1, np.int64)
        for row, rules in enumerate(places):
            table[row, : len(rules)] = rules
        always = [row for row, rules in enumerate(places) if any(each >= self.always for each in rules)]
        some = {row: [each for each in rules if each < self.always] for row, rules in enumerate(places)}
        return Concluded(tuple(facts), table, ors({row: rules for row, rules in some.items() if rules}), rows(always))


@dataclass(frozen=True)
class FactColumns:
    """The derivable facts of one name, a row of bits for each in each view."""

    concluded: Concluded
    fired: FiredViews
    may_ask: bool = True
    """Whether the possible view was worked out for them."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the rows."""
        return self.concluded.facts

    @property
    def rules(self) -> Integers:
        """The rules of each fact, as in ``Concluded``."""
        return self.concluded.rules

    @cached_property
    def sure(self) -> Words:
        """For whom each fact is certain."""
        return self._any(self.fired.certain)

    @cached_property
    def maybe(self) -> Words:
        """For whom each fact is possible.

        Raises: EngineError: that was not asked for.
        """
        if not self.may_ask:
            raise EngineError(f"for whom '{self.facts[0][0]}' is possible was not asked for")
        return self.sure if self.fired.certain is self.fired.possible else self._any(self.fired.possible)

    @cached_property
    def certain(self) -> Bools:
        """Whether the fact (row) is certain for the person (column)."""
        return unpacked(self.sure, self.fired.people)

    @cached_property
    def possible(self) -> Bools:
        """Whether the fact (row) is possible for the person (column)."""
        return unpacked(self.maybe, self.fired.people)

    def _any(self, fired: Columns) -> Words:
        """A row for each fact: those for whom one of its rules fired."""
        found = np.zeros((len(self.facts), fired.words.shape[1]), np.uint64)
        self.concluded.sets.into(found, fired, np.zeros(len(found), np.bool_))
        found[self.concluded.always] = ~np.uint64(0)
        return found


@dataclass(frozen=True)
class Derived:
    """What follows for a block: for whom each rule of the Program ``fired``, by its number.

    Rules that do not matter for what was ``asked`` (None: anything) fire for nobody.
    """

    concluders: Concluders
    fired: FiredViews
    asked: Asked | None = None
    _columns: dict[str, FactColumns] = field(default_factory=dict, repr=False)

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.fired.people

    def facts(self, name: str) -> FactColumns:
        """The columns of the derived facts called *name*.

        Raises: EngineError: they were not asked for.
        """
        if self.asked and name not in self.asked.certain:
            raise EngineError(f"who has the fact '{name}' was not asked for")
        if name not in self._columns:
            may_ask = not self.asked or name in self.asked.possible
            self._columns[name] = FactColumns(self.concluders.of(name), self.fired, may_ask)
        return self._columns[name]

    def proving(self, columns: FactColumns, people: Any, facts: Any) -> Integers:
        """For each of *people* with one of the *facts* (rows of *columns*) that is certain: the place of the rule
        in ``concluders.rules`` that a proof names: of the lowest level, then of the first id; -1 where there is none.
        """
        found: Integers = columns.rules[facts, 0] if columns.rules.size else np.full(len(people), -1, np.int64)
        left = np.flatnonzero(~self._in_force(found, people))
        for column in columns.rules.T[1:]:
            if not len(left):
                break
            found[left] = column[facts[left]]
            left = left[~self._in_force(found[left], people[left])]
        found[left] = -1
        return found

    def _in_force(self, rules: Integers, people: Any) -> Bools:
        """Whether each of *rules* fires for the person beside it; none (-1) never does."""
        fired, found = self.fired.certain, rules >= self.concluders.always
        some = np.flatnonzero((rules >= 0) & ~found)
        found[some] = _bits_at(fired.words, fired.row[rules[some]], people[some])
        return found

    def derivation(self, person: int) -> Derivation:
        """What follows for one *person*, as any engine derives it.

        Raises: EngineError: only some of it was asked for.
        """
        if self.asked:
            raise EngineError("not all that follows was asked for")
        certain, possible = self.fired.of(person)
        sure, may = self._rules(certain), self._rules(possible)
        return Derivation(_facts(sure), _facts(may), _ids(sure), _ids(may))

    def _rules(self, numbers: frozenset[int]) -> list[GroundRule]:
        rules, always = self.concluders.rules, self.concluders.always
        return [*(rules[number] for number in numbers), *rules[always:]]


def bit(words: Words, rows: Integers, people: Integers) -> Bools:
    """Whether the bit of each of *people* is set in the row of *words* beside it; never in a row below 0."""
    inside = rows >= 0
    if inside.all():
        return _bits_at(words, rows, people)
    at = np.flatnonzero(inside)
    found: Bools = np.zeros(len(rows), np.bool_)
    found[at] = _bits_at(words, rows[at], people[at])
    return found


def _bits_at(words: Words, rows: Integers, people: Integers) -> Bools:
    width = words.shape[1] * WORD // 8
    signs = words.reshape(-1).view(np.uint8)[rows * width + (people >> 3)]
    found: Bools = signs >> (people & 7).astype(np.uint8) & np.uint8(1) == 1
    return found


def unpacked(words: Words, people: int) -> Bools:
    """The bits of *words* as booleans, a column for each of *people*."""
    bits = np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=1, count=people, bitorder="little")
    return bits.view(np.bool_)


def _facts(rules: Sequence[GroundRule]) -> frozenset[Fact]:
    return frozenset(fact for rule in rules for fact in rule.facts)


def _ids(rules: Sequence[GroundRule]) -> frozenset[str]:
    return frozenset(rule.id for rule in rules)
