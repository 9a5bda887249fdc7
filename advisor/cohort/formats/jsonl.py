"""Cohorts as lines of JSON, one profile a line."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from advisor.cohort.marks import encoding_of
from advisor.cohort.records import Record, record_of_json
from advisor.cohort.rows import COLUMNS, Row
from advisor.errors import Fault, InputError

START = b""


class Source:
    """The lines of a file, in blocks."""

    def __init__(self, path: str, size: int) -> None:
        self.header: Sequence[str] | None = None
        self._path, self._size = path, size
        if os.stat(path).st_size == 0:
            raise _empty(path)
        self._raw = open(path, "rb")  # noqa: SIM115 - see close
        self._total = os.fstat(self._raw.fileno()).st_size
        self._text = io.TextIOWrapper(self._raw, encoding_of(self._raw), errors="surrogateescape", newline="\n")

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        is_empty = True
        while True:
            try:
                lines = list(islice(self._text, self._size))
            except UnicodeError as error:
                raise InputError([Fault(self._path, 0, 0, f"cannot be read as text ({error})")]) from None
            if not lines and is_empty:
                raise _empty(self._path)
            if not lines:
                return
            is_empty = is_empty and not any(map(str.strip, lines))
            yield lines, len(lines)

    def spans(self) -> Iterator[tuple[Sequence[tuple[Any, int]], int]]:
        """A block each, with its text: where a row ends is known only to who has read all before."""
        return (([each], each[1]) for each in self)

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()

    @property
    def read(self) -> float:
        """How much of the file is read."""
        return min(1.0, self._raw.tell() / self._total)


def _empty(path: str) -> InputError:
    return InputError([Fault(path, 0, 0, "is empty; one profile a line is needed")])


def records(block: Sequence[str], first: int, _keys: object) -> Iterator[Record]:
    """The lines of *block*; empty ones are none, but count."""
    return (record_of_json(number, line) for number, line in enumerate(block, first) if line.strip())


def columns(_block: object, _keys: object) -> None:
    """Each line names its own keys."""
    return


def block(rows: Sequence[Row]) -> tuple[bytes, bytes]:
    """A line for each row."""
    lines = (json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode(), b""


def block_of(table: Any) -> tuple[bytes, bytes]:
    """A line for each row of a table."""
    return block(table.rows())


def end(_known: Sequence[tuple[int, bytes]], _at: int) -> bytes:
    """Nothing closes the file."""
    return b""
