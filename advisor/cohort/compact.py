"""Values of Thrift's compact protocol, in which a Parquet file says what stands where.

Source: https://parquet.apache.org/docs/file-format/ and the specification of Thrift's compact protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
STOP = b"\0"
"""What ends a struct."""
Fields = dict[int, tuple[int, Any]]
"""By the number of a field its type and its value."""


class Place(int):
    """A place in a file, which moves with its rows."""


@dataclass
class Reader:
    """Reads values of the compact protocol one after another."""

    data: bytes
    at: int = field(default=0)

    def struct(self) -> Fields:
        """The fields of a struct.

        Raises: IndexError, ValueError, RecursionError: there is none.
        """
        return dict(self.fields())

    def fields(self) -> Iterator[tuple[int, tuple[int, Any]]]:
        """The fields of a struct one after another, with their numbers; raises as ``struct``."""
        number = 0
        while (byte := self._byte()) != 0:
            kind, step = byte & 15, byte >> 4
            number = number + step if step else self._zigzag()
            yield number, (kind, kind == TRUE if kind in (TRUE, FALSE) else self._value(kind))

    def _value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE, BYTE):
            return self._byte()
        if kind in (I16, I32, I64):
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


def written_fields(fields: Fields, before: int) -> Iterator[bytes | Place]:
    """*fields* as ``written``; the last field in front of them is number *before*."""
    for number, (kind, value) in sorted(fields.items()):
        shown = (TRUE if value else FALSE) if kind in (TRUE, FALSE) else kind
        step = number - before
        yield head(step, shown) if step < 16 else bytes([shown]) + zigzag(number)
        if kind not in (TRUE, FALSE):
            yield from written(kind, value)
        before = number


def written(kind: int, value: Any) -> Iterator[bytes | Place]:
    """A *value* of type *kind*: bytes, and the places in it, which are yet to be written."""
    if isinstance(value, Place):
        yield value
    elif kind in (TRUE, FALSE, BYTE):
        yield bytes([value])
    elif kind in (I16, I32, I64):
        yield zigzag(value)
    elif kind == DOUBLE:
        yield value
    elif kind == BINARY:
        yield varint(len(value)) + value
    elif kind == STRUCT:
        yield from written_fields(value, 0)
        yield STOP
    else:
        inner, items = value
        yield list_head(inner, len(items))
        for each in items:
            yield from written(inner, each)


def head(step: int, kind: int) -> bytes:
    """What stands before a field's value, so many numbers after the field before."""
    return bytes([step << 4 | kind])


def list_head(kind: int, size: int) -> bytes:
    """What stands before the items of a list."""
    return head(min(size, 15), kind) + (varint(size) if size >= 15 else b"")


def varint(number: int) -> bytes:
    """A number that is not negative, seven bits a byte."""
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def zigzag(number: int) -> bytes:
    """An integer as a ``varint``."""
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)
