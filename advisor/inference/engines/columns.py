"""The engine for cohorts: one bit-packed column of people per flag, rule and view.

A block of people is a matrix of 64-bit words: row = flag or rule, bit ``i % 64`` of word ``i // 64`` = person ``i``.
A rule is the AND of the columns of its needs and of the complements of its blocks in the other view; a flag is the OR
of the rules that set it. Rules of one level that read as many flags are worked out by one call; those with a need that
nobody of the block has are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, ClassVar, Literal

from advisor.errors import EngineError
from advisor.inference.engines.contract import Fired, Flags, Levelled

try:
    import numpy as np
    from numpy.typing import NDArray
except ImportError as missing:
    raise EngineError(
        f"the engine 'columns' cannot be imported ({missing}); install numpy: pip install 'coder-advisor[cohort]'"
    ) from missing

Words = NDArray[np.uint64]
"""Bits of people, in words of 64; two dimensions: a row per flag or per rule."""
Rows = NDArray[np.intp]
Only = tuple[frozenset[int], frozenset[int]]
"""Numbers of rules, those of the certain view and those of the possible one."""
WORD = 64
AT_ONCE = 128
"""Rules worked out at once, so that what is between stays near."""
TOGETHER = 6
"""Of a row that is the OR of more, each is worked out by a call of its own; of the others the first go together."""


def words_for(people: int) -> int:
    """How many words the bits of *people* take."""
    return -(-people // WORD)


@dataclass(frozen=True, slots=True)
class Views:
    """One column per flag of ``people`` in each view; bits beyond the last person mean nothing.

    Where all that was told is certain ``certain`` and ``possible`` may be one array.
    """

    certain: Words
    possible: Words
    people: int

    def of(self, person: int) -> tuple[frozenset[int], frozenset[int]]:
        """The flags whose bit *person* is set, in each view."""
        return frozenset(_rows_of(self.certain, person)), frozenset(_rows_of(self.possible, person))


@dataclass(frozen=True, slots=True)
class Columns:
    """One column per rule: that of rule ``n`` is ``words[row[n]]``; the row 0, which nobody has, is that of many."""

    words: Words
    row: Rows

    def of(self, person: int) -> frozenset[int]:
        """The rules whose bit *person* is set."""
        has = np.zeros(len(self.words), np.bool_)
        has[_rows_of(self.words, person)] = True
        return frozenset(np.flatnonzero(has[self.row]).tolist())


@dataclass(frozen=True, slots=True)
class FiredViews:
    """For whom of ``people`` each rule fires, in each view."""

    certain: Columns
    possible: Columns
    people: int

    def of(self, person: int) -> tuple[frozenset[int], frozenset[int]]:
        """The rules that fire for *person*, in each view."""
        return self.certain.of(person), self.possible.of(person)


def _rows_of(words: Words, person: int) -> list[int]:
    bits = words[:, person // WORD] >> np.uint64(person % WORD) & np.uint64(1)
    return np.flatnonzero(bits).tolist()


@dataclass(frozen=True, slots=True)
class Ors:
    """Rows, each with its parts: of ``few`` the first, the second …; of ``many`` all at once."""

    few: tuple[tuple[Rows, Rows], ...]
    many: tuple[tuple[int, Rows], ...]

    def into(self, found: Words, parts: Columns, has: NDArray[np.bool_]) -> None:
        """Set in *found* the bits of *parts*; *has* knows the rows of *found* that may have any, and learns of them."""
        for targets, numbers in self.few:
            row = parts.row[numbers]
            for some in _few(np.flatnonzero(row)):
                mine = targets[some]
                if has[mine].any():
                    found[mine] |= parts.words[row[some]]
                else:
                    found[mine] = parts.words[row[some]]
                has[mine] = True
        for target, numbers in self.many:
            row = parts.row[numbers]
            awake = row[row > 0]
            if len(awake):
                found[target] |= np.bitwise_or.reduce(parts.words[awake], axis=0)
                has[target] = True


def _few(rows: Rows) -> Iterator[Rows]:
    """*rows*, a few at a time."""
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def ors(parts: Mapping[int, Sequence[int]]) -> Ors:
    """The rows that are keys of *parts*, as the OR of those that stand beside them."""
    few = {target: numbers for target, numbers in parts.items() if len(numbers) <= TOGETHER}
    ranks = [{t: numbers[rank] for t, numbers in few.items() if len(numbers) > rank} for rank in range(TOGETHER)]
    return Ors(
        tuple((rows(list(each)), rows(list(each.values()))) for each in ranks if each),
        tuple((target, rows(numbers)) for target, numbers in parts.items() if target not in few),
    )


def rows(numbers: Any) -> Rows:
    """Numbers of rows as an index."""
    return np.array(numbers, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rules of one level that have as many needs and as many blocks: a row of each array is a rule."""

    rules: Rows
    needs: Rows
    blocks: Rows

    def fire(self, state: _View, against: Words) -> None:
        """Work out the columns of the rules that someone may meet."""
        for some in _few(np.flatnonzero(state.live[self.needs].all(axis=1))):
            state.add(self.rules[some], _met(state.flags, self.needs[some], against, self.blocks[some]))


def _met(flags: Words, needs: Rows, against: Words, blocks: Rows) -> Words:
    """The columns of rules with these *needs*, a row each, and *blocks*."""
    met: Words = flags[needs[:, 0]] if needs.shape[1] else np.full((len(needs), flags.shape[1]), ~np.uint64(0))
    for place in range(1, needs.shape[1]):
        met &= flags[needs[:, place]]
    for place in range(blocks.shape[1]):
        met &= ~against[blocks[:, place]]
    return met


