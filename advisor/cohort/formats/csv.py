"""Cohorts as comma-separated values: UTF-8, or UTF-16 where its mark stands first."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, TextIO

from advisor.cohort.marks import encoding_of
from advisor.cohort.plain_text import is_plain
from advisor.cohort.records import Record, Wrong, is_text, record_of
from advisor.cohort.rows import COLUMNS, TEXTS, Row
from advisor.errors import Fault, InputError

LONGEST_CELL = 1_000_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins so."""

_AT = tuple(COLUMNS.index(each) for each in TEXTS)
_ENDLESS, _TOO_LONG = "unexpected end of data", "field limit"
START = (",".join(COLUMNS) + "\r\n").encode()


@dataclass(frozen=True, slots=True)
class Text:
    """Rows as they stand in a file; ``plain``: each is a line, read the same by whoever reads CSV."""

    text: str
    plain: bool


class Source:
    """The rows of a CSV file, as blocks of ``Text``."""

    def __init__(self, path: str, size: int) -> None:
        self._path, self._size = path, size
        csv.field_size_limit(LONGEST_CELL)
        self._raw = open(path, "rb")  # noqa: SIM115 - see close
        self._total = max(1, os.fstat(self._raw.fileno()).st_size)
        encoding = encoding_of(self._raw)
        self._text: TextIO = io.TextIOWrapper(self._raw, encoding, errors="surrogateescape", newline="")
        try:
            self.header: Sequence[str] | None = self._header()
        except BaseException:
            self.close()
            raise

    def _header(self) -> tuple[str, ...]:
        taken: list[str] = []
        try:
            header = csv.reader(_kept(self._text, taken), strict=True)
            first = next((row for row in header if any(map(str.strip, row))), None)
        except csv.Error as error:
            raise self._fault(f"has no header that can be read ({error})") from None
        except UnicodeError as error:
            raise self._fault(f"cannot be read as text ({error})") from None
        if first is None:
            raise self._fault("is empty; a header that names 'profile_id' and keys of a profile is needed")
        return tuple(each.strip().removeprefix("\ufeff") for each in first)

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        waiting: list[str] = []
        number = 0
        while True:
            try:
                lines = list(islice(chain(waiting, self._text), self._size))
                if not lines:
                    return
                text, rows, waiting = self._cut(lines, number)
            except UnicodeError as error:
                raise self._fault(f"cannot be read as text ({error})") from None
            number += rows
            yield text, rows

    def _cut(self, lines: list[str], before: int) -> tuple[Text, int, list[str]]:
        """The text of a block, how many rows it has, and the lines that are left; rows may have several lines."""
        text = "".join(lines)
        plain = is_plain(text, LONGEST_CELL)
        if plain or '"' not in text:
            return Text(text, plain), len(lines), []
        taken: list[str] = []
        left = iter(lines)
        reader = csv.reader(_kept(chain(left, self._text), taken), strict=True)
        rows = 0
        while rows < self._size:
            before_row = len(taken)
            try:
                next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                self._see_that_it_ends(error, before + rows + 1, len(taken) - before_row)
            rows += 1
        return Text("".join(taken), False), rows, list(left)

    def _see_that_it_ends(self, error: csv.Error, row: int, lines: int) -> None:
        """See that a wrong row of so many *lines* ends somewhere.

        Raises: InputError: it does not.
        """
        says = str(error)
        if _ENDLESS in says:
            raise self._fault(f"row {row:,}: a cell is opened with a quote that is never closed; close it")
        if _TOO_LONG in says and lines > 1:
            longer = f"a cell is longer than {LONGEST_CELL:,} characters"
            raise self._fault(f"row {row:,}: {longer}; shorten it, or close the quote that opened it")

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

    def _fault(self, says: str) -> InputError:
        return InputError([Fault(self._path, 0, 0, says)])


