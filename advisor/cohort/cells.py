"""A block from columns of cells, without a look at each person.

What is plain becomes a block as it is; each different text is looked at once. A row with anything that is not plainly
right is ``odd``: it is read as one person is, who may turn out to be right, or is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc

from advisor.cohort.arrow import NotPlain, as_codes, decoded, has_only_plain, is_text, truths
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
from advisor.cohort.keys import Key
from advisor.cohort.meanings import BOUNDS, EPOCH, NOT_TOLD, ODD, Meanings
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.profile.model import EARLIEST, LATEST, MOST_YEARS, NONE

_IDS = "[!-~\u00c0-\u024f]([ -~\u00c0-\u024f]{0,998}[!-~\u00c0-\u024f])?"
_NUMBER = "[+-]?[0-9]{1,18}([.][0-9]{1,18})?"
MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A block, the ids of its people, and the rows that are odd: of them the block says nothing right."""

    block: Block
    ids: Any
    odd: Bools


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column as codes of ``values``, which are parsed; the last is for what is not told."""

    codes: Any
    values: Sequence[Any]

    def of(self, value: Callable[[Any], Any], kind: Any) -> Any:
        """*value* of each row."""
        return np.array([value(each) for each in self.values], kind)[self.codes]


def read(meanings: Meanings, columns: Sequence[Any], keys: Sequence[Key | None]) -> Told:
    """The block of *columns*.

    Raises: NotPlain: a column has a type of its own. UnicodeDecodeError, ArrowInvalid: a text is no UTF-8.
    """
    return _Reading(meanings, len(columns[0]), columns, keys).told()


class _Reading:
    """One block being read."""

    def __init__(self, of: Meanings, people: int, columns: Sequence[Any], keys: Sequence[Key | None]) -> None:
        self._of, self._people = of, people
        self._odd = np.zeros(people, np.bool_)
        self._columns = {key.column: (key, column) for key, column in zip(keys, columns, strict=True) if key}
        self._id_column = next(column for key, column in zip(keys, columns, strict=True) if key is None)

    def told(self) -> Told:
        ids = self._profile_ids()
        self._name()
        years, gives_years = self._number("experience_years")
        shares, gives_shares = self._shares(years, gives_years)
        held, gives_held = self._held()
        role, _ = self._category("role")
        employer, gives_employer = self._category("employer")
        setting, gives_setting = self._category("setting")
        specialties, gives_specialties = self._list("specialties")
        education, gives_education = self._education()
        training, gives_training = self._list("training")
        gives = (
            gives_years,
            gives_shares,
            gives_held,
            gives_employer,
            gives_setting,
            gives_specialties,
            gives_education,
            gives_training,
        )
        block = Block(
            people=self._people,
            told=dict(zip(TOLD, gives, strict=True)),
            student=self._flag("student")[0],
            employment=self._category("employment")[0],
            experience_years=years,
            experience_in=shares,
            held=held,
            role=role,
            employer=employer,
            setting=setting,
            specialties=specialties,
            education=education,
            training=training,
            accuracy_percent=self._number("accuracy_percent")[0],
            productivity_percent=self._number("productivity_percent")[0],
            challenges=self._list("challenges")[0],
            wants=Wants(
                roles=self._list("wants_roles")[0],
                specialties=self._list("wants_specialties")[0],
                credentials=self._list("wants_credentials")[0],
                employers=self._list("wants_employers")[0],
                setting=self._category("wants_setting")[0],
                target_pay_usd=self._number("wants_target_pay_usd")[0],
                budget_usd=self._number("wants_budget_usd")[0],
                hours_per_week=self._number("wants_hours_per_week")[0],
                months=self._number("wants_months")[0],
            ),
            state=self._category("state")[0],
            current_pay_usd=self._number("current_pay_usd")[0],
        )
        return Told(block, ids, self._odd)

    def _profile_ids(self) -> Any:
        column = decoded(self._id_column)
        if pa.types.is_integer(column.type):
            column = pc.cast(column, pa.string())
        if not is_text(column.type):
            raise NotPlain
        if not has_only_plain(column):
            odd = ~truths(pc.match_substring_regex(column, f"^{_IDS}$"))
            if odd.any():
                column.validate(full=True)
            self._odd |= odd
        return pc.fill_null(pc.cast(column, pa.string()), "")

    def _name(self) -> None:
        if "name" in self._columns:
            column = decoded(self._columns["name"][1])
            if not is_text(column.type):
                raise NotPlain
            column.validate(full=True)
            self._odd |= truths(pc.greater(pc.utf8_length(column), MOST_NAME))

    def _coded(self, name: str) -> _Coded | None:
        """The column *name*; None where there is none."""
        if name not in self._columns:
            return None
        key, column = self._columns[name]
        column = as_codes(column, key.kind)
        codes = column.indices.fill_null(len(column.dictionary)).to_numpy(zero_copy_only=False)
        texts = column.dictionary.to_pylist()
        values = [*(NOT_TOLD if text is None else self._of.parsed(name, key.kind, text) for text in texts), NOT_TOLD]
        coded = _Coded(codes.astype(np.int64), values)
        if ODD in values:
            self._odd |= coded.of(lambda each: each is ODD, np.bool_)
        return coded

    def _gives(self, coded: _Coded | None) -> Bools:
        if coded is None:
            return np.zeros(self._people, np.bool_)
        return coded.of(lambda each: each is not NOT_TOLD, np.bool_)  # type: ignore[no-any-return]

    def _category(self, name: str) -> tuple[Category, Bools]:
        coded, ids = self._coded(name), self._of.ids[name]
        if coded is None:
            return Category(np.full(self._people, NO_CODE, np.int32), ids), self._gives(None)
        return Category(coded.of(_code, np.int32), ids), self._gives(coded)

    def _list(self, name: str) -> tuple[Lists, Bools]:
        coded, ids = self._coded(name), self._of.ids[name]
        if coded is None:
            return Lists(np.zeros(self._people + 1, np.int64), np.zeros(0, np.int32), ids), self._gives(None)
        values = [each if isinstance(each, tuple) else () for each in coded.values]
        sizes = np.array([len(each) for each in values], np.int64)
        starts = np.cumsum(sizes) - sizes
        flat = np.array([code for each in values for code in each], np.int32)
        counts = sizes[coded.codes]
        offsets = np.concatenate(([0], np.cumsum(counts)))
        at = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - starts[coded.codes], counts)
        return Lists(offsets, flat[at], ids), self._gives(coded)

    def _flag(self, name: str) -> tuple[Bools, Bools]:
        if name in self._columns and pa.types.is_boolean(self._columns[name][1].type):
            column = self._columns[name][1]
            return truths(column), truths(pc.is_valid(column))
        coded = self._coded(name)
        if coded is None:
            return self._gives(None), self._gives(None)
        return coded.of(lambda each: each is True, np.bool_), self._gives(coded)

    def _number(self, name: str, bounds: str | None = None) -> tuple[Floats, Bools]:
        if name not in self._columns:
            return np.full(self._people, np.nan), self._gives(None)
        key, column = self._columns[name]
        found = self._numbers(decoded(column))
        gives = ~np.isnan(found)
        low, high = BOUNDS[bounds or name]
        with np.errstate(invalid="ignore"):
            wrong = gives & ~((found >= low) & (found <= high))
            if key.kind == "whole":
                wrong |= gives & (found != np.floor(found))
        self._odd |= wrong
        return np.where(wrong, np.nan, found), gives

    def _numbers(self, column: Any) -> Floats:
        if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            return pc.cast(column, pa.float64(), safe=False).fill_null(np.nan).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]
        if pa.types.is_null(column.type):
            return np.full(self._people, np.nan)
        if pa.types.is_decimal(column.type):
            column = pc.cast(column, pa.string())
        if not is_text(column.type):
            raise NotPlain
        plain = pc.fill_null(pc.match_substring_regex(column, f"^{_NUMBER}$"), False)
        self._odd |= ~truths(pc.or_(plain, pc.fill_null(pc.equal(column, ""), True)))
        texts = pc.utf8_ltrim(pc.if_else(plain, column, pa.scalar(None, column.type)), "+")
        return pc.cast(texts, pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]

    def _shares(self, years: Floats, gives_years: Bools) -> tuple[Shares, Bools]:
        """Years by domain, in order of persons, then of columns."""
        domains = self._of.domains
        who, codes, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)], [np.zeros(0)]
        total = np.zeros(self._people)
        for column in [each for each in self._columns if each.startswith("experience_in_")]:
            domain = column.removeprefix("experience_in_")
            found, gives = self._number(column, "experience_in")
            rows = np.flatnonzero(gives)
            who.append(rows)
            codes.append(np.full(len(rows), domains.index(domain), np.int32))
            values.append(found[rows])
            if domain in self._of.coding:
                total[rows] += found[rows]
        people = np.concatenate(who)
        order = np.argsort(people, kind="stable")
        counts = np.bincount(people, minlength=self._people)
        self._odd |= total > np.where(gives_years, np.nan_to_num(years), MOST_YEARS)
        lists = Lists(np.concatenate(([0], np.cumsum(counts))), np.concatenate(codes)[order], domains)
        return Shares(lists, np.concatenate(values)[order]), counts > 0

    def _held(self) -> tuple[Held, Bools]:
        items, gives = self._list("credentials")
        days = {which: np.full(len(items.codes), NO_DAY, np.int32) for which in ("earned", "expires")}
        width = len(items.ids)
        keys = items.who * width + items.codes
        order = np.argsort(keys)
        for key, _ in self._columns.values():
            if key.path[0] == "credentials" and len(key.path) == 3:
                self._put_days(key, days[key.path[2]], keys[order], order, width)
        earned, expires = days["earned"], days["expires"]
        wrong = (earned > self._of.today) | ((expires != NO_DAY) & (earned > expires))
        self._odd[items.who[wrong]] = True
        return Held(items, earned, expires), gives

    def _put_days(self, key: Key, into: Days, keys: Any, order: Any, width: int) -> None:
        found = self._days(key.column)
        rows = np.flatnonzero(found != NO_DAY)
        wanted = rows * width + self._of.ids["credentials"].index(key.path[1])
        if not len(keys):
            self._odd[rows] = True
            return
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there = keys[at] == wanted
        into[order[at[there]]] = found[rows[there]]
        self._odd[rows[~there]] = True

    def _days(self, name: str) -> Days:
        if name in self._columns and pa.types.is_date32(self._columns[name][1].type):
            column = self._columns[name][1]
            found: Days = pc.cast(column, pa.int32()).fill_null(NO_DAY).to_numpy(zero_copy_only=False)
            first, last = EARLIEST.toordinal() - EPOCH, LATEST.toordinal() - EPOCH
            self._odd |= (found != NO_DAY) & ((found < first) | (found > last))
            return found
        coded = self._coded(name)
        if coded is None:
            return np.full(self._people, NO_DAY, np.int32)
        return coded.of(lambda each: each if _is_number(each) else NO_DAY, np.int32)  # type: ignore[no-any-return]

    def _education(self) -> tuple[Education, Bools]:
        name = "education_level" if "education_level" in self._columns else "education"
        coded = self._coded(name)
        gives = self._gives(coded)
        levels: Codes = np.full(self._people, NO_CODE, np.int32) if coded is None else coded.of(_code, np.int32)
        cahiim, gives_cahiim = self._flag_of("education_accredited_by")
        under_way, gives_way = self._flag("education_in_progress")
        finishes = self._days("education_finishes")
        has_level = levels > EDUCATION_LEVELS.index(NONE)
        is_degree = levels >= EDUCATION_LEVELS.index("associate")
        beside = gives_cahiim | gives_way | (finishes != NO_DAY)
        self._odd |= (beside & ~has_level) | (cahiim & ~is_degree) | ((finishes != NO_DAY) & ~under_way)
        return Education(levels, cahiim, under_way, finishes), gives

    def _flag_of(self, name: str) -> tuple[Bools, Bools]:
        coded = self._coded(name)
        return self._gives(coded), self._gives(coded)


def _code(value: Any) -> int:
    return value if _is_number(value) else NO_CODE


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
