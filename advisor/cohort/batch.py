"""A run over a cohort: blocks in, blocks out in the same order, nothing lost where it is cut off."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from advisor.cohort.begin import (
    identity,
    opened,
    seated,
    see_that_it_can_be_named,
    see_that_it_is_there,
    see_that_they_differ,
)
from advisor.cohort.crew import Alone, Answer, Crew
from advisor.cohort.desk import Desk
from advisor.cohort.formats import Keys, Source, format_of
from advisor.cohort.journal import ERRORS, Journal
from advisor.cohort.seen import Seen
from advisor.cohort.settings import Done, Progress, Settings, Summary
from advisor.cohort.staff import Staff, works_too
from advisor.cohort.verify import verify
from advisor.errors import Fault, InputError

AHEAD = 4
"""Blocks that wait for each worker."""
EVERYONE = (1 << 64) - 1
Block = tuple[Any, int, int, float]
"""What a format's ``records`` reads, the number of its first row, how many rows it has, and how much is read then."""


def batch(
    settings: Settings,
    workers: int,
    tell: Callable[[Progress], None],
    warn: Callable[[str], None],
    *,
    day_given: bool,
    staff: Staff | None = None,
) -> Summary:
    """Advise the cohort; *day_given*: the day was asked for, else a run that was cut off keeps its own.

    Args: staff: that of so many *workers*, where it is called already.
    Raises: InputError: the cohort cannot be read, the output cannot be written, or engines differ.
    """
    see_that_it_is_there(settings)
    see_that_they_differ(settings)
    see_that_it_can_be_named(settings)
    target = format_of(settings.output)
    source = opened(settings)
    try:
        settings, desk = seated(settings, None if day_given else Journal.of(settings.output), warn)
        keys = desk.keys(source.header)
        with closing(Journal(settings.output, target.START, identity(settings, desk))) as journal:
            if not journal.state.whole:
                _Run(settings, journal, source, keys, tell, staff).through(workers, desk)
            verified = _verified(settings, journal, warn)
            state = journal.state
            journal.finish(b"" if state.whole else target.end(state.known, journal.place()))
    finally:
        source.close()
    return Summary(state.people, state.bad, verified, journal.went_on, f"{settings.output}{ERRORS}")


def _verified(settings: Settings, journal: Journal, warn: Callable[[str], None]) -> int:
    """How many people were advised again, all with the same rows.

    Raises: InputError: rows differ; the run is then forgotten.
    """
    sample = sorted(journal.state.sample, key=lambda each: each.order)[: settings.verify]
    differences = verify(sample, settings, warn)
    if differences:
        journal.forget()
        raise InputError([Fault(settings.output, 0, 0, f"is not written: {each}") for each in differences])
    return len(sample)


@dataclass
class _Run:
    """The blocks of one run on their way."""

    settings: Settings
    journal: Journal
    source: Source
    keys: Keys | None
    tell: Callable[[Progress], None]
    staff: Staff | None

    def through(self, workers: int, desk: Desk) -> None:
        """Take every block that is left through the crew."""
        self._seen = Seen()
        self._people_before, self._done_before = self.journal.state.people, 0.0
        for ids in self.journal.ids():
            self._seen.add(ids)
        blocks = self._left()
        first = list(islice(blocks, 2))
        crew = self._crew(workers if len(first) > 1 else 1, desk)
        ahead = AHEAD * workers if isinstance(crew, Crew) else 1
        waiting: deque[tuple[Block, Answer]] = deque()
        try:
            for block in chain(first, blocks):
                waiting.append((block, crew.ask(block[0], block[1], self.keys, {}, self._most())))
                if len(waiting) >= ahead:
                    self._take_in(crew, *waiting.popleft())
            while waiting:
                self._take_in(crew, *waiting.popleft())
        finally:
            crew.close()

    def _crew(self, workers: int, desk: Desk) -> Alone | Crew:
        if workers == 1:
            return Alone(desk)
        staff = self.staff or Staff(self.settings, workers)
        return Crew(staff, self.settings, desk if works_too(self.settings) else None)

    def _left(self) -> Iterator[Block]:
        """The blocks that are not done, with their first row; those that are done are read again and passed over."""
        at = 1
        for number, (block, rows) in enumerate(self.source):
            if number >= self.journal.state.blocks:
                yield block, at, rows, self.source.read
            else:
                self._done_before = self.source.read
            at += rows

    def _take_in(self, crew: Alone | Crew, block: Block, answer: Answer) -> None:
        what, first, rows, read = block
        done = answer()
        ids = done.ids + bytes(8 * rows - len(done.ids))
        twice = self._seen.add(ids)
        if twice:
            done = crew.ask(what, first, self.keys, twice, self._most())()
        self.journal.add(self._with_ids(done, ids), rows)
        self._thin_out()
        state = self.journal.state
        self.tell(Progress(state.people, state.bad, read, self._people_before, self._done_before))

    @staticmethod
    def _with_ids(done: Done, ids: bytes) -> Done:
        return Done(done.text, done.known, done.refused, done.people, done.bad, ids, done.sample)

    def _most(self) -> int:
        """The greatest order of whom a sample still takes in; -1: nobody."""
        sample, wanted = self.journal.state.sample, self.settings.verify
        if not wanted:
            return -1
        return EVERYONE if len(sample) < wanted else max(each.order for each in sample)

    def _thin_out(self) -> None:
        state = self.journal.state
        state.sample = sorted(state.sample, key=lambda each: each.order)[: self.settings.verify]
