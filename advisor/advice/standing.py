"""On which answers an estimate of pay rests, and on publications of which years."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.advice.case import Case
from advisor.advice.model import Whom
from advisor.knowledge.kinds.sources import Source
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.person import UNEMPLOYED, Person
from advisor.pay.place import newest, region_of
from advisor.quantities import hundred

PART_OF_A_YEAR = {"part_time": "part-time", "per_diem": "by the day", "seasonal": "seasonal"}
LAPSED = "What has lapsed is not counted as held."
LEAST_WAGE = (
    "We do not know the minimum wage of your state: nobody may pay you less than it, and it may be higher than our "
    "lowest number."
)
MAY_BE_LOW = "may be too low"
OFFICIAL = (
    "Official wages have one in ten of all records staff in the nation at ${:,} or less and one in four at ${:,} or "
    f"less ({{}}, grade {{}}): our middle lies below both and {MAY_BE_LOW}."
)
BELOW_A_QUARTER = (
    "Official wages have one in four of all records staff in the nation at ${:,} or less ({}, grade {}): our middle "
    "lies below that{}."
)
OF_OTHERS = (
    "The surveys behind it are of AAPC members, most of whom, in our judgement, code for physicians: for a coder of "
    f"hospital stays it {MAY_BE_LOW}."
)
FULL_YEAR = "All pay here is of a full-time year; for part of a year or of a week, count that part."
YEAR = re.compile(r"(?:19|20)\d\d")


def is_unemployed(case: Case) -> bool:
    """Whether the person told that there is no job."""
    return case.profile.employment == UNEMPLOYED


def is_part_of_a_year(case: Case) -> bool:
    """Whether the pay that is told is not that of a full year."""
    return case.profile.employment in PART_OF_A_YEAR


def standing(case: Case, whom: Whom, person: Person) -> str:
    """Why the estimate is not of people like this one in their own job; empty where it is.

    Where a credential has lapsed, also that it does not count; where work is part of a year, that a full one is meant.
    """
    lapsed = any(fact.name == "lapsed" and fact.certain for fact in case.told)
    said = [_whose(case, whom, person), LAPSED if lapsed else "", FULL_YEAR if is_part_of_a_year(case) else ""]
    return " ".join(filter(None, said))


def low_end(kb: KnowledgeBase, low_usd: int, mid_usd: int, *, is_doubted: bool) -> str:
    """What to hold against a low estimate; empty where it is none.

    Where its middle lies below the official 25th percentile, that, and the tenth where it lies below both; where its
    low end lies below the tenth, that a minimum wage may stand above it.

    Args: is_doubted: whether surveys say already which way the estimate may be wrong.
    """
    nation = region_of(kb)
    tenth, quarter = newest(nation.p10_usd), newest(nation.p25_usd)
    if tenth is None or quarter is None:
        return ""
    official = ""
    if mid_usd < tenth.value:
        official = OFFICIAL.format(hundred(tenth.value), hundred(quarter.value), tenth.as_of, tenth.grade)
    elif mid_usd < quarter.value:
        official = BELOW_A_QUARTER.format(
            hundred(quarter.value), quarter.as_of, quarter.grade, "" if is_doubted else f" and {MAY_BE_LOW}"
        )
    return " ".join(filter(None, (official, LEAST_WAGE if low_usd < tenth.value else "")))


def of_others(case: Case, whom: Whom) -> str:
    """That the people surveyed do other work, for who codes hospital stays; else empty."""
    return OF_OTHERS if whom == "alike" and "inpatient" in case.asker.ids["works_in"] else ""


def _whose(case: Case, whom: Whom, person: Person) -> str:
    if whom == "alike":
        return ""
    if whom == "everyone":
        return "Neither your coding years nor your credentials nor your job are known: this is the whole occupation."
    return _first(case) if whom == "first_job" else _next(case, person)


def _first(case: Case) -> str:
    of = "so this is the pay of an entry coder: a first job, no coding years."
    if is_unemployed(case):
        return f"You have no job now, {of}"
    job = _job(case)
    return f"Your job ({job}) does not code by itself, {of}" if job else f"You told us of no coding job, {of}"


def _next(case: Case, person: Person) -> str:
    if is_unemployed(case):
        return "You have no job now; these are coders with your years. What a break takes from pay is not published."
    job = _job(case)
    if job is None:
        return "You did not tell us your job; the range is of coders with your years."
    years = f"{person.years:g} coding year{'' if person.years == 1 else 's'}"
    return (
        f"You told us {years}, and a job that does not code by itself ({job}). We go by the years: they count only if "
        "you assigned or checked codes in them."
    )


def _job(case: Case) -> str | None:
    role = case.profile.role
    return case.kb.title("roles", role) if role else None


def years_of(kb: KnowledgeBase, sources: Iterable[str]) -> str:
    """From the first to the last year that the *sources* are of."""
    entries = [kb.entries["sources"].get(each) for each in sources]
    years = sorted(year for each in entries if isinstance(each, Source) for year in YEAR.findall(each.period))
    return "years not told" if not years else years[0] if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
