"""How long the advice for one person takes in a warm process, which room takes how much, and whether memory grows.

Run: python benchmarks/one_person.py [--engine NAME] [--advices N] [--memory N]
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from advisor.advice import Advice
from advisor.profile import Profile, read_profile
from advisor.service import Advisor

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "advisor"
DAY = date(2026, 11, 23)
SHARE_RUNS = 200
WARM_UP = 1000
"""Advices before memory is first looked at."""


class Timed:
    """An engine that notes how long each of its runs takes, in seconds."""

    def __init__(self, engine: Any) -> None:
        self._run, self.name, self.version = engine.run, engine.name, engine.version
        self.runs: list[float] = []

    def run(self, told: Any) -> Any:
        """As the engine itself."""
        start = time.perf_counter()
        fired = self._run(told)
        self.runs.append(time.perf_counter() - start)
        return fired


def people(advisor: Advisor) -> Iterator[Profile]:
    """The people of ``examples/``, for ever."""
    files = sorted((ROOT / "examples").glob("*.yaml"))
    return cycle([read_profile(str(file), advisor.kb) for file in files])


def advised(advisor: Advisor, profile: Profile) -> Advice:
    """The advice, always of the same day."""
    return advisor.advise(profile, as_of=DAY)


def speed(advisor: Advisor, count: int) -> None:
    """Print the percentiles of *count* advices, of the engine's part in them, and of a single run of the engine."""
    inference = advisor._inference
    engine, inference.engine = inference.engine, Timed(inference.engine)
    timed: Any = inference.engine
    whole, part, single = [], [], []
    for profile in islice(people(advisor), count):
        timed.runs, start = [], time.perf_counter()
        advised(advisor, profile)
        whole.append(time.perf_counter() - start)
        part.append(sum(timed.runs))
        single += timed.runs
    inference.engine = engine
    for name, times in (("advise", whole), ("engine, an advice", part), ("engine, a run", single)):
        cuts = statistics.quantiles(times, n=100)
        print(f"{name:<18} p50 {cuts[49] * 1000:7.2f} ms   p99 {cuts[98] * 1000:7.2f} ms   of {len(times):,}")


def shares(advisor: Advisor) -> None:
    """Print which room takes how much, as a profiler sees it."""
    profiler = cProfile.Profile()
    profiler.enable()
    for profile in islice(people(advisor), SHARE_RUNS):
        advised(advisor, profile)
    profiler.disable()
    rooms = by_room(pstats.Stats(profiler).stats)  # type: ignore[attr-defined]
    total = sum(rooms.values())
    for name, seconds in rooms.most_common():
        print(f"  {name:<18} {100 * seconds / total:5.1f} %")


def by_room(stats: Mapping[Any, Any]) -> Counter[str]:
    """Own time by room; that of built-in and library code goes to the callers."""
    rooms: Counter[str] = Counter()
    for (path, _, _), (_, _, own, _, callers) in stats.items():
        if room(path) or not callers:
            rooms[room(path) or "elsewhere"] += own
            continue
        for (caller, _, _), (_, _, time_from, _) in callers.items():
            rooms[room(caller) or "libraries"] += time_from
    return rooms


def room(path: str) -> str:
    """The room of ``advisor/`` that the file *path* belongs to; empty where it is none."""
    file = Path(path)
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py") if file.is_relative_to(PACKAGE) else ""


def memory(advisor: Advisor, count: int) -> None:
    """Print how much resident memory grows over *count* advices."""
    start = 0.0
    for number, profile in enumerate(islice(people(advisor), count), 1):
        advised(advisor, profile)
        if number == min(WARM_UP, count):
            start = resident()
        if number % max(1, count // 10) == 0 and number > WARM_UP:
            print(f"  {number:>8,} advices: {resident():7.1f} MB ({resident() - start:+.1f})", flush=True)
    print(f"memory grew by {resident() - start:.1f} MB over {count:,} advices (at most 20)")


def resident() -> float:
    """Resident memory in MB; where the system does not tell, the most that it has been."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Print speed, shares and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="durable")
    parser.add_argument("--advices", type=int, default=1000, help="advices to time (default 1000)")
    parser.add_argument("--memory", type=int, default=100_000, help="advices to watch memory over (0: none)")
    options = parser.parse_args()
    advisor = Advisor(engine=options.engine)
    for profile in islice(people(advisor), 50):
        advised(advisor, profile)
    speed(advisor, options.advices)
    shares(advisor)
    if options.memory:
        memory(advisor, options.memory)


if __name__ == "__main__":
    main()
