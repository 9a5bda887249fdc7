"""A Dask cluster as its own processes, as a user starts one; they are killed at the end, so that nothing waits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS = 120
"""Seconds in which a scheduler has to be there."""


@contextmanager
def dask_cluster(workers: int, folder: Path) -> Iterator[str]:
    """The address of a cluster whose files are in *folder*; a task that two of its *workers* died of is given up."""
    found = folder / "scheduler.json"
    quiet = ["--no-dashboard", "--scheduler-file", str(found)]
    with ExitStack() as ending:
        ending.enter_context(_running(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", *quiet))
        address = _address(found)
        for number in range(workers):
            place = ["--local-directory", str(folder / str(number)), "--memory-limit", "0"]
            ending.enter_context(_running(folder, "worker", "--nthreads", "1", *place, *quiet))
        yield address


@contextmanager
def _running(folder: Path, *arguments: str) -> Iterator[None]:
    """A ``dask`` command with all that it starts, in a group of processes that ends with it."""
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("ab") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def _address(found: Path) -> str:
    """What the scheduler wrote as its address into the file *found*."""
    for _ in range(10 * STARTS):
        try:
            address: str = json.loads(found.read_text())["address"]
        except (FileNotFoundError, ValueError):
            time.sleep(0.1)
        else:
            return address
    raise TimeoutError((found.parent / "log").read_text())
