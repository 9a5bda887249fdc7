"""What an engine finds out: facts that are certain, facts that are possible, and which rules gave them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.rulebook.fact import Fact


@dataclass(frozen=True, slots=True)
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
        return sorted(_matching(self.certain, name, first), key=str)

    def maybe(self, name: str, *first: str) -> list[Fact]:
        """The facts called *name* that are possible but not certain, in order."""
        return sorted(_matching(self.possible - self.certain, name, first), key=str)


def _matching(facts: frozenset[Fact], name: str, first: tuple[str, ...]) -> Iterator[Fact]:
    return (fact for fact in facts if fact[0] == name and fact[1 : 1 + len(first)] == first)
