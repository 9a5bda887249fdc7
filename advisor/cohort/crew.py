"""Who works on blocks: this process, or several that are replaced when they die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from advisor.cohort.desk import Desk
from advisor.cohort.settings import Done, Settings
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
    """So many *helpers* work, each a process; blocks of one that died are given out again.

    Given a *desk*, this process works too: on the oldest block that nobody has, while it waits for others, and from the
    start, while helpers still come in.
    """

    def __init__(self, helpers: int, settings: Settings, desk: Desk | None) -> None:
        self._helpers, self._settings, self._desk = helpers, settings, desk
        self._pool = self._new_pool()
        self._tasks: list[_Task] = []

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._helpers, multiprocessing.get_context("spawn"), initializer=_sit_down, initargs=(self._settings,)
        )

    def ask(self, *what: Any) -> Answer:
        """Take up a block; the answer waits until it is done.

        Raises: EngineError: whoever worked on it died, again and again.
        """
        task = _Task(what)
        self._tasks.append(task)
        self._give_out()
        return lambda: self._answer(task)

    def _give_out(self) -> None:
        """Give helpers two blocks each, the newest; the oldest is left to this process, if it works."""
        busy = sum(each.future is not None and not each.future.done() for each in self._tasks)
        free = [each for each in self._tasks if each.future is None]
        for task in free[: 0 if self._desk else None : -1][: PER_HELPER * self._helpers - busy]:
            task.future = self._submitted(task.what)

    def _submitted(self, what: tuple[Any, ...]) -> Future[Done]:
        try:
            return self._pool.submit(_work, *what)
        except BrokenProcessPool:
            broken: Future[Done] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

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
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()
        for each in self._tasks:
            future = each.future
            if future and (not future.done() or future.cancelled() or future.exception() is not None):
                each.future = self._submitted(each.what)

    def close(self) -> None:
        """Let everyone go."""
        self._pool.shutdown(wait=False, cancel_futures=True)


_desk: list[Desk] = []
"""The desk of this process, where it is one of a crew."""


def _sit_down(settings: Settings) -> None:
    """Open the desk of a new process, which ends when the first one does and leaves interrupts to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _desk.append(Desk(settings, lambda _line: None))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(*what: Any) -> Done:
    return _desk[0].work(*what)
