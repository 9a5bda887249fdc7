"""What is left of rules when they run: facts, how a number is tested, and blanks in a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Op = Literal["is", "is_not", "at_least", "at_most", "more_than", "less_than", "one_of", "none_of", "given"]
Fact = tuple[str | float, ...]
"""A fact: its name, then the value of each field in the vocabulary's order; ordered words as their place."""


@dataclass(frozen=True, slots=True)
class Blank:
    """``{FACT.FIELD}`` in a reason: filled from the fact that the rule read."""

    fact: str
    field: str
