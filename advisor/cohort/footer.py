"""Parquet files joined to one without reading their rows: their bytes one after another, under one footer.

A footer says at which byte everything stands. Only those places change.
Source: https://parquet.apache.org/docs/file-format/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from advisor.cohort.compact import I64, LIST, STRUCT, Field, Reader, Struct, head, list_head, zigzag

MAGIC = b"PAR1"
SCHEMA, ROWS, GROUPS = 2, 3, 4
"""Fields of a footer, which stand one after another: the schema, how many rows there are, and their groups."""
COLUMNS, GROUP_PLACE, ORDINAL = 1, 5, 7
"""Fields of a group; the ordinal, the last one, may be left out, and must not repeat."""
COLUMN_PLACE, COLUMN_DATA, COLUMN_INDEXES = 2, 3, (4, 6)
DATA_PLACES = (9, 10, 11, 14)
"""Fields of a column's data that hold places in the file."""


def split(file: bytes) -> tuple[bytes, bytes]:
    """The rows of a Parquet *file*, and its footer as ``joined`` takes it.

    That is JSON: what stands before the number of rows, that number, each group as bytes with places between them, and
    what stands after the groups; bytes as hexadecimal. What takes time is done here, a block at a time.
    """
    size = int.from_bytes(file[-8:-4], "little")
    return file[len(MAGIC) : -8 - size], json.dumps(_loose(file[-8 - size : -8])).encode()


def rows_in(footer: bytes) -> int:
    """How many rows a file with this *footer* has; what stands behind that is not read.

    Raises: StopIteration, IndexError, ValueError, RecursionError: it is none.
    """
    rows = next(field.value for number, field in Reader(footer).fields() if number == ROWS)
    if not isinstance(rows, int):
        raise ValueError("a footer whose number of rows is none")
    return rows


def joined(parts: Sequence[tuple[int, bytes]]) -> bytes:
    """The end of a file that holds the rows of *parts*: the place where each begins, and its footer from ``split``."""
    loose = [(place - len(MAGIC), json.loads(footer)) for place, footer in parts]
    groups = [_moved(group, by) for by, footer in loose for group in footer["groups"]]
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


def _moved(group: Sequence[str | int], by: int) -> bytes:
    """A loose *group* whose rows are moved *by* so many bytes."""
    return b"".join(bytes.fromhex(each) if isinstance(each, str) else zigzag(each + by) for each in group)


def _loose(footer: bytes) -> dict[str, Any]:
    whole = Reader(footer).struct()
    rows, groups = whole[ROWS], whole[GROUPS]
    return {
        "before": footer[: rows.head].hex(),
        "rows": rows.value,
        "groups": [_cut(footer, group) for group in groups.value],
        "after": footer[groups.end :].hex(),
    }


def _cut(footer: bytes, group: Field) -> list[str | int]:
    """The bytes of *group* and the places in it by turns, bytes at both ends."""
    found: list[str | int] = []
    at = group.begin
    for place in sorted(_places(group.value)):
        found += [footer[at : place.begin].hex(), place.value]
        at = place.end
    ordinal = group.value.get(ORDINAL)
    kept = footer[at : ordinal.head] + footer[ordinal.end : group.end] if ordinal else footer[at : group.end]
    return [*found, kept.hex()]


def _places(group: Struct) -> Iterator[Field]:
    """The fields of *group* and its columns that hold places; a place of 0 is none."""
    yield from _given(group, GROUP_PLACE)
    for column in group[COLUMNS].value:
        yield from _given(column.value, COLUMN_PLACE, *COLUMN_INDEXES)
        yield from _given(column.value[COLUMN_DATA].value, *DATA_PLACES)


def _given(struct: Struct, *numbers: int) -> Iterator[Field]:
    return (struct[number] for number in numbers if number in struct and struct[number].value)
