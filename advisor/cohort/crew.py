"""Who works on blocks: this process, or several that are replaced when they die."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from advisor.cohort.desk import Desk
from advisor.cohort.settings import Done, Settings
from advisor.cohort.staff import Staff
from advisor.errors import EngineError

MOST_DEATHS = 3
PER_HELPER = 2
Answer = Callable[[], Done]


class Alone:
    """This process works, when it is asked for the answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, *what: Any) -> Answer:
        """What comes of a block, as ``Desk.work`` takes it."""
        return lambda: self._desk.work(*what)

    def close(self) -> None:
        """Nothing is left behind."""


@dataclass(eq=False)
class _Task:
    """A block with who works on it; None: nobody yet."""

    what: tuple[Any, ...]
    future: Future[Done] | None = None
    deaths: int = 0


class Crew:
    """A *staff* works; blocks of one who died are given out again.

    Given a *desk*, this process works too: on the oldest block that nobody has, while it waits for others, and from the
    start, while the staff still comes in.
    """

    def __init__(self, staff: Staff, settings: Settings, desk: Desk | None) -> None:
        self._staff, self._settings, self._desk = staff, settings, desk
        self._tasks: list[_Task] = []

    def ask(self, *what: Any) -> Answer:
        """Take up a block; the answer waits until it is done.

        Raises: EngineError: whoever worked on it died, again and again.
        """
        task = _Task(what)
        self._tasks.append(task)
        self._give_out()
        return lambda: self._answer(task)

    def _give_out(self) -> None:
        """Give the staff two blocks for each, the newest; the oldest is left to this process, if it works."""
        busy = sum(each.future is not None and not each.future.done() for each in self._tasks)
        free = [each for each in self._tasks if each.future is None]
        for task in free[: 0 if self._desk else None : -1][: PER_HELPER * self._staff.number - busy]:
            task.future = self._staff.ask(self._settings, task.what)

    def _answer(self, task: _Task) -> Done:
        while True:
            self._give_out()
            if task.future is None or not task.future.done():
                self._work_or_wait(task)
                continue
            try:
                done = task.future.result()
            except BrokenProcessPool:
                self._replace(task)
            else:
                self._tasks.remove(task)
                return done

    def _work_or_wait(self, task: _Task) -> None:
        """Work on the oldest block that nobody has; where there is none, wait for *task*."""
        free = next((each for each in self._tasks if each.future is None), None)
        if self._desk and free:
            free.future = Future()
            free.future.set_result(self._desk.work(*free.what))
        elif task.future:
            wait([task.future])

    def _replace(self, task: _Task) -> None:
        task.deaths += 1
        if task.deaths >= MOST_DEATHS:
            raise EngineError(
                f"the rows from {task.what[1]:,} on: whoever worked on them died {MOST_DEATHS} times; "
                "run the same again with another --engine, or with fewer --workers if memory is short"
            )
        self._staff.replace()
        for each in self._tasks:
            future = each.future
            if future and (not future.done() or future.cancelled() or future.exception() is not None):
                each.future = self._staff.ask(self._settings, each.what)

    def close(self) -> None:
        """Let everyone go."""
        self._staff.close()
