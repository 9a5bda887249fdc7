"""The work of one task on a cluster: a span of a cohort in, a Parquet file out, in a folder that all machines see."""

from __future__ import annotations

import hashlib
import os
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from socket import gethostname
from typing import Any

from advisor import __version__
from advisor.cohort.desk import Desk
from advisor.cohort.formats import Blocks, Keys, format_of
from advisor.cohort.journal import error_lines
from advisor.cohort.settings import Done, Sampled, Settings
from advisor.errors import EngineError

_desks: dict[Settings, Desk] = {}
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of a cohort that are one task: the ``first``, how many, and how much of the cohort is read with them."""

    number: int
    first: int
    rows: int
    blocks: Blocks
    read: float


@dataclass(frozen=True, slots=True)
class Part:
    """What came of a span: the names of its file and of its errors (empty: none), and what ``Done`` says of a block."""

    file: str
    size: int
    errors: str
    people: int
    bad: int
    ids: bytes
    sample: tuple[Sampled, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """How spans are worked on: in ``folder``, by the ``program`` and the version that the run began with."""

    settings: Settings
    program: str
    version: str
    folder: str
    keys: Keys | None


def make(task: Task, span: Span, twice: Mapping[int, int], most: int) -> Part:
    """Write the part of *span*.

    Its file is named after what it holds: whoever makes it again, early or late, writes the same or another one, and
    the manifest says which counts. Args: twice, most: as ``OneByOne.work``.
    Raises: EngineError: this machine would advise otherwise, or cannot write. InputError: it cannot read.
    """
    with _one_at_a_time:
        desk = _desk(task)
        try:
            return _written(task, span, list(_done(desk, task, span, twice, most)))
        except OSError as error:
            raise EngineError(f"{error.filename or task.folder}: {gethostname()} says: {error.strerror}") from None


def _desk(task: Task) -> Desk:
    """The desk of this process, which stays from task to task."""
    if task.settings not in _desks:
        _desks.clear()
        _desks[task.settings] = Desk(task.settings, lambda _line: None)
    desk = _desks[task.settings]
    if (desk.advisor.program.sha256, __version__) != (task.program, task.version):
        raise EngineError(
            f"the worker on {gethostname()} has other knowledge, rules or another version; install the same on all"
        )
    return desk


def _done(desk: Desk, task: Task, span: Span, twice: Mapping[int, int], most: int) -> Any:
    first = span.first
    for block, rows in span.blocks:
        done = desk.work(block, first, task.keys, twice, most)
        yield done, done.ids + bytes(8 * rows - len(done.ids))
        first += rows


def _written(task: Task, span: Span, blocks: list[tuple[Done, bytes]]) -> Part:
    target = format_of(task.settings.output)
    data = bytearray(target.START)
    known = []
    for done, _ in blocks:
        if done.text:
            known.append((len(data), done.known))
            data += done.text
    data += target.end(known, len(data))
    errors = b"".join(error_lines(done.refused) for done, _ in blocks)
    ending = os.path.splitext(task.settings.output)[1]
    sample = sorted((each for done, _ in blocks for each in done.sample), key=lambda each: each.order)
    return Part(
        _put(task.folder, f"part-{span.number:06}", ending, bytes(data)),
        len(data),
        _put(task.folder, f"_errors-{span.number:06}", ".csv", errors) if errors else "",
        sum(done.people for done, _ in blocks),
        sum(done.bad for done, _ in blocks),
        b"".join(ids for _, ids in blocks),
        tuple(sample[: task.settings.verify]),
    )


def _put(folder: str, name: str, ending: str, data: bytes) -> str:
    """Write *data*, whole or not at all, to a file that is named after it too."""
    name = f"{name}-{hashlib.sha256(data).hexdigest()[:16]}{ending}"
    unfinished = os.path.join(folder, f".{name}.{uuid.uuid4().hex}")
    try:
        with open(unfinished, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, os.path.join(folder, name))
    except BaseException:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
        raise
    return name
