"""Whether a text of CSV is so plain that whoever reads it finds the same cells in it."""

from __future__ import annotations

from typing import Any

_NOTHING, _QUOTE, _COMMA, _RETURN, _NEWLINE = b'\0",\r\n'


def is_plain(text: str, longest: int) -> bool:
    """Whether each line of *text* is one row: quotes stand around whole cells alone, and no line is empty.

    A line of more than *longest* bytes, which may hold a cell that is too long, is not plain. Without numpy nothing is.
    """
    try:
        import numpy as np

        signs = np.frombuffer(text.removesuffix("\n").encode() + b"\n", np.uint8)
    except (ImportError, UnicodeEncodeError):
        return False
    ends, returns = np.flatnonzero(signs == _NEWLINE), np.flatnonzero(signs == _RETURN)
    lines = np.diff(ends, prepend=-1)
    if lines.min() < (3 if len(returns) else 2) or lines.max() > longest:
        return False
    if (signs[returns + 1] != _NEWLINE).any() or (signs == _NOTHING).any() or text.startswith("\ufeff"):
        return False
    return '"' not in text or _has_whole_cells(signs, ends)


def _has_whole_cells(signs: Any, ends: Any) -> bool:
    """Whether every quote opens or closes a cell of one line, so that none can stand within one."""
    import numpy as np

    quotes = np.flatnonzero(signs == _QUOTE)
    if len(quotes) % 2:
        return False
    before, after = signs[quotes[::2] - 1], signs[quotes[1::2] + 1]
    opens = (before == _COMMA) | (before == _NEWLINE)
    closes = (after == _COMMA) | (after == _NEWLINE) | (after == _RETURN)
    return bool(opens.all() and closes.all() and not (np.searchsorted(quotes, ends) % 2).any())
