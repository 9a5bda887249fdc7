"""Entries found by what they say: each key of a kind is read once, however many instances ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.reading import read, settled_shape, shape_at
from advisor.knowledge.shapes import Entity, Shape, Value
from advisor.rulebook.flags import compare
from advisor.rulebook.ir import Test

Operands = tuple[Any, ...]
"""What a test compares with: ids, words or numbers."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One key of a kind: what each entry that has it says, and by each value the entries that say it."""

    said: dict[str, Operands]
    by_value: dict[Any, frozenset[str]]

    def saying(self, values: Iterable[Any]) -> frozenset[str]:
        """The entries that say one of *values*."""
        return frozenset[str]().union(*(self.by_value.get(each, ()) for each in values))


class Finder:
    """Finds the entries of one knowledge base that pass tests whose operands are known."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._shelves: dict[tuple[str, tuple[str, ...], bool, bool], _Shelf] = {}
        self._order: dict[str, dict[str, int]] = {}
        self._found: dict[tuple[str, tuple[tuple[Test, Operands], ...]], tuple[str, ...]] = {}

    def passing(self, kind: str, tests: Sequence[tuple[Test, Operands]]) -> tuple[str, ...]:
        """The ids of *kind* that pass all *tests*, in the order of the kind."""
        key = kind, tuple(tests)
        if key not in self._found:
            every = self._kb.entries[kind]
            sets = [self._passing(kind, test, operands) for test, operands in tests]
            kept = frozenset.intersection(*sets) if sets else every.keys()
            self._found[key] = tuple(sorted(kept, key=self._places(kind).__getitem__))
        return self._found[key]

    def _places(self, kind: str) -> dict[str, int]:
        if kind not in self._order:
            self._order[kind] = {each: at for at, each in enumerate(self._kb.entries[kind])}
        return self._order[kind]

    def _passing(self, kind: str, test: Test, operands: Operands) -> frozenset[str]:
        shelf = self._shelf(kind, test)
        if test.op == "given":
            return frozenset(shelf.said if operands[0] else self._kb.entries[kind].keys() - shelf.said.keys())
        if test.op in ("is", "one_of"):
            return shelf.saying(operands)
        if test.op in ("is_not", "none_of"):
            return frozenset(shelf.said.keys() - shelf.saying(operands))
        words = words_of(settled_shape(shape_at(Entity(kind), test.path)))
        limit = rank(operands[0], words) if operands else 0.0
        return frozenset(each for each, (said,) in shelf.said.items() if compare(test.op, rank(said, words), limit))

    def _shelf(self, kind: str, test: Test) -> _Shelf:
        # What is only asked to be there may be a record, by which nothing can be looked up.
        key = kind, test.path, test.is_list, test.op == "given"
        if key not in self._shelves:
            self._shelves[key] = self._filled(Entity(kind), test)
        return self._shelves[key]

    def _filled(self, shape: Entity, test: Test) -> _Shelf:
        said: dict[str, Operands] = {}
        by_value: dict[Any, set[str]] = {}
        for each in self._kb.entries[shape.kind]:
            found = read(self._kb, shape, each, test.path)
            if found is not None:
                said[each] = tuple(found.value) if test.is_list else (found.value,)
        if test.op != "given":
            for each, values in said.items():
                for value in values:
                    by_value.setdefault(value, set()).add(each)
        return _Shelf(said, {value: frozenset(some) for value, some in by_value.items()})


def words_of(shape: Shape) -> tuple[str, ...]:
    """The words of *shape* in their order; none where it has none."""
    return shape.words if isinstance(shape, Value) else ()


def rank(value: Any, words: tuple[str, ...]) -> float:
    """*value* as a number: an ordered word is its place."""
    return float(words.index(value)) if isinstance(value, str) else float(value)
