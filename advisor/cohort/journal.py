"""The files that a run writes beside its output until it is whole, so that a run that was cut off goes on.

``OUT.part`` grows by a block at a time, ``OUT.part.errors`` and ``OUT.part.ids`` beside it; a line of
``OUT.part.journal`` says how far each stood when a block was there. What stands beyond that is cut off.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from advisor.cohort.settings import Done, Refused, Sampled
from advisor.errors import Fault, InputError

ERRORS = ".errors.csv"
ERROR_HEADER = b"row,profile_id,field,message\r\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PIECE = 8 << 20
"""So many bytes are read at once: of ids, eight for each row, a million."""
_PARTS = ("", ".errors", ".ids")
_AGAIN = "; make room and run the same again, it goes on where it stopped"


@dataclass
class State:
    """How far a run has come; ``known`` are the place and the end's needs of each block, ``sample`` whom to verify."""

    blocks: int = 0
    rows: int = 0
    people: int = 0
    bad: int = 0
    known: list[tuple[int, bytes]] = field(default_factory=list)
    sample: list[Sampled] = field(default_factory=list)
    whole: bool = False


class Journal:
    """The part files of one run."""

    def __init__(self, output: str, start: bytes, of: Mapping[str, Any]) -> None:
        self._output, self._target = output, os.path.realpath(output)
        self._part = f"{self._target}.part"
        self.state = State()
        self.went_on = self._was_whole = False
        self._journal = self._open(".journal")
        lock(self._journal, output)
        try:
            self._files = {name: self._open(name) for name in _PARTS}
            lines, self._end_of_journal = whole_lines(self._journal)
            if len(lines) > 1 and is_same_run(lines[0], of) and not self._is_gone(lines[-1]):
                self._replay(lines)
            else:
                self._begin(start, of)
        except BaseException:
            self.close()
            raise

    @staticmethod
    def of(output: str) -> Mapping[str, Any] | None:
        """What the run was of that was cut off before *output* was whole; None where there is none."""
        with suppress(OSError, ValueError, TypeError), open(f"{os.path.realpath(output)}.part.journal", "rb") as file:
            found = json.loads(file.readline())
            return found if isinstance(found, dict) else None
        return None

    def _is_gone(self, last: Mapping[str, Any]) -> bool:
        """Whether the run was whole by its *last* line, and what it wrote is neither here nor under its name."""
        return bool(last.get("whole")) and not self.place() and not os.path.exists(self._target)

    def _begin(self, start: bytes, of: Mapping[str, Any]) -> None:
        for descriptor in (self._journal, *self._files.values()):
            begin_anew(descriptor)
        self._write(self._journal, line_of(of))
        self._write(self._files[""], start)
        self._write(self._files[".errors"], ERROR_HEADER)

    def _replay(self, lines: Sequence[Any]) -> None:
        """Take up the run where the last whole line left it."""
        self.went_on = True
        state, last = self.state, lines[-1]
        if last.get("whole"):
            state.whole = self._was_whole = True
            state.blocks, state.rows, state.people, state.bad = last["so_far"]
            return
        for line in lines[1:]:
            state.blocks, state.rows, state.people, state.bad = line["so_far"]
            if line["known"] is not None:
                state.known.append((line["at"], base64.b64decode(line["known"])))
            state.sample += [sampled(each) for each in line["sample"]]
        os.ftruncate(self._journal, self._end_of_journal)
        os.lseek(self._journal, 0, os.SEEK_END)
        for (name, descriptor), size in zip(self._files.items(), last["sizes"], strict=True):
            if os.fstat(descriptor).st_size < size:
                raise InputError([Fault(f"{self._part}{name}", 0, 0, "is shorter than its journal says; delete both")])
            os.ftruncate(descriptor, size)
            os.lseek(descriptor, 0, os.SEEK_END)

    def ids(self) -> Iterator[bytes]:
        """The numbers of the ids of all rows so far, in pieces; nothing is to be added meanwhile."""
        return pieces(self._files[".ids"])

    def add(self, done: Done, rows: int) -> None:
        """Keep what came of a block of *rows*.

        Raises: InputError: it cannot be written.
        """
        state = self.state
        at = os.lseek(self._files[""], 0, os.SEEK_END)
        self._write(self._files[""], done.text)
        _on_its_way(self._files[""], at, len(done.text))
        self._write(self._files[".errors"], error_lines(done.refused))
        self._write(self._files[".ids"], done.ids)
        state.blocks, state.rows = state.blocks + 1, state.rows + rows
        state.people, state.bad = state.people + done.people, state.bad + done.bad
        if done.text:
            state.known.append((at, done.known))
        state.sample += done.sample
        line = {
            "sizes": [os.fstat(each).st_size for each in self._files.values()],
            "so_far": [state.blocks, state.rows, state.people, state.bad],
            "at": at,
            "known": base64.b64encode(done.known).decode() if done.text else None,
            "sample": [plain_sample(each) for each in done.sample],
        }
        self._write(self._journal, line_of(line))

    def place(self) -> int:
        """Where the next byte of the output stands."""
        return os.fstat(self._files[""]).st_size

    def finish(self, end: bytes) -> None:
        """Give the files their names.

        Raises: InputError: they cannot be written.
        """
        try:
            if not self.state.whole:
                self._end_with(end)
            self._rename()
        except OSError as error:
            raise cannot(self._output, error, _AGAIN) from None

    def _end_with(self, end: bytes) -> None:
        self._write(self._files[""], end)
        for name in ("", ".errors"):
            os.fsync(self._files[name])
        state = self.state
        so_far = [state.blocks, state.rows, state.people, state.bad]
        self._write(self._journal, line_of({"whole": True, "so_far": so_far}))
        os.fsync(self._journal)

    def _rename(self) -> None:
        """Errors first, then the output, then the journal goes; each of them may have been done before."""
        with suppress(FileNotFoundError):
            if not self.state.bad:
                os.unlink(f"{self._target}{ERRORS}")
            elif os.path.getsize(f"{self._part}.errors"):
                os.replace(f"{self._part}.errors", f"{self._target}{ERRORS}")
        if not self._was_whole or os.path.getsize(self._part):
            os.replace(self._part, self._target)
        self.forget()

    def forget(self) -> None:
        """Take away what is left of the part files."""
        self.close()
        for name in (".errors", ".ids", "", ".journal"):
            with suppress(FileNotFoundError):
                os.unlink(f"{self._part}{name}")

    def close(self) -> None:
        """Let go of the files, which stay."""
        for descriptor in {self._journal, *getattr(self, "_files", {}).values()}:
            with suppress(OSError):
                os.close(descriptor)

    def _open(self, name: str) -> int:
        path = f"{self._part}{name}"
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise cannot(path, error) from None

    def _write(self, descriptor: int, data: bytes) -> None:
        write_all(descriptor, data, self._output)


