"""Processes that work beside the first one: when they are called, what they say, and that they end."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from advisor.cohort import settings as settings_of
from advisor.cohort.batch import batch
from advisor.cohort.crew import Crew
from advisor.cohort.desk import Desk
from advisor.cohort.settings import Settings
from advisor.cohort.staff import Staff, called_early
from advisor.errors import InputError
from advisor.knowledge import KnowledgeBase
from tests.cohort.crowd import people, write_csv
from tests.people import AS_OF

PEOPLE, BLOCK = 60, 16
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_of, "BLOCK", BLOCK)


@pytest.fixture
def settings(tmp_path: Path, kb: KnowledgeBase) -> Settings:
    write_csv(tmp_path / "people.csv", people(5, PEOPLE, kb))
    return Settings(str(tmp_path / "people.csv"), str(tmp_path / "out.csv"), "columns", 7, AS_OF, 0)


def all_are_gone() -> bool:
    until = time.monotonic() + 30
    while multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.01)
    return not multiprocessing.active_children()


def test_a_long_cohort_calls_as_many_as_make_the_workers_and_lets_them_go(settings: Settings) -> None:
    assert all_are_gone()
    with called_early(settings, 3) as staff:
        assert staff and staff.number == len(multiprocessing.active_children()) == 2
    assert all_are_gone()


def test_one_worker_or_a_small_cohort_calls_nobody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with called_early(settings, 1) as staff:
        assert staff is None
    monkeypatch.setattr(settings_of, "BLOCK", PEOPLE)
    with called_early(settings, 2) as staff:
        assert staff is None
    assert all_are_gone()


def test_what_is_called_early_does_the_work_even_if_the_run_keeps_another_day(settings: Settings) -> None:
    plain = replace(settings, output=settings.output.replace("out", "plain"))
    batch(plain, 1, lambda _progress: None, print, day_given=True)
    with called_early(replace(settings, as_of=AS_OF.replace(year=2030)), 2) as staff:
        assert staff
        asked: list[Settings] = []
        ask = staff.ask
        staff.ask = lambda settings, what: asked.append(settings) or ask(settings, what)  # type: ignore[func-returns-value, method-assign]
        batch(settings, 2, lambda _progress: None, print, day_given=True, staff=staff)
    assert settings in asked
    assert Path(settings.output).read_bytes() == Path(plain.output).read_bytes()


def test_a_desk_that_does_not_open_there_is_said_here_in_its_own_words(settings: Settings, tmp_path: Path) -> None:
    faulty = replace(settings, kb=(str(tmp_path / "nowhere"),))
    with pytest.raises(InputError) as here:
        Desk(faulty, print)
    crew = Crew(Staff(faulty, 2), faulty, None)
    try:
        with pytest.raises(InputError) as there:
            crew.ask(None, 1, None, {}, -1)()
    finally:
        crew.close()
    assert str(there.value) == str(here.value)
    assert all_are_gone()


def test_calling_them_loads_nothing_that_takes_time() -> None:
    code = "import sys, advisor.cohort.staff; sys.exit(any(each in sys.modules for each in sys.argv[1:]))"
    heavy = ["pydantic", "yaml", "numpy", "pyarrow", "advisor.advice", "advisor.knowledge"]
    assert subprocess.run([sys.executable, "-c", code, *heavy], cwd=ROOT, check=False).returncode == 0
