"""Columns of Arrow, brought to the few types that are read as columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc

from advisor.cohort.block import Bools
from advisor.cohort.keys import LONGEST_ID
from advisor.cohort.records import NO_TEXT, Unread
from advisor.profile.model import NONE

_UNSAFE = "[;\\s]|^$"
_FIRST, _LAST = ord("!"), ord("~")


class NotPlain(Exception):
    """A column has a type that is read person by person."""


def cells(column: Any) -> list[Any]:
    """The cells of *column* as Python has them, ``Unread`` where it has none."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (ValueError, OverflowError, pa.ArrowException):
        return [cell(each) for each in column]


def cell(scalar: Any) -> Any:
    """One cell as Python has it: no time of nanoseconds, no day after 9999, no zone that is unknown here."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return Unread(NO_TEXT)
    except (ValueError, OverflowError, pa.ArrowException):
        return Unread(f"holds a {scalar.type} that cannot be read; give a text")


def truths(column: Any) -> Bools:
    """A column of truths, where nothing is no."""
    return column.fill_null(False).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def is_text(kind: Any) -> bool:
    """Whether *kind* is a type of texts."""
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)  # type: ignore[no-any-return]


def decoded(column: Any) -> Any:
    """Numbers and texts without a dictionary."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def as_codes(column: Any, kind: str) -> Any:
    """A column of texts, or of what ``as_text`` makes texts of, as codes into a dictionary.

    Raises: NotPlain: there is something else.
    """
    if pa.types.is_dictionary(column.type) and is_text(column.type.value_type):
        return column
    column = as_text(decoded(column), kind)
    if not is_text(column.type):
        raise NotPlain
    return column.dictionary_encode()


def letters(column: Any) -> tuple[Any, Any]:
    """The bytes of a column of texts, and at which of them each text begins, then where the last ends."""
    _, offsets, data = column.buffers()
    kind = np.int64 if pa.types.is_large_string(column.type) else np.int32
    ends = np.frombuffer(offsets, kind)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data or b"", np.uint8)[ends[0] : ends[-1]], ends - ends[0]


def has_only_plain(column: Any) -> bool:
    """Whether every text of *column* is no longer than an id and has signs from ``!`` to ``~``."""
    if column.null_count or not len(column):
        return False
    signs, ends = letters(column)
    sizes = np.diff(ends)
    return bool(sizes.min() > 0 and sizes.max() <= LONGEST_ID and signs.min() >= _FIRST and signs.max() <= _LAST)


def as_text(column: Any, kind: str) -> Any:
    """Lists joined by ``;``, empty ones being ``none``; a column of nothing as texts.

    Raises: NotPlain: there are lists where none belong, or with items that are no ids.
    """
    if pa.types.is_null(column.type):
        return column.cast(pa.string())
    if not (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        return column
    items = column.flatten()
    if kind != "list" or not is_text(items.type) or items.null_count:
        raise NotPlain
    if pc.any(pc.match_substring_regex(items, _UNSAFE)).as_py():
        raise NotPlain
    joined = pc.binary_join(column, ";")
    return pc.if_else(pc.equal(pc.list_value_length(column), 0), NONE, joined)
