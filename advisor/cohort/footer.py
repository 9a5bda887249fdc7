"""Parquet files joined to one without reading their rows: their bytes one after another, under one footer.

A footer says at which byte everything stands. Only those places change.
Source: https://parquet.apache.org/docs/file-format/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from advisor.cohort.compact import (
    I64,
    LIST,
    STOP,
    STRUCT,
    Fields,
    Place,
    Reader,
    head,
    list_head,
    written,
    written_fields,
    zigzag,
)

MAGIC = b"PAR1"
SCHEMA, ROWS, GROUPS = 2, 3, 4
"""Fields of the footer, none of which may be missing: the schema, how many rows there are, and their groups."""
COLUMNS, GROUP_PLACE, ORDINAL = 1, 5, 7
"""Fields of a group; the ordinal may be left out, and must not repeat."""
COLUMN_PLACE, COLUMN_DATA, COLUMN_INDEXES = 2, 3, (4, 6)
DATA_PLACES = (9, 10, 11, 14)
"""Fields of a column's data that hold places in the file."""


def split(file: bytes) -> tuple[bytes, bytes]:
    """The rows of a Parquet *file*, and its footer as ``joined`` takes it.

    That is JSON: the fields before the rows, how many rows there are, each group as bytes with places between them,
    and the fields after the groups; bytes as hexadecimal. What takes time is done here, a block at a time.
    """
    size = int.from_bytes(file[-8:-4], "little")
    return file[len(MAGIC) : -8 - size], json.dumps(_loose(file[-8 - size : -8])).encode()


def rows_in(footer: bytes) -> int:
    """How many rows a file with this *footer* has; what stands behind that is not read.

    Raises: StopIteration, IndexError, ValueError, RecursionError: it is none.
    """
    rows: int = next(value for number, (_, value) in Reader(footer).fields() if number == ROWS)
    return rows


def joined(parts: Sequence[tuple[int, bytes]]) -> bytes:
    """The end of a file that holds the rows of *parts*: the place where each begins, and its footer from ``split``."""
    loose = [(place - len(MAGIC), json.loads(footer)) for place, footer in parts]
    groups = [_at(group, by) for by, footer in loose for group in footer["groups"]]
    _, first = loose[0]
    footer_bytes = b"".join(
        (
            bytes.fromhex(first["before"]),
            head(ROWS - SCHEMA, I64),
            zigzag(sum(footer["rows"] for _, footer in loose)),
            head(GROUPS - ROWS, LIST),
            list_head(STRUCT, len(groups)),
            *groups,
            bytes.fromhex(first["after"]),
        )
    )
    return footer_bytes + len(footer_bytes).to_bytes(4, "little") + MAGIC


def _at(group: Sequence[str | int], by: int) -> bytes:
    """A loose group whose rows are moved *by* so many bytes."""
    return b"".join(bytes.fromhex(each) if isinstance(each, str) else zigzag(each + by) for each in group)


def _loose(footer: bytes) -> dict[str, Any]:
    whole = Reader(footer).struct()
    before = {number: whole[number] for number in whole if number < ROWS}
    after = {number: whole[number] for number in whole if number > GROUPS}
    return {
        "before": _run_together(written_fields(before, 0))[0],
        "rows": whole[ROWS][1],
        "groups": [_run_together(written(STRUCT, _marked(group))) for group in whole[GROUPS][1][1]],
        "after": _run_together((*written_fields(after, GROUPS), STOP))[0],
    }


def _run_together(pieces: Iterable[bytes | Place]) -> list[str | int]:
    """*pieces* with the bytes between two places as one text."""
    found: list[str | int] = []
    run = bytearray()
    for piece in pieces:
        if isinstance(piece, Place):
            found += [run.hex(), piece]
            run = bytearray()
        else:
            run += piece
    return [*found, run.hex()]


def _marked(group: Fields) -> Fields:
    """*group* with its places as such."""
    kind, columns = group[COLUMNS][1]
    kept = {number: value for number, value in group.items() if number != ORDINAL}
    return _with_places(kept, (GROUP_PLACE,)) | {COLUMNS: (LIST, (kind, [_marked_column(each) for each in columns]))}


def _marked_column(column: Fields) -> Fields:
    kind, data = column[COLUMN_DATA]
    marked = _with_places(column, (COLUMN_PLACE, *COLUMN_INDEXES))
    return marked | {COLUMN_DATA: (kind, _with_places(data, DATA_PLACES))}


def _with_places(fields: Fields, places: Sequence[int]) -> Fields:
    """*fields* with those among *places* as such; a place of 0 is none."""
    return {
        number: (kind, Place(value)) if number in places and value else (kind, value)
        for number, (kind, value) in fields.items()
    }
