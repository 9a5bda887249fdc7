"""How far a long run has come, in one line that is written over; only on a terminal."""

from __future__ import annotations

import sys
import time

from advisor.cohort.settings import Progress

EVERY = 0.2
"""Seconds between two lines."""


class Counter:
    """Counts people on standard error."""

    def __init__(self) -> None:
        self._shows = sys.stderr is not None and sys.stderr.isatty()
        self._began = self._last = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Show *progress*, with the rate of this run and the time that is left."""
        now = time.monotonic()
        if self._shows and now - self._last >= EVERY:
            self._last = now
            sys.stderr.write(f"\r{line(progress, now - self._began)}\x1b[K")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shows:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shows = False


def line(progress: Progress, seconds: float) -> str:
    """One line: people, the rate of this run, how much is done and how long the rest will take."""
    rate = (progress.people - progress.people_before) / seconds if seconds > 0 else 0.0
    done = progress.done - progress.done_before
    left = seconds * (1 - progress.done) / done if done > 0 else 0.0
    refused = f", {progress.bad:,} rows refused" if progress.bad else ""
    minutes, rest = divmod(round(left), 60)
    return f"{progress.people:,} people, {rate:,.0f} a second, {progress.done:.0%}, {minutes}:{rest:02} left{refused}"
