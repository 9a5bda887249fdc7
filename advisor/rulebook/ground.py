"""From a rule to its instances: one for each way to fill its names from the knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from advisor.errors import AdvisorError
from advisor.knowledge.age import due_on
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.reading import entry_sources, read, settled_shape, shape_at
from advisor.knowledge.shapes import Entity, Many, Shape
from advisor.knowledge.steps import called
from advisor.provenance import Citation
from advisor.rulebook.fact import Blank, Fact
from advisor.rulebook.finder import Finder, rank, words_of
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest, compare
from advisor.rulebook.ir import Among, Described, FieldTest, Number, Pattern, Ref, Rule, Source, StepRef, Term, Test
from advisor.rulebook.vocabulary import ANY_ENTRY, FieldKind, Vocabulary


@dataclass(frozen=True, slots=True)
class Bound:
    """What a name stands for: an id or a record, with the ``label`` that tells it apart."""

    shape: Shape
    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A rule with its names filled: it fires where all ``needs`` are met and no ``blocks`` is."""

    id: str
    rule: str
    needs: tuple[Flag, ...]
    blocks: tuple[Flag, ...]
    facts: tuple[Fact, ...]
    because: tuple[str | Blank, ...]
    cites: tuple[str, ...]
    entries: tuple[str, ...]
    review_by: str | None = None


Names = Mapping[str, Bound]


class _Absent(AdvisorError):
    """An instance reads a key that its entry does not have."""


