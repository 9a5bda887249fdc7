"""Runs on a cluster of processes: no row is lost or doubled, whoever dies."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("distributed")

import distributed
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from advisor.cli.program import run as command
from advisor.cohort import settings as settings_of
from advisor.cohort.batch import batch
from advisor.cohort.cluster import batch_on
from advisor.cohort.desk import Desk
from advisor.cohort.folder import MANIFEST
from advisor.cohort.formats.parquet import SPAN_BLOCKS
from advisor.cohort.settings import Progress, Settings, Summary
from advisor.errors import EngineError, InputError
from advisor.knowledge import KnowledgeBase
from tests.cohort.crowd import people, write_csv
from tests.cohort.dask_processes import dask_cluster
from tests.people import AS_OF

pytestmark = pytest.mark.filterwarnings("ignore")
PEOPLE, BLOCK = 300, 16
SPAN = SPAN_BLOCKS * BLOCK


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with dask_cluster(2, tmp_path_factory.mktemp("dask")) as address:
        yield address


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_of, "BLOCK", BLOCK)


@pytest.fixture(autouse=True)
def all_are_back(request: pytest.FixtureRequest) -> None:
    """A test waits for the workers that died in the one before."""
    if "cluster" in request.fixturenames:
        with client_of(request.getfixturevalue("cluster")) as client:
            client.wait_for_workers(2, timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, kb: KnowledgeBase) -> Path:
    """A cohort as CSV and as Parquet, in groups of 20 rows and in one group, and what comes of it on one machine."""
    found = tmp_path_factory.mktemp("cohort")
    write_csv(found / "people.csv", people(11, PEOPLE, kb))
    table = arrow_csv.read_csv(found / "people.csv", convert_options=arrow_csv.ConvertOptions(strings_can_be_null=True))
    parquet.write_table(table, found / "groups.parquet", row_group_size=20)
    parquet.write_table(table, found / "people.parquet")
    for name in ("people.csv", "groups.parquet"):
        settings = Settings(str(found / name), str(found / f"whole-{name}.parquet"), "columns", 7, AS_OF, 0)
        batch(settings, 1, lambda _: None, print, day_given=True)
    return found


@contextmanager
def client_of(address: str) -> Iterator[Any]:
    """A client of the tests' own."""
    client = distributed.Client(address, set_as_default=False)
    try:
        yield client
    finally:
        client.close(timeout=10)


def whole(folder: Path, name: str = "people.csv") -> Any:
    return parquet.read_table(folder / f"whole-{name}.parquet").to_pylist()


def run(
    cluster: str, cohort: Path, out: Path, tell: Callable[[Progress], None] = lambda _: None, **asked: Any
) -> Summary:
    keys: dict[str, Any] = {"engine": "columns", "top": 7, "as_of": AS_OF, "verify": 0} | asked
    settings = Settings(str(cohort), str(out), **keys)
    return batch_on(cluster, settings, tell, print, day_given=True)


def rows(out: Path) -> Any:
    return parquet.read_table(out).to_pylist()


def manifest(out: Path) -> Any:
    found = json.loads((out / MANIFEST).read_text())
    assert {each.name for each in out.iterdir()} == {MANIFEST, *(each["file"] for each in found["parts"])}
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(f"{out.name}.")] in (
        [],
        [f"{out.name}.errors.csv"],
    )
    return found


@pytest.mark.parametrize("name", ["people.csv", "groups.parquet", "people.parquet"])
def test_a_cluster_writes_the_rows_that_one_machine_writes(
    cluster: str, folder: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out.parquet"
    told: list[Progress] = []
    done = run(cluster, folder / name, out, told.append)
    assert (done.people, done.bad, done.verified, done.went_on) == (PEOPLE, 0, 0, False)
    assert rows(out) == whole(folder, "groups.parquet" if name.endswith("parquet") else name)
    parts = manifest(out)["parts"]
    assert len(parts) > 4
    assert [each["first"] for each in parts] == [1 + sum(p["rows"] for p in parts[:n]) for n in range(len(parts))]
    assert sum(each["people"] for each in parts) == PEOPLE
    assert told[-1].people == PEOPLE and told[-1].done == pytest.approx(1.0)


def test_a_worker_that_is_killed_loses_and_doubles_nothing(cluster: str, folder: Path, tmp_path: Path) -> None:
    out, killed = tmp_path / "out.parquet", list[int]()

    def kill_one(_progress: Progress) -> None:
        if not killed:
            with client_of(cluster) as client:
                killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)

    assert run(cluster, folder / "groups.parquet", out, kill_one).people == PEOPLE
    assert killed
    assert rows(out) == whole(folder, "groups.parquet")
    manifest(out)


