"""A run over a cohort on many machines: spans go to the workers of a Dask cluster, which write a part for each.

The scheduler gives a task of a worker that died to another. Spans come back in any order; a repeated id is known when
all are there, and the spans in which one stands are then made again without it.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from advisor import __version__
from advisor.cohort.begin import identity, opened, seated, see_that_it_is_there, see_that_they_differ
from advisor.cohort.folder import Folder
from advisor.cohort.formats import Source
from advisor.cohort.journal import ERRORS
from advisor.cohort.parts import Part, Span, Task, make
from advisor.cohort.seen import all_repeated
from advisor.cohort.settings import Progress, Settings, Summary
from advisor.cohort.verify import verify
from advisor.errors import AdvisorError, EngineError, Fault, InputError

ENDING = ".parquet"
AHEAD = 4
"""Spans that wait for each thread of the cluster."""
ANSWERS = 15
"""Seconds in which a scheduler has to answer, and to have a worker."""
_ENDED = ("finished", "error", "cancelled")
"""What a task may be when it is over; one whose result went with its worker is lost for a moment, and made again."""
MOST_WAITS = 8
"""So often a cluster without workers is given the time to have some."""
MOST_FAILURES = 5
EVERYONE = (1 << 64) - 1


def batch_on(
    address: str,
    settings: Settings,
    tell: Callable[[Progress], None],
    warn: Callable[[str], None],
    *,
    day_given: bool,
) -> Summary:
    """Advise the cohort on the cluster whose scheduler is at *address*; see ``batch.batch``.

    Raises: InputError, EngineError: as ``batch``; the cluster cannot be reached, is lost, or spans fail on it.
    """
    see_that_it_is_there(settings)
    see_that_they_differ(settings)
    if os.path.splitext(settings.output)[1].lower() != ENDING:
        says = f"a cluster writes a folder of Parquet files; give it a name that ends in {ENDING}"
        raise InputError([Fault(settings.output, 0, 0, says)])
    source = opened(settings)
    try:
        settings, desk = seated(settings, None if day_given else Folder.of(settings.output), warn)
        keys = desk.keys(source.header)
        with _connected(address) as client, closing(Folder(settings.output, identity(settings, desk))) as folder:
            task = Task(settings, desk.advisor.program.sha256, __version__, folder.path, keys)
            rows = _Run(client, folder, task, tell).through(source)
            sample = folder.sample(settings.verify)
            differences = verify(sample, settings, warn)
            if differences:
                folder.forget()
                raise InputError([Fault(settings.output, 0, 0, f"is not written: {each}") for each in differences])
            folder.finish(rows)
    finally:
        source.close()
    return Summary(folder.people, folder.bad, len(sample), folder.went_on, f"{settings.output}{ERRORS}")


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the cluster.

    Raises: EngineError: nothing that could work answers.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as missing:
        raise EngineError(f"--cluster needs Dask ({missing}); pip install 'coder-advisor[cluster]'") from missing
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client = _client(Client, address)
    try:
        with suppress(TimeoutError, asyncio.TimeoutError):
            client.wait_for_workers(1, timeout=ANSWERS)
        if not client.nthreads():
            raise EngineError(f"{address}: the cluster has no workers; start one: dask worker {address} --nthreads 1")
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=5)


def _client(make: Callable[..., Any], address: str) -> Any:
    """A client of the scheduler at *address*, as Dask's ``Client`` makes it.

    It is made in a thread of its own: Dask waits without end for whoever takes up the line and says nothing.
    Raises: EngineError: no scheduler answers.
    """
    made: list[Any] = []

    def make_it() -> None:
        try:
            made.append(make(address, timeout=ANSWERS))
        except Exception as error:  # noqa: BLE001 - whoever answers may say anything
            made.append(error)

    making = threading.Thread(target=make_it, daemon=True)
    making.start()
    making.join(2 * ANSWERS)
    client = made[0] if made else TimeoutError("it says nothing")
    if isinstance(client, Exception):
        says = " ".join(str(client).split())[:160] or type(client).__name__
        raise EngineError(f"{address}: no cluster answers there ({says})")
    return client


@dataclass
class _Run:
    """The spans of one run on their way."""

    client: Any
    folder: Folder
    task: Task
    tell: Callable[[Progress], None]
    _flying: dict[Any, tuple[Span, int]] = field(default_factory=dict)
    _suspects: list[Span] = field(default_factory=list)
    _failed: list[str] = field(default_factory=list)
    _done: float = 0.0
    _alone: bool = False

    def through(self, source: Source) -> int:
        """Have all spans made that are not; the rows of the cohort.

        Raises: AdvisorError: spans fail, or the cluster is lost; what is done is kept.
        """
        self._before = self.folder.people, 0.0
        self._rows = 0
        try:
            self._make(self._left(source), {})
            again = self._with_repeated()
            if again:
                spans = {span.number: span for span in _numbered(self._reopened(source)) if span.number in again}
                self._make(spans.values(), again)
        except (OSError, asyncio.CancelledError, concurrent.futures.CancelledError):
            raise EngineError("the cluster is lost; run the same again, it goes on where it stopped") from None
        finally:
            with suppress(Exception):
                self.client.cancel(list(self._flying))
        return self._rows

    def _reopened(self, source: Source) -> Source:
        source.close()
        return opened(self.task.settings)

    def _left(self, source: Source) -> Iterator[Span]:
        """The spans that are not made yet."""
        for span in _numbered(source):
            self._rows += span.rows
            kept = self.folder.kept.get(span.number)
            if kept is None or (kept.first, kept.rows) != (span.first, span.rows):
                yield span
            else:
                self._done += span.read
                self._before = self._before[0], self._done

    def _make(self, spans: Iterable[Span], twice: Mapping[int, Mapping[int, int]]) -> None:
        """Have *spans* made, some at a time; *twice* has by number the rows whose id stands in an earlier one."""
        for span in spans:
            repeated = twice.get(span.number, {})
            self._flying[self._submitted(span, repeated)] = span, len(repeated)
            while len(self._flying) >= self._most_flying():
                self._take_in()
        while self._flying:
            self._take_in()
        self._one_by_one(twice)
        if self._failed:
            raise EngineError("\n".join(self._failed))

    def _one_by_one(self, twice: Mapping[int, Mapping[int, int]]) -> None:
        """Try those again alone whose workers died: Dask blames all that waited there."""
        while self._suspects:
            span = self._suspects.pop()
            repeated = twice.get(span.number, {})
            self._alone = True
            self._flying[self._submitted(span, repeated)] = span, len(repeated)
            while self._flying:
                self._take_in()
        self._alone = False

    def _submitted(self, span: Span, twice: Mapping[int, int]) -> Any:
        return self.client.submit(make, self.task, span, twice, self._most(), pure=False, key=_key(span))

    def _most_flying(self) -> int:
        threads: int = sum(self.client.nthreads().values())
        return AHEAD * max(1, threads)

    def _take_in(self) -> None:
        """Keep what has come.

        Raises: InputError: something cannot be read or written. EngineError: too much fails.
        """
        for future in self._come():
            if future.status not in _ENDED:
                continue
            span, repeated = self._flying.pop(future)
            part = self._result(future, span)
            if part:
                self.folder.add(span, part, repeated)
                self._done += span.read
                people, before = self._before
                self.tell(Progress(self.folder.people, self.folder.bad, min(1.0, self._done), people, before))

    def _come(self) -> Any:
        """The futures that are there; at least one.

        Raises: EngineError: there is nobody left to work.
        """
        from distributed import wait

        for _ in range(MOST_WAITS):
            with suppress(TimeoutError, asyncio.TimeoutError):
                return wait(list(self._flying), timeout=ANSWERS, return_when="FIRST_COMPLETED").done
            if self.client.nthreads():
                return ()
        raise EngineError("the cluster has no workers any more; start some, and run the same again")

    def _result(self, future: Any, span: Span) -> Part | None:
        """What came of *span*; None where it failed, which is said when all others are done."""
        if future.status == "finished":
            found: Part = future.result()
            return found
        if future.status == "cancelled":
            raise asyncio.CancelledError
        error = future.exception()
        if isinstance(error, AdvisorError):
            raise error
        died = type(error).__name__ == "KilledWorker"
        if died and not self._alone:
            self._suspects.append(span)
            return None
        says = " ".join(str(error).split())[:200]
        why = "whoever worked on them died" if died else type(error).__name__
        rows = f"the rows {span.first:,} to {span.first + span.rows - 1:,}"
        self._failed.append(f"{rows}: {why}: {says}; all others are kept, run the same again")
        if len(self._failed) >= MOST_FAILURES:
            raise EngineError("\n".join(self._failed))
        return None

    def _most(self) -> int:
        """The greatest order of whom a sample still takes in; -1: nobody."""
        wanted = self.task.settings.verify
        sample = self.folder.sample(wanted)
        return EVERYONE if len(sample) < wanted else sample[-1].order if wanted else -1

    def _with_repeated(self) -> dict[int, dict[int, int]]:
        """By the number of a span its rows whose id stands in an earlier one, with that; none that are kept so."""
        found: dict[int, dict[int, int]] = {}
        spans = sorted(self.folder.kept.values(), key=lambda each: each.first)
        firsts = [each.first for each in spans]
        for row, earlier in all_repeated(self.folder.ids()).items():
            found.setdefault(spans[bisect_right(firsts, row) - 1].number, {})[row] = earlier
        return {number: rows for number, rows in found.items() if self.folder.kept[number].repeated != len(rows)}


def _key(span: Span) -> str:
    from uuid import uuid4

    return f"advisor-{span.number:06}-{uuid4().hex[:8]}"


def _numbered(source: Source) -> Iterator[Span]:
    """The spans of *source*; ``read`` is the share of each."""
    first, before = 1, 0.0
    for number, (blocks, rows) in enumerate(source.spans()):
        yield Span(number, first, rows, blocks, source.read - before)
        first, before = first + rows, source.read
