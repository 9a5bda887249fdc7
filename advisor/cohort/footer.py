"""Parquet files joined to one without reading their rows: their bytes one after another, under one footer.

A footer is a struct of Thrift's compact protocol that says at which byte everything stands. Only those places change.
Source: https://parquet.apache.org/docs/file-format/ and the specification of Thrift's compact protocol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MAGIC = b"PAR1"
TRUE, FALSE, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = 1, 2, 7, 8, 9, 10, 11, 12
ROWS, GROUPS = 3, 4
"""Fields of the footer: how many rows there are, and their groups."""
COLUMNS, GROUP_PLACE, ORDINAL = 1, 5, 7
"""Fields of a group; the ordinal may be left out, and must not repeat."""
COLUMN_PLACE, COLUMN_DATA, COLUMN_INDEXES = 2, 3, (4, 6)
DATA_PLACES = (9, 10, 11, 14)
"""Fields of a column's data that hold places in the file."""

Fields = dict[int, tuple[int, Any]]
"""By the number of a field its type and its value."""


def split(file: bytes) -> tuple[bytes, bytes]:
    """The rows of a Parquet *file*, and its footer."""
    size = int.from_bytes(file[-8:-4], "little")
    return file[len(MAGIC) : -8 - size], file[-8 - size : -8]


def rows_in(footer: bytes) -> int:
    """How many rows a file with this *footer* has; what stands behind that is not read.

    Raises: StopIteration, IndexError, ValueError, RecursionError: it is none.
    """
    rows: int = next(value for number, (_, value) in _Reader(footer).fields() if number == ROWS)
    return rows


def joined(parts: Sequence[tuple[int, bytes]]) -> bytes:
    """The end of a file that holds the rows of *parts*: the place where each begins, and its own footer."""
    whole: Fields = {}
    groups: list[Fields] = []
    rows = 0
    for place, data in parts:
        footer = _Reader(data).struct()
        whole = whole or footer
        rows += footer[ROWS][1]
        groups += [_moved(group, place - len(MAGIC)) for group in footer[GROUPS][1][1]]
    whole = whole | {ROWS: (whole[ROWS][0], rows), GROUPS: (LIST, (STRUCT, groups))}
    footer_bytes = b"".join(_struct(whole))
    return footer_bytes + len(footer_bytes).to_bytes(4, "little") + MAGIC


def _moved(group: Fields, by: int) -> Fields:
    kind, columns = group[COLUMNS][1]
    moved = [_column(column, by) for column in columns]
    kept = {number: value for number, value in group.items() if number != ORDINAL}
    return _shifted(kept, (GROUP_PLACE,), by) | {COLUMNS: (LIST, (kind, moved))}


def _column(column: Fields, by: int) -> Fields:
    kind, data = column[COLUMN_DATA]
    moved = _shifted(column, (COLUMN_PLACE, *COLUMN_INDEXES), by)
    return moved | {COLUMN_DATA: (kind, _shifted(data, DATA_PLACES, by))}


def _shifted(fields: Fields, places: Sequence[int], by: int) -> Fields:
    """*fields* with their *places* moved; a place of 0 is none."""
    return {
        number: (kind, value + by) if number in places and value else (kind, value)
        for number, (kind, value) in fields.items()
    }


@dataclass
class _Reader:
    """Reads values of the compact protocol one after another."""

    data: bytes
    at: int = field(default=0)

    def struct(self) -> Fields:
        return dict(self.fields())

    def fields(self) -> Iterator[tuple[int, tuple[int, Any]]]:
        number = 0
        while (byte := self._byte()) != 0:
            kind, step = byte & 15, byte >> 4
            number = number + step if step else self._zigzag()
            yield number, (kind, kind == TRUE if kind in (TRUE, FALSE) else self._value(kind))

    def _value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE, 3):
            return self._byte()
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind == DOUBLE:
            return self._bytes(8)
        if kind == BINARY:
            return self._bytes(self._varint())
        if kind in (LIST, SET):
            return self._list()
        if kind == STRUCT:
            return self.struct()
        raise ValueError(f"a footer with a value of type {kind}")

    def _list(self) -> tuple[int, list[Any]]:
        byte = self._byte()
        size = byte >> 4 if byte >> 4 < 15 else self._varint()
        return byte & 15, [self._value(byte & 15) for _ in range(size)]

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _bytes(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def _varint(self) -> int:
        found = shift = 0
        while True:
            byte = self._byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
            shift += 7

    def _zigzag(self) -> int:
        found = self._varint()
        return found >> 1 ^ -(found & 1)


def _struct(fields: Fields) -> Iterator[bytes]:
    before = 0
    for number, (kind, value) in sorted(fields.items()):
        shown = (TRUE if value else FALSE) if kind in (TRUE, FALSE) else kind
        step = number - before
        yield bytes([step << 4 | shown]) if step < 16 else bytes([shown]) + _zigzag(number)
        if kind not in (TRUE, FALSE):
            yield from _value(kind, value)
        before = number
    yield b"\0"


def _value(kind: int, value: Any) -> Iterator[bytes]:
    if kind in (TRUE, FALSE, 3):
        yield bytes([value])
    elif kind in (4, 5, 6):
        yield _zigzag(value)
    elif kind == DOUBLE:
        yield value
    elif kind == BINARY:
        yield _varint(len(value)) + value
    elif kind == STRUCT:
        yield from _struct(value)
    else:
        inner, items = value
        yield bytes([min(len(items), 15) << 4 | inner]) + (_varint(len(items)) if len(items) >= 15 else b"")
        for each in items:
            yield from _value(inner, each)


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _zigzag(number: int) -> bytes:
    return _varint(number << 1 if number >= 0 else (-number << 1) - 1)
