"""Values of Thrift's compact protocol, in which a Parquet file says what stands where, with the bytes they stand in.

Source: https://parquet.apache.org/docs/file-format/ and the specification of Thrift's compact protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)


class Field(NamedTuple):
    """A field of a struct: where its head begins, where its ``value`` begins, and where that ends."""

    head: int
    begin: int
    end: int
    value: Any


Struct = dict[int, Field]
"""By the number of a field what stands there; lists are lists of values, lists of structs such of ``Field``."""


@dataclass
class Reader:
    """Reads values one after another.

    Raises, in all that it reads: IndexError, ValueError, RecursionError: there is none.
    """

    data: bytes
    at: int = 0

    def struct(self) -> Struct:
        """The fields of a struct."""
        return dict(self.fields())

    def fields(self) -> Iterator[tuple[int, Field]]:
        """The fields of a struct one after another, with their numbers."""
        number = 0
        while True:
            head = self.at
            byte = self._byte()
            if not byte:
                return
            kind, step = byte & 15, byte >> 4
            number = number + step if step else self._zigzag()
            begin = self.at
            value = kind == TRUE if kind in (TRUE, FALSE) else self._value(kind)
            yield number, Field(head, begin, self.at, value)

    def _value(self, kind: int) -> Any:
        if kind in (I16, I32, I64):
            return self._zigzag()
        if kind == BINARY:
            return self._bytes(self._varint())
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            return self._list()
        if kind == DOUBLE:
            return self._bytes(8)
        if kind in (TRUE, FALSE, BYTE):
            return self._byte()
        raise ValueError(f"a footer with a value of type {kind}")

    def _list(self) -> list[Any]:
        byte = self._byte()
        kind, size = byte & 15, byte >> 4 if byte >> 4 < 15 else self._varint()
        return [self._item(kind) for _ in range(size)]

    def _item(self, kind: int) -> Any:
        begin = self.at
        value = self._value(kind)
        return Field(begin, begin, self.at, value) if kind == STRUCT else value

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


def head(step: int, kind: int) -> bytes:
    """What stands before the value of a field, so many numbers after the field before."""
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
