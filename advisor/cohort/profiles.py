"""A block from profiles that are there one by one, as from JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any, get_args

import numpy as np

from advisor.cohort.block import (
    NO_CODE,
    NO_DAY,
    TOLD,
    Block,
    Bools,
    Category,
    Codes,
    Days,
    Education,
    Floats,
    Held,
    Lists,
    Shares,
    Wants,
)
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.model import Employment

_EPOCH = date(1970, 1, 1).toordinal()


def block_of(profiles: Sequence[Profile], kb: KnowledgeBase) -> Block:
    """The columns of *profiles*, in their order; dictionaries are the ids of *kb*, so that all blocks share them."""
    ids = kb.ids
    wants = [profile.wants for profile in profiles]
    held = [profile.credentials for profile in profiles]
    shares = [profile.experience_in for profile in profiles]
    return Block(
        people=len(profiles),
        told={key: _bools(profile.gives(key) for profile in profiles) for key in TOLD},
        student=_bools(profile.student for profile in profiles),
        employment=_category((profile.employment for profile in profiles), get_args(Employment)),
        experience_years=_floats(profile.experience_years for profile in profiles),
        experience_in=Shares(
            _lists(shares, ids("domains")), _floats(chain.from_iterable(each.values() for each in shares))
        ),
        held=Held(
            _lists([[each.id for each in some] for some in held], ids("credentials")),
            _days(each.earned for some in held for each in some),
            _days(each.expires for some in held for each in some),
        ),
        role=_category((profile.role for profile in profiles), ids("roles")),
        employer=_category((profile.employer for profile in profiles), ids("employers")),
        setting=_category((profile.setting for profile in profiles), ids("settings")),
        specialties=_lists([profile.specialties for profile in profiles], ids("specialties")),
        education=_education([profile.education for profile in profiles]),
        training=_lists([profile.training for profile in profiles], ids("education")),
        accuracy_percent=_floats(profile.accuracy_percent for profile in profiles),
        productivity_percent=_floats(profile.productivity_percent for profile in profiles),
        challenges=_lists([profile.challenges for profile in profiles], ids("challenges")),
        wants=Wants(
            roles=_lists([each.roles for each in wants], ids("roles")),
            specialties=_lists([each.specialties for each in wants], ids("specialties")),
            credentials=_lists([each.credentials for each in wants], ids("credentials")),
            employers=_lists([each.employers for each in wants], ids("employers")),
            setting=_category((each.setting for each in wants), ids("settings")),
            target_pay_usd=_floats(each.target_pay_usd for each in wants),
            budget_usd=_floats(each.budget_usd for each in wants),
            hours_per_week=_floats(each.hours_per_week for each in wants),
            months=_floats(each.months for each in wants),
        ),
        state=_category((profile.state for profile in profiles), ids("regions")),
        current_pay_usd=_floats(profile.current_pay_usd for profile in profiles),
    )


def _bools(values: Iterable[bool | None]) -> Bools:
    return np.array([value is True for value in values], dtype=np.bool_)


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _days(values: Iterable[date | None]) -> Days:
    return np.array([NO_DAY if day is None else day.toordinal() - _EPOCH for day in values], dtype=np.int32)


def _category(values: Iterable[str | None], ids: Iterable[str]) -> Category:
    coder = _Coder(ids)
    return Category(_codes(NO_CODE if value is None else coder(value) for value in values), coder.ids)


def _lists(values: Sequence[Iterable[str]], ids: Iterable[str]) -> Lists:
    coder = _Coder(ids)
    codes = [[coder(each) for each in some] for some in values]
    offsets = np.concatenate(([0], np.cumsum([len(some) for some in codes], dtype=np.int64)))
    return Lists(offsets.astype(np.int64), _codes(chain.from_iterable(codes)), coder.ids)


def _education(values: Sequence[Any]) -> Education:
    def of(read: Callable[[Any], Any], absent: Any) -> list[Any]:
        return [absent if each is None else read(each) for each in values]

    return Education(
        _codes(of(lambda each: EDUCATION_LEVELS.index(each.level), NO_CODE)),
        _bools(of(lambda each: each.accredited_by == "cahiim", False)),
        _bools(of(lambda each: each.in_progress, False)),
        _days(of(lambda each: each.finishes, None)),
    )


def _codes(values: Iterable[int]) -> Codes:
    return np.array(list(values), dtype=np.int32)


class _Coder:
    """The code of each id: its place among those that are known, or after them."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._codes = {each: code for code, each in enumerate(ids)}

    def __call__(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._codes)
