"""A cohort that is longer than a block is known before anything is loaded."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from advisor.cohort.size import is_longer

PEOPLE = 300


def written(folder: Path, ending: str) -> Path:
    path = folder / f"people.{ending}"
    ids = [f"{each}" for each in range(PEOPLE)]
    if ending == "csv":
        path.write_text("\n".join(["profile_id", *ids]) + "\n")
    elif ending == "jsonl":
        path.write_text("".join(f'{{"profile_id": "{each}"}}\n' for each in ids))
    else:
        parquet.write_table(pa.table({"profile_id": ids}), path, row_group_size=40)
    return path


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_the_rows_of_a_file_are_more_than_one_less(tmp_path: Path, ending: str) -> None:
    path = str(written(tmp_path, ending))
    assert is_longer(path, PEOPLE - 2)
    assert not is_longer(path, PEOPLE)


@pytest.mark.parametrize("size", [0, 3, 7, 12, 500, -1, -8, -9])
def test_a_parquet_file_that_is_cut_off_is_not_longer(tmp_path: Path, size: int) -> None:
    path = written(tmp_path, "parquet")
    path.write_bytes(path.read_bytes()[:size])
    assert not is_longer(str(path), 10)


def test_a_footer_of_nonsense_is_not_longer(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    for nonsense in (b"\x1c" * 5000, b"\x19\xff" * 500, b"\x00", b"\x16\xff\xff", b"8\x03abc\x00"):
        path.write_bytes(b"PAR1" + nonsense + len(nonsense).to_bytes(4, "little") + b"PAR1")
        assert not is_longer(str(path), 10)


def test_what_is_no_file_is_not_longer_and_nothing_is_read_of_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "people.csv"
    os.mkfifo(pipe)
    for path in (str(pipe), str(tmp_path), str(tmp_path / "nowhere.csv"), "-", "a\0b.csv"):
        assert not is_longer(path, 0)
