"""Cohorts as Parquet. What is written is a group of rows for each block, joined without being read again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from socket import gethostname
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from advisor.cohort.arrow import cells, is_text
from advisor.cohort.footer import MAGIC, joined, split
from advisor.cohort.keys import PROFILE_ID
from advisor.cohort.records import Record, record_of
from advisor.cohort.rows import COLUMNS, MONTHS, PERCENTS, TEXTS, Row
from advisor.errors import Fault, InputError

START = MAGIC
_WORDS = pa.dictionary(pa.int32(), pa.string())
_TYPES = (
    dict.fromkeys(COLUMNS, pa.int32())
    | dict.fromkeys((*PERCENTS, *MONTHS), pa.float64())
    | dict.fromkeys(TEXTS, _WORDS)
)
SCHEMA = pa.schema([(name, _TYPES[name]) for name in COLUMNS])
SPAN_BLOCKS = 4
"""Blocks in a span."""
_LARGE = 256 << 20
"""The ids of a block stand in one dictionary, however long they are."""


class Source:
    """The rows of a Parquet file, in batches."""

    def __init__(self, path: str, size: int) -> None:
        self._path, self._size = path, size
        try:
            self._file = _opened(path)
        except (pa.ArrowException, OSError) as error:
            if isinstance(error, FileNotFoundError):
                raise
            raise self._fault(error) from None
        self.header: Sequence[str] | None = self._file.schema_arrow.names
        self._rows, self._seen = max(1, self._file.metadata.num_rows), 0

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        batches = _even(self._file.iter_batches(self._size), self._size)
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError) as error:
                raise self._fault(error) from None
            if batch is None:
                return
            self._seen += batch.num_rows
            yield Batch(batch), batch.num_rows

    def spans(self) -> Iterator[tuple[Groups, int]]:
        """Groups of rows, small ones together, large ones in pieces; they are read where they are worked on."""
        most = SPAN_BLOCKS * self._size
        path = os.path.realpath(self._path)
        together: list[int] = []
        rows = 0
        for group in range(self._file.metadata.num_row_groups):
            more = self._file.metadata.row_group(group).num_rows
            if together and rows + more > most:
                yield from self._pieces(path, together, rows)
                together, rows = [], 0
            together, rows = [*together, group], rows + more
        yield from self._pieces(path, together, rows)

    def _pieces(self, path: str, groups: Sequence[int], rows: int) -> Iterator[tuple[Groups, int]]:
        most = SPAN_BLOCKS * self._size
        for first in range(0, rows, most):
            self._seen += min(most, rows - first)
            yield Groups(path, tuple(groups), first, min(most, rows - first), self._size), min(most, rows - first)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def read(self) -> float:
        """How much of the file is read."""
        return float(min(1.0, self._seen / self._rows))

    def _fault(self, error: Exception) -> InputError:
        says = " ".join(str(error).split())[:200]
        return InputError([Fault(self._path, 0, 0, f"is no whole Parquet file ({says})")])


def _opened(path: str) -> Any:
    """The file at *path*, whose columns of texts are read as codes of the different texts, but for the ids."""
    with pq.ParquetFile(path) as file:
        schema, metadata = file.schema_arrow, file.metadata
    texts = [each.name for each in schema if is_text(each.type) and each.name not in (PROFILE_ID, "name")]
    return pq.ParquetFile(path, metadata=metadata, read_dictionary=texts)


def _even(batches: Iterable[Any], size: int) -> Iterator[Any]:
    """*batches* of *size* rows each but the last; those with codes come cut where the dictionary changes."""
    held: list[Any] = []
    left = size
    for batch in batches:
        at = 0
        while at < batch.num_rows:
            held.append(batch.slice(at, left))
            at += held[-1].num_rows
            left -= held[-1].num_rows
            if not left:
                yield _one(held)
                held, left = [], size
    if held:
        yield _one(held)


def _one(batches: Sequence[Any]) -> Any:
    if len(batches) == 1:
        return batches[0]
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks().to_batches()[0]


@dataclass(frozen=True, slots=True)
class Groups:
    """So many ``rows`` of some groups of the file at ``path``, after those ``before``, in blocks of ``size``."""

    path: str
    groups: tuple[int, ...]
    before: int
    rows: int
    size: int

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        """The blocks.

        Raises: InputError: the file cannot be read here, or is another one.
        """
        left = self.rows
        try:
            with _opened(self.path) as file:
                batches = file.iter_batches(self.size, row_groups=list(self.groups))
                for batch in self._after(_even(batches, self.size)):
                    mine = batch.slice(0, left)
                    left -= mine.num_rows
                    if mine.num_rows:
                        yield Batch(mine), mine.num_rows
        except (pa.ArrowException, OSError, IndexError) as error:
            says = " ".join(str(error).split())[:200]
            raise InputError([Fault(self.path, 0, 0, f"cannot be read on {gethostname()} ({says})")]) from None
        if left:
            raise InputError([Fault(self.path, 0, 0, f"is another file on {gethostname()}")])

    def _after(self, batches: Iterable[Any]) -> Iterator[Any]:
        """*batches* without the rows before."""
        over = self.before
        for batch in batches:
            yield batch.slice(min(over, batch.num_rows))
            over -= min(over, batch.num_rows)


class Batch:
    """A block of rows, which goes to another process as just these rows."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (_packed(self.rows),)


def _packed(batch: Any) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _unpacked(block: bytes) -> Batch:
    with pa.ipc.open_stream(block) as stream:
        return Batch(stream.read_next_batch())


def records(block: Batch, first: int, keys: Sequence[Any]) -> Iterator[Record]:
    """The rows of *block*; null is unknown."""
    batch = block.rows
    columns = [cells(column) for column in batch.columns]
    for row in range(batch.num_rows):
        yield record_of(first + row, zip(keys, (column[row] for column in columns), strict=True))


def columns(block: Batch, _keys: object) -> Sequence[Any]:
    """The columns of *block*."""
    return list(block.rows.columns)


def block(rows: Sequence[Row]) -> tuple[bytes, bytes]:
    """A group of rows."""
    found = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return _written([_array(name, list(column)) for name, column in zip(COLUMNS, found, strict=True)])


def _array(name: str, column: list[Any]) -> Any:
    if name not in TEXTS:
        return pa.array(column, _TYPES[name])
    words = (
        list(dict.fromkeys(column)) if name == "profile_id" else sorted({each for each in column if each is not None})
    )
    codes = {word: code for code, word in enumerate(words)}
    return pa.DictionaryArray.from_arrays(
        pa.array([None if each is None else codes[each] for each in column], pa.int32()), pa.array(words, pa.string())
    )


def block_of(table: Any) -> tuple[bytes, bytes]:
    """A group of the rows of a table."""
    return _written(table.arrays(SCHEMA))


def _written(arrays: Sequence[Any]) -> tuple[bytes, bytes]:
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=SCHEMA),
        sink,
        row_group_size=1 << 26,
        use_dictionary=list(TEXTS),
        dictionary_pagesize_limit=_LARGE,
        write_statistics=False,
        store_schema=False,
    )
    return split(sink.getvalue().to_pybytes())


def end(known: Sequence[tuple[int, bytes]], at: int) -> bytes:
    """The footer over all groups, which begin at the places *known*."""
    return joined(known or [(at, _written(pa.table({name: [] for name in COLUMNS}, SCHEMA).columns)[1])])
