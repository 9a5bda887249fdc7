"""Whether a cohort is longer than a block, told by its bytes before anything is loaded that takes time."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO

from advisor.cohort.footer import MAGIC, rows_in

_AT_ONCE = 1 << 18


def is_longer(path: str, rows: int) -> bool:
    """Whether the file at *path* seems to have more than so many *rows*; one that cannot be read has none.

    A footer of Parquet says it; elsewhere lines are counted, which may be more than the rows.
    """
    with suppress(OSError, ValueError):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return (_rows(file) if file.read(len(MAGIC)) == MAGIC else _lines(file, rows)) > rows
    return False


def _rows(file: BinaryIO) -> int:
    """The rows of a Parquet file, none where its end is none of Parquet."""
    file.seek(-8, os.SEEK_END)
    size = int.from_bytes(file.read(4), "little")
    file.seek(-8 - size, os.SEEK_END)
    with suppress(IndexError, StopIteration, RecursionError):
        return rows_in(file.read(size))
    return 0


def _lines(file: BinaryIO, most: int) -> int:
    """How many lines there are, no further than *most*; the first is left out."""
    found = 0
    while found <= most and (some := file.read(_AT_ONCE)):
        found += some.count(b"\n")
    return found - 1
