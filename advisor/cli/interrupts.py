"""What an interrupt does: while libraries are read it ends the process, afterwards it is a KeyboardInterrupt."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

INTERRUPTED = 130


def ends_at_once() -> None:
    """An interrupt ends with 130, whatever is being read; nothing is being written yet."""
    signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(INTERRUPTED))


def ends_in_order() -> None:
    """An interrupt lets what is under way put away what it has begun."""
    with suppress(ValueError):  # only the main thread hears of interrupts
        signal.signal(signal.SIGINT, signal.default_int_handler)
