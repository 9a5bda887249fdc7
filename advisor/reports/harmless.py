"""Texts from outside, made harmless for whoever prints them."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"(?:\x1b\]|\x9d|\x1b[PX^_]|[\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"  # strings to the terminal
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # control sequences
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x85\u2028\u2029", " "))
_JOINERS = "\u200c\u200d"
"""Invisible, yet needed to spell some languages."""


def harmless(text: str) -> str:
    """*text* in one line, without terminal escapes, control and direction marks; a lone surrogate is replaced."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe, _ESCAPES.sub("", text).translate(_BREAKS)))


def _safe(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return "" if category in ("Cc", "Cf") and character not in _JOINERS else character


def safe_url(url: str) -> str | None:
    """*url* where it is one that can be printed as a link, else None."""
    return url if re.fullmatch(r"https?://[!-;=?-~]+", url) and not set(url) & set("<>\"'`\\") else None
