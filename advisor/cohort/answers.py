"""The rows of a block as columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc

from advisor.cohort.rows import COLUMNS, MONTHS, PERCENTS, Row

_NOT_PLAIN = '^[^0-9A-Za-z]|[^ -~]|[",]|^$'
"""An id that may need quotes, or that a spreadsheet may run."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of texts: ``words[codes[i]]``, or none where the code is negative."""

    codes: Any
    words: Sequence[str]

    def arrow(self) -> Any:
        """The column with a sorted dictionary of the texts that are there."""
        some = np.flatnonzero(np.bincount(self.codes + 1, minlength=1)[1:])
        order = sorted(some.tolist(), key=lambda code: self.words[code])
        place = np.zeros(len(self.words) + 1, np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        there = self.codes >= 0
        signs = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
        indices = pa.Array.from_buffers(pa.int32(), len(there), [signs, pa.py_buffer(place[self.codes])])
        return pa.DictionaryArray.from_arrays(indices, pa.array([self.words[code] for code in order], pa.string()))

    def texts(self) -> list[Any]:
        """The texts themselves."""
        words = np.array([*self.words, None], object)
        return words[self.codes].tolist()  # type: ignore[no-any-return]


def earliest(first: Sequence[str | None], at: Any, second: Sequence[str | None], other: Any) -> Words:
    """Of each row the earlier day of ``first[at]`` and ``second[other]``; a place of -1 has none."""
    days = sorted({day for day in (*first, *second) if day})
    place = {day: code for code, day in enumerate(days)} | {None: len(days)}
    a, b = (np.array([place[day] for day in (*some, None)], np.int64) for some in (first, second))
    codes = np.minimum(a[at], b[other])
    return Words(np.where(codes == len(days), -1, codes), days)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows: of each the person ``who`` among ``ids``, the ``words`` and the ``numbers`` (NaN: none) by column."""

    ids: Any
    who: Any
    words: dict[str, Words]
    numbers: dict[str, Any]

    def arrays(self, schema: Any) -> list[Any]:
        """The columns as Arrow arrays of *schema*."""
        return [self._array(name, schema.field(name).type) for name in COLUMNS]

    def _array(self, name: str, kind: Any) -> Any:
        if name == "profile_id":
            return _ids(self.ids, self.who)
        if name in self.words:
            return self.words[name].arrow()
        return _measured(self.numbers[name], kind)

    def texts(self, cell: Callable[[str], str]) -> list[Any]:
        """The columns as Arrow arrays of large texts; *cell* writes an id that is not plain, nothing is empty."""
        return [self._text(name, cell) for name in COLUMNS]

    def _text(self, name: str, cell: Callable[[str], str]) -> Any:
        if name == "profile_id":
            odd = pc.match_substring_regex(self.ids, _NOT_PLAIN)
            ids = self.ids
            if pc.any(odd).as_py():
                ids = pa.array(
                    [
                        cell(each) if strange else each
                        for each, strange in zip(ids.to_pylist(), odd.to_pylist(), strict=True)
                    ],
                    pa.string(),
                )
            return ids.cast(pa.large_string()).take(pa.array(self.who))
        if name in self.words:
            words = self.words[name]
            return pa.array([*words.words, ""], pa.large_string()).take(pa.array(words.codes % (len(words.words) + 1)))
        numbers = pa.array(self.numbers[name]).dictionary_encode()
        return _said(numbers.dictionary.to_numpy(), name in PERCENTS or name in MONTHS).take(numbers.indices)

    def rows(self) -> list[Row]:
        """The rows one by one."""
        columns = [self._plain(name) for name in COLUMNS]
        return list(zip(*columns, strict=True))

    def _plain(self, name: str) -> list[Any]:
        if name == "profile_id":
            return np.array(self.ids.to_pylist(), object)[self.who].tolist()  # type: ignore[no-any-return]
        if name in self.words:
            return self.words[name].texts()
        values = self.numbers[name]
        missing = np.isnan(values)
        kept = values if name in PERCENTS or name in MONTHS else np.where(missing, 0, values).astype(np.int64)
        if not missing.any():
            return kept.tolist()  # type: ignore[no-any-return]
        plain = kept.astype(object)
        plain[missing] = None
        return plain.tolist()  # type: ignore[no-any-return]


def _said(values: Any, parts: bool) -> Any:
    """Numbers as large texts, NaN as none; *parts*: they may have parts, as Python writes them."""
    if parts:
        return pa.array(["" if each != each else str(each) for each in values.tolist()], pa.large_string())
    missing = np.isnan(values)
    whole = pa.array(np.where(missing, 0, values).astype(np.int64), mask=missing)
    return whole.cast(pa.large_string()).fill_null("")


def _ids(ids: Any, who: Any) -> Any:
    """The ids of the rows over a dictionary of the ids, those of nobody left out."""
    there = _present(who, len(ids))
    place = np.zeros(len(ids), np.int32)
    place[there] = np.arange(len(there), dtype=np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(place[who]), ids if len(there) == len(ids) else ids.take(there))


def _measured(values: Any, kind: Any) -> Any:
    """Numbers, where NaN is none; Arrow would copy them and go through a mask number by number."""
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        held = np.ascontiguousarray(values, kind.to_pandas_dtype())
    signs = pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(kind, len(held), [signs, pa.py_buffer(held)])


def _present(numbers: Any, most: int) -> Any:
    """The *numbers* that are there, in order."""
    return np.flatnonzero(np.bincount(numbers, minlength=most))


def joined(first: Table, second: Table, who: Sequence[int]) -> Table:
    """Both tables in order of persons; *who*: the person in the first that each of the second's is."""
    there = np.asarray(who, np.int64)
    people = np.concatenate((first.who, there[second.who]))
    order = np.argsort(people, kind="stable")
    ids = np.array(first.ids.to_pylist(), object)
    ids[there] = second.ids.to_pylist()
    words = {}
    for name, mine in first.words.items():
        other = second.words[name]
        codes = np.where(other.codes < 0, other.codes, other.codes + len(mine.words))
        words[name] = _merged(np.concatenate((mine.codes, codes))[order], (*mine.words, *other.words))
    numbers = {name: np.concatenate((mine, second.numbers[name]))[order] for name, mine in first.numbers.items()}
    return Table(pa.array(ids, pa.string()), people[order], words, numbers)


def _merged(codes: Any, words: Sequence[str]) -> Words:
    """*words* once each."""
    first = {word: at for at, word in reversed(list(enumerate(words)))}
    place = np.array([*(first[word] for word in words), -1], np.int64)
    return Words(place[codes], words)
