"""How the bytes of a text file are to be read."""

from __future__ import annotations

import codecs
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The mark of UTF-32 begins as that of UTF-16 does."""
_UNMARKED = {(True, False): "utf-16-le", (False, True): "utf-16-be"}


def encoding_of(file: BinaryIO) -> str:
    """The encoding that a mark at the start of *file* names; UTF-16 where every other byte is 0; else UTF-8."""
    start = file.read(4)
    file.seek(0)
    unmarked = _UNMARKED.get((any(start[::2]), any(start[1::2])), "utf-8")
    return next((name for mark, name in _MARKS if start.startswith(mark)), unmarked)