def _kept(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def records(block: Text, first: int, keys: Sequence[Any]) -> Iterator[Record]:
    """The rows of *block*; empty lines are none, but count."""
    for number, cells in enumerate(_rows(block.text), first):
        if isinstance(cells, csv.Error):
            yield Record(number, "", {}, (Wrong("", _why(cells)),))
        elif cells and len(cells) != len(keys):
            what = "quote a cell that holds a comma" if len(cells) > len(keys) else "leave a cell empty, not out"
            says = f"has {len(cells)} cell{'s' if len(cells) > 1 else ''}, the header has {len(keys)}; {what}"
            yield Record(number, _id_in(cells, keys), {}, (Wrong("", says),))
        elif cells:
            yield record_of(number, zip(keys, cells, strict=True))


def _why(error: csv.Error) -> str:
    if _TOO_LONG in str(error):
        return f"has a cell that is longer than {LONGEST_CELL:,} characters"
    return f"is quoted wrongly: {error}"


def _id_in(cells: Sequence[str], keys: Sequence[Any]) -> str:
    """The id, where it stands before all that may have slipped."""
    return cells[0].strip() if keys[0] is None and is_text(cells[0]) else ""


def _rows(block: str) -> Iterator[list[str] | csv.Error]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(block, newline=""), strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def columns(block: Text, keys: Sequence[Any]) -> Sequence[Any] | None:
    """The cells of *block* column by column; None where a row is no plain row of text."""
    import pyarrow as pa

    read = _columns_of_plain if block.plain else _columns
    try:
        return read(block.text, len(keys))
    except (csv.Error, UnicodeError, pa.ArrowException):
        return None


def _columns(text: str, width: int) -> Sequence[Any] | None:
    import pyarrow as pa

    csv.field_size_limit(LONGEST_CELL)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if set(map(len, rows)) != {width}:
        return None
    return [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]


def _columns_of_plain(text: str, width: int) -> Sequence[Any] | None:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    data, names = text.encode(), [str(each) for each in range(width)]
    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        arrow_csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        arrow_csv.ParseOptions(ignore_empty_lines=False),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    )
    return [column.chunk(0) for column in table.columns]


def block(rows: Sequence[Row]) -> tuple[bytes, bytes]:
    """The lines of *rows*."""
    out = io.StringIO(newline="")
    write_safely(out, rows, _AT)
    return out.getvalue().encode(), b""


def block_of(table: Any) -> tuple[bytes, bytes]:
    """The lines of a table's rows, put together column by column."""
    import pyarrow as pa
    from pyarrow import compute as pc

    comma, nothing, end_of_line = (pa.scalar(each, pa.large_string()) for each in (",", "", "\r\n"))
    *columns, last = table.texts(_cell)
    ends = pc.binary_join_element_wise(last, end_of_line, nothing)
    return pc.binary_join_element_wise(*columns, ends, comma).buffers()[2].to_pybytes(), b""


def _cell(text: str) -> str:
    """A cell of *text* as it is written."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([neutral(text), ""])
    return out.getvalue().removesuffix(",\r\n")


def end(_known: Sequence[tuple[int, bytes]], _at: int) -> bytes:
    """Nothing closes the file."""
    return b""


def write_safely(out: TextIO, rows: Iterable[Sequence[Any]], texts: Sequence[int]) -> None:
    """Write *rows*, of which the columns *texts* hold text that a spreadsheet must not run as a formula."""
    csv.writer(out).writerows([_safe(row, texts) for row in rows])


def _safe(row: Sequence[Any], texts: Sequence[int]) -> Sequence[Any]:
    if not any(row[at] and row[at][0] in FORMULA for at in texts):
        return row
    return [neutral(cell) if at in texts else cell for at, cell in enumerate(row)]


def neutral(cell: str | None) -> str | None:
    """*cell* as a text that no spreadsheet runs."""
    return f"'{cell}" if cell and cell[0] in FORMULA else cell
