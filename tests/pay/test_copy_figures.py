"""The tables of the benchmark are the gathered ones, row for row."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.copy_figures import FILES, copy
from benchmarks.ratios import DATA
from tests.registers.stock import facts_folder


@pytest.mark.skipif(facts_folder() is None, reason="the facts are not at hand")
@pytest.mark.parametrize("name", FILES)
def test_a_table_is_what_copying_gives(tmp_path: Path, name: str) -> None:
    folder = facts_folder()
    assert folder is not None
    copy(folder / f"{name}.csv", tmp_path / "copied.csv")
    assert (tmp_path / "copied.csv").read_text() == (DATA / f"{name}.csv").read_text()


def test_words_are_left_behind_and_rows_are_not(tmp_path: Path) -> None:
    source = tmp_path / "source.csv"
    source.write_text("id,value,note\na,1,said elsewhere\nb,2,\n")
    assert copy(source, tmp_path / "target.csv") == 2
    assert (tmp_path / "target.csv").read_text() == "id,value\na,1\nb,2\n"
