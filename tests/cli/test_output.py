"""Files are written whole or not at all, and never over another without being told to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.cli.output import deliver, wants_colour, write_file
from advisor.errors import InputError


def test_a_file_gets_the_text_and_nothing_else_is_left(tmp_path: Path) -> None:
    deliver("é\n", str(tmp_path / "a.txt"), force=False)
    assert (tmp_path / "a.txt").read_bytes() == "é\n".encode()
    assert os.listdir(tmp_path) == ["a.txt"]


def test_an_existing_file_is_kept_unless_force_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(InputError, match=r"a\.txt: exists already; --force overwrites it"):
        deliver("new", str(path), force=False)
    assert path.read_text() == "old"
    deliver("new", str(path), force=True)
    assert path.read_text() == "new"


def test_a_directory_or_a_pipe_is_no_place_for_a_report(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a directory"):
        deliver("x", str(tmp_path), force=True)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is no regular file"):
        deliver("x", str(tmp_path / "pipe"), force=True)


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be written \(no such file or directory\)"):
        deliver("x", str(tmp_path / "none" / "a.txt"), force=False)


def test_a_failure_half_way_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="no space left on device"):
        write_file(str(path), "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    deliver("new", str(tmp_path / "link.txt"), force=True)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_name_with_a_null_byte_is_said() -> None:
    with pytest.raises(InputError, match="cannot be written"):
        deliver("x", "a\0b", force=False)


def test_a_file_gets_no_colour(tmp_path: Path) -> None:
    assert not wants_colour(str(tmp_path / "a.txt"))
    assert not wants_colour(None)
