"""What the texts of cells mean, each looked at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from advisor.cohort.block import NO_CODE
from advisor.cohort.keys import READ
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.model import EARLIEST, LATEST, MOST_YEARS, NATION, Employment

REMEMBERED = 100_000
EPOCH = date(1970, 1, 1).toordinal()
NOT_TOLD, ODD = object(), object()
BOUNDS: Mapping[str, tuple[float, float]] = {
    "experience_years": (0, MOST_YEARS),
    "experience_in": (0, MOST_YEARS),
    "accuracy_percent": (0, 100),
    "productivity_percent": (0, 300),
    "current_pay_usd": (200, 10_000_000),
    "wants_target_pay_usd": (200, 10_000_000),
    "wants_budget_usd": (0, 10_000_000),
    "wants_hours_per_week": (0, 168),
    "wants_months": (0, 600),
}
"""What a profile plainly accepts; a test holds it to the profile."""
_KINDS = {
    "state": "regions",
    "role": "roles",
    "employer": "employers",
    "setting": "settings",
    "credentials": "credentials",
    "specialties": "specialties",
    "training": "education",
    "challenges": "challenges",
    "wants_roles": "roles",
    "wants_specialties": "specialties",
    "wants_credentials": "credentials",
    "wants_employers": "employers",
    "wants_setting": "settings",
}


class Meanings:
    """What cells mean for one knowledge base at one day."""

    def __init__(self, kb: KnowledgeBase, as_of: date) -> None:
        self.domains, self.today = tuple(kb.ids("domains")), as_of.toordinal() - EPOCH
        self.ids: dict[str, tuple[str, ...]] = {column: tuple(kb.ids(kind)) for column, kind in _KINDS.items()}
        self.ids["employment"] = get_args(Employment)
        self._codes = {
            column: {each: at for at, each in enumerate(ids) if each not in (NATION, *EDUCATION_LEVELS)}
            for column, ids in self.ids.items()
        }
        credentials: Any = kb.entries["credentials"]
        for name, entry in credentials.items():
            if entry.apprentice_of is not None or entry.kind != "credential":
                del self._codes["wants_credentials"][name]
        self._full = {
            at: self._codes["credentials"].get(credentials[name].apprentice_of)
            for name, at in self._codes["credentials"].items()
            if credentials[name].apprentice_of is not None
        }
        self.coding = {each for each, entry in kb.entries["domains"].items() if getattr(entry, "coding", False)}
        self._memory: dict[tuple[str, str], Any] = {}

    def parsed(self, column: str, kind: str, text: str) -> Any:
        """What a cell says: NOT_TOLD, ODD, or codes, a truth, a day, a level."""
        key = column, text
        if key not in self._memory:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            self._memory[key] = self._parse(column, kind, text.strip())
        return self._memory[key]

    def _parse(self, column: str, kind: str, text: str) -> Any:
        if not text:
            return NOT_TOLD
        try:
            value = READ[kind](text)
        except ValueError:
            return ODD
        return getattr(self, f"_as_{kind}")(column, value)

    def _as_id(self, column: str, value: str | None) -> Any:
        if column in ("education", "education_level"):
            if value is None:
                return NO_CODE
            return EDUCATION_LEVELS.index(value) if value in EDUCATION_LEVELS else ODD
        if column == "education_accredited_by":
            return True if value == "cahiim" else ODD
        if value is None:
            return ODD if column == "employment" else NO_CODE
        return self._codes[column].get(value, ODD)

    def _as_list(self, column: str, value: list[str]) -> Any:
        codes = tuple(self._codes[column].get(each, -1) for each in value)
        if -1 in codes or len(set(codes)) < len(codes) or len(codes) > 200:
            return ODD
        if column == "credentials" and any(self._full.get(each) in codes for each in codes if each in self._full):
            return ODD
        return codes

    @staticmethod
    def _as_flag(_column: str, value: bool | None) -> Any:
        return ODD if value is None else value

    @staticmethod
    def _as_day(_column: str, value: str | None) -> Any:
        try:
            day = date.fromisoformat(value) if value and len(value) == 10 else None
        except ValueError:
            return ODD
        return day.toordinal() - EPOCH if day and EARLIEST <= day <= LATEST else ODD