def lock(descriptor: int, output: str) -> None:
    """Let no other run write to *output* while *descriptor* is open; closes it where one does.

    Raises: InputError: one does.
    """
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise InputError([Fault(output, 0, 0, "is being written by another run")]) from None


def begin_anew(descriptor: int) -> None:
    """Empty a file that is open and may have been read; what is written next is its first byte."""
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)


def write_all(descriptor: int, data: bytes, output: str) -> None:
    """Write *data* at the end of a file of the run to *output*.

    Raises: InputError: it cannot be written.
    """
    left = memoryview(data)
    while left:
        try:
            left = left[os.write(descriptor, left) :]
        except OSError as error:
            raise cannot(output, error, _AGAIN) from None


def _on_its_way(descriptor: int, at: int, size: int) -> None:
    """Let Linux write meanwhile what was written, and keep it in memory no longer: the end then waits for less."""
    if sys.platform == "linux" and size:
        with suppress(OSError):
            os.posix_fadvise(descriptor, at, size, os.POSIX_FADV_DONTNEED)


def whole_lines(descriptor: int) -> tuple[list[Any], int]:
    """The lines of a journal that are whole, the last of which may be cut off, and where they end."""
    found: list[Any] = []
    at = 0
    for line in all_of(descriptor).split(b"\n")[:-1]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            break
        if not isinstance(value, dict):
            break
        found.append(value)
        at += len(line) + 1
    return found, at


def is_same_run(line: Mapping[str, Any] | None, of: Mapping[str, Any]) -> bool:
    """Whether a journal that begins with *line* is that of the run that ``identity`` says."""
    return bool(line == json.loads(json.dumps(of)))


def pieces(descriptor: int) -> Iterator[bytes]:
    """Everything in an open file, piece by piece; nothing is to be written meanwhile."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    while some := os.read(descriptor, _PIECE):
        yield some


def all_of(descriptor: int) -> bytes:
    """Everything in an open file."""
    return b"".join(pieces(descriptor))


def cannot(path: str, error: OSError, then: str = "") -> InputError:
    """What is said where *path* cannot be written."""
    return InputError([Fault(path, 0, 0, f"cannot be written ({(error.strerror or str(error)).lower()}){then}")])


def line_of(value: Mapping[str, Any]) -> bytes:
    """A line of a journal."""
    return json.dumps(value).encode() + b"\n"


def error_lines(refused: Sequence[Refused]) -> bytes:
    """The lines of the errors file for *refused*, without formulas."""
    out = io.StringIO(newline="")
    texts = ((each.row, each.profile_id, each.field, each.says) for each in refused)
    csv.writer(out).writerows((row, *map(_neutral, rest)) for row, *rest in texts)
    return out.getvalue().encode()


def _neutral(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_sample(each: Sampled) -> Sequence[Any]:
    """*each* as JSON has it."""
    return each.order, each.row, each.profile_id, each.plain, each.rows


def sampled(each: Sequence[Any]) -> Sampled:
    """What ``plain_sample`` was of."""
    order, row, profile_id, plain, rows = each
    return Sampled(order, row, profile_id, plain, tuple(tuple(one) for one in rows))
