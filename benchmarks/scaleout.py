"""``advisor batch --cluster`` on Dask: one worker, two, and two of which one is killed half-way.

A scheduler and workers are started as a user starts them, on this machine; each sort of run has workers of its own,
which have advised a few people before. Runs take turns, medians are printed. Every output is seen to hold each row that
a run without a cluster has, once. Beside them, in the same turns: one machine without a cluster.

Run: python benchmarks/scaleout.py [--quick] [--people N] [--rounds N] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohort import DAY, ROOT, START, TOP
from crowds import write
from pyarrow import parquet

from advisor.knowledge.load import load_knowledge

FEW = 100
ONE, TWO, KILLED = "one worker", "two workers", "two workers, one killed half-way"
ALONE = {"no cluster, 1 process": 1, "no cluster, 2 processes": 2}


@dataclass
class Cluster:
    """A scheduler with workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]

    def kill_one(self) -> None:
        """End the process that works for the first nanny; nobody starts another."""
        nanny = self.workers[0].pid
        children = Path(f"/proc/{nanny}/task/{nanny}/children").read_text().split()
        self.workers[0].send_signal(signal.SIGSTOP)
        for each in children:
            os.kill(int(each), signal.SIGKILL)
        self.workers[0].kill()


@contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """A scheduler and *workers*, each with one thread."""
    port = free_port()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "dask"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [*dask, "worker", address, "--nthreads", "1", "--no-dashboard"]
    started = [subprocess.Popen(scheduler, **quiet)]
    try:
        started += [subprocess.Popen(worker, **quiet) for _ in range(workers)]
        wait_for(address, workers)
        yield Cluster(address, started[1:])
    finally:
        for each in started:
            each.kill()
            each.wait()


def wait_for(address: str, workers: int) -> None:
    """Wait until the *workers* are there."""
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=60)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def run(cohort: Path, out: Path, how: list[str], kill: Cluster | None = None, parts: int = 0) -> float:
    """Seconds of one run; a worker is killed when half of the *parts* are there."""
    command = [sys.executable, "-c", START, "batch", str(cohort), "--output", str(out), "--top", str(TOP), *how]
    start = time.perf_counter()
    running = subprocess.Popen(
        [*command, "--verify", "0", "--as-of", DAY.isoformat()], cwd=ROOT, stderr=subprocess.PIPE
    )
    while kill and running.poll() is None:
        if len(list(Path(f"{out}.parts").glob("part-*"))) * 2 >= parts:
            kill.kill_one()
            kill = None
        time.sleep(0.02)
    said = running.communicate()[1].decode()
    if running.returncode:
        sys.exit(f"scaleout.py: a run failed: {said}")
    if kill:
        sys.exit("scaleout.py: the run ended before a worker could be killed; take more people")
    return time.perf_counter() - start


def same_rows(mine: Path, other: Path) -> bool:
    """Whether both hold the same rows in the same order."""
    columns = ["profile_id", "rank", "step", "pay_mid_usd"]
    one, two = (parquet.read_table(path, columns=columns) for path in (mine, other))
    return all(one[name].to_pylist() == two[name].to_pylist() for name in columns)


def main() -> None:
    """Run in turns, print, and write what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2_000_000, help="how many (default 2 million)")
    parser.add_argument("--rounds", type=int, default=3, help="turns (default 3)")
    parser.add_argument("--quick", action="store_true", help="300 thousand people, one turn: a look, no measure")
    parser.add_argument("--json", type=Path, default=Path("scaleout.json"), help="where to write (scaleout.json)")
    options = parser.parse_args()
    if options.quick:
        options.people, options.rounds = 300_000, 1
    kb = load_knowledge([ROOT / "kb"]).kb
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, cohort = folder / "few.parquet", folder / "people.parquet"
        write("likely", FEW, str(few), kb)
        write("likely", options.people, str(cohort), kb)
        taken: dict[str, list[float]] = {each: [] for each in (*ALONE, ONE, TWO, KILLED)}
        for _ in range(options.rounds):
            one_turn(taken, few, cohort, folder)
    report(taken, options.people, options.json)


def one_turn(taken: dict[str, list[float]], few: Path, cohort: Path, folder: Path) -> None:
    """Each sort of run once."""
    parts = parquet.ParquetFile(cohort).metadata.num_row_groups
    whole = folder / "whole.parquet"
    for sort, processes in ALONE.items():
        taken[sort].append(run(cohort, whole, ["--workers", str(processes)]))
    for sort, workers in ((ONE, 1), (TWO, 2), (KILLED, 2)):
        out = folder / f"{sort.replace(' ', '_')}.parquet"
        with cluster(workers) as found:
            how = ["--cluster", found.address]
            for _ in range(2 * workers):
                run(few, folder / "few_out.parquet", how)
            taken[sort].append(run(cohort, out, how, found if sort == KILLED else None, parts))
        if not same_rows(whole, out):
            sys.exit(f"scaleout.py: {sort}: rows are lost, doubled or other ones")


def report(taken: dict[str, list[float]], people: int, path: Path) -> None:
    """Print what the runs took, and write it to *path*."""
    medians = {sort: statistics.median(seconds) for sort, seconds in taken.items()}
    print(f"{people:,} likely people, Parquet to Parquet, top {TOP}; every output has the same rows")
    for sort, seconds in medians.items():
        ratio = medians[ONE] / seconds
        print(f"  {sort:<34} {seconds:7.2f} s {people / seconds:>9,.0f}/s {ratio:5.2f} x one worker of a cluster")
    found = {"people": people, "seconds": medians, "two_workers": medians[ONE] / medians[TWO]}
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
