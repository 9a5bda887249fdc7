"""The formats of cohorts, each one file of this folder, found by the ending of a file's name."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Protocol

from advisor.cohort.keys import Key
from advisor.cohort.records import Record
from advisor.cohort.rows import Row
from advisor.errors import EngineError, Fault, InputError

Keys = Sequence[Key | None]
"""Of each column its key, None for the column of the profile's id."""


Blocks = Iterable[tuple[Any, int]]
"""What ``records`` reads, and how many rows it is, one after another; goes to other processes."""


class Source(Protocol):
    """People in blocks of at most so many rows; ``header`` is None where every row names its own keys."""

    header: Sequence[str] | None

    def __init__(self, path: str, size: int) -> None: ...

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        """What ``records`` reads, and how many rows it is.

        Raises: InputError: the file cannot be read.
        """
        ...

    def spans(self) -> Iterator[tuple[Blocks, int]]:
        """The same rows for tasks on other machines, read there where the format allows, and how many each has.

        Raises: InputError: the file cannot be read.
        """
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...

    @property
    def read(self) -> float:
        """How much of the whole is read, 0 to 1."""
        ...


class Format(Protocol):
    """A format of cohorts. A file that is written is ``START``, blocks one after another, and an end."""

    Source: type[Source]
    START: bytes

    def records(self, block: Any, first: int, keys: Keys | None) -> Iterator[Record]:
        """The rows of *block*, the first of which has the number *first*."""
        ...

    def columns(self, block: Any, keys: Keys | None) -> Sequence[Any] | None:
        """The columns of *block* as Arrow arrays; None where it has to be read row by row."""
        ...

    def block(self, rows: Sequence[Row]) -> tuple[bytes, bytes]:
        """The bytes of *rows*, and what ``end`` needs to know of them."""
        ...

    def block_of(self, table: Any) -> tuple[bytes, bytes]:
        """The same bytes of rows that stand in columns, an ``advisor.cohort.answers.Table``."""
        ...

    def end(self, known: Sequence[tuple[int, bytes]], at: int) -> bytes:
        """What closes a file whose blocks begin at these places, with what is known of each; the end stands *at*."""
        ...


def format_of(path: str) -> Format:
    """The format that the ending of *path* names.

    Raises: InputError: there is no such format. EngineError: what it needs is not installed.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    ending = os.path.splitext(path)[1].removeprefix(".").lower()
    if ending not in names:
        kinds = ", ".join(f".{name}" for name in names)
        raise InputError([Fault(path, 0, 0, f"the ending says no format of a cohort; one of: {kinds}")])
    try:
        found: Any = import_module(f"{__name__}.{ending}")
    except ImportError as missing:
        raise EngineError(
            f"{path}: cannot be read or written here ({missing}); pip install 'coder-advisor[cohort]'"
        ) from missing
    return found  # type: ignore[no-any-return]
