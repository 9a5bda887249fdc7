"""The referee: interprets the rules over facts as they are written, without flags, folding or levels.

What is certain and what is possible are found in turn, each against the other, until neither changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from advisor.inference.derivation import Derivation
from advisor.inference.told import Told, Value, positional
from advisor.knowledge.reading import read, settled_shape, shape_at
from advisor.knowledge.shapes import Entity, Many, Shape
from advisor.profile.told import Anything, Range
from advisor.rulebook.fact import Fact
from advisor.rulebook.ir import AllOf, Among, Described, FieldTest, Number, Pattern, Ref, Rule, StepRef, Test
from advisor.rulebook.program import Program

Names = dict[str, tuple[Shape, Any, str]]
Check = Callable[[Value], tuple[bool, bool]]
_NOTHING = -1
"""The place of the condition of cases that want nothing."""
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "at_least": lambda a, b: a >= b,
    "at_most": lambda a, b: a <= b,
    "more_than": lambda a, b: a > b,
    "less_than": lambda a, b: a < b,
    "is": lambda a, b: a == b,
}


class _Missing(Exception):
    """A pattern or conclusion reads a key that is absent: there is no such instance."""


@dataclass(frozen=True, slots=True)
class _Condition:
    fact: str
    checks: tuple[Check | None, ...]

    def certainly(self, values: Sequence[Value]) -> bool:
        return self._holds(values, 0)

    def possibly(self, values: Sequence[Value]) -> bool:
        return self._holds(values, 1)

    def _holds(self, values: Sequence[Value], view: int) -> bool:
        for check, value in zip(self.checks, values, strict=True):
            if check is not None and not check(value)[view]:
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Case:
    """An instance; ``wants`` and ``bars`` are places in the list of conditions."""

    id: str
    wants: frozenset[int]
    bars: frozenset[int]
    facts: tuple[Fact, ...]


class Engine:
    """Interprets the rules of a Program; slow, and independent of the compiler that it judges."""

    name: ClassVar[str] = "reference"
    reads: ClassVar[Literal["flags", "facts"]] = "facts"
    version = "1"

    def __init__(self, program: Program) -> None:
        self._kb, self._words = program.kb, program.vocabulary
        self._conditions: list[_Condition] = []
        self._asking: dict[Any, list[int]] = {}
        """By the name of a fact the places of the conditions on it."""
        self._places: dict[object, int] = {}
        self._memory: dict[Fact, frozenset[int]] = {}
        self._cases = [case for rule in program.sources for case in self._cases_of(rule)]
        self._wanting: dict[int, list[int]] = {}
        for number, case in enumerate(self._cases):
            for place in case.wants or (_NOTHING,):
                self._wanting.setdefault(place, []).append(number)

    def run(self, told: Told) -> Derivation:
        """What follows from *told*."""
        seen: dict[str, list[tuple[tuple[Value, ...], bool]]] = {}
        for fact in told.facts:
            seen.setdefault(fact.name, []).append((positional(fact, self._words), fact.certain))
        asked = [(n, self._conditions[n], values) for name, values in seen.items() for n in self._asking.get(name, ())]
        surely = {n for n, condition, values in asked if self._told_surely(condition, values)}
        perhaps = {n for n, condition, values in asked if self._told_perhaps(condition, values)}
        certain: set[Fact] = set()
        while True:
            possible, may_fire = self._closure(perhaps, surely, certain)
            again, fired = self._closure(surely, perhaps, possible)
            if again == certain:
                return Derivation(frozenset(certain), frozenset(possible), frozenset(fired), frozenset(may_fire))
            certain = again

    def _told_surely(self, c: _Condition, seen: list[tuple[tuple[Value, ...], bool]]) -> bool:
        return any(certain and c.certainly(values) for values, certain in seen)

    def _told_perhaps(self, c: _Condition, seen: list[tuple[tuple[Value, ...], bool]]) -> bool:
        return any(c.possibly(values) for values, _ in seen)

    def _closure(self, told: set[int], against: set[int], others: set[Fact]) -> tuple[set[Fact], set[str]]:
        """The least facts that hold where bars are judged by *against* and *others*, and the cases that fired."""
        barred = against.union(*map(self._met_by, others))
        met = set(told)
        facts: set[Fact] = set()
        fired: set[int] = set()
        asked = {n for place in (_NOTHING, *met) for n in self._wanting.get(place, ())}
        while asked:
            ready = [n for n in asked if n not in fired and self._is_ready(self._cases[n], met, barred)]
            fired.update(ready)
            new = {fact for n in ready for fact in self._cases[n].facts} - facts
            facts |= new
            reached = {place for fact in new for place in self._met_by(fact)} - met
            met |= reached
            asked = {n for place in reached for n in self._wanting.get(place, ())}
        return facts, {self._cases[n].id for n in fired}

    def _is_ready(self, case: _Case, met: set[int], barred: set[int]) -> bool:
        return case.wants <= met and case.bars.isdisjoint(barred)

    def _met_by(self, fact: Fact) -> frozenset[int]:
        """The places of the conditions that the derived *fact* meets; remembered, for it is the same for everyone."""
        if fact not in self._memory:
            asked = self._asking.get(fact[0], ())
            self._memory[fact] = frozenset(n for n in asked if self._conditions[n].certainly(fact[1:]))
        return self._memory[fact]

    def _cases_of(self, rule: Rule) -> Iterator[_Case]:
        for names in self._fill(rule, 0, {}):
            label = ", ".join(f"{name}={label}" for name, (_, _, label) in names.items())
            try:
                wants = frozenset(c for p in rule.when if not p.negated for c in self._conditions_of(p, names))
                bars = frozenset(c for p in rule.when if p.negated for c in self._conditions_of(p, names))
                facts = tuple((t.fact, *self._values_of(t.fact, t.terms, names)) for t in rule.then)
                for part in rule.because:
                    if isinstance(part, Ref):
                        self._look(part, names)
            except _Missing:
                continue
            yield _Case(f"{rule.id}({label})", wants, bars, facts)

    def _fill(self, rule: Rule, position: int, names: Names) -> Iterator[Names]:
        if position == len(rule.for_each):
            yield names
            return
        name, source = rule.for_each[position]
        if isinstance(source.over, str):
            found: Any = list(self._kb.entries[source.over])
        else:
            shape, value, _ = names[source.over.var]
            held = read(self._kb, shape, value, source.over.path)
            found = held.value if held else ()
        for number, value in enumerate(found, 1):
            if all(self._test(test, source.item, value, names) for test in source.tests):
                label = value if isinstance(value, str) else str(number)
                yield from self._fill(rule, position + 1, {**names, name: (source.item, value, label)})

    def _test(self, test: Test, shape: Shape, value: Any, names: Names) -> bool:
        held = read(self._kb, shape, value, test.path)
        if test.op == "given":
            return bool(held) == test.operand[0]
        if not held:
            return False
        wanted = [w for term in test.operand for w in self._look(term, names)]
        have = list(held.value) if isinstance(held.value, tuple) else [held.value]
        if test.op in _COMPARE and test.op != "is":
            return _COMPARE[test.op](self._order(have[0], shape, test), self._order(wanted[0], shape, test))
        return bool(set(have) & set(wanted)) == (test.op in ("is", "one_of"))

    def _order(self, value: Any, shape: Shape, test: Test) -> float:
        words = getattr(settled_shape(shape_at(shape, test.path)), "words", ())
        return float(words.index(value)) if isinstance(value, str) else float(value)

    def _look(self, term: Any, names: Names) -> list[Any]:
        if isinstance(term, StepRef):
            step = f"{term.move}/{self._look(term.ref, names)[0]}"
            if step not in self._kb.entries["steps"]:
                raise _Missing
            return [step]
        if not isinstance(term, Ref):
            return [term]
        shape, value, _ = names[term.var]
        held = read(self._kb, shape, value, term.path)
        if not held:
            raise _Missing
        return list(held.value) if isinstance(held.value, tuple) else [held.value]

    def _values_of(self, fact: str, terms: Any, names: Names) -> Iterator[str | float]:
        for term, kind in zip(terms, self._words[fact].fields.values(), strict=True):
            value = self._look(term, names)[0]
            if kind.is_number:
                yield float(kind.words.index(value)) if isinstance(value, str) else float(value)
            else:
                yield self._named(term, value) if kind.kind == "any" else value

    def _named(self, term: Any, value: str) -> str:
        if isinstance(term, StepRef):
            return f"steps/{value}"
        shape = getattr(term, "shape", None)
        shape = shape.of if isinstance(shape, Many) else shape
        return f"{shape.kind}/{value}" if isinstance(shape, Entity) else value

    def _conditions_of(self, pattern: Pattern, names: Names) -> list[int]:
        if pattern.if_given:
            shape, value, _ = names[pattern.if_given.var]
            if not read(self._kb, shape, value, pattern.if_given.path):
                return []
        tests = dict(pattern.fields)
        spread = next((name for name, test in tests.items() if isinstance(test, AllOf)), None)
        if spread is None:
            return [self._condition(pattern.fact, tests, names)]
        every = tests[spread]
        assert isinstance(every, AllOf)
        kind = self._words[pattern.fact].fields[spread].kind
        ids = [self._named(t, i) if kind == "any" else i for t in every.terms for i in self._look(t, names)]
        return [self._condition(pattern.fact, {**tests, spread: Among((each,))}, names) for each in ids]

    def _condition(self, fact: str, tests: dict[str, FieldTest], names: Names) -> int:
        """The place of the condition; one that is asked again is the same."""
        asked: list[frozenset[str] | tuple[str, float] | None] = []
        for name, kind in self._words[fact].fields.items():
            test = tests.get(name)
            if test is None:
                asked.append(None)
            elif isinstance(test, Number):
                limit = self._look(test.operand, names)[0]
                asked.append((test.op, float(kind.words.index(limit) if isinstance(limit, str) else limit)))
            else:
                asked.append(self._ids(test, kind.kind, names))
        place = self._places.setdefault((fact, *asked), len(self._conditions))
        if place == len(self._conditions):
            self._conditions.append(_Condition(fact, tuple(map(_check, asked))))
            self._asking.setdefault(fact, []).append(place)
        return place

    def _ids(self, test: Any, kind: str, names: Names) -> frozenset[str]:
        if isinstance(test, Described):
            entity = Entity(test.kind)
            entries = self._kb.entries[test.kind]
            return frozenset(e for e in entries if all(self._test(t, entity, e, names) for t in test.tests))
        return frozenset(self._named(t, i) if kind == "any" else i for t in test.terms for i in self._look(t, names))


def _check(asked: frozenset[str] | tuple[str, float] | None) -> Check | None:
    if asked is None:
        return None
    return _among(asked) if isinstance(asked, frozenset) else _number(*asked)


def _among(ids: frozenset[str]) -> Check:
    def check(value: Value) -> tuple[bool, bool]:
        return (False, bool(ids)) if isinstance(value, Anything) else (value in ids, value in ids)

    return check


def _number(op: str, limit: float) -> Check:
    holds = _COMPARE[op]

    def check(value: Value) -> tuple[bool, bool]:
        if isinstance(value, Anything):
            return False, True
        if not isinstance(value, Range):
            return (holds(float(value), limit),) * 2
        if op == "is":
            return value.low == limit == value.high, value.low <= limit <= value.high
        return holds(value.low, limit) and holds(value.high, limit), holds(value.low, limit) or holds(value.high, limit)

    return check
