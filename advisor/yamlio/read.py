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
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_LONE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


def read_node(path: str) -> Node:
    """The content of the file at *path* (``-``: standard input).

    Raises: InputError: it cannot be read, or is no YAML or JSON that this project accepts.
    """
    return read_text(read_bytes(path), "standard input" if path == "-" else path)


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file of at most 2 MiB, or of standard input.

    Raises: InputError: missing, unreadable, no regular file, or too large.
    """
    data = _standard_input() if path == "-" else _regular_file(path)
    if len(data) > LARGEST_FILE:
        raise InputError([Fault(path, 0, 0, f"is larger than {LARGEST_FILE // 1024**2} MiB; nothing of it was read")])
    return data


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("standard input: is closed; give a file instead of '-'")
    try:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise InputError("standard input: cannot be read; give a file instead of '-'") from None


def _regular_file(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise InputError([Fault(path, 0, 0, _why(error))]) from None
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise InputError([Fault(path, 0, 0, f"is {_sort_of_file(mode)}; a regular file is needed")])
        return file.read(LARGEST_FILE + 1)


def _why(error: Exception) -> str:
    known = {
        FileNotFoundError: "no such file",
        PermissionError: "no permission to read it",
        IsADirectoryError: "is a directory; a regular file is needed",
        NotADirectoryError: "no such file",
    }
    return known.get(type(error), f"cannot be read ({getattr(error, 'strerror', None) or error})")


def _sort_of_file(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"


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
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise InputError([Fault(path, line, column, f"is no YAML: {error.problem or error.context}")]) from None
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
    return _LONE.sub(r"\\ufffd", _PAIR.sub(_joined, text)) if "\\u" in text else text


def _joined(pair: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _unmarked(text: str, path: str, error: yaml.YAMLError) -> Fault:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return Fault(path, 1, 1, "is no YAML: it holds a character that text may not hold")
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return Fault(path, line, column, "is no YAML: a control character that text may not hold")


def folder_files(folder: Path) -> Iterator[Path]:
    """Regular files below *folder*, sorted; folders that loop back or cannot be read are passed over."""
    seen: set[tuple[int, int]] = set()
    for root, folders, files in os.walk(folder, followlinks=True):
        status = os.stat(root)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders.sort()
        yield from (Path(root, name) for name in sorted(files))
