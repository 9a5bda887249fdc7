"""``advisor batch`` end to end: rate, memory, how time grows with people, and what a second worker brings.

Each run is a process of its own, as a user starts it, without ``--verify``; runs take turns, and medians are printed.
Two rates: of the whole run, and without the time that a run of ten people takes (start and compiled rules). Memory is
the sum over the processes of a run, sampled, pages that they share counted once; it is looked at in a first turn of its
own, since to look takes a part of a core. Beside the runs, in the same turns, on the same people: the plain function
and CLIPS of ``engines.py`` (they only match, and a part of the rules), and Python's csv module writing the CSV input
five times.

Run: python benchmarks/cohort.py [--quick] [--people N…] [--rounds N] [--kinds likely random] [--json FILE]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from clips_engine import Clips
from crowds import write
from part_of_program import part_of
from plain_function import plain_people, plain_source

from advisor.cohort.formats import parquet
from advisor.cohort.keys import keys_of
from advisor.cohort.records import Wrongs, person
from advisor.inference.told import Encoder
from advisor.knowledge.load import load_knowledge
from advisor.profile.told import Range, ToldFact, told_facts
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.order import compile_program

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 23)
START = "import sys; sys.argv[0] = 'advisor'; from advisor.cli import main; main()"
TOP = 5
FEW = 10
PLAIN_RULES, PLAIN_PEOPLE = 240, 500
CSV_PEOPLE = 200_000
SIZES, QUICK = [10_000, 100_000, 1_000_000, 3_000_000], [10_000, 30_000]
EVERY = 0.05


@dataclass
class Runs:
    """Runs of one sort: their seconds, those of all cores together, and the most memory of one, in megabytes."""

    people: int
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    @property
    def median(self) -> float:
        """The middle of the seconds."""
        return statistics.median(self.seconds)


def run(cohort: Path, out: Path, workers: int) -> tuple[float, float]:
    """Seconds of one run, and those of all cores together."""
    tidy(out)
    start, before = time.perf_counter(), os.times()
    ended(begun(cohort, out, workers))
    seconds, after = time.perf_counter() - start, os.times()
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system


def tidy(out: Path) -> None:
    """Leave nothing of the run before to be written or taken away."""
    out.unlink(missing_ok=True)
    os.sync()


def memory(cohort: Path, out: Path, workers: int) -> float:
    """The most megabytes of one run."""
    most, running = 0.0, begun(cohort, out, workers)
    while running.poll() is None:
        most = max(most, megabytes(running.pid))
        time.sleep(EVERY)
    ended(running)
    return most


def begun(cohort: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run that has begun."""
    command = [sys.executable, "-c", START, "batch", str(cohort), "--output", str(out), "--top", str(TOP)]
    command += ["--workers", str(workers), "--verify", "0", "--as-of", DAY.isoformat()]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, env=environment(out.parent))


def ended(running: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a run, which must be a good one."""
    _, says = running.communicate()
    if running.returncode:
        sys.exit(f"cohort.py: a run failed: {says.decode()}")


def environment(folder: Path) -> dict[str, str]:
    """That of a user, whose Python keeps compiled modules; they are kept in *folder*."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def megabytes(process: int) -> float:
    """The memory of *process* and of all that it started; a page that several share counts once."""
    try:
        status = Path(f"/proc/{process}/smaps_rollup").read_text()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("Pss:"))
    return own * 1024 / 1e6 + sum(megabytes(int(each)) for each in children)


def matchers(cohort: Path) -> tuple[Callable[[], float], Callable[[], float]]:
    """People a second of the plain function and of CLIPS on people of *cohort*; both are seen to agree."""
    kb = load_knowledge([ROOT / "kb"]).kb
    book = load_rulebook([ROOT / "rules"], kb)
    part = part_of(compile_program(kb, book.vocabulary, book.rules), PLAIN_RULES)
    source = parquet.Source(str(cohort), PLAIN_PEOPLE)
    block, _ = next(iter(source))
    keys = keys_of(source.header or (), kb, str(cohort))
    source.close()
    found = [person(record, kb, DAY) for record in parquet.records(block, 1, keys)]
    every = [told_facts(each, kb, DAY) for each in found if not isinstance(each, Wrongs)]
    told = [facts for facts in every if not any(each.certain and has_range(each) for each in facts)]
    names: dict[str, Any] = {}
    exec(compile(plain_source(part), "<the plain function>", "exec"), names)
    records, plain, clips = plain_people(part, told), names["conclusions"], Clips(part)
    encoder = Encoder(part.program)
    texts = [clips.facts(encoder.encode(facts).flags.certain) for facts in told]
    for record, text in zip(records, texts, strict=True):
        if set(plain(record)) != set(clips.run(text)):
            sys.exit("cohort.py: the plain function and CLIPS differ")
    return rate_of(plain, records * 10), rate_of(clips.run, texts)


def rate_of(run: Callable[[Any], object], people: list[Any]) -> Callable[[], float]:
    """People a second of *run* on one of *people* after another."""

    def rate() -> float:
        start = time.perf_counter()
        for each in people:
            run(each)
        return len(people) / (time.perf_counter() - start)

    return rate


def has_range(fact: ToldFact) -> bool:
    """Whether a number of *fact* is only known to lie in a range, of which the plain function knows nothing."""
    return any(isinstance(value, Range) for _, value in fact.fields)


def five_times(cohort: Path) -> Callable[[], float]:
    """Seconds that the csv module takes to write the rows of *cohort* five times."""
    with cohort.open(newline="") as file:
        rows = list(csv.reader(file))

    def seconds() -> float:
        start = time.perf_counter()
        for _ in range(5):
            csv.writer(io.StringIO()).writerows(rows)
        return time.perf_counter() - start

    return seconds


