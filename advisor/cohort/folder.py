"""The folder that a run on a cluster writes: parts, and a manifest that says which of them count.

Until the run is whole the folder is called ``OUT.parts``. A line of its ``_journal`` says what came of each span, in
the order in which they came; of two for one span the last counts. ``_ids`` has eight bytes for each row.
Readers of Parquet folders pass over names that begin with an underscore.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import Any

from advisor.cohort.journal import (
    ERROR_HEADER,
    ERRORS,
    begin_anew,
    cannot,
    is_same_run,
    line_of,
    lock,
    pieces,
    plain_sample,
    sampled,
    whole_lines,
    write_all,
)
from advisor.cohort.parts import Part, Span
from advisor.cohort.settings import Sampled
from advisor.errors import EngineError, Fault, InputError

MANIFEST = "_manifest.json"
_JOURNAL, _IDS = "_journal", "_ids"
_MADE = ("part-", "_errors", ".part-", "._errors")
"""What the names of files begin with that a run makes, some of them for a moment."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the manifest says of a span, with the file of its errors; ``repeated``: rows left out for their id."""

    number: int
    first: int
    rows: int
    people: int
    bad: int
    file: str
    bytes: int
    errors: str
    repeated: int


class Folder:
    """The files of one run on a cluster, with what is ``kept`` by the number of the span."""

    def __init__(self, output: str, of: Mapping[str, Any]) -> None:
        self._output, self._target, self._of = output, os.path.realpath(output), of
        self.path = f"{self._target}.parts"
        self.kept: dict[int, Kept] = {}
        self.went_on = False
        self._open_files: list[int] = []
        self._samples: dict[int, Sequence[Sampled]] = {}
        _see_that_it_may_be_replaced(output)
        try:
            with suppress(FileExistsError):
                os.mkdir(self.path)
            self._journal = self._open(_JOURNAL)
            lock(self._journal, output)
            self._ids = self._open(_IDS)
        except OSError as error:
            raise cannot(self.path, error) from None
        lines, end = whole_lines(self._journal)
        os.ftruncate(self._journal, end)
        if len(lines) > 1 and is_same_run(lines[0], of):
            self._replay(lines[1:])
        else:
            self._begin()

    @staticmethod
    def of(output: str) -> Mapping[str, Any] | None:
        """What the run was of that was cut off before *output* was whole; None where there is none."""
        path = os.path.join(f"{os.path.realpath(output)}.parts", _JOURNAL)
        with suppress(OSError, ValueError, TypeError), open(path, "rb") as file:
            found = json.loads(file.readline())
            return found if isinstance(found, dict) else None
        return None

    def _open(self, name: str) -> int:
        path = os.path.join(self.path, name)
        self._open_files.append(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666))
        return self._open_files[-1]

    def _begin(self) -> None:
        for descriptor in (self._journal, self._ids):
            begin_anew(descriptor)
        self._sweep(self.path)
        write_all(self._journal, line_of(self._of), self._output)

    def _replay(self, lines: Sequence[Any]) -> None:
        self.went_on = True
        for line in lines:
            kept = Kept(**line["kept"])
            self.kept[kept.number] = kept
            self._samples[kept.number] = [sampled(each) for each in line["sample"]]
        self.kept = {number: kept for number, kept in self.kept.items() if self._is_there(kept)}

    def _is_there(self, kept: Kept) -> bool:
        with suppress(OSError):
            return os.path.getsize(os.path.join(self.path, kept.file)) == kept.bytes
        return False

    def add(self, span: Span, part: Part, repeated: int) -> None:
        """Keep what came of *span*, of whose rows so many were *repeated*.

        Raises: InputError: it cannot be written. EngineError: its file is not to be seen from here.
        """
        files = part.file, part.size, part.errors
        kept = Kept(span.number, span.first, span.rows, part.people, part.bad, *files, repeated)
        if not self._is_there(kept):
            raise EngineError(
                f"{self.path}/{part.file}: is not to be seen from here; "
                "the workers and this process need one folder in common, under the same name"
            )
        os.lseek(self._ids, 8 * (span.first - 1), os.SEEK_SET)
        write_all(self._ids, part.ids, self._output)
        plain = {each: getattr(kept, each) for each in Kept.__slots__}
        sample = [plain_sample(each) for each in part.sample]
        os.lseek(self._journal, 0, os.SEEK_END)
        write_all(self._journal, line_of({"kept": plain, "sample": sample}), self._output)
        self._samples[span.number] = part.sample
        self.kept[span.number] = kept

    def sample(self, most: int) -> list[Sampled]:
        """Whom to verify, at *most* so many, those of the least order."""
        return nsmallest(most, chain.from_iterable(self._samples.values()), key=lambda each: each.order)

    def ids(self) -> Iterator[bytes]:
        """The numbers of the ids of all rows, some at a time."""
        return pieces(self._ids)

    @property
    def people(self) -> int:
        """People advised so far."""
        return sum(each.people for each in self.kept.values())

    @property
    def bad(self) -> int:
        """Rows refused so far."""
        return sum(each.bad for each in self.kept.values())

    def finish(self, rows: int) -> None:
        """Write the manifest and the errors, and give the folder its name.

        Raises: InputError: they cannot be written, or parts are missing of the *rows*.
        """
        parts = [self.kept[number] for number in sorted(self.kept)]
        self._see_that_all_is_there(parts, rows)
        try:
            self._manifest(parts, rows)
            self._errors([each.errors for each in parts if each.errors])
            self._sweep(self.path)
            old = f"{self.path}.old"
            shutil.rmtree(old, ignore_errors=True)
            if os.path.isdir(self._target):
                os.replace(self._target, old)
            os.replace(self.path, self._target)
            shutil.rmtree(old, ignore_errors=True)
        except OSError as error:
            raise cannot(self._output, error, "; make room and run the same again") from None
        self._sweep(self._target)
        self.close()
        for name in (_JOURNAL, _IDS):
            os.unlink(os.path.join(self._target, name))

    def _see_that_all_is_there(self, parts: Sequence[Kept], rows: int) -> None:
        """Each row stands in one part."""
        ends = [1, *(each.first + each.rows for each in parts)]
        lost = [each.file for each in parts if not self._is_there(each)]
        if lost or [each.first for each in parts] != ends[:-1] or ends[-1] != rows + 1:
            says = f"{lost[0]} is gone" if lost else "its rows are not those of the cohort"
            raise InputError([Fault(self.path, 0, 0, f"{says}; delete this folder and run the same again")])

    def _manifest(self, parts: Sequence[Kept], rows: int) -> None:
        shown = [
            {name: getattr(each, name) for name in Kept.__slots__ if name not in ("errors", "repeated")}
            for each in parts
        ]
        whole = {**self._of, "rows": rows, "people": self.people, "bad": self.bad, "parts": shown}
        with open(os.path.join(self.path, MANIFEST), "w", encoding="utf-8") as file:
            json.dump(whole, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())

    def _errors(self, names: Sequence[str]) -> None:
        """The errors of all parts beside the output, or nothing where there are none."""
        final = f"{self._target}{ERRORS}"
        if not names:
            with suppress(FileNotFoundError):
                os.unlink(final)
            return
        unfinished = os.path.join(self.path, "_errors")
        with open(unfinished, "wb") as file:
            file.write(ERROR_HEADER)
            for name in names:
                with open(os.path.join(self.path, name), "rb") as part:
                    shutil.copyfileobj(part, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, final)

    def _sweep(self, folder: str) -> None:
        """Take away what no line of the journal names: parts that were made twice, or half."""
        named = {each.file for each in self.kept.values()} | {MANIFEST, _JOURNAL, _IDS}
        if folder == self.path:
            named |= {each.errors for each in self.kept.values()}
        for name in set(os.listdir(folder)) - named:
            if name.startswith(_MADE):
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(folder, name))

    def forget(self) -> None:
        """Take away what is left of the run."""
        self.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files, which stay."""
        while self._open_files:
            os.close(self._open_files.pop())


def _see_that_it_may_be_replaced(output: str) -> None:
    """A folder of an earlier run is replaced, anything else stays.

    Raises: InputError: it is anything else.
    """
    if not os.path.exists(output) or os.path.exists(os.path.join(output, MANIFEST)):
        return
    if not os.path.isdir(output) or os.listdir(output):
        raise InputError(
            [Fault(output, 0, 0, "is there, and no folder that a run on a cluster wrote; name another, or delete it")]
        )