class Grounder:
    """Makes instances over one knowledge base; ``skipped`` lists those that an absent key prevented."""

    def __init__(self, kb: KnowledgeBase, vocabulary: Vocabulary) -> None:
        self._kb = kb
        self._words = vocabulary
        self._finder = Finder(kb)
        self._cites: dict[str, None] = {}
        self.skipped: list[str] = []

    def instances(self, rule: Rule) -> Iterator[Instance]:
        """Every instance of *rule*."""
        for names in self._fillings(rule.for_each, {}):
            label = ", ".join(f"{name}={bound.label}" for name, bound in names.items())
            instance_id = f"{rule.id}({label})"
            try:
                yield self._instance(rule, names, instance_id)
            except _Absent as reason:
                self.skipped.append(f"{instance_id}: {reason}")

    def _fillings(self, for_each: tuple[tuple[str, Source], ...], names: Names) -> Iterator[Names]:
        if not for_each:
            yield names
            return
        (name, source), rest = for_each[0], for_each[1:]
        for bound in self._items(source, names):
            yield from self._fillings(rest, {**names, name: bound})

    def _items(self, source: Source, names: Names) -> Iterator[Bound]:
        if isinstance(source.over, str):
            for each in self._finder.passing(source.over, self._filled(source.tests, names)):
                yield Bound(source.item, each, each)
            return
        holder = names[source.over.var]
        found = read(self._kb, holder.shape, holder.value, source.over.path)
        for number, value in enumerate(found.value if found else (), 1):
            if all(self._passes(source.item, value, test, names) for test in source.tests):
                yield Bound(source.item, value, value if isinstance(value, str) else str(number))

    def _filled(self, tests: tuple[Test, ...], names: Names) -> tuple[tuple[Test, tuple[Any, ...]], ...]:
        """Each of *tests* with what it compares with."""
        return tuple((test, self._operands(test, names)) for test in tests)

    def _operands(self, test: Test, names: Names) -> tuple[Any, ...]:
        return tuple(each for term in test.operand for each in self._values(term, names))

    def _passes(self, shape: Shape, value: Any, test: Test, names: Names) -> bool:
        found = read(self._kb, shape, value, test.path)
        if test.op == "given":
            return (found is not None) is test.operand[0]
        if found is None:
            return False
        operands = self._operands(test, names)
        held = found.value if test.is_list else (found.value,)
        if test.op in ("is", "one_of"):
            return any(each in operands for each in held)
        if test.op in ("is_not", "none_of"):
            return not any(each in operands for each in held)
        words = words_of(settled_shape(shape_at(shape, test.path)))
        return compare(test.op, rank(found.value, words), rank(operands[0], words))

    def _values(self, term: Term, names: Names) -> tuple[Any, ...]:
        """The values that *term* stands for: the items of a list, or the one value."""
        if isinstance(term, StepRef):
            return (self._step(term, names),)
        if not isinstance(term, Ref):
            return (term,)
        bound = names[term.var]
        found = read(self._kb, bound.shape, bound.value, term.path)
        if found is None:
            raise _Absent(f"'{term}' is absent")
        self._cites.update(dict.fromkeys(found.cites))
        return tuple(found.value) if isinstance(found.value, tuple) else (found.value,)

    def _step(self, term: StepRef, names: Names) -> str:
        step = f"{term.move}/{self._values(term.ref, names)[0]}"
        if step not in self._kb.entries["steps"]:
            raise _Absent(f"there is no step '{step}'")
        return step

    def _instance(self, rule: Rule, names: Names, instance_id: str) -> Instance:
        self._cites = dict.fromkeys(
            source for bound in names.values() if isinstance(bound.value, Citation) for source in bound.value.source_ids
        )
        needs: dict[Flag, None] = {}
        blocks: dict[Flag, None] = {}
        for pattern in rule.when:
            (blocks if pattern.negated else needs).update(dict.fromkeys(self._flags(pattern, names)))
        facts = tuple(
            (
                each.fact,
                *(self._term(term, kind, names) for term, kind in zip(each.terms, self._kinds(each.fact), strict=True)),
            )
            for each in rule.then
        )
        because = tuple(self._said(part, names) for part in rule.because)
        entries = tuple(f"{b.shape.kind}/{b.value}" for b in names.values() if isinstance(b.shape, Entity))
        cites = tuple(self._cites) or self._own_sources(names)
        due = self._due(names)
        return Instance(instance_id, rule.id, tuple(needs), tuple(blocks), facts, because, cites, entries, due)

    def _due(self, names: Names) -> str | None:
        """The first day on which an entry or a record that a name stands for is to be looked at again."""
        bound = names.values()
        records = [b.value.review_by for b in bound if isinstance(b.value, Citation) and b.value.review_by]
        entries = [due_on(None, self._kb.entries[b.shape.kind][b.value]) for b in bound if isinstance(b.shape, Entity)]
        return min((*records, *filter(None, entries)), default=None)

    def _own_sources(self, names: Names) -> tuple[str, ...]:
        entities = [b for b in names.values() if isinstance(b.shape, Entity)]
        found = (
            source
            for bound in entities
            if isinstance(bound.shape, Entity)
            for source in entry_sources(self._kb.entries[bound.shape.kind][bound.value])
        )
        return tuple(dict.fromkeys(found))

    def _kinds(self, fact: str) -> list[FieldKind]:
        return list(self._words[fact].fields.values())

    def _term(self, term: Term, kind: FieldKind, names: Names) -> str | float:
        value = self._values(term, names)[0]
        if kind.is_number:
            return rank(value, kind.words)
        return _qualified(term, value) if kind.kind == ANY_ENTRY else str(value)

    def _flags(self, pattern: Pattern, names: Names) -> list[Flag]:
        """The flags of *pattern*: none where it is left out, several under ``all_of``."""
        if pattern.if_given and not self._is_given(pattern.if_given, names):
            return []
        tests = dict(pattern.fields)
        fields = self._words[pattern.fact].fields
        choices = [self._choices(tests.get(name), kind, names) for name, kind in fields.items()]
        return [Flag(pattern.fact, chosen) for chosen in product(*choices)]

    def _is_given(self, ref: Ref, names: Names) -> bool:
        bound = names[ref.var]
        return read(self._kb, bound.shape, bound.value, ref.path) is not None

    def _choices(self, test: FieldTest | None, kind: FieldKind, names: Names) -> list[FlagTest]:
        if test is None:
            return [None]
        if isinstance(test, Number):
            return [Compared(test.op, rank(self._values(test.operand, names)[0], kind.words))]
        if isinstance(test, Described):
            return [AnyOf(frozenset(self._finder.passing(test.kind, self._filled(test.tests, names))))]
        ids_of = [self._ids(term, kind, names) for term in test.terms]
        every = tuple(dict.fromkeys(each for some in ids_of for each in some))
        return [AnyOf(frozenset(every))] if isinstance(test, Among) else [AnyOf(frozenset((each,))) for each in every]

    def _ids(self, term: Term, kind: FieldKind, names: Names) -> tuple[str, ...]:
        values = self._values(term, names)
        return tuple(_qualified(term, each) if kind.kind == ANY_ENTRY else each for each in values)

    def _said(self, part: str | Ref | Blank, names: Names) -> str | Blank:
        if not isinstance(part, Ref):
            return part
        values = self._values(part, names)
        shape = part.shape.of if isinstance(part.shape, Many) else part.shape
        spoken = [self._spoken(shape, each) for each in values]
        return spoken[0] if len(spoken) == 1 else "; ".join(each.rstrip(".") for each in spoken)

    def _spoken(self, shape: Shape, value: Any) -> str:
        if isinstance(shape, Entity):
            return called(self._kb.entries[shape.kind][value])
        return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def _qualified(term: Term, value: Any) -> str:
    """*value* as KIND/ID, as a field that holds any entry keeps it."""
    if isinstance(term, StepRef):
        return f"steps/{value}"
    if isinstance(term, Ref):
        shape = term.shape.of if isinstance(term.shape, Many) else term.shape
        assert isinstance(shape, Entity)
        return f"{shape.kind}/{value}"
    return str(value)
