"""What can be wrong with something from outside, said with its place and its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, at one place.

    ``line`` and ``column`` count from 1; 0 where the place is a whole file or no file at all.
    """

    path: str
    line: int
    column: int
    says: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.says}" if place else self.says


class AdvisorError(Exception):
    """Something the user can mend; the message is meant for the user."""


class InputError(AdvisorError):
    """Input from outside that is wrong; all its faults together, one line each."""

    def __init__(self, faults: Sequence[Fault] | str) -> None:
        self.faults = (Fault("", 0, 0, faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class KnowledgeError(InputError):
    """Faults in the knowledge base or the rulebook."""


class EngineError(AdvisorError):
    """An inference engine is missing or broke."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A closing clause that names the nearest choice, or a few choices where none is near."""
    return _clause(word, tuple(sorted(set(choices))))


@lru_cache(4096)
def _clause(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    if near:
        return f"; did you mean '{near[0]}'?"
    if 0 < len(known) <= 12:
        return f"; one of: {', '.join(known)}"
    return ""


def shown(value: object, limit: int = 60) -> str:
    """*value* as it may stand in a one-line message: quoted, printable, short."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**20:
        return "a number of more than 20 digits"
    text = value if isinstance(value, str) else repr(value)
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: limit + 1])
    cut = clean if len(clean) <= limit else clean[: limit - 1] + "…"
    return f"'{cut}'" if isinstance(value, str) else cut
