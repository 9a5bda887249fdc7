"""A flag: a pattern over one fact with every value filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from advisor.rulebook.fact import Fact, Op

_SIGNS: dict[Op, str] = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<", "is": "="}


def compare(op: Op, left: float, right: float) -> bool:
    """Whether *left* stands in the relation *op* to *right*."""
    if op == "at_least":
        return left >= right
    if op == "at_most":
        return left <= right
    if op == "more_than":
        return left > right
    return left < right if op == "less_than" else left == right


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The field holds one of ``ids``."""

    ids: frozenset[str]

    def __str__(self) -> str:
        return "|".join(sorted(self.ids))


@dataclass(frozen=True, slots=True)
class Compared:
    """The field's number stands in the relation ``op`` to ``limit``."""

    op: Op
    limit: float

    def __str__(self) -> str:
        return f"{_SIGNS[self.op]}{self.limit:g}"


FlagTest = AnyOf | Compared | None


class Flag(NamedTuple):
    """There is a fact ``fact`` whose fields pass ``tests`` (None: any value)."""

    fact: str
    tests: tuple[FlagTest, ...]

    def __str__(self) -> str:
        return ":".join((self.fact, *("*" if test is None else str(test) for test in self.tests)))

    def met_by(self, fact: Fact) -> bool:
        """Whether the derived *fact* sets this flag."""
        if fact[0] != self.fact:
            return False
        for test, value in zip(self.tests, fact[1:], strict=True):
            if test is not None and not _meets(test, value):
                return False
        return True


def _meets(test: AnyOf | Compared, value: str | float) -> bool:
    if isinstance(test, AnyOf):
        return value in test.ids
    return compare(test.op, float(value), test.limit)
