"""Runs over whole files: nothing is lost or doubled, whatever the file holds and wherever the run is cut off."""

from __future__ import annotations

import csv
import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import pyarrow as pa
from pyarrow import parquet

from advisor.cohort import begin
from advisor.cohort import settings as settings_of
from advisor.cohort.all_at_once import AllAtOnce
from advisor.cohort.batch import batch
from advisor.cohort.journal import Journal
from advisor.cohort.settings import Progress, Settings, Summary
from advisor.errors import InputError
from advisor.knowledge import KnowledgeBase
from tests.cohort.crowd import people, write_csv, write_jsonl
from tests.people import AS_OF

PEOPLE = 300
BLOCK = 64


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_of, "BLOCK", BLOCK)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory, kb: KnowledgeBase) -> Path:
    path = tmp_path_factory.mktemp("cohort") / "people.csv"
    write_csv(path, people(11, PEOPLE, kb))
    return path


@pytest.fixture(scope="module")
def whole(cohort: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What comes of the cohort when nothing goes wrong."""
    settings_of.BLOCK, before = BLOCK, settings_of.BLOCK
    out = tmp_path_factory.mktemp("whole") / "out.csv"
    run(cohort, out)
    settings_of.BLOCK = before
    return out.read_bytes()


def run(
    cohort: Path,
    out: Path,
    workers: int = 1,
    tell: Callable[[Progress], None] = lambda _progress: None,
    **asked: Any,
) -> Summary:
    day_given = "as_of" in asked
    keys: dict[str, Any] = {"engine": "columns", "top": 7, "as_of": AS_OF, "verify": 0} | asked
    settings = Settings(str(cohort), str(out), **keys)
    return batch(settings, workers, tell, lambda _line: None, day_given=day_given)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def left_beside(out: Path) -> set[str]:
    return {each.name for each in out.parent.iterdir()} - {out.name}


class Cut(Exception):
    """A run is cut off."""


def cut_after(blocks: int) -> Callable[[Progress], None]:
    def tell(_progress: Progress) -> None:
        nonlocal blocks
        blocks -= 1
        if not blocks:
            raise Cut

    return tell


def test_everyone_stands_there_in_the_order_of_the_cohort(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_bytes(whole)
    ids = [row["profile_id"] for row in rows(out)]
    assert list(dict.fromkeys(ids)) == [f"{number:05}" for number in range(PEOPLE)]
    assert ids == sorted(ids)


def test_two_workers_write_what_one_writes(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = run(cohort, out, workers=2, verify=10)
    assert (done.people, done.bad, done.verified) == (PEOPLE, 0, 10)
    assert out.read_bytes() == whole
    assert not left_beside(out)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("blocks", [1, 3, 5])
def test_a_run_that_was_cut_off_goes_on_and_ends_the_same(
    cohort: Path, tmp_path: Path, ending: str, blocks: int
) -> None:
    plain, out = tmp_path / f"plain.{ending}", tmp_path / f"out.{ending}"
    run(cohort, plain)
    with pytest.raises(Cut):
        run(cohort, out, tell=cut_after(blocks))
    assert not out.exists()
    told: list[Progress] = []
    done = run(cohort, out, tell=told.append, workers=2 if blocks == 3 else 1)
    assert done.went_on and done.people == PEOPLE
    assert len(told) == -(-PEOPLE // BLOCK) - blocks
    assert [each.people_before for each in told] == [blocks * BLOCK] * len(told)
    shares = [each.done for each in told]
    assert shares == sorted(shares) and shares[-1:] == [1.0][: len(shares)]
    assert out.read_bytes() == plain.read_bytes()
    assert left_beside(out) == {plain.name}


def test_what_was_half_written_when_it_was_cut_off_is_written_again(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(Cut):
        run(cohort, out, tell=cut_after(2))
    for name in ("part", "part.errors", "part.ids", "part.journal"):
        with (tmp_path / f"out.csv.{name}").open("ab") as file:
            file.write(b'{"sizes": [1, 2')
    assert run(cohort, out).went_on
    assert out.read_bytes() == whole


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_half_way_goes_on(cohort: Path, whole: bytes, tmp_path: Path, workers: int) -> None:
    out = tmp_path / "out.csv"
    script = f"""
import os, signal
from tests.cohort import test_batch as t
from advisor.cohort import settings
settings.BLOCK = {BLOCK}
def tell(progress):
    if progress.people >= {2 * BLOCK}:
        os.kill(os.getpid(), signal.SIGKILL)
t.run(t.Path({str(cohort)!r}), t.Path({str(out)!r}), {workers}, tell)
"""
    ended = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert not out.exists()
    assert run(cohort, out).went_on
    assert out.read_bytes() == whole


def test_a_worker_that_is_killed_loses_nothing(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    victims: list[int] = []

    def kill_one(_progress: Progress) -> None:
        if not victims:
            victims.extend(each.pid or 0 for each in multiprocessing.active_children())
            os.kill(victims[0], signal.SIGKILL)

    assert run(cohort, out, workers=2, tell=kill_one).people == PEOPLE
    assert victims
    assert out.read_bytes() == whole


def test_a_run_goes_on_for_the_day_that_it_began_with_unless_another_is_asked_for(
    cohort: Path, whole: bytes, tmp_path: Path
) -> None:
    settings = Settings(str(cohort), str(tmp_path / "out.csv"), "columns", 7, AS_OF, 0)
    with pytest.raises(Cut):
        batch(settings, 1, cut_after(2), print, day_given=False)
    other = Settings(str(cohort), str(tmp_path / "out.csv"), "columns", 7, date(2026, 11, 30), 0)
    assert batch(other, 1, lambda _progress: None, print, day_given=False).went_on
    assert (tmp_path / "out.csv").read_bytes() == whole
    with pytest.raises(Cut):
        batch(settings, 1, cut_after(2), print, day_given=False)
    assert not batch(other, 1, lambda _progress: None, print, day_given=True).went_on


@pytest.mark.parametrize("what", ["cohort", "program"])
def test_the_day_of_another_run_is_not_kept(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    mine, out = tmp_path / "mine.csv", tmp_path / "out.csv"
    mine.write_bytes(cohort.read_bytes())
    settings = Settings(str(mine), str(out), "columns", 7, date(2026, 1, 5), 0)
    with pytest.raises(Cut):
        batch(settings, 1, cut_after(2), print, day_given=True)
    if what == "cohort":
        mine.write_bytes(cohort.read_bytes() + b"\r\n")
    else:
        journal = tmp_path / "out.csv.part.journal"
        head, _, rest = journal.read_text().partition("\n")
        journal.write_text(json.dumps(json.loads(head) | {"program": "another"}) + "\n" + rest)
    assert not batch(replace(settings, as_of=AS_OF), 1, lambda _progress: None, print, day_given=False).went_on
    plain = tmp_path / "plain.csv"
    run(mine, plain)
    assert out.read_bytes() == plain.read_bytes()


@pytest.mark.parametrize("text", ["5\n6\n", "null\nnull\n", "[]\n{}\n", '{"as_of": 5}\n7\n'])
def test_a_journal_that_is_none_is_begun_anew(cohort: Path, whole: bytes, tmp_path: Path, text: str) -> None:
    (tmp_path / "out.csv.part.journal").write_text(text)
    assert not run(cohort, tmp_path / "out.csv").went_on
    assert (tmp_path / "out.csv").read_bytes() == whole


def test_a_cohort_of_blank_lines_is_empty(tmp_path: Path) -> None:
    blank = tmp_path / "blank.jsonl"
    blank.write_text("\n \n\n")
    with pytest.raises(InputError, match="is empty; one profile a line is needed"):
        run(blank, tmp_path / "out.csv")


def test_another_question_does_not_take_up_the_run_of_the_first(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(Cut):
        run(cohort, out, tell=cut_after(2), top=2)
    assert not run(cohort, out).went_on
    assert out.read_bytes() == whole


def test_a_run_whose_journal_means_something_else_is_begun_anew(
    cohort: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    with monkeypatch.context() as patch:
        patch.setattr(begin, "JOURNAL", begin.JOURNAL - 1)
        with pytest.raises(Cut):
            run(cohort, out, tell=cut_after(2))
    assert not run(cohort, out).went_on
    assert out.read_bytes() == whole


def test_a_run_that_began_in_the_place_of_another_goes_on_too(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(Cut):
        run(cohort, out, tell=cut_after(2), top=2)
    with pytest.raises(Cut):
        run(cohort, out, tell=cut_after(3))
    assert run(cohort, out).went_on
    assert out.read_bytes() == whole


def test_an_output_that_was_deleted_before_its_run_had_tidied_up_is_made_again(
    cohort: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"

    def die(_journal: Journal) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "forget", die)
        with pytest.raises(Cut):
            run(cohort, out)
    assert out.read_bytes() == whole
    out.unlink()
    assert run(cohort, out).people == PEOPLE
    assert out.read_bytes() == whole


def test_a_second_run_to_the_same_place_is_refused_while_the_first_writes(cohort: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    def again(_progress: Progress) -> None:
        with pytest.raises(InputError, match="is being written by another run"):
            run(cohort, out)

    assert run(cohort, out, tell=again).people == PEOPLE


@pytest.mark.parametrize("at", [1, 40, 100])
def test_a_full_disk_is_said_and_the_run_goes_on_when_there_is_room(
    cohort: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    out, write, room = tmp_path / "out.csv", os.write, at * 1000

    def write_while_there_is_room(descriptor: int, data: Any) -> int:
        nonlocal room
        if room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        room -= len(data)
        return write(descriptor, bytes(data)[: len(data) // 2 + 1])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write_while_there_is_room)
        with pytest.raises(InputError, match=r"no space left on device.*make room") as full:
            run(cohort, out)
    assert str(out) in str(full.value)
    assert not out.exists()
    run(cohort, out)
    assert out.read_bytes() == whole


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_says_only_at_the_end_that_it_is_full_is_said_too(
    cohort: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    out = tmp_path / "out.csv"
    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(InputError, match=r"no space left on device.*run the same again"):
            run(cohort, out)
    assert not out.exists()
    assert run(cohort, out).went_on
    assert out.read_bytes() == whole


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_that_is_really_full_is_said(cohort: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(InputError, match="no space left on device"):
            run(cohort, small / "out.csv")
        assert not (small / "out.csv").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_difference_between_engines_leaves_no_output(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = AllAtOnce._dollars
    monkeypatch.setattr(AllAtOnce, "_dollars", lambda self, *rest: right(self, *rest) + 100)
    out = tmp_path / "out.csv"
    with pytest.raises(InputError, match=r"is not written: row .*: durable says otherwise in 'effect_mid_usd'"):
        run(cohort, out, verify=100)
    assert not list(tmp_path.iterdir())


def test_verified_people_are_the_same_ones_after_a_cut(cohort: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with pytest.raises(Cut):
        run(cohort, out, tell=cut_after(3), verify=20)
    assert run(cohort, out, verify=20).verified == 20


def test_an_id_that_stands_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "out.csv"
    ids = [f"{number}" for number in range(3 * BLOCK)]
    ids[5], ids[BLOCK + 1], ids[2 * BLOCK], ids[2 * BLOCK + 1] = "4", "7", "7", "7"
    path.write_text("profile_id,role\n" + "".join(f"{each},coder\n" for each in ids))
    done = run(path, out)
    assert (done.people, done.bad) == (3 * BLOCK - 4, 4)
    found = [(row["row"], row["profile_id"], row["field"], row["message"]) for row in rows(Path(f"{out}.errors.csv"))]
    assert [(each[0], each[1], each[2]) for each in found] == [
        ("6", "4", "profile_id"),
        (f"{BLOCK + 2}", "7", "profile_id"),
        (f"{2 * BLOCK + 1}", "7", "profile_id"),
        (f"{2 * BLOCK + 2}", "7", "profile_id"),
    ]
    assert "the id of row 5 already" in found[0][3] and all("the id of row 8 already" in each[3] for each in found[1:])
    assert {row["profile_id"] for row in rows(out)} == set(ids)


def test_a_row_that_is_wrong_stops_nobody_else(tmp_path: Path) -> None:
    path, out = tmp_path / "people.jsonl", tmp_path / "out.jsonl"
    lines = [
        '{"profile_id": "a", "role": "coder"}',
        '{"profile_id": "b", "role": "coder", "role": "auditor"}',
        "",
        '{"profile_id": "c", "age": 40}',
        "not json",
        '["d"]',
        '{"role": "coder"}',
        '{"profile_id": true}',
        '{"profile_id": "e", "experience_years": NaN}',
        "[" * 100_000,
        '{"profile_id": 12, "wants": {"roles": ["auditr"]}}',
        '{"profile_id": "f", "credentials": [{"id": "cpc", "expires": "2026-1-1"}]}',
        '{"profile_id": "g", "name": "' + "x" * 1000 + '"}',
        '{"profile_id": ' + "9" * 5000 + "}",
        '{"profile_id": "h"}',
    ]
    path.write_text("\n".join(lines))
    done = run(path, out)
    assert (done.people, done.bad) == (2, 12)
    assert [json.loads(line)["profile_id"] for line in out.read_text().splitlines()][-1] == "h"
    errors = {row["row"]: row for row in rows(Path(f"{out}.errors.csv"))}
    assert set(errors) == {"2", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"}
    assert errors["4"]["field"] == "age" and "must not depend on age" in errors["4"]["message"]
    assert errors["11"]["field"] == "wants_roles" and "did you mean 'auditor'" in errors["11"]["message"]
    assert errors["11"]["profile_id"] == "12"
    assert errors["12"]["field"] == "credentials"
    assert "5000 digits" in errors["14"]["message"] and "sys." not in errors["14"]["message"]
    assert errors["13"]["field"] == "name" and "longer than 200" in errors["13"]["message"]


def test_errors_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "out.csv"
    path.write_text("profile_id,role\na,codr\n")
    assert run(path, out).bad == 1
    assert Path(f"{out}.errors.csv").exists()
    path.write_text("profile_id,role\na,coder\n")
    assert run(path, out).bad == 0
    assert not Path(f"{out}.errors.csv").exists()


PLAIN = 'profile_id,name,role,credentials\n007,"Ann\nLee, CPC",coder,cpc;ccs\n8,Bo,auditor,none\n'


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-32"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        ("\n\n" + PLAIN + "\n").encode(),
        PLAIN.rstrip("\n").encode(),
    ],
    ids=[
        "plain",
        "crlf",
        "bom",
        "utf-16",
        "utf-32",
        "utf-16-be",
        "utf-16-le unmarked",
        "utf-16-be unmarked",
        "empty lines",
        "no last newline",
    ],
)
def test_a_cohort_is_read_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    path, out, same = tmp_path / "people.csv", tmp_path / "out.csv", tmp_path / "same.csv"
    path.write_bytes(data)
    assert run(path, out).people == 2
    path.write_text(PLAIN)
    run(path, same)
    assert out.read_bytes() == same.read_bytes()
    assert {row["profile_id"] for row in rows(out)} == {"007", "8"}


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(tmp_path: Path) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "out.csv"
    ids = ["=1+1", "+1", "-2", "@x", "plain"]
    path.write_text("profile_id,role\n" + "".join(f'"{each}",coder\n' for each in ids) + "=9,=cmd()\n")
    run(path, out)
    found = list(dict.fromkeys(row["profile_id"] for row in rows(out)))
    assert found == ["'=1+1", "'+1", "'-2", "'@x", "plain"]
    (error,) = rows(Path(f"{out}.errors.csv"))
    assert error["profile_id"] == "'=9"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in error.values())


def test_a_loss_stays_a_number_in_a_spreadsheet(tmp_path: Path, kb: KnowledgeBase) -> None:
    path, out = tmp_path / "people.jsonl", tmp_path / "out.csv"
    write_jsonl(path, people(900, 200, kb))
    run(path, out)
    assert any(row["effect_low_percent"].startswith("-") for row in rows(out))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n  \n", "is empty"),
        (b"profile_id,wants\na,auditor\n", "has keys of its own; give each a column, such as 'wants_roles'"),
        (b"profile_id,experience_in\na,2\n", "give each a column, such as 'experience_in_inpatient'"),
        (b"role\ncoder\n", "has no column 'profile_id'"),
        (b"profile_id;role\na;coder\n", "cells are separated by commas"),
        (b"profile_id,rol\na,coder\n", "has no place for a column 'rol'; did you mean 'role'"),
        (b"profile_id,age\na,40\n", "must not depend on age"),
        (b"profile_id,role,role\na,coder,coder\n", "has the column 'role' twice"),
        (b"profile_id,education,education_level\na,,\n", "twice, or another for the same"),
        (b'profile_id,role\na,"coder\nb,coder\n', "row 1: a cell is opened with a quote that is never closed"),
        (b'profile_id,role\na,"' + b"x\n" * 500_001 + b'"\n', "row 1: a cell is longer than 1,000,000 characters"),
        ("profile_id,role\na,coder\n".encode("utf-16") + b"x", "cannot be read as text"),
        ("profile_id,role\na,coder\n".encode("utf-16") + b"\x00\xd8a\x00", "cannot be read as text"),
    ],
)
def test_a_file_that_is_no_cohort_is_refused_in_a_line(tmp_path: Path, data: bytes, says: str) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "out.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as error:
        run(path, out)
    assert str(error.value).startswith(str(path))
    assert not out.exists()


def test_cells_that_slipped_and_texts_that_are_no_utf_8_are_refused_row_by_row(tmp_path: Path) -> None:
    path, out = tmp_path / "people.csv", tmp_path / "out.csv"
    path.write_bytes(
        b'profile_id,name,role\na,x,coder\nb,x,coder,1\nc,x\nd,Jos\xe9,coder\n\xff,x,coder\ne,"x" y,coder\nf,x,coder\n'
        b"g\xe9\n\xe9,x,coder,1\nh,x," + b"y" * 1_000_001 + b"\n"
    )
    done = run(path, out)
    assert (done.people, done.bad) == (2, 8)
    errors = {row["row"]: row for row in rows(Path(f"{out}.errors.csv"))}
    assert errors["2"]["message"].startswith("has 4 cells, the header has 3")
    assert errors["4"]["field"] == "name" and "UTF-8" in errors["4"]["message"]
    assert "quoted wrongly" in errors["6"]["message"]
    assert errors["3"]["message"] == "has 2 cells, the header has 3; leave a cell empty, not out"
    assert errors["8"]["message"].startswith("has 1 cell,") and not errors["8"]["profile_id"]
    assert errors["9"]["message"].startswith("has 4 cells") and not errors["9"]["profile_id"]
    assert errors["10"]["message"] == "has a cell that is longer than 1,000,000 characters"


@pytest.mark.parametrize("size", [0, 3, 500, -1])
def test_a_parquet_file_that_is_cut_off_is_refused_in_a_line(tmp_path: Path, size: int) -> None:
    path, out = tmp_path / "people.parquet", tmp_path / "out.csv"
    parquet.write_table(pa.table({"profile_id": [f"{each}" for each in range(1000)]}), path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(InputError, match="is no whole Parquet file") as error:
        run(path, out)
    assert "\n" not in str(error.value)
    assert not out.exists()


def test_the_cohort_itself_is_never_overwritten(cohort: Path, tmp_path: Path) -> None:
    same, out = tmp_path / "out.csv.errors.csv", tmp_path / "out.csv"
    same.write_bytes(before := cohort.read_bytes())
    for written in (same, out):
        with pytest.raises(InputError, match="is the cohort itself"):
            run(same, written)
    assert same.read_bytes() == before


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("folder.csv", "folder.csv: is a directory; give the name of another file"),
        ("out.csv", "out.csv.errors.csv: is a directory; give the name of another file"),
        ("nowhere/out.csv", "nowhere/out.csv: cannot be written (no such file or directory); make the folder"),
    ],
)
def test_an_output_that_cannot_be_named_so_is_told_before_anyone_is_advised(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("folder.csv", "out.csv.errors.csv"):
        (tmp_path / folder).mkdir()
    with pytest.raises(InputError) as error:
        batch(Settings(str(cohort), output, "columns", 7, AS_OF, 0), 1, lambda _: None, print, day_given=True)
    assert str(error.value).startswith(says)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.csv", "out.csv.errors.csv"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.csv", "none.csv: cannot be read (no such file or directory)"),
        ("people.xls", "people.xls: the ending says no format of a cohort; one of: .csv, .jsonl, .parquet"),
        ("-", "-: the name of a file is needed, whose ending says the format"),
        ("folder.csv", "folder.csv: cannot be read (is a directory)"),
    ],
)
def test_what_is_no_file_of_a_cohort_is_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError) as error:
        batch(Settings(name, "out.csv", "columns", 7, AS_OF, 0), 1, lambda _: None, print, day_given=True)
    assert str(error.value) == says
    assert [each.name for each in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_cohort_of_nobody_gives_an_output_without_rows(tmp_path: Path, ending: str) -> None:
    path, out = tmp_path / "people.csv", tmp_path / f"out.{ending}"
    path.write_text("profile_id,role\n")
    assert run(path, out, verify=5).people == 0
    if ending == "parquet":
        assert parquet.read_table(out).num_rows == 0
    else:
        assert len(out.read_text().splitlines()) == (ending == "csv")


def test_parquet_holds_the_rows_that_csv_holds(cohort: Path, whole: bytes, tmp_path: Path) -> None:
    out, plain = tmp_path / "out.parquet", tmp_path / "out.csv"
    plain.write_bytes(whole)
    run(cohort, out)
    table = parquet.read_table(out)
    assert parquet.ParquetFile(out).metadata.num_row_groups == -(-PEOPLE // BLOCK)
    cells = [["" if each is None else str(each) for each in row.values()] for row in table.to_pylist()]
    assert cells == [list(row.values()) for row in rows(plain)]


def test_an_engine_of_one_person_gives_the_same_file(tmp_path: Path, kb: KnowledgeBase) -> None:
    path = tmp_path / "people.csv"
    write_csv(path, people(77, 40, kb))
    for engine in ("columns", "levels", "durable", "reference"):
        run(path, tmp_path / f"{engine}.csv", engine=engine)
    assert (
        len({(tmp_path / f"{engine}.csv").read_bytes() for engine in ("columns", "levels", "durable", "reference")})
        == 1
    )


def test_columns_of_parquet_may_have_any_type_that_says_the_same(tmp_path: Path) -> None:
    path, plain = tmp_path / "people.parquet", tmp_path / "people.csv"
    plain.write_text("profile_id,experience_years,current_pay_usd,role\na,1.5,50000,coder\nb,2,,auditor\nc,,1,coder\n")
    years = pa.array([Decimal("1.5"), Decimal("2.0"), None], pa.decimal128(5, 2))
    pay = pa.array([Decimal(50000), None, Decimal(1)], pa.decimal128(9, 0))
    columns = {"profile_id": ["a", "b", "c"], "experience_years": years, "current_pay_usd": pay}
    for role in (["coder", "auditor", "coder"], [b"coder", b"auditor", b"coder"]):
        parquet.write_table(pa.table(columns | {"role": role}), path)
        for cohort, out in ((path, tmp_path / "out.csv"), (plain, tmp_path / "same.csv")):
            done = run(cohort, out, verify=3)
            assert (done.people, done.bad, done.verified) == (2, 1, 2)
        assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "same.csv").read_bytes()


def test_what_no_column_can_hold_is_refused_row_by_row(tmp_path: Path) -> None:
    path, out = tmp_path / "people.parquet", tmp_path / "out.csv"
    columns: dict[str, Any] = {
        "profile_id": [True, False],
        "education": [{"level": "associate"}, {"level": "doctor"}],
        "experience_years": [float("inf"), 1.0],
    }
    for ids in ([["a"], ["b"]], [{"a": 1}, {"a": 2}]):
        parquet.write_table(pa.table({"profile_id": ids}), path)
        assert run(path, out).bad == 2
    parquet.write_table(pa.table(columns), path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run(path, out).bad == 2
        parquet.write_table(pa.table({"profile_id": ["a"], "experience_years": [float("inf")]}), path)
        assert run(path, tmp_path / "other.csv").bad == 1
    found = {(row["row"], row["field"]) for row in rows(Path(f"{out}.errors.csv"))}
    assert found == {("1", "profile_id"), ("1", "experience_years"), ("2", "profile_id"), ("2", "education")}


def test_days_inside_the_lists_of_parquet_are_read_and_verified(tmp_path: Path) -> None:
    path, lines = tmp_path / "people.parquet", tmp_path / "people.jsonl"
    held = pa.list_(pa.struct([("id", pa.string()), ("expires", pa.date32())]))
    credentials = pa.array([[{"id": "cpc", "expires": date(2026, 12, 31)}], None], held)
    parquet.write_table(pa.table({"profile_id": ["a", "b"], "credentials": credentials}), path)
    lines.write_text(
        '{"profile_id": "a", "credentials": [{"id": "cpc", "expires": "2026-12-31"}]}\n{"profile_id": "b"}\n'
    )
    for cohort, out in ((path, tmp_path / "out.csv"), (lines, tmp_path / "same.csv")):
        done = run(cohort, out, verify=2)
        assert (done.people, done.bad, done.verified) == (2, 0, 2)
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "same.csv").read_bytes()


def test_a_line_of_json_that_is_no_utf_8_is_refused_as_in_csv(tmp_path: Path) -> None:
    path, out = tmp_path / "people.jsonl", tmp_path / "out.csv"
    path.write_bytes(b'{"profile_id": "a", "name": "Jos\xe9"}\n{"profile_id": "b", "name": "Jos\xc3\xa9"}\n')
    done = run(path, out)
    assert (done.people, done.bad) == (1, 1)
    assert "UTF-8" in rows(Path(f"{out}.errors.csv"))[0]["message"]
