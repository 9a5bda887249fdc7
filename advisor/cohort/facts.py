"""Facts that the people of a block told, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.cohort.block import Bools, Category, Codes, Floats, Integers
from advisor.profile.fact import Anything, Range

StandsFor = frozenset[str] | Anything


@dataclass(frozen=True, slots=True)
class Ids:
    """The id of each fact: whatever ``stands_for[code]`` holds, a fact for each of them; none where it is negative."""

    codes: Codes
    stands_for: tuple[StandsFor, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of each fact, from ``low`` to ``high``; NaN: there is no such fact."""

    low: Floats | float
    high: Floats | float

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same, whoever tells it."""
        return self.low is self.high


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts called ``name``, in rows: row k is told by person ``who[k]`` (None: by person k), if ``present[k]``.

    A field of ordered words is given as ``ids``. ``certain``: there are such facts, else there may be.
    """

    name: str
    who: Integers | None = None
    present: Bools | None = None
    ids: Ids | None = None
    numbers: Numbers | None = None
    certain: bool = True


def exactly(numbers: Floats) -> Numbers:
    """Numbers that are known."""
    return Numbers(numbers, numbers)


def anywhere(within: Range) -> Numbers:
    """For everyone the same range."""
    return Numbers(within.low, within.high)


def each_of(codes: Codes, ids: Sequence[str]) -> Ids:
    """Ids that stand for themselves."""
    return Ids(codes, tuple(frozenset((each,)) for each in ids))


def one_of(column: Category) -> Ids:
    """The ids of *column*, which stand for themselves."""
    return each_of(column.codes, column.ids)
