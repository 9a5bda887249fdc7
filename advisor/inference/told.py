"""From what a person told to flags of the Program; each value is worked out once and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.inference.engines.contract import Flags
from advisor.profile.told import ANYTHING, Anything, Range, ToldFact
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest, compare
from advisor.rulebook.program import Program
from advisor.rulebook.vocabulary import Vocabulary, Word

Value = str | float | Range | Anything
REMEMBERED = 50_000
WIDEST = Range(0.0, 1_000_000.0)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person told: ``facts``, and the ``flags`` of one Program that they set."""

    facts: tuple[ToldFact, ...]
    flags: Flags


class Encoder:
    """Encodes told facts for one Program; safe to share between threads."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._memory: dict[ToldFact, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def encode(self, facts: Iterable[ToldFact]) -> Told:
        """*facts* with the flags that they set for certain and perhaps."""
        kept = tuple(facts)
        certain: set[int] = set()
        possible: set[int] = set()
        for fact in kept:
            surely, perhaps = self._flags(fact)
            certain.update(surely)
            possible.update(perhaps)
        return Told(kept, Flags(frozenset(certain), frozenset(possible)))

    def _flags(self, fact: ToldFact) -> tuple[tuple[int, ...], tuple[int, ...]]:
        found = self._memory.get(fact)
        if found is None:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            found = self._memory[fact] = self._work_out(fact)
        return found

    def _work_out(self, fact: ToldFact) -> tuple[tuple[int, ...], tuple[int, ...]]:
        values = positional(fact, self._program.vocabulary)
        surely, perhaps = [], []
        for number in self._program.told_flags.get(fact.name, ()):
            certain, possible = matches(self._program.flags[number], values)
            if possible:
                perhaps.append(number)
                if certain and fact.certain:
                    surely.append(number)
        return tuple(surely), tuple(perhaps)


def positional(fact: ToldFact, vocabulary: Vocabulary) -> tuple[Value, ...]:
    """The values of *fact* in the vocabulary's order; ordered words as their place."""
    given = dict(fact.fields)
    return tuple(_ranked(given[name], kind.words) for name, kind in vocabulary[fact.name].fields.items())


def _ranked(value: Value, words: Sequence[str]) -> Value:
    return float(words.index(value)) if words and isinstance(value, str) else value


def matches(flag: Flag, values: Sequence[Value]) -> tuple[bool, bool]:
    """Whether *values* pass the tests of *flag* whatever they turn out to be, and whether they may."""
    certain = possible = True
    for test, value in zip(flag.tests, values, strict=True):
        surely, perhaps = _passes(test, value)
        certain, possible = certain and surely, possible and perhaps
    return certain, possible


def _passes(test: FlagTest, value: Value) -> tuple[bool, bool]:
    if test is None:
        return True, True
    if isinstance(test, AnyOf):
        return (False, bool(test.ids)) if isinstance(value, Anything) else (value in test.ids,) * 2
    if isinstance(value, Range):
        return _between(test, value)
    if isinstance(value, Anything):
        return False, True
    return (compare(test.op, float(value), test.limit),) * 2


def _between(test: Compared, value: Range) -> tuple[bool, bool]:
    if test.op == "is":
        return value.low == value.high == test.limit, value.low <= test.limit <= value.high
    ends = (compare(test.op, value.low, test.limit), compare(test.op, value.high, test.limit))
    return all(ends), any(ends)


def unknown_fact(word: Word) -> ToldFact:
    """The told fact of which nothing is known: there may be one, with any value."""
    fields = tuple((field, WIDEST if kind.is_number else ANYTHING) for field, kind in word.fields.items())
    return ToldFact(word.name, fields, False)
