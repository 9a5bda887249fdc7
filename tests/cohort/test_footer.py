"""Parquet files joined under one footer: rows, places of groups, columns and indexes stand where it says."""

from __future__ import annotations

import io
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import pyarrow as pa
from pyarrow import parquet

from advisor.cohort.compact import I16, Reader, head, zigzag
from advisor.cohort.footer import MAGIC, _cut, _moved, joined, split


def written(table: Any) -> bytes:
    """*table* as a Parquet file of several groups with indexes."""
    sink = io.BytesIO()
    parquet.write_table(table, sink, row_group_size=3, write_page_index=True, data_page_version="2.0")
    return sink.getvalue()


def test_joined_files_are_read_as_one_whose_groups_begin_where_it_says() -> None:
    tables = [pa.table({"id": [f"{n}-{at}" for n in range(8)], "usd": list(range(at, at + 8))}) for at in (0, 50, 90)]
    whole, parts = bytearray(MAGIC), []
    begins: list[int] = []
    for table in tables:
        file = written(table)
        rows, footer = split(file)
        alone = parquet.ParquetFile(io.BytesIO(file)).metadata
        for number in range(alone.num_row_groups):
            column = alone.row_group(number).column(0)
            begins.append((column.dictionary_page_offset or column.data_page_offset) + len(whole) - len(MAGIC))
        parts.append((len(whole), footer))
        whole += rows
    whole += joined(parts)
    read = parquet.ParquetFile(io.BytesIO(bytes(whole)))
    assert read.read().equals(pa.concat_tables(tables))
    groups = [read.metadata.row_group(number) for number in range(read.metadata.num_row_groups)]
    first = [each.column(0) for each in groups]
    assert [each.dictionary_page_offset or each.data_page_offset for each in first] == begins
    assert [_group_place(bytes(whole), number) for number in range(len(groups))] == begins
    assert all(read.read_row_group(number).num_rows == groups[number].num_rows for number in range(len(groups)))


def _group_place(file: bytes, number: int) -> int:
    size = int.from_bytes(file[-8:-4], "little")
    place: int = Reader(file[-8 - size : -8]).struct()[4].value[number].value[5].value
    return place


def test_the_ordinal_of_a_group_is_left_out_and_its_place_moved() -> None:
    column = b"\x26" + zigzag(700) + b"\x1c\x96" + zigzag(900) + b"\x00\x00"
    group = b"\x19\x1c" + column + head(4, 6) + zigzag(650) + head(2, I16) + zigzag(3) + b"\x00"
    groups = b"\x19\x1c" + group
    moved = Reader(_moved(_cut(groups, Reader(groups + b"\x00").struct()[1].value[0]), 1000)).struct()
    assert 7 not in moved and moved[5].value == 1650
    assert moved[1].value[0].value[2].value == 1700
    assert moved[1].value[0].value[3].value[9].value == 1900
