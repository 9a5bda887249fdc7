"""A block of people as plain columns, laid out as Arrow lays them out.

An id is a code into a dictionary, a list is offsets and items, a number is a float with NaN for none, a day is counted
from 1970. Nothing here is checked: what becomes a block is what ``advisor.profile`` accepts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Codes = NDArray[np.int32]
Days = NDArray[np.int32]

NO_CODE = -1
NO_DAY = int(np.iinfo(np.int32).min)
TOLD = (
    "experience_years",
    "experience_in",
    "credentials",
    "employer",
    "setting",
    "specialties",
    "education",
    "training",
)
"""The keys of which it matters whether they were told, be it as none."""


@dataclass(frozen=True, slots=True)
class Category:
    """One id a person: ``ids[codes[i]]``, or none where the code is negative."""

    codes: Codes
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of ids a person: the items ``offsets[i]`` to ``offsets[i + 1]`` of ``codes``, which are of ``ids``."""

    offsets: Integers
    codes: Codes
    ids: tuple[str, ...]

    @property
    def who(self) -> Integers:
        """The person of each item."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


@dataclass(frozen=True, slots=True)
class Held:
    """Credentials, with the days when each was ``earned`` and ``expires`` (NO_DAY: not told), item by item."""

    credentials: Lists
    earned: Days
    expires: Days


@dataclass(frozen=True, slots=True)
class Shares:
    """Years by domain, item by item."""

    domains: Lists
    years: Floats


@dataclass(frozen=True, slots=True)
class Education:
    """The level, a code of ``EDUCATION_LEVELS``; ``cahiim``: accredited; ``finishes``: NO_DAY where not told."""

    levels: Codes
    cahiim: Bools
    in_progress: Bools
    finishes: Days


@dataclass(frozen=True, slots=True)
class Wants:
    """Wishes and limits, as in a profile."""

    roles: Lists
    specialties: Lists
    credentials: Lists
    employers: Lists
    setting: Category
    target_pay_usd: Floats
    budget_usd: Floats
    hours_per_week: Floats
    months: Floats


@dataclass(frozen=True, slots=True)
class Block:
    """``people`` profiles; ``told`` has a column for each key of ``TOLD``.

    ``student`` is true only where that was told. ``state`` and ``current_pay_usd`` are read by no rule.
    """

    people: int
    told: Mapping[str, Bools]
    student: Bools
    employment: Category
    experience_years: Floats
    experience_in: Shares
    held: Held
    role: Category
    employer: Category
    setting: Category
    specialties: Lists
    education: Education
    training: Lists
    accuracy_percent: Floats
    productivity_percent: Floats
    challenges: Lists
    wants: Wants
    state: Category
    current_pay_usd: Floats
