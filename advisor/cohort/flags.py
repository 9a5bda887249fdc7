"""From the facts that a block told to columns of flags: ``advisor.inference.told``, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.cohort.block import Bools, Integers
from advisor.cohort.facts import Facts, Ids, Numbers, StandsFor
from advisor.errors import EngineError
from advisor.inference.engines.columns import WORD, Only, Views, Words, words_for
from advisor.profile.fact import Anything
from advisor.rulebook.fact import Op
from advisor.rulebook.flags import AnyOf, Compared
from advisor.rulebook.program import Program

REMEMBERED = 5_000
"""Dictionaries, at most; blocks share them, so that there are a few dozen unless someone makes them anew each time."""
_COMPARE: Mapping[Op, Any] = {
    "at_least": np.greater_equal,
    "at_most": np.less_equal,
    "more_than": np.greater,
    "less_than": np.less,
    "is": np.equal,
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A flag: its row, the ids of which it asks one (None: it asks none), and in which views it matters."""

    row: int
    ids: frozenset[str] | None
    surely: bool
    perhaps: bool


@dataclass(frozen=True, slots=True)
class _Hits:
    """Where codes of one dictionary fall: the row of each, and the flags' rows that it sets for certain and perhaps.

    The last row is for codes that set none, that of no id (-1) among them.
    """

    row: Integers
    surely: tuple[Integers, ...]
    perhaps: tuple[Integers, ...]


class FlagEncoder:
    """Encodes the facts of blocks for one Program; dictionaries that come again are remembered."""

    def __init__(self, program: Program, read: Sequence[int] | None = None, only: Only | None = None) -> None:
        """Args: read: the flags that have a row, in order (None: all). only: of them those that matter in each view."""
        row = {flag: at for at, flag in enumerate(range(len(program.flags)) if read is None else read)}
        self._flags, self._words = len(row), program.vocabulary
        only = only or (frozenset(row),) * 2
        by_name = {name: _asked(program, numbers, row, only) for name, numbers in program.told_flags.items()}
        self._asked = {name: asked for name, asked in by_name.items() if asked}
        self._memory: dict[Any, _Hits] = {}

    def encode(self, facts: Iterable[Facts], people: int) -> Views:
        """The rows of flags that *facts* set, for certain and perhaps, of *people*."""
        shape = (self._flags, words_for(people))
        found = Views(np.zeros(shape, np.uint64), np.zeros(shape, np.uint64), people)
        for each in facts:
            if each.name in self._asked:
                self._encode(self._ranked(each), found)
        return found

    def _ranked(self, facts: Facts) -> Facts:
        """*facts* with ordered words as their places, as numbers."""
        words = next((kind.words for kind in self._words[facts.name].fields.values() if kind.words), ())
        if not words or facts.ids is None:
            return facts
        ranks = np.array([*(_rank(each, words) for each in facts.ids.stands_for), np.nan])[facts.ids.codes]
        return Facts(facts.name, facts.who, facts.present, None, Numbers(ranks, ranks), facts.certain)

    def _encode(self, facts: Facts, found: Views) -> None:
        for test, asked in self._asked[facts.name].items():
            surely, perhaps = _passing(facts, test)
            if perhaps is not None and not perhaps.any():
                continue
            hits = self._hits(facts.name, test, facts.ids) if facts.ids else _all_hit(asked)
            same = surely is perhaps
            columns = _columns(facts, hits, perhaps, found.people) if same or any(map(len, hits.perhaps)) else None
            if columns is not None:
                _set(found.possible, hits.perhaps, columns)
            if facts.certain and any(map(len, hits.surely)):
                mine = columns if same and columns is not None else _columns(facts, hits, surely, found.people)
                _set(found.certain, hits.surely, mine)

    def _hits(self, name: str, test: Compared | None, ids: Ids) -> _Hits:
        key = name, test, ids.stands_for
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = _worked_out(self._asked[name][test], ids.stands_for)
        return self._memory[key]


def _asked(
    program: Program, numbers: Sequence[int], row: Mapping[int, int], only: Only
) -> dict[Compared | None, list[_Asked]]:
    """The flags of one fact that matter by what they ask of its number; each of them has a *row*.

    Raises: EngineError: the fact has two ids or two numbers.
    """
    found: dict[Compared | None, list[_Asked]] = {}
    for number in numbers:
        flag = program.flags[number]
        kinds = [kind.is_number for kind in program.vocabulary[flag.fact].fields.values()]
        if len(kinds) > len(set(kinds)):
            raise EngineError(f"the fact '{flag.fact}' has more fields than an id and a number; columns hold no more")
        ids = next((test.ids for test in flag.tests if isinstance(test, AnyOf)), None)
        compared = next((test for test in flag.tests if isinstance(test, Compared)), None)
        surely, perhaps = (number in some for some in only)
        if surely or perhaps:
            found.setdefault(compared, []).append(_Asked(row[number], ids, surely, perhaps))
    return found


