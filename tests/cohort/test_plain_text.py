"""A text of CSV that is called plain has the same cells for Python's csv module and for Arrow."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="the extra 'cohort' is not installed")

from advisor.cohort.formats.csv import Source, Text, columns  # noqa: E402
from advisor.cohort.keys import PROFILE_ID  # noqa: E402
from advisor.cohort.plain_text import is_plain  # noqa: E402

PARTS = (*'aé ,,""\n\n\r\t\0\ufeff\'=', '""', "\r\n", '"b"', '","')
SHORT, LONG = 12, 1_000_000


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("seed", range(5))
def test_by_chance_every_text_that_is_plain_is_read_alike_by_both(seed: int) -> None:
    chance, plain = random.Random(seed), 0
    for _ in range(3_000):
        text = "".join(chance.choices(PARTS, k=chance.randint(1, 12)))
        if not is_plain(text, LONG):
            continue
        plain += 1
        rows = rows_of(text)
        assert len(rows) == len(io.StringIO(text, newline="").readlines()), text
        read = columns(Text(text, plain=True), [None] * len(rows[0]))
        if len(set(map(len, rows))) > 1:
            assert read is None, text
        else:
            assert read is not None, text
            assert [list(row) for row in zip(*(each.to_pylist() for each in read), strict=True)] == rows, text
    assert plain > 100


@pytest.mark.parametrize("text", ["a,b\nc,d\n", 'a,b\r\n"c","d"', '"","x, y"\n', "é,'\n"])
def test_whole_cells_in_quotes_are_plain(text: str) -> None:
    assert is_plain(text, SHORT)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('5" pipe,b\n', id="a quote within a cell"),
        pytest.param('"say ""hi""",b\n', id="quotes in quotes"),
        pytest.param('"two\nlines",b\n', id="a row of two lines"),
        pytest.param('a"b,"c\nd"\n', id="a quote that opens nothing"),
        pytest.param("a,b\n\nc,d\n", id="an empty line"),
        pytest.param("a,b\r\n\r\nc,d\r\n", id="an empty line with a return"),
        pytest.param("a,b\rc,d\n", id="a line that ends as on old machines"),
        pytest.param("a,\0\n", id="a sign that is none"),
        pytest.param("\ufeffa,b\n", id="a mark that Arrow leaves out"),
        pytest.param("a,\udcff\n", id="no UTF-8"),
        pytest.param(f"{'a' * SHORT},b\n", id="a cell that may be too long"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_readers_may_read_otherwise_is_not_plain(text: str) -> None:
    assert not is_plain(text, SHORT)


def test_a_row_that_is_not_plain_is_cut_out_and_read_as_its_neighbours_are(tmp_path: Path) -> None:
    rows = [(f"P{number}", 'two, of\n"them"' if number == 4 else "x") for number in range(9)]
    path = tmp_path / "people.csv"
    with path.open("w", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([(PROFILE_ID, "name"), *rows])
    source = Source(str(path), 3)
    blocks = list(source)
    source.close()
    assert [(block.plain, count) for block, count in blocks] == [(True, 3), (False, 3), (True, 3)]
    read = [columns(block, [None, None]) or [] for block, _ in blocks]
    assert [row for one in read for row in zip(*(each.to_pylist() for each in one), strict=True)] == rows
