"""What an engine finds out: facts that are certain, facts that are possible, and which rules gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.rulebook.fact import Fact

ByName = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True)
class Derivation:
    """Derived facts and the ids of the ground rules that fired, in the certain and in the possible view.

    Where the person told everything the two views are one.
    """

    certain: frozenset[Fact]
    possible: frozenset[Fact]
    fired: frozenset[str]
    may_fire: frozenset[str]

    def of(self, name: str, *first: str) -> list[Fact]:
        """The certain facts called *name* whose first values are *first*, in order."""
        return _matching(self.certain_by_name, name, first)

    def maybe(self, name: str, *first: str) -> list[Fact]:
        """The facts called *name* that are possible but not certain, in order."""
        return _matching(self._doubtful_by_name, name, first)

    @cached_property
    def certain_by_name(self) -> ByName:
        """The certain facts by their names."""
        return _by_name(self.certain)

    @cached_property
    def possible_by_name(self) -> ByName:
        """The possible facts by their names."""
        return _by_name(self.possible)

    @cached_property
    def _doubtful_by_name(self) -> ByName:
        return _by_name(self.possible - self.certain)


def _by_name(facts: Iterable[Fact]) -> ByName:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact[0], []).append(fact)  # type: ignore[arg-type]
    return found


def _matching(facts: ByName, name: str, first: tuple[str, ...]) -> list[Fact]:
    return sorted((fact for fact in facts.get(name, ()) if fact[1 : 1 + len(first)] == first), key=str)
