"""Which entries, and which keys of which kinds, some rule reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from advisor.knowledge.kinds import kinds
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.reading import shape_at
from advisor.knowledge.shapes import Entity, Many, Shape, fields_of
from advisor.rulebook.flags import AnyOf, Flag
from advisor.rulebook.ir import AllOf, Among, Described, Number, Pattern, Ref, Rule, Source, StepRef, Test
from advisor.rulebook.program import Program
from advisor.rulebook.vocabulary import ANY_ENTRY, Vocabulary

Key = tuple[str, str]
OF_EVERY_ENTRY = frozenset({"id", "title", "description", "sources", "review_by", "hidden"})
"""Keys that no rule needs to read."""


def entries_read(program: Program) -> set[tuple[str, str]]:
    """(kind, id) of every entry that an instance binds, tests for or concludes about; a step counts for its target."""
    found = {(kind, name) for kind, name in _named(program) if name in program.kb.entries.get(kind, {})}
    steps: Any = program.kb.entries["steps"]
    return found | {(steps[name].target_kind, steps[name].target) for kind, name in found if kind == "steps"}


def _named(program: Program) -> Iterator[tuple[str, str]]:
    for rule in (*program.rules, *program.always):
        for entry in rule.entries:
            kind, _, name = entry.partition("/")
            yield kind, name
        for fact in rule.facts:
            yield from _in_fact(program.vocabulary, str(fact[0]), fact[1:])
    for flag in program.flags:
        yield from _in_flag(program.vocabulary, flag)


def _in_fact(vocabulary: Vocabulary, name: str, values: Sequence[str | float]) -> Iterator[tuple[str, str]]:
    for kind, value in zip(vocabulary[name].fields.values(), values, strict=True):
        if not kind.is_number:
            yield _split(kind.kind, str(value))


def _in_flag(vocabulary: Vocabulary, flag: Flag) -> Iterator[tuple[str, str]]:
    for kind, test in zip(vocabulary[flag.fact].fields.values(), flag.tests, strict=True):
        if isinstance(test, AnyOf):
            yield from (_split(kind.kind, each) for each in test.ids)


def _split(kind: str, name: str) -> tuple[str, str]:
    if kind != ANY_ENTRY:
        return kind, name
    kind, _, name = name.partition("/")
    return kind, name


def keys_unread(program: Program) -> dict[str, list[str]]:
    """By kind, the keys of its entries that no rule reads."""
    read = {key for rule in program.sources for key in _keys_of(rule)}
    return {
        kind: sorted(key for key in fields_of(each.entry) if key not in OF_EVERY_ENTRY and (kind, key) not in read)
        for kind, each in kinds().items()
    }


def entries_unread(kb: KnowledgeBase, program: Program) -> dict[str, list[str]]:
    """By kind, the entries that no rule reads."""
    read = entries_read(program)
    return {kind: [each for each in found if (kind, each) not in read] for kind, found in kb.entries.items()}


def _keys_of(rule: Rule) -> Iterator[Key]:
    shapes: dict[str, Shape] = {}
    for name, source in rule.for_each:
        yield from _of_source(source, shapes)
        shapes[name] = source.item
    for pattern in rule.when:
        yield from _of_pattern(pattern, shapes)
    terms = [term for conclusion in rule.then for term in conclusion.terms]
    for part in (*terms, *rule.because):
        yield from _of_term(part, shapes)


def _of_source(source: Source, shapes: dict[str, Shape]) -> Iterator[Key]:
    yield from _of_term(source.over, shapes)
    yield from _of_tests(source.tests, source.item, shapes)


def _of_pattern(pattern: Pattern, shapes: dict[str, Shape]) -> Iterator[Key]:
    yield from _of_term(pattern.if_given, shapes)
    for _, test in pattern.fields:
        if isinstance(test, Number):
            yield from _of_term(test.operand, shapes)
        elif isinstance(test, Described):
            yield from _of_tests(test.tests, Entity(test.kind), shapes)
        elif isinstance(test, (Among, AllOf)):
            for term in test.terms:
                yield from _of_term(term, shapes)


def _of_tests(tests: Sequence[Test], start: Shape, shapes: dict[str, Shape]) -> Iterator[Key]:
    for test in tests:
        yield from _along(start, test.path)
        for term in test.operand:
            yield from _of_term(term, shapes)


def _of_term(term: Any, shapes: dict[str, Shape]) -> Iterator[Key]:
    ref = term.ref if isinstance(term, StepRef) else term
    if isinstance(ref, Ref):
        yield from _along(shapes[ref.var], ref.path)


def _along(start: Shape, path: Sequence[str]) -> Iterator[Key]:
    """The keys of entries that a reading along *path* meets."""
    shape = start
    for key in path:
        at = shape.of if isinstance(shape, Many) else shape
        if isinstance(at, Entity):
            yield at.kind, key
        shape = shape_at(shape, (key,))
