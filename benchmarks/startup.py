"""How quickly the program starts, as ratios to importing what it is built on; runs are interleaved, medians count.

Bytecode is kept, as it is wherever the program is installed, in a folder of the benchmark's own.

Run: python benchmarks/startup.py [--runs N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START = "from advisor.cli import main; main()"
BASE = "import click, yaml, pydantic"
COMMANDS: Mapping[str, tuple[list[str], float | None]] = {
    BASE: (["-c", BASE], None),
    "advisor --help": (["-c", START, "--help"], 1.0),
    "advisor advise examples/novice.yaml --format json": (
        ["-c", START, "advise", "examples/novice.yaml", "--format", "json"],
        4.5,
    ),
}


def seconds(arguments: list[str], environment: Mapping[str, str]) -> float:
    """How long one run of Python with *arguments* takes."""
    start = time.perf_counter()
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the medians and their ratios beside what they ought to be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (default 15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        own = {"CODER_ADVISOR_CACHE": "cache", "PYTHONPYCACHEPREFIX": "bytecode"}
        environment = {**os.environ, **{name: str(Path(folder, place)) for name, place in own.items()}}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for arguments, _ in COMMANDS.values():
            seconds(arguments, environment)
        found: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _ in range(runs):
            for name, (arguments, _) in COMMANDS.items():
                found[name].append(seconds(arguments, environment))
    report({name: statistics.median(times) for name, times in found.items()})


def report(medians: Mapping[str, float]) -> None:
    """One line a command."""
    for name, (_, most) in COMMANDS.items():
        ratio = medians[name] / medians[BASE]
        bound = f"  (at most {most:g})" if most else ""
        print(f"{medians[name] * 1000:8.0f} ms  {ratio:5.2f} x{bound:<16}  {name}")


if __name__ == "__main__":
    main()
