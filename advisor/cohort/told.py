"""What a block of people tells as facts that rules can read: ``advisor.profile.told``, column by column.

What depends on one value alone is asked of that module, once for each value that there is; a test holds both to the
same flags for everyone. Nothing here reads state or present pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from advisor.cohort.block import NO_DAY, Block, Bools, Codes, Days, Floats, Integers, Lists
from advisor.cohort.facts import Facts, Ids, Numbers, anywhere, each_of, exactly, one_of
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.case import Case, courses_of
from advisor.profile.fact import ANY_MONTHS, ANYTHING
from advisor.profile.model import EARLIEST, LATEST, MOST_YEARS, Education
from advisor.profile.told import is_full, told_level

_EPOCH = date(1970, 1, 1).toordinal()
_MOVES = (("become", "roles"), ("specialize", "specialties"), ("earn", "credentials"), ("join", "employers"))


class Reader:
    """Reads the facts of blocks at the day ``as_of``, against one knowledge base."""

    def __init__(self, kb: KnowledgeBase, as_of: date) -> None:
        self._kb = kb
        self._today = as_of.toordinal() - _EPOCH
        self._since, self._until = _months_since(as_of), _months_until(as_of)
        self._case = Case(Profile(), kb, as_of)
        self._most_held = float(sum(map(is_full, kb.entries["credentials"].values())))
        self._present = cache(lambda role: Case(Profile(role=role), kb, as_of).present)
        self._closure = cache(lambda course: frozenset(self._case.with_gives((course,))))
        self._studies = [self._study(code) for code in range(len(EDUCATION_LEVELS) * 2)]

    def facts(self, block: Block) -> Iterator[Facts]:
        """The facts of *block*, told and presumed."""
        for read in _READINGS:
            yield from read(self, block)

    def _study(self, code: int) -> frozenset[str]:
        """The courses of a level, *code* // 2 in their order, accredited where *code* is odd."""
        study = Education(level=EDUCATION_LEVELS[code // 2], accredited_by="cahiim" if code % 2 else None)
        return frozenset(self._case.with_gives(courses_of(study)))

    def _student(self, block: Block) -> Iterator[Facts]:
        yield Facts("student", present=block.student)

    def _employment(self, block: Block) -> Iterator[Facts]:
        yield Facts("employment", ids=one_of(block.employment))

    def _experience(self, block: Block) -> Iterator[Facts]:
        yield Facts("experience", numbers=self._years(block))

    def _years(self, block: Block) -> Numbers:
        """Coding years."""
        told, fresh = block.told["experience_years"], fresh_ones(block)
        years = np.where(told, np.nan_to_num(block.experience_years), 0.0)
        if (told | fresh).all():
            return exactly(years)
        shares = block.experience_in
        coding = _by_id(shares.domains.ids, lambda domain: float(domain in self._case.coding))
        counted = shares.years * coding[shares.domains.codes]
        least = np.minimum(np.bincount(shares.domains.who, counted, block.people), MOST_YEARS)
        known = told | fresh
        return Numbers(np.where(known, years, least), np.where(known, years, MOST_YEARS))

    def _experience_in(self, block: Block) -> Iterator[Facts]:
        """Years by domain; no years in a domain are no fact."""
        shares = block.experience_in
        ids = each_of(shares.domains.codes, shares.domains.ids)
        yield Facts("experience_in", shares.domains.who, shares.years > 0, ids, exactly(shares.years))
        open_ones = ~block.told["experience_in"] & ~fresh_ones(block)
        if open_ones.any():
            yield from self._in_present_role(block, open_ones)
            yield from self._in_any_domain(block, open_ones)

    def _in_present_role(self, block: Block, open_ones: Bools) -> Iterator[Facts]:
        """Years that are told count for the one coding domain of the present role."""
        domains = [self._present(role) for role in block.role.ids]
        ids = Ids(block.role.codes, tuple(frozenset(each if len(each) == 1 else ()) for each in domains))
        present = open_ones & block.told["experience_years"] & (block.experience_years > 0)
        yield Facts("experience_in", None, present, ids, exactly(block.experience_years))

    def _in_any_domain(self, block: Block, open_ones: Bools) -> Iterator[Facts]:
        """There may be years in any domain: as many as there are in all, where the domain is a coding one."""
        coding = frozenset(self._case.coding)
        most = np.where(block.told["experience_years"], np.nan_to_num(block.experience_years), MOST_YEARS)
        for domains, high in ((coding, most), (frozenset(self._kb.ids("domains")) - coding, MOST_YEARS)):
            ids = Ids(np.zeros(block.people, np.int32), (domains,))
            yield Facts("experience_in", None, open_ones & (high > 0), ids, Numbers(0.0, high), certain=False)

    def _credentials(self, block: Block) -> Iterator[Facts]:
        """Those held and those lapsed at the as-of date; one that is not yet earned is neither."""
        known, items = block.told["credentials"] | block.student, block.held.credentials
        expires, who = block.held.expires, items.who
        dated = expires != NO_DAY
        earned = block.held.earned <= self._today
        lapsed = earned & dated & (expires < self._today)
        held = earned & ~lapsed
        ids = each_of(items.codes, items.ids)
        yield Facts("lapsed", who, lapsed, ids, exactly(_looked_up(self._since, expires)))
        yield Facts("holds", who, held, ids)
        yield Facts("expires", who, held & dated, ids, exactly(_looked_up(self._until, expires)))
        yield Facts("expires", who, held & ~dated, ids, anywhere(ANY_MONTHS), certain=False)
        yield self._counted(known, items, who, held)
        if not known.all():
            anything = Ids(np.zeros(block.people, np.int32), (ANYTHING,))
            yield Facts("holds", None, ~known, anything, certain=False)
            for name in ("expires", "lapsed"):
                yield Facts(name, None, ~known, anything, anywhere(ANY_MONTHS), certain=False)

    def _counted(self, known: Bools, items: Lists, who: Integers, held: Bools) -> Facts:
        credentials: Mapping[str, Any] = self._kb.entries["credentials"]
        full = _by_id(items.ids, lambda each: float(each in credentials and is_full(credentials[each])))
        count = np.bincount(who, full[items.codes] * held, len(known)).astype(np.float64)
        most = count if known.all() else np.where(known, count, self._most_held)
        return Facts("credentials_held", numbers=Numbers(count, most))

    def _work(self, block: Block) -> Iterator[Facts]:
        """Role, employer, setting, specialties and challenges; the second to fourth are unknown where absent."""
        yield Facts("role", ids=one_of(block.role))
        yield Facts("employer", ids=one_of(block.employer))
        yield Facts("setting", ids=one_of(block.setting))
        yield _listed("worked_in", block.specialties)
        for name, key in (("employer", "employer"), ("setting", "setting"), ("worked_in", "specialties")):
            anything = Ids(np.zeros(block.people, np.int32), (ANYTHING,))
            yield Facts(name, None, ~block.told[key], anything, certain=False)
        yield _listed("faces", block.challenges)

    def _education(self, block: Block) -> Iterator[Facts]:
        """The level told, or that of a completed programme where it is higher; one under way is not reached."""
        told, study, training = block.told["education"], block.education, block.training
        finished = _by_id(EDUCATION_LEVELS, lambda each: _rank(told_level(Education(level=each))))
        begun = _by_id(EDUCATION_LEVELS, lambda each: _rank(told_level(Education(level=each, in_progress=True))))
        own = np.where(study.in_progress, begun[study.levels], finished[study.levels])
        level = np.where(told, np.where(study.levels < 0, _rank("none"), own), _rank("high_school"))
        of_study = _by_id(self._studies, self._reached)
        level = np.maximum(level, np.where(_finished(block), of_study[_study_codes(block)], 0))
        of_course = _by_id(training.ids, lambda each: self._reached(self._closure(each)))[training.codes]
        who = training.who
        for rank in set(of_course.tolist()):
            some = who[of_course == rank]
            level[some] = np.maximum(level[some], rank)
        yield Facts("education", ids=each_of(level.astype(np.int32), EDUCATION_LEVELS))

    def _reached(self, courses: frozenset[str]) -> int:
        """The rank of the highest level of *courses*; 0 where they have none."""
        known: Mapping[str, Any] = self._kb.entries["education"]
        return max((_rank(known[each].level) for each in courses if each in known and known[each].level), default=0)

    def _courses(self, block: Block) -> Iterator[Facts]:
        """Courses completed and under way; a date that has passed counts as now, one that is not told is unknown."""
        training, study = block.training, block.education
        own = Ids(_study_codes(block), tuple(self._studies))
        proved = Ids(training.codes, tuple(map(self._closure, training.ids)))
        under_way = study.in_progress
        dated = study.finishes != NO_DAY
        months = np.maximum(_looked_up(self._until, study.finishes), 0.0)
        yield Facts("completed", training.who, None, proved)
        yield Facts("completed", None, _finished(block), own)
        yield Facts("studying", present=under_way)
        yield Facts("finishing", None, under_way & dated, own, exactly(months))
        yield Facts("finishing", None, under_way & ~dated, own, anywhere(ANY_MONTHS))

    def _wishes(self, block: Block) -> Iterator[Facts]:
        wants = block.wants
        for move, key in _MOVES:
            lists: Lists = getattr(wants, key)
            yield Facts("wants", lists.who, None, each_of(lists.codes, [f"{move}/{each}" for each in lists.ids]))
        yield Facts("wants", ids=each_of(wants.setting.codes, [f"work/{each}" for each in wants.setting.ids]))
        yield Facts("wants_pay", present=~np.isnan(wants.target_pay_usd))

    def _numbers(self, block: Block) -> Iterator[Facts]:
        yield Facts("accuracy", numbers=exactly(block.accuracy_percent))
        yield Facts("productivity", numbers=exactly(block.productivity_percent))
        yield Facts("budget", numbers=exactly(block.wants.budget_usd))
        yield Facts("hours", numbers=exactly(block.wants.hours_per_week))
        yield Facts("time", numbers=exactly(block.wants.months))


_READINGS: tuple[Callable[[Reader, Block], Iterator[Facts]], ...] = (
    Reader._student,
    Reader._employment,
    Reader._experience,
    Reader._experience_in,
    Reader._credentials,
    Reader._work,
    Reader._education,
    Reader._courses,
    Reader._wishes,
    Reader._numbers,
)


def fresh_ones(block: Block) -> Bools:
    """Who is a student and names no years, and so has none."""
    return block.student & ~block.told["experience_years"] & ~block.told["experience_in"]


def _finished(block: Block) -> Bools:
    return (block.education.levels >= 0) & ~block.education.in_progress


def _study_codes(block: Block) -> Codes:
    """A code of ``Reader._study`` for everyone; that of no level is negative."""
    return np.where(block.education.levels < 0, -1, block.education.levels * 2 + block.education.cahiim).astype(
        np.int32
    )


def _listed(name: str, lists: Lists) -> Facts:
    return Facts(name, lists.who, None, each_of(lists.codes, lists.ids))


def _rank(level: str) -> int:
    return EDUCATION_LEVELS.index(level)


def _by_id(ids: Sequence[Any], value: Callable[[Any], float]) -> Floats:
    """*value* of every id, and of none, which the code -1 finds: 0."""
    return np.array([*map(value, ids), 0.0])


def _looked_up(months: Floats, days: Days) -> Floats:
    """The *months* of *days*; NaN of a day that was not told."""
    first = EARLIEST.toordinal() - _EPOCH
    return np.where(days == NO_DAY, np.nan, months[np.clip(days - np.int64(first), 0, len(months) - 1)])


def _calendar() -> tuple[Integers, Integers]:
    """Of every day that a profile may name: its months since 1970, and its day of the month."""
    first, last = (day.toordinal() - _EPOCH for day in (EARLIEST, LATEST))
    days = np.arange(first, last + 1).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    return months.astype(np.int64), (days - months).astype(np.int64) + 1


def _months_since(day: date) -> Floats:
    """Whole months from every day of the calendar to *day*."""
    months, days = _calendar()
    return (_month(day) - months - (day.day < days)).astype(np.float64)


def _months_until(day: date) -> Floats:
    """Whole months from *day* to every day of the calendar."""
    months, days = _calendar()
    return (months - _month(day) - (days < day.day)).astype(np.float64)


def _month(day: date) -> int:
    return (day.year - 1970) * 12 + day.month - 1
