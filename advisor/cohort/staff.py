"""Processes that work beside this one; they begin to load when they are called, while this one may still load itself.

Nothing is imported here that takes time.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import Any

from advisor.cohort.settings import COLUMNS_ENGINE, Done, Settings
from advisor.cohort.size import is_longer


def works_too(settings: Settings) -> bool:
    """Whether this process works too: not with an engine that may take its process down."""
    return settings.engine == COLUMNS_ENGINE


class Staff:
    """The processes that make *workers*, with this one where it works too; they end when let go, or with this one."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self.number = workers - 1 if works_too(settings) else workers
        self._call()

    def _call(self) -> None:
        context = multiprocessing.get_context("spawn")
        held, self._leash = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self.number, context, initializer=_begin, initargs=(held,))
        _widen(self._pool)
        with _deaf():
            for _ in range(self.number):
                self._submitted(_sit_down, self._settings)

    def ask(self, settings: Settings, what: tuple[Any, ...]) -> Future[Done]:
        """What comes of a block, as ``Desk.work`` takes it."""
        return self._submitted(_work, settings, what)

    def _submitted(self, do: Callable[..., Any], *given: Any) -> Future[Any]:
        try:
            return self._pool.submit(do, *given)
        except BrokenProcessPool:
            broken: Future[Any] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def replace(self) -> None:
        """Call others in their place."""
        self.close()
        self._call()

    def close(self) -> None:
        """Let everyone go, at once: who sees that nobody holds the leash ends, and is soon waited for."""
        self._leash.close()
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def called_early(settings: Settings, workers: int) -> Iterator[Staff | None]:
    """The staff of a run over a cohort that seems to be longer than a block; None where one process is enough."""
    if workers == 1 or not is_longer(settings.cohort, settings.block):
        yield None
        return
    staff = Staff(settings, workers)
    try:
        yield staff
    finally:
        staff.close()


@contextmanager
def loading() -> Iterator[None]:
    """Garbage is not collected meanwhile: what is loaded is none, and looking at it takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _widen(pool: Any) -> None:
    """Give the pipes of *pool* a megabyte each, where Linux has them: blocks of several pass in fewer turns."""
    if sys.platform == "linux":
        import fcntl

        with suppress(AttributeError, OSError):
            for queue in (pool._call_queue, pool._result_queue):
                fcntl.fcntl(queue._writer.fileno(), fcntl.F_SETPIPE_SZ, 1 << 20)


@contextmanager
def _deaf() -> Iterator[None]:
    """Who is called meanwhile never hears of an interrupt; this process hears of it afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_desk: list[tuple[Settings, Any]] = []
"""The desk of this process with what it is for, where the process is one of a staff."""


def _begin(leash: Any) -> None:
    """A new process leaves interrupts to the first one, and ends when that lets go of the *leash*, or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Any) -> None:
    leash.poll(None)
    os._exit(1)


def _sit_down(settings: Settings) -> None:
    """Open the desk of this process, where it is not open; garbage is collected only once it stands."""
    if _desk and _desk[0][0] == settings:
        return
    with loading():
        from advisor.cohort.desk import Desk

        _desk[:] = [(settings, Desk(settings, lambda _line: None))]
        gc.freeze()


def _work(settings: Settings, what: tuple[Any, ...]) -> Done:
    _sit_down(settings)
    done: Done = _desk[0][1].work(*what)
    return done
