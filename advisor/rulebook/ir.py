"""Rules as values: what a rule file says, with every name resolved."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.knowledge.shapes import Shape
from advisor.rulebook.fact import Blank, Fact, Op

Constant = str | float | bool


@dataclass(frozen=True, slots=True)
class Ref:
    """``$VAR.PATH``: what a bound entry or record says; ``shape`` is what reading it gives."""

    var: str
    path: tuple[str, ...]
    shape: Shape

    def __str__(self) -> str:
        return "$" + ".".join((self.var, *self.path))


@dataclass(frozen=True, slots=True)
class StepRef:
    """``MOVE/$VAR``: the step that applies *move* to the entry."""

    move: str
    ref: Ref


Term = Constant | Ref | StepRef


@dataclass(frozen=True, slots=True)
class Test:
    """A test on a key of an entry; ``operand`` is a tuple of terms, or one reference to a list."""

    path: tuple[str, ...]
    op: Op
    operand: tuple[Term, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What a name ranges over: a kind, or a list of a bound entry, of which those that pass ``tests``."""

    over: str | Ref
    item: Shape
    tests: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A test on a number or on an ordered word, which counts as its place in the order."""

    op: Op
    operand: Term


@dataclass(frozen=True, slots=True)
class Among:
    """The value is one of ``terms`` (a reference to a list stands for its items)."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """There is such a fact for each of ``terms``."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """The value is an entry of ``kind`` that passes ``tests``."""

    kind: str
    tests: tuple[Test, ...]


FieldTest = Number | Among | AllOf | Described


@dataclass(frozen=True, slots=True)
class Pattern:
    """There is (or, ``negated``, there is no) fact whose fields pass; without its ``if_given`` key it is left out."""

    fact: str
    negated: bool
    fields: tuple[tuple[str, FieldTest], ...]
    if_given: Ref | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A fact to conclude, a term for each of its fields in the vocabulary's order."""

    fact: str
    terms: tuple[Term, ...]


Wording = tuple["str | Ref | Blank", ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What follows from some facts; every other fact is no, those named in ``unknown`` are not known."""

    name: str
    given: tuple[Fact, ...]
    unknown: tuple[str, ...]
    derives: tuple[Fact, ...]
    derives_not: tuple[Fact, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``id`` is ``topic.stem``, ``path`` and ``line`` say where it stands.

    ``never_fires_because`` says why the check of coverage meets nobody for whom it fires; empty where it does fire.
    """

    id: str
    title: str
    path: str
    line: int
    for_each: tuple[tuple[str, Source], ...]
    when: tuple[Pattern, ...]
    then: tuple[Conclusion, ...]
    because: Wording
    examples: tuple[Example, ...]
    never_fires_because: str = ""

    @property
    def topic(self) -> str:
        """The folder that the rule stands in."""
        return self.id.split(".")[0]
