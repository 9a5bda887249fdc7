"""The rows of one block as their format has them: as columns, and each as a record."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc

from advisor.cohort.arrow import NotPlain, cell, has_only_plain, letters
from advisor.cohort.cells import Told, read
from advisor.cohort.formats import Format, Keys
from advisor.cohort.meanings import Meanings
from advisor.cohort.one_by_one import WEIGHTS, id_number
from advisor.cohort.records import Record, record_of

_WEIGHTS = np.array(WEIGHTS, np.uint64)


class BlockRows:
    """The rows of a block as their format has them."""

    def __init__(self, source: Format, block: Any, first: int, keys: Keys | None) -> None:
        self._source, self._block, self.first, self._keys = source, block, first, keys
        self._columns = source.columns(block, keys)
        self._read: list[Record] | None = None
        self._ids: Any = None

    def told(self, meanings: Meanings) -> Told | None:
        """The block, as ``cells.read`` has it; None where it is read person by person."""
        if self._columns is None or self._keys is None or not len(self._columns[0]):
            return None
        try:
            found = read(meanings, self._columns, self._keys)
        except (NotPlain, UnicodeDecodeError, pa.ArrowException):
            return None
        self._ids = found.ids
        return found

    def records(self) -> list[Record]:
        """Every record."""
        if self._read is None:
            self._read = list(self._source.records(self._block, self.first, self._keys))
        return self._read

    def record(self, at: int) -> Record:
        """The record *at* this place of the block."""
        if self._columns is not None and self._keys is not None:
            cells = (cell(column[at]) for column in self._columns)
            return record_of(self.first + at, zip(self._keys, cells, strict=True))
        return next(each for each in self.records() if each.number == self.first + at)

    def ids(self) -> bytes:
        """Eight bytes for each row, as ``Done.ids``."""
        if self._ids is not None:
            return id_numbers(self._ids)
        found = {each.number - self.first: each.profile_id for each in self.records()}
        return b"".join(id_number(found.get(at, "")) for at in range(max(found, default=-1) + 1))


def id_numbers(ids: Any) -> bytes:
    """``id_number`` of each of *ids*, an Arrow array of texts."""
    if not has_only_plain(ids) and pc.any(pc.match_substring_regex(ids, r"^\s|\s$")).as_py():
        return b"".join(id_number(each.strip()) for each in ids.to_pylist())
    signs, ends = letters(ids)
    starts, sizes = ends[:-1], np.diff(ends)
    total = np.zeros(len(ids), np.uint64)
    for place in range(min(int(sizes.max(initial=0)), len(_WEIGHTS))):
        some = slice(None) if sizes.min() > place else np.flatnonzero(sizes > place)
        total[some] += (signs[starts[some] + place].astype(np.uint64) + np.uint64(1)) * _WEIGHTS[place]
    return total.tobytes()