class Poison(distributed.WorkerPlugin):  # type: ignore[misc]
    """Whoever works on the block that begins with this row dies, or breaks."""

    def __init__(self, row: int, *, deadly: bool) -> None:
        self.row, self.deadly, self.name = row, deadly, "poison"

    def setup(self, worker: Any) -> None:
        self._work = Desk.work

        def work(desk: Desk, block: Any, first: int, *rest: Any) -> Any:
            if first == self.row:
                if self.deadly:
                    os._exit(1)
                raise ZeroDivisionError("poison")
            return self._work(desk, block, first, *rest)

        Desk.work = work  # type: ignore[method-assign, assignment]


@pytest.mark.parametrize(("deadly", "says"), [(True, "whoever worked on them died"), (False, "ZeroDivisionError")])
def test_a_poisoned_block_is_named_and_all_others_are_kept(
    cluster: str, folder: Path, tmp_path: Path, deadly: bool, says: str
) -> None:
    out = tmp_path / "out.parquet"
    poisoned_folder = tmp_path / "dask"
    poisoned_folder.mkdir()
    with dask_cluster(2, poisoned_folder) as poisoned:
        with client_of(poisoned) as client:
            client.register_plugin(Poison(1 + 2 * BLOCK, deadly=deadly))
        with pytest.raises(EngineError, match=f"^the rows 33 to 48: {says}.*run the same again$") as error:
            run(poisoned, folder / "people.csv", out)
        assert "\n" not in str(error.value)
    assert not out.exists()
    made: list[Progress] = []
    done = run(cluster, folder / "people.csv", out, made.append)
    assert done.went_on and done.people == PEOPLE
    assert len(made) == 1
    assert rows(out) == whole(folder)
    manifest(out)


class Cut(Exception):
    """A run is cut off."""


