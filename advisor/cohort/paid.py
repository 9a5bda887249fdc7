"""What the people of a block earn like, by the formula of one person on columns, and what changes start from.

Whatever depends on an id alone is asked of ``advisor.pay`` once for each id.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.cohort.block import NO_DAY, Block, Bools, Category, Codes, Floats, Integers
from advisor.cohort.told import fresh_ones
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.roles import Role
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.estimate import JOINED, REMOTE, around_of
from advisor.pay.formula import bounds, count_part, dollars, years_part
from advisor.pay.model import FACTORS, pay_model
from advisor.pay.person import CODER, UNEMPLOYED
from advisor.pay.place import NATION, place_of
from advisor.pay.steps import role_part


@dataclass(frozen=True, slots=True)
class Paid:
    """Yearly pay of everyone; means nothing where not ``known``. Where ``paid``, changes start from ``base_usd``."""

    known: Bools
    low_usd: Integers
    mid_usd: Integers
    high_usd: Integers
    paid: Bools
    base_usd: Floats
    place: Integers
    role: Codes


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a factor adds for everyone, and for whom it is known."""

    ln: Floats
    known: Bools


class Payer:
    """Estimates pay for blocks."""

    def __init__(self, kb: KnowledgeBase, today: int) -> None:
        self._kb, self._today = kb, today
        self._model = model = pay_model(kb)
        credentials = kb.entries["credentials"].values()
        self._credentials = [each for each in credentials if isinstance(each, Credential)]
        self._keeps = _table(self._credentials, lambda each: each.kind == "credential" and each.apprentice_of is None)
        self._marked = _table(self._credentials, lambda each: each.apprentice_of is not None)
        self._licence = _table(self._credentials, lambda each: each.kind == "licence")
        self._own = _table(self._credentials, lambda each: model.get(f"credential:{each.id}"))
        roles = [kb.entries["roles"][each] for each in kb.ids("roles")]
        self._roles = _table(roles, lambda each: role_part(kb, model, each.id))
        self._is_role = _table(roles, lambda each: isinstance(each, Role))
        self._codes = _table(roles, lambda each: isinstance(each, Role) and each.codes) > 0
        self._coder = kb.ids("roles").index(CODER)
        self._employers = _table(kb.ids("employers"), lambda each: model.get(f"employer:{each}"))
        self._settings = _table(kb.ids("settings"), lambda each: model.get(f"setting:{each}"))
        self._remote = _table(kb.ids("settings"), lambda each: each == REMOTE)
        self._levels = _table(EDUCATION_LEVELS, lambda each: model.get(f"education:{each}"))
        self._specialties = _table(kb.ids("specialties"), lambda each: model.get(f"specialty:{each}"))
        self.places = [place_of(kb, model, each) for each in (*kb.ids("regions"), None)]

    def pay(self, block: Block, levels: Integers, paid: Bools, elsewhere: Bools) -> Paid:
        """What everyone earns like; *levels*: of education, in their order; *elsewhere*: who aims at other work."""
        items = block.held.credentials
        years = self._years(block)
        licensed = np.bincount(items.who, self._licence[items.codes], block.people) > 0
        known = ~((licensed & ~(years > 0)) | (elsewhere & ~paid))
        unemployed = np.array([*(each == UNEMPLOYED for each in block.employment.ids), False])[block.employment.codes]
        blank = np.isnan(years) & ~(block.told["credentials"] | block.student) & (block.role.codes < 0)
        entry = ~paid & ~(blank & ~unemployed)
        last = unemployed & self._codes[block.role.codes] & (years > 0)
        worths = {
            "years": self._years_worth(np.where(entry, np.nan_to_num(years), years)),
            "credentials": self._credentials_worth(block),
            "role": self._role_worth(np.where(entry & ~last, self._coder, block.role.codes)),
            "employer": _id_worth(self._employers, block.employer, entry),
            "education": self._education_worth(block, levels),
            "specialty": self._specialty_worth(block, entry),
            "setting": _id_worth(self._settings, block.setting, np.zeros(block.people, np.bool_)),
        }
        place = np.where(block.state.codes < 0, len(self.places) - 1, block.state.codes)
        low, mid, high = (dollars(each, np).astype(np.int64) for each in self._ends(block, worths, place))
        told = block.current_pay_usd
        base = np.where(np.isnan(told), mid, told)
        return Paid(known, low, mid, high, paid & known, base, place, block.role.codes)

    def _years(self, block: Block) -> Floats:
        """Coding years; NaN where they are not told."""
        told, new = block.told["experience_years"], fresh_ones(block)
        return np.where(told, np.nan_to_num(block.experience_years), np.where(new, 0.0, np.nan))

    def _years_worth(self, years: Floats) -> _Worth:
        known = ~np.isnan(years)
        return _Worth(years_part(self._model["k"], self._model["tau"], np.where(known, years, 0.0), np), known)

    def _credentials_worth(self, block: Block) -> _Worth:
        items, model = block.held.credentials, self._model
        lapsed = (block.held.expires != NO_DAY) & (block.held.expires < self._today)
        held = (block.held.earned <= self._today) & ~lapsed
        who, codes = items.who[held], items.codes[held]

        def total(table: Floats) -> Floats:
            return np.bincount(who, table[codes], block.people).astype(np.float64)

        kept = total(self._keeps)
        apprentice = (total(self._marked) > 0) & (kept == 0)
        ln = count_part(model["certified"], model["second"], model["third"], kept)
        best = np.full(block.people, -math.inf)
        counted = self._keeps[codes] > 0
        np.maximum.at(best, who[counted], self._own[codes[counted]])
        ln = ln + np.where(kept > 0, best, 0.0)
        return _Worth(np.where(apprentice, 0.0, ln), block.told["credentials"] | block.student)

    def _role_worth(self, codes: Any) -> _Worth:
        return _Worth(self._roles[codes], self._is_role[codes] > 0)

    def _education_worth(self, block: Block, levels: Integers) -> _Worth:
        return _Worth(self._levels[levels], block.told["education"] | block.told["training"])

    def _specialty_worth(self, block: Block, entry: Bools) -> _Worth:
        listed = block.specialties
        count = np.diff(listed.offsets)
        total = np.bincount(listed.who, self._specialties[listed.codes], block.people)
        return _Worth(total / np.maximum(1, count), block.told["specialties"] & ~entry)

    def _ends(self, block: Block, worths: dict[str, _Worth], place: Integers) -> tuple[Any, Any, Any]:
        model, places = self._model, self.places
        deviation = np.zeros(block.people)
        for factor in FACTORS:
            worth = worths[factor]
            deviation = deviation + np.where(worth.known, worth.ln - model[f"centre:{factor}"], 0.0)
        ln_level = np.array([each.ln_level for each in places])[place]
        pull = model["remote_pull"] * (self._remote[block.setting.codes] > 0)
        level = np.array([math.log(each.nation_usd) for each in places])[place] + ln_level * (1 - pull)
        down = np.array([each.spread_down for each in places])[place]
        up = np.array([each.spread_up for each in places])[place]
        unplaced = np.array([float(each.id == NATION) for each in places])[place]
        is_anyone = (unplaced > 0) & ~np.logical_or.reduce([worths[factor].known for factor in FACTORS])
        around = around_of(model, np.where(is_anyone, 1.0, down), np.where(is_anyone, 1.0, up))
        return bounds(level, deviation, self._variance(worths, unplaced), around, np)

    def _variance(self, worths: dict[str, _Worth], unplaced: Floats) -> Floats:
        """The variance of what is not known of each."""
        model = self._model
        known = np.logical_or.reduce([worths[factor].known for factor in FACTORS])
        found = model["variance:terms"] * known + model["variance:place"] * unplaced
        for factor in FACTORS:
            found = found + model[f"variance:{factor}"] * ~worths[factor].known
        for a, b in JOINED:
            found = found + 2 * model[f"covariance:{a}_{b}"] * (~worths[a].known & ~worths[b].known)
        return found  # type: ignore[no-any-return]


def _id_worth(table: Floats, column: Category, unknown: Bools) -> _Worth:
    return _Worth(table[column.codes], (column.codes >= 0) & ~unknown)


def _table(entries: Sequence[Any], value: Callable[[Any], float]) -> Floats:
    """*value* of each, and 0 for none, which the code -1 finds."""
    return np.array([*(float(value(each)) for each in entries), 0.0])