def main() -> None:
    """Make cohorts, run in turns, print, and write what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=SIZES, help="sizes (10 thousand to 3 million)")
    parser.add_argument("--rounds", type=int, default=3, help="turns (default 3)")
    parser.add_argument("--kinds", nargs="+", default=["likely"], help="likely (default), random")
    parser.add_argument("--quick", action="store_true", help="10 and 30 thousand people, one turn: a look, no measure")
    parser.add_argument("--json", type=Path, default=Path("cohort.json"), help="where to write (cohort.json)")
    options = parser.parse_args()
    if options.quick:
        options.people, options.rounds = QUICK, 1
    found = {}
    for kind in options.kinds:
        with tempfile.TemporaryDirectory() as folder:
            found[kind] = measured(kind, sorted(options.people), options.rounds, Path(folder))
    options.json.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def measured(kind: str, sizes: list[int], rounds: int, folder: Path) -> dict[str, Any]:
    """Print a table for cohorts of *kind*, and give what stands in it."""
    kb = load_knowledge([ROOT / "kb"]).kb
    cohorts = {}
    for count in {FEW, CSV_PEOPLE, *sizes}:
        for ending in ("csv", "parquet"):
            cohorts[count, ending] = folder / f"{count}.{ending}"
            write(kind, count, str(cohorts[count, ending]), kb)
    sorts = [(count, ending, workers) for count in (FEW, *sizes) for ending in ("csv", "parquet") for workers in (1, 2)]
    sorts.append((CSV_PEOPLE, "csv", 2))
    runs = {sort: Runs(sort[0]) for sort in dict.fromkeys(sorts)}
    plain, clips = matchers(cohorts[sizes[-1], "parquet"])
    five = five_times(cohorts[CSV_PEOPLE, "csv"])
    for (count, ending, workers), mine in runs.items():
        mine.megabytes = memory(cohorts[count, ending], folder / f"out.{ending}", workers)
    beside: dict[str, list[float]] = {"plain": [], "clips": [], "writing": []}
    for _ in range(rounds):
        for name, measure in (("plain", plain), ("clips", clips), ("writing", five)):
            beside[name].append(measure())
        for (count, ending, workers), mine in runs.items():
            seconds, cpu = run(cohorts[count, ending], folder / f"out.{ending}", workers)
            mine.seconds.append(seconds)
            mine.cpu.append(cpu)
    return report(kind, runs, {name: statistics.median(each) for name, each in beside.items()}, sizes)


def report(kind: str, runs: dict[Any, Runs], beside: dict[str, float], sizes: list[int]) -> dict[str, Any]:
    """Print what *runs* took, and what was measured *beside* them."""
    plain, clips, writing = beside["plain"], beside["clips"], beside["writing"]
    print(f"{kind} people, top {TOP}, as of {DAY}")
    print(f"  the plain function matches {plain:,.0f} people/s, CLIPS {clips:,.0f}; csv writes in {writing:.2f} s")
    found: dict[str, Any] = {"plain_function": plain, "clips": clips, "csv_five_times": writing, "runs": []}
    for (count, ending, workers), mine in runs.items():
        start = runs[FEW, ending, 1].median
        rate = count / mine.median
        net = count / (mine.median - start) if mine.median > start else None
        row = {"people": count, "format": ending, "workers": workers, "seconds": mine.median, "rate": rate}
        row["cpu_seconds"] = statistics.median(mine.cpu)
        ratios = {"to_plain": rate / plain, "to_clips": rate / clips}
        found["runs"].append(row | {"net_rate": net, "megabytes": mine.megabytes} | ratios)
        if count > FEW:
            shown = f"{net:,.0f}" if net else "-"
            print(
                f"  {count:>9,} {ending:<8} {workers} worker{'s' if workers > 1 else ' '} {mine.median:7.2f} s "
                f"{rate:>9,.0f}/s, without the start {shown:>9}/s, {rate / plain:5.2f} x plain, "
                f"{rate / clips:4.0f} x CLIPS, {mine.megabytes:5.0f} MB, {row['cpu_seconds']:6.2f} s of all cores"
            )
    csv_run = runs[CSV_PEOPLE, "csv", 2].median
    found["csv_to_writing"] = csv_run / writing
    print(f"  CSV to CSV, {CSV_PEOPLE:,} people: {csv_run / writing:.2f} x the writing (at most 3)")
    for ending in ("csv", "parquet"):
        most = sizes[-1]
        speedup = runs[most, ending, 1].median / runs[most, ending, 2].median
        slopes = {workers: exponents(runs, ending, workers, sizes) for workers in (1, 2)}
        found[ending] = {"two_workers": speedup, "exponents": slopes}
        said = "; ".join(f"{' '.join(f'{each:.3f}' for each in slopes[workers])} ({workers})" for workers in (1, 2))
        print(f"  {ending}: two workers {speedup:.2f} x one (at least 1.7); exponents by size (workers): {said}")
    return found


def exponents(runs: dict[Any, Runs], ending: str, workers: int, sizes: list[int]) -> list[float]:
    """To what power time grows with people, from each size to the next, without the start."""
    nets = [(n, runs[n, ending, workers].median - runs[FEW, ending, workers].median) for n in sizes]
    return [math.log(b[1] / a[1]) / math.log(b[0] / a[0]) for a, b in pairwise(nets) if a[1] > 0 and b[1] > 0]


if __name__ == "__main__":
    main()
