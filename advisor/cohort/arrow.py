"""Columns of Arrow, brought to the few types that are read as columns."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from pyarrow import compute as pc

from advisor.cohort.block import Bools
from advisor.profile.model import NONE

_UNSAFE = "[;\\s]|^$"


class NotPlain(Exception):
    """A column has a type that is read person by person."""


def truths(column: Any) -> Bools:
    """A column of truths, where nothing is no."""
    return column.fill_null(False).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def is_text(kind: Any) -> bool:
    """Whether *kind* is a type of texts."""
    return pa.types.is_string(kind) or pa.types.is_large_string(kind)  # type: ignore[no-any-return]


def decoded(column: Any) -> Any:
    """Numbers and texts without a dictionary."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


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
