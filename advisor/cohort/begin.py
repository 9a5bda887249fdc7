"""What is seen to before a run: that the cohort is there, that the output is another file, and which run it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from advisor.cohort.desk import Desk
from advisor.cohort.formats import Source, format_of
from advisor.cohort.journal import ERRORS, is_same_run
from advisor.cohort.settings import Settings
from advisor.cohort.staff import loading
from advisor.errors import Fault, InputError

JOURNAL = 2
"""What a journal holds is read by those who write the same; another number: the run begins anew."""


def see_that_it_is_there(settings: Settings) -> None:
    """See that the cohort is a file of a known format.

    Raises: InputError: it is not.
    """
    if settings.cohort == "-":
        raise InputError([Fault("-", 0, 0, "the name of a file is needed, whose ending says the format")])
    format_of(settings.cohort)
    try:
        os.stat(settings.cohort)
    except (OSError, ValueError) as error:
        raise _unreadable(settings.cohort, error) from None


def see_that_they_differ(settings: Settings) -> None:
    """See that nothing is written over the cohort.

    Raises: InputError: it would be.
    """
    for written in (settings.output, f"{settings.output}{ERRORS}"):
        if os.path.exists(written) and os.path.samefile(settings.cohort, written):
            raise InputError([Fault(written, 0, 0, "is the cohort itself; name another file for the output")])


def see_that_it_can_be_named(settings: Settings) -> None:
    """See that files can have the names of the output and of its errors.

    Raises: InputError: they cannot.
    """
    for name in (settings.output, f"{settings.output}{ERRORS}"):
        if os.path.isdir(name):
            raise InputError([Fault(name, 0, 0, "is a directory; give the name of another file")])
    folder = os.path.dirname(os.path.realpath(settings.output))
    if not os.path.isdir(folder):
        says = f"cannot be written (no such file or directory); make the folder {folder} first"
        raise InputError([Fault(settings.output, 0, 0, says)])


def opened(settings: Settings) -> Source:
    """The cohort, open.

    Raises: InputError: it cannot be read.
    """
    format_ = format_of(settings.cohort)
    try:
        return format_.Source(settings.cohort, settings.block)
    except OSError as error:
        raise _unreadable(settings.cohort, error) from None


def _unreadable(path: str, error: OSError | ValueError) -> InputError:
    says = getattr(error, "strerror", None) or str(error)
    return InputError([Fault(path, 0, 0, f"cannot be read ({says.lower()})")])


def identity(settings: Settings, desk: Desk) -> Mapping[str, Any]:
    """What must be the same for a run to go on where another stopped."""
    status = os.stat(settings.cohort)
    asked = {key: value for key, value in asdict(settings).items() if key not in ("cohort", "output", "as_of")}
    return {
        **asked,
        "journal": JOURNAL,
        "as_of": settings.as_of.isoformat(),
        "cohort": os.path.realpath(settings.cohort),
        "size": status.st_size,
        "changed": status.st_mtime_ns,
        "block": settings.block,
        "program": desk.advisor.program.sha256,
    }


def seated(settings: Settings, found: Mapping[str, Any] | None, warn: Callable[[str], None]) -> tuple[Settings, Desk]:
    """The settings of a run with its desk.

    Where *found*, with which a journal begins, is of the same but for the day, a run was cut off and keeps its day.
    """
    dated = _with_its_day(settings, found)
    with loading():
        desk = Desk(dated, warn)
        if dated == settings or is_same_run(found, identity(dated, desk)):
            return dated, desk
        return settings, Desk(settings, lambda _line: None)


def _with_its_day(settings: Settings, found: Mapping[str, Any] | None) -> Settings:
    try:
        return replace(settings, as_of=date.fromisoformat(found["as_of"])) if found else settings
    except (KeyError, TypeError, ValueError):
        return settings