def test_a_run_that_was_cut_off_goes_on(cluster: str, folder: Path, tmp_path: Path) -> None:
    out, left = tmp_path / "out.parquet", 5

    def cut(_progress: Progress) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Cut

    with pytest.raises(Cut):
        run(cluster, folder / "people.csv", out, cut)
    assert not out.exists()
    unfinished = Path(f"{out}.parts")
    first_kept = json.loads((unfinished / "_journal").read_text().splitlines()[1])["kept"]
    (unfinished / first_kept["file"]).unlink()
    with (unfinished / "_journal").open("ab") as file:
        file.write(b'{"kept": {"num')
    (unfinished / "part-000001-0000000000000000.parquet").write_bytes(b"of a worker that was taken for dead")
    made: list[Progress] = []
    assert run(cluster, folder / "people.csv", out, made.append).went_on
    assert len(made) == -(-PEOPLE // BLOCK) - 5 + 1
    assert rows(out) == whole(folder)
    manifest(out)


def test_a_run_that_began_in_the_place_of_another_goes_on_too(cluster: str, folder: Path, tmp_path: Path) -> None:
    def cut(_progress: Progress) -> None:
        raise Cut

    out = tmp_path / "out.parquet"
    for top in (2, 7):
        with pytest.raises(Cut):
            run(cluster, folder / "groups.parquet", out, cut, top=top)
    assert run(cluster, folder / "groups.parquet", out).went_on
    assert rows(out) == whole(folder, "groups.parquet")
    manifest(out)


def test_a_second_run_replaces_the_folder_of_the_first_and_nothing_else(
    cluster: str, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.parquet"
    run(cluster, folder / "groups.parquet", out, top=1)
    run(cluster, folder / "groups.parquet", out)
    assert rows(out) == whole(folder, "groups.parquet")
    manifest(out)
    for mine in (tmp_path / "file.parquet", tmp_path / "folder.parquet" / "diary"):
        mine.parent.mkdir(exist_ok=True)
        mine.write_text("mine")
    for name in ("file.parquet", "folder.parquet"):
        with pytest.raises(InputError, match="no folder that a run on a cluster wrote"):
            run(cluster, folder / "groups.parquet", tmp_path / name)
    assert (tmp_path / "file.parquet").read_text() == (tmp_path / "folder.parquet" / "diary").read_text() == "mine"


def test_rows_that_are_wrong_and_ids_that_stand_twice_are_refused_as_on_one_machine(
    cluster: str, tmp_path: Path
) -> None:
    lines = [f"{number},coder" for number in range(5 * BLOCK)]
    lines[7], lines[BLOCK + 1], lines[3 * BLOCK], lines[-1] = "7,codr", "3,coder", "3,coder", f"{BLOCK},coder"
    path = tmp_path / "people.csv"
    path.write_text("profile_id,role\n" + "\n".join(lines) + "\n")
    there, here = tmp_path / "there.parquet", tmp_path / "here.parquet"
    done = run(cluster, path, there, verify=5)
    batch(Settings(str(path), str(here), "columns", 7, AS_OF, 0), 1, lambda _: None, print, day_given=True)
    assert (done.people, done.bad) == (5 * BLOCK - 4, 4)
    assert done.verified == 5
    assert rows(there) == rows(here)
    errors = [Path(f"{out}.errors.csv").read_text() for out in (there, here)]
    assert errors[0] == errors[1]
    assert [row["row"] for row in csv.DictReader(errors[0].splitlines())] == ["8", "18", "49", "80"]
    assert sum(each["bad"] for each in manifest(there)["parts"]) == 4


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "http://", "tcp://", ""])
def test_a_cluster_that_cannot_be_reached_is_said_in_a_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    monkeypatch.setattr("advisor.cohort.cluster.ANSWERS", 1)
    arguments = [str(folder / "people.csv"), "--output", str(tmp_path / "out.parquet"), "--cluster", address]
    assert command(["batch", *arguments]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and f"{address}: no cluster answers there" in said[0]
    assert not list(tmp_path.iterdir())


def test_a_cluster_without_workers_is_said_in_a_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.cohort.cluster.ANSWERS", 1)
    with (
        dask_cluster(0, tmp_path) as empty,
        pytest.raises(EngineError, match="has no workers; start one: dask worker"),
    ):
        run(empty, folder / "people.csv", tmp_path / "out.parquet")


def test_a_folder_for_the_output_that_is_not_there_is_said_and_not_made(
    cluster: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"missing/out.parquet.parts: cannot be written \(no such file or directory\)"):
        run(cluster, folder / "people.csv", tmp_path / "missing" / "out.parquet")
    assert not list(tmp_path.iterdir())


def test_a_cluster_writes_parquet_alone_and_takes_no_workers(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["batch", str(folder / "people.csv"), "--cluster", "tcp://127.0.0.1:9"]
    assert command([*arguments, "--output", str(tmp_path / "out.csv")]) == 1
    assert "give it a name that ends in .parquet" in capsys.readouterr().err
    assert command([*arguments, "--output", str(tmp_path / "out.parquet"), "--workers", "2"]) == 2


def test_a_cluster_that_is_lost_is_said_in_a_line(cluster: str, folder: Path, tmp_path: Path) -> None:
    def lose(_progress: Progress) -> None:
        raise distributed.client.FuturesCancelledError([])

    with pytest.raises(EngineError, match=r"^the cluster is lost; run the same again"):
        run(cluster, folder / "people.csv", tmp_path / "out.parquet", lose)


def test_workers_with_other_knowledge_are_refused(cluster: str, folder: Path, tmp_path: Path) -> None:
    with client_of(cluster) as client:
        client.run(_has_version, "0.0.0")
        try:
            with pytest.raises(EngineError, match="has other knowledge, rules or another version"):
                run(cluster, folder / "people.csv", tmp_path / "out.parquet")
        finally:
            client.run(_has_version, None)


def _has_version(version: str | None) -> None:
    import advisor
    from advisor.cohort import parts

    parts.__version__ = version or advisor.__version__  # type: ignore[attr-defined]


def test_one_who_takes_up_the_line_and_says_nothing_is_no_cluster(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("advisor.cohort.cluster.ANSWERS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        arguments = [str(folder / "people.csv"), "--output", str(tmp_path / "out.parquet"), "--cluster", address]
        assert command(["batch", *arguments]) == 1
    assert f"{address}: no cluster answers there" in capsys.readouterr().err
