"""Where text goes: to standard output, to a file by rename, or one line at a time to standard error."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress

import click

from advisor.errors import Fault, InputError

STANDARD = "-"


class ClosedPipe(Exception):
    """Whoever read standard output has had enough."""


def say(text: str) -> None:
    """Each line of *text* on standard error, harmless."""
    from advisor.reports.harmless import harmless

    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    for line in text.split("\n"):
        with suppress(OSError):
            click.echo(harmless(line).encode(encoding, "backslashreplace").decode(encoding), err=True)


def warn(line: str) -> None:
    """Something that was ignored or replaced, in one line."""
    say(f"advisor: {' '.join(line.split())}")


def put(text: str, *, utf8: bool = False) -> None:
    """*text* on standard output; what its encoding lacks is replaced, unless *utf8* is wanted whatever it is.

    Raises: ClosedPipe: nobody reads. InputError: it cannot be written, as on a full disk.
    """
    if sys.stdout is None:
        raise InputError("standard output: is closed; give --output FILE")
    encoding = "utf-8" if utf8 else sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.buffer.write(text.encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ClosedPipe from None
    except (OSError, ValueError) as error:
        forget_output()
        raise InputError(f"standard output: cannot be written ({_why(error)})") from None


def forget_output() -> None:
    """Point standard output nowhere, so that nothing is tried or complained of at exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def wants_colour(path: str | None) -> bool:
    """Whether the output is a terminal that shows colour."""
    if path not in (None, STANDARD) or sys.stdout is None or os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def check_target(path: str | None, *, force: bool) -> None:
    """Refuse a file that cannot be the output, before any work.

    Raises: InputError: it exists and *force* is not given, or it is no regular file.
    """
    if path is None or path == STANDARD:
        return
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from None
    if not stat.S_ISREG(mode):
        sort = "a directory" if stat.S_ISDIR(mode) else "no regular file"
        raise InputError([Fault(path, 0, 0, f"is {sort}; give the name of a file")])
    if not force:
        raise InputError([Fault(path, 0, 0, "exists already; --force overwrites it")])


def deliver(text: str, path: str | None, *, force: bool, utf8: bool = False) -> None:
    """*text* to the file at *path*, or to standard output where there is none.

    Raises: InputError: it cannot be written; a file that stood there is then as it was.
    """
    if path is None or path == STANDARD:
        put(text, utf8=utf8)
        return
    check_target(path, force=force)
    write_file(path, text)


def write_file(path: str, text: str) -> None:
    """*text* as UTF-8 at *path*: whole or not at all.

    Raises: InputError: it cannot be written.
    """
    target = os.path.realpath(path)
    part = os.path.join(os.path.dirname(target), f".part-{os.getpid()}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except (OSError, ValueError) as error:
        raise _cannot(path, error) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(descriptor)
        os.replace(part, target)
    except BaseException as error:
        os.unlink(part)
        if isinstance(error, OSError):
            raise _cannot(path, error) from None
        raise


def _cannot(path: str, error: Exception) -> InputError:
    return InputError([Fault(path, 0, 0, f"cannot be written ({_why(error)})")])


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
