"""What a run over a cohort is asked for, what comes back of one block, and how the whole ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisor.cohort.rows import Row

COLUMNS_ENGINE = "columns"
BLOCK, SLOW_BLOCK = 32_768, 256
"""Rows in a block: of the engine that takes all at once, and of those that take one after another."""
EVERY_BIT = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Settings:
    """A run: people of ``cohort`` to ``output``, with at most ``top`` steps each; ``verify`` are advised again."""

    cohort: str
    output: str
    engine: str
    top: int
    as_of: date
    verify: int
    kb: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def block(self) -> int:
        """Rows in a block."""
        return BLOCK if self.engine == COLUMNS_ENGINE else SLOW_BLOCK


@dataclass(frozen=True, slots=True)
class Sampled:
    """A person who is to be advised again: the row, the profile as it was written, and what came out.

    The people with the least ``order`` are chosen, which depends on the row alone.
    """

    order: int
    row: int
    profile_id: str
    plain: Mapping[str, Any]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """One line of the errors file."""

    row: int
    profile_id: str
    field: str
    says: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a block: bytes for the output, what its end needs of them, and the rows that are refused.

    ``ids`` has eight bytes for each row: a number for its profile's id, 0 where there is none.
    """

    text: bytes
    known: bytes
    refused: tuple[Refused, ...]
    people: int
    bad: int
    ids: bytes
    sample: tuple[Sampled, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """People advised and rows refused so far, and how much of the cohort is done, 0 to 1.

    ``people_before`` and ``done_before`` were so when this run took up one that had been cut off.
    """

    people: int
    bad: int
    done: float
    people_before: int = 0
    done_before: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended. ``went_on``: it took up one that had been cut off."""

    people: int
    bad: int
    verified: int
    went_on: bool
    errors: str


def order_of(row: int) -> int:
    """A number of 64 bits that depends on *row* alone, as if by chance (SplitMix64)."""
    z = row * 0x9E3779B97F4A7C15 & EVERY_BIT
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & EVERY_BIT
    z = (z ^ z >> 27) * 0x94D049BB133111EB & EVERY_BIT
    return z ^ z >> 31