class _View:
    """One view of a block on its way: the columns of ``flags`` and of rules, and the flags that are ``live``.

    Only of live flags someone has the bit; rules that need another fire for nobody and are not worked out.
    """

    def __init__(self, flags: Words, rules: int) -> None:
        self.flags = flags
        self.live: NDArray[np.bool_] = np.any(flags, axis=1)
        self._words = np.empty((rules + 1, flags.shape[1]), np.uint64)
        self._words[0], self._used = 0, 1
        self._row = np.zeros(rules, np.intp)

    def add(self, rules: Rows, columns: Words) -> None:
        """Take in the *columns* of *rules* that someone has; they lie together, so that the others take no memory."""
        some = np.flatnonzero(columns.any(axis=1))
        first, self._used = self._used, self._used + len(some)
        self._words[first : self._used] = columns if len(some) == len(rules) else columns[some]
        self._row[rules[some]] = np.arange(first, self._used)

    def set(self, sets: Ors) -> None:
        """Set the flags of those for whom the rules have fired."""
        sets.into(self.flags, self.fired, self.live)

    @property
    def fired(self) -> Columns:
        """The columns of the rules so far."""
        return Columns(self._words[: self._used], self._row)


@dataclass(frozen=True, slots=True)
class _Level:
    """The rules of one level that matter in one view."""

    batches: tuple[_Batch, ...]
    sets: Ors

    def fire(self, state: _View, against: Words) -> None:
        """Work out the columns of the rules, whose blocks are *against*."""
        for batch in self.batches:
            batch.fire(state, against)


class Engine:
    """Runs a Program for a block of people at once; nothing changes between runs, so threads may share it."""

    name: ClassVar[str] = "columns"
    reads: ClassVar[Literal["flags", "facts"]] = "flags"
    version = np.__version__

    def __init__(self, program: Levelled, only: Only | None = None) -> None:
        """Args: only: the rules to run in each view, whatever they read among them; others never fire."""
        self._program, self._only = program, only
        numbers = sorted(only[0] | only[1]) if only else range(len(program.rules))
        ran = [program.rules[number] for number in numbers]
        self.read = sorted({flag for rule in ran for flag in (*rule.needs, *rule.blocks)})
        """The flags of which columns are read, in order."""
        self._row = {flag: row for row, flag in enumerate(self.read)}
        self._levels = tuple(self._views_of(numbers) for numbers in program.levels)

    def run(self, told: Flags) -> Fired:
        """The rules that fire on *told*, which is a block of one."""
        certain = self._column(told.certain)
        possible = certain if told.certain == told.possible else self._column(told.possible)
        return Fired(*self.climb(Views(certain, possible, 1)).of(0))

    def run_many(self, told: Views) -> FiredViews:
        """The rules that fire for each person of a block.

        Args: told: a row a flag, by the numbers of the Program; it is not changed.
        """
        certain = told.certain[self._taken]
        are_one = told.certain is told.possible and not self._only
        possible = certain if are_one else told.possible[self._taken]
        return self.climb(Views(certain, possible, told.people))

    @cached_property
    def _taken(self) -> Rows:
        return np.array(self.read, dtype=np.intp)

    def _column(self, flags: Iterable[int]) -> Words:
        column = np.zeros((len(self.read), 1), dtype=np.uint64)
        column[[self._row[flag] for flag in flags if flag in self._row]] = 1
        return column

    def climb(self, told: Views) -> FiredViews:
        """What fires level by level.

        Args: told: a row for each of the flags that are ``read``; it is written over.
        """
        rules = len(self._program.rules)
        certain = _View(told.certain, rules)
        possible = certain if told.certain is told.possible else _View(told.possible, rules)
        for surely, perhaps in self._levels:
            surely.fire(certain, possible.flags)
            if possible is not certain:
                perhaps.fire(possible, certain.flags)
            certain.set(surely.sets)
            if possible is not certain:
                possible.set(perhaps.sets)
        fired = certain.fired
        return FiredViews(fired, fired if possible is certain else possible.fired, told.people)

    def _views_of(self, numbers: Sequence[int]) -> tuple[_Level, _Level]:
        """The level of the rules *numbers* in each view."""
        if not self._only:
            return (self._level(numbers),) * 2
        surely, perhaps = ([number for number in numbers if number in some] for some in self._only)
        return self._level(surely), self._level(perhaps)

    def _level(self, numbers: Sequence[int]) -> _Level:
        return _Level(tuple(self._batches(numbers)), self._sets(numbers))

    def _batches(self, numbers: Sequence[int]) -> Iterable[_Batch]:
        reads = {n: self._reads(n) for n in numbers}
        shape = {n: tuple(map(len, reads[n])) for n in numbers}
        for (needs, blocks), alike in groupby(sorted(numbers, key=lambda n: (shape[n], n)), key=lambda n: shape[n]):
            rules = list(alike)
            yield _Batch(
                rows(rules),
                rows([reads[n][0] for n in rules]).reshape(len(rules), needs),
                rows([reads[n][1] for n in rules]).reshape(len(rules), blocks),
            )

    def _reads(self, number: int) -> tuple[list[int], list[int]]:
        rule = self._program.rules[number]
        return sorted({self._row[flag] for flag in rule.needs}), sorted({self._row[flag] for flag in rule.blocks})

    def _sets(self, numbers: Sequence[int]) -> Ors:
        setters: dict[int, list[int]] = {}
        for number in numbers:
            for flag in set(self._program.rules[number].sets) & self._row.keys():
                setters.setdefault(self._row[flag], []).append(number)
        return ors(setters)