def _worked_out(asked: Sequence[_Asked], stands_for: Sequence[StandsFor]) -> _Hits:
    rows: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    row = []
    for each in stands_for:
        surely = tuple(one.row for one in asked if one.surely and _meets(one.ids, each, unknown=False))
        perhaps = tuple(one.row for one in asked if one.perhaps and _meets(one.ids, each, unknown=True))
        row.append(rows.setdefault((surely, perhaps), len(rows)) if surely or perhaps else -1)
    last = len(rows)
    return _Hits(
        np.array([*(last if each < 0 else each for each in row), last], np.int64),
        tuple(np.array(surely, np.int64) for surely, _ in rows),
        tuple(np.array(perhaps, np.int64) for _, perhaps in rows),
    )


def _all_hit(asked: Sequence[_Asked]) -> _Hits:
    """Of a fact without an id: one row, which sets all its flags."""
    surely = np.array([each.row for each in asked if each.surely], np.int64)
    perhaps = np.array([each.row for each in asked if each.perhaps], np.int64)
    return _Hits(np.zeros(1, np.int64), (surely,), (perhaps,))


def _meets(ids: frozenset[str] | None, held: StandsFor, *, unknown: bool) -> bool:
    """Whether one of *held* is asked for; *unknown* says what that is of an id of which nothing is known."""
    if isinstance(held, Anything):
        return ids is None or (unknown and bool(ids))
    return bool(held) if ids is None else not held.isdisjoint(ids)


def _rank(words: StandsFor, order: Sequence[str]) -> float:
    return np.nan if isinstance(words, Anything) or not words else float(order.index(next(iter(words))))


def _passing(facts: Facts, test: Compared | None) -> tuple[Bools | None, Bools | None]:
    """The rows whose number passes *test* whatever it is, and those where it may; None: all rows.

    Where both are the same they are one array.
    """
    numbers, present = facts.numbers, facts.present
    if numbers is None:
        return present, present
    if test is None:
        known = _both(present, ~np.isnan(numbers.low)) if isinstance(numbers.low, np.ndarray) else present
        return known, known
    compare = _COMPARE[test.op]
    low = _both(present, compare(numbers.low, test.limit))
    if numbers.is_exact:
        return low, low
    high = _both(present, compare(numbers.high, test.limit))
    if test.op == "is":
        return low & high, _both(present, _around(numbers, test.limit))
    return low & high, low | high


def _around(numbers: Numbers, limit: float) -> Any:
    return np.less_equal(numbers.low, limit) & np.less_equal(limit, numbers.high)


def _both(present: Bools | None, passing: Any) -> Bools:
    return passing if present is None else present & passing  # type: ignore[no-any-return]


def _columns(facts: Facts, hits: _Hits, passing: Bools | None, people: int) -> Words:
    """A column for each row of *hits*: the people who tell a fact of it that is *passing* (None: all are)."""
    wide = words_for(people) * WORD
    if facts.ids is None and facts.who is None:
        return _packed(np.ones(people, np.bool_) if passing is None else passing, wide)
    at = slice(None) if passing is None else np.flatnonzero(passing)
    who = np.arange(people)[at] if facts.who is None else facts.who[at]
    set_bits = np.zeros((len(hits.perhaps) + 1, wide), np.bool_)
    if facts.ids:
        set_bits.reshape(-1)[hits.row[facts.ids.codes[at]] * wide + who] = True
    else:
        set_bits[0, who] = True
    return _packed(set_bits[:-1], wide)


def _packed(bits: Bools, wide: int) -> Words:
    """*bits* as rows of words for so many people."""
    packed = np.packbits(np.atleast_2d(bits), axis=1, bitorder="little")
    if bits.shape[-1] == wide:
        return packed.view(np.uint64)
    whole = np.zeros((len(packed), wide // 8), np.uint8)
    whole[:, : packed.shape[1]] = packed
    return whole.view(np.uint64)


def _set(flags: Words, rows: Sequence[Integers], columns: Words) -> None:
    for row in np.flatnonzero(columns.any(axis=1)).tolist():
        if len(rows[row]):
            flags[rows[row]] |= columns[row]
