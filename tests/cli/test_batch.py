"""The command ``batch``: exit codes, what is said, and what is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from advisor.cli.counting import line
from advisor.cli.program import run
from advisor.cohort.settings import Progress

ROOT = Path(__file__).resolve().parents[2]
START = [sys.executable, "-W", "error", "-c", "import sys; from advisor.cli import main; main()"]


def cohort(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(("profile_id,role,experience_years", *lines)) + "\n")
    return str(path)


def test_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert run(["batch", cohort(tmp_path, "a,coder,3", "b,biller,1"), "--output", str(out), "--top", "1"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "advisor: 2 people advised; 2 of them verified\n"
    assert {json.loads(each)["profile_id"] for each in out.read_text().splitlines()} == {"a", "b"}


def test_rows_that_are_refused_end_with_1_and_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert run(["batch", cohort(tmp_path, "a,coder,3", "b,codr,1"), "--output", str(out), "--verify", "0"]) == 1
    said = capsys.readouterr().err
    assert "1 person advised" in said
    assert f"1 row refused; {out}.errors.csv says why" in said
    assert out.exists()


@pytest.mark.parametrize("name", ["nowhere.csv", "people.xlsx", "-", "people"])
def test_a_cohort_that_cannot_be_read_ends_with_1_and_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(["batch", str(tmp_path / name), "--output", str(tmp_path / "out.csv")]) == 1
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_an_output_that_cannot_be_written_ends_with_1_and_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = cohort(tmp_path, "a,coder,3")
    assert run(["batch", people, "--output", str(tmp_path / "no" / "folder" / "out.csv")]) == 1
    assert "cannot be written (no such file or directory)" in capsys.readouterr().err
    assert run(["batch", people, "--output", str(tmp_path / "out.txt")]) == 1
    assert run(["batch", people, "--output", str(tmp_path)]) == 1


def test_an_engine_that_does_not_exist_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["batch", cohort(tmp_path, "a,coder,3"), "--output", str(tmp_path / "out.csv"), "--engine", "column"]
    assert run(arguments) == 1
    assert "did you mean 'columns'" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--top", "0"], ["--workers", "0"], ["--verify", "-1"], []])
def test_wrong_usage_ends_with_2(tmp_path: Path, wrong: list[str]) -> None:
    output = ["--output", str(tmp_path / "out.csv")] if wrong else []
    assert run(["batch", cohort(tmp_path, "a,coder,3"), *output, *wrong]) == 2


def test_the_line_of_progress_says_rate_and_time_left() -> None:
    assert line(Progress(30_000, 0, 0.25), 60.0) == "30,000 people, 500 a second, 25%, 3:00 left"
    assert line(Progress(10, 2, 1.0), 1.0) == "10 people, 10 a second, 100%, 0:00 left, 2 rows refused"
    resumed = Progress(90_000, 0, 0.75, people_before=60_000, done_before=0.5)
    assert line(resumed, 60.0) == "90,000 people, 500 a second, 75%, 1:00 left"


@pytest.mark.parametrize("bad", ["", "b,coder", "b,coder,3,more"])
def test_a_bad_row_before_good_ones_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str) -> None:
    out = tmp_path / "out.csv"
    code = run(["batch", cohort(tmp_path, "a,coder,3", bad, "c,coder,5", "d,biller,1"), "--output", str(out)])
    said = capsys.readouterr().err
    assert code == (1 if bad else 0), said
    assert "3 people advised; 3 of them verified" in said
    assert list(dict.fromkeys(line[0] for line in out.read_text().splitlines()[1:])) == ["a", "c", "d"]


def test_a_row_says_since_when_a_figure_behind_it_waits_for_review(tmp_path: Path) -> None:
    """Official wages of May 2025 are to be looked at again by 2027 at the latest."""
    for day, waits in (("2026-11-23", False), ("2035-01-01", True)):
        out = tmp_path / f"{day}.jsonl"
        assert run(["batch", cohort(tmp_path, "a,coder,3"), "--output", str(out), "--as-of", day]) == 0
        rows = [json.loads(each) for each in out.read_text().splitlines()]
        assert all(bool(row["overdue"]) or not waits for row in rows) and rows
    assert min(row["overdue"] for row in rows) < "2035-01-01"


def started(tmp_path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A run of two processes over a cohort of some blocks; its errors end when all of its processes have ended."""
    people = cohort(tmp_path, *(f"{each},coder,3" for each in range(80_000)))
    command = [*START, "batch", people, "--output", str(tmp_path / "out.csv"), "--workers", "2", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)


def test_knowledge_that_cannot_be_read_is_said_once_however_many_processes_load_it(tmp_path: Path) -> None:
    with started(tmp_path, "--kb", str(tmp_path / "nowhere")) as process:
        said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    assert len(said.splitlines()) == 1 and "nowhere" in said


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("seconds", [0.2, 0.3, 0.5, 1.0, 2.5])
def test_an_interrupt_from_the_keyboard_ends_all_processes_without_a_traceback(tmp_path: Path, seconds: float) -> None:
    with started(tmp_path) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1].decode()
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in said


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("seconds", [0.3, 1.0])
def test_nobody_stays_when_the_first_process_is_killed(tmp_path: Path, seconds: float) -> None:
    with started(tmp_path) as process:
        time.sleep(seconds)
        process.kill()
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
