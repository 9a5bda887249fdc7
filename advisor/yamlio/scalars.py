"""Plain scalars of the YAML 1.2 core schema (``NO`` is text, ``0x1F`` a number)."""

from __future__ import annotations

import re

from advisor.yamlio.nodes import Scalar

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
LONGEST_NUMBER = 40


def resolve(text: str) -> Scalar:
    """The value of the plain scalar *text*.

    Raises: ValueError: a number that is no finite number of at most 40 characters.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _SPECIAL.fullmatch(text):
        raise ValueError("is not a finite number")
    if _INTEGER.fullmatch(text):
        return _short(text) and int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if _FLOAT.fullmatch(text):
        return _finite(_short(text))
    return text


def _short(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"is a number of {len(text):,} characters; at most {LONGEST_NUMBER} are read")
    return text


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("is too large a number")
    return number
