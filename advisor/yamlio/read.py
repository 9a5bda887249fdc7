"""From a file to a node, refusing what a hostile or broken file may hold."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from advisor.errors import Fault, InputError
from advisor.yamlio.build import Builder
from advisor.yamlio.nodes import Node

LARGEST_FILE = 2 * 1024 * 1024
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STANDARD_INPUT = "standard input"
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE
_LONE = re.compile(r"(?<!\\)((?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_REMEDIES = {
    "mapping values are not allowed": "; indent by two spaces, and quote a text that holds ': '",
    "found character": "; indent with spaces, and quote a text that starts with a tab, '@', '`' or '%'",
    "did not find expected": "; look for a missing quote, comma or bracket, or uneven indentation",
    "found unexpected end": "; a quote or bracket is never closed",
    "could not find expected": "; look for a missing ':' or quote",
    "found unknown escape": "; write a backslash twice, or use single quotes",
}
"""What to do about what the YAML parser says, by how its sentence starts."""


def read_node(path: str) -> Node:
    """The content of the file at *path* (``-``: standard input).

    Raises: InputError: it cannot be read, or is no YAML or JSON that this project accepts.
    """
    return read_text(read_bytes(path), shown_path(path))


def shown_path(path: str) -> str:
    """*path* as it may stand in a one-line message."""
    if path == "-":
        return STANDARD_INPUT
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path[:300]) or "''"


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file of at most 2 MiB, or of standard input.

    Raises: InputError: missing, unreadable, no regular file, or too large.
    """
    data = _standard_input() if path == "-" else _regular_file(path)
    if len(data) > LARGEST_FILE:
        raise _refused(path, f"is larger than {LARGEST_FILE // 1024**2} MiB; nothing of it was read")
    return data


def _refused(path: str, says: str) -> InputError:
    return InputError([Fault(shown_path(path), 0, 0, says)])


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise _refused("-", "is closed; give a file instead of '-'")
    try:
        data: bytes = sys.stdin.buffer.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise _refused("-", "cannot be read; give a file instead of '-'") from None
    return data


def _regular_file(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise _refused(path, _why(error)) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _refused(path, f"is {_sort_of_file(mode)}; a regular file is needed")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _refused(path, _why(error)) from None
    finally:
        os.close(descriptor)


def _why(error: Exception) -> str:
    known: dict[type[Exception], str] = {
        FileNotFoundError: "no such file",
        PermissionError: "no permission to read it",
        IsADirectoryError: "is a directory; a regular file is needed",
        NotADirectoryError: "no such file",
    }
    reason = getattr(error, "strerror", None) or "a file cannot be called so"
    return known.get(type(error), f"cannot be read ({reason})")


def _sort_of_file(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a pipe ('-' reads standard input)" if stat.S_ISFIFO(mode) else "a device or socket"


def read_text(data: bytes, path: str) -> Node:
    """The node that *data* spells in YAML 1.2 or JSON; *path* names it in messages.

    Raises: InputError: not UTF-8, not well-formed, or with an alias, tag, duplicate key or too deep a nesting.
    """
    text = _decode(data, path)
    builder = Builder(path)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise InputError([_marked(path, error)]) from None
    except yaml.YAMLError as error:
        raise InputError([_unmarked(text, path, error)]) from None
    return builder.node()


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _decode(data: bytes, path: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise InputError([Fault(path, line, column, "is not UTF-8 text; save it as UTF-8")]) from None
    if text.lstrip()[:1] in ("{", "["):
        text = text.replace("\t", " ")
    return _LONE.sub(r"\1\\ufffd", _PAIR.sub(_joined, text)) if "\\u" in text else text


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _marked(path: str, error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    says = error.problem or error.context or "it breaks off"
    remedy = next((remedy for start, remedy in _REMEDIES.items() if says.startswith(start)), "")
    return Fault(path, line, column, f"is no YAML: {says}{remedy}")


def _unmarked(text: str, path: str, error: yaml.YAMLError) -> Fault:
    match = _UNPRINTABLE.search(text)
    if match is None:
        return Fault(path, 0, 0, f"is no YAML: {error}".split("\n")[0])
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    return Fault(path, line, column, f"holds the character U+{ord(match[0]):04X}, which text may not hold; take it out")


def folder_files(folder: Path, looped: list[Path] | None = None) -> Iterator[Path]:
    """Files below *folder*, sorted; folders that lead back are passed over and noted in *looped*."""
    back: list[str] = []
    yield from map(Path, folder_paths(str(folder), back))
    if looped is not None:
        looped += map(Path, back)


def folder_paths(folder: str, looped: list[str] | None = None) -> Iterator[str]:
    """``folder_files`` as texts, each *folder* and what stands below it: a path costs more than the file's name."""
    seen: set[tuple[int, int]] = set()
    for root, folders, files in os.walk(folder, followlinks=True):
        status = os.stat(root)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            if looped is not None:
                looped.append(root)
            continue
        seen.add((status.st_dev, status.st_ino))
        folders.sort()
        yield from (os.path.join(root, name) for name in sorted(files))
