"""What a person tells as facts that rules can read: what is known, and what may be.

An absent key reads as no, save for credentials, experience, employer, setting and specialties, which are unknown;
education reads as high school, and a student who names neither credentials nor years has none.
Nothing here reads name, state or present pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from advisor.knowledge.entry import EDUCATION_LEVELS, EducationLevel
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.case import Case, courses_of, months_between
from advisor.profile.fact import ANYTHING, Anything, Range, ToldFact, Value
from advisor.profile.model import MOST_YEARS, Education, Profile

__all__ = ["ANYTHING", "Anything", "Range", "ToldFact", "Value", "told_facts"]

ANY_MONTHS = Range(0.0, 2400.0)
PROVES_CODING = frozenset(
    ("professional", "outpatient_facility", "inpatient", "risk_adjustment", "auditing", "cdi", "post_acute")
)
"""Domains whose credentials are coding credentials; the rule ``stage.certified`` names the same."""
Facts = Iterator[ToldFact]


def told_facts(profile: Profile, kb: KnowledgeBase, as_of: date) -> tuple[ToldFact, ...]:
    """The facts of *profile* at the day *as_of*, dates as whole months; an id that *kb* lacks proves nothing else."""
    case = Case(profile, kb, as_of)
    return tuple(dict.fromkeys(fact for read in _READINGS for fact in read(case)))


def _fact(name: str, certain: bool = True, /, **fields: Value) -> ToldFact:
    return ToldFact(name, tuple(fields.items()), certain)


def _student(case: Case) -> Facts:
    if case.profile.student:
        yield _fact("student")


def _employment(case: Case) -> Facts:
    if case.profile.employment:
        yield _fact("employment", kind=case.profile.employment)


def _experience(case: Case) -> Facts:
    yield _fact("experience", years=case.years)


def _experience_in(case: Case) -> Facts:
    """Years by domain; no years in a domain are no fact."""
    if case.profile.gives("experience_in"):
        for domain, years in case.profile.experience_in.items():
            if years > 0:
                yield _fact("experience_in", domain=domain, years=years)
    elif not case.is_fresh:
        yield from _in_present_role(case)
        yield from _in_any_domain(case)


def _in_present_role(case: Case) -> Facts:
    """Years that are told count for the one coding domain of the present role: presumed, so other domains stay open."""
    if len(case.present) == 1 and isinstance(case.years, float) and case.years > 0:
        yield _fact("experience_in", domain=case.present[0], years=case.years)


def _in_any_domain(case: Case) -> Facts:
    most = case.years.high if isinstance(case.years, Range) else case.years
    for domain in case.kb.ids("domains"):
        high = most if domain in case.coding else MOST_YEARS
        if high > 0:
            yield _fact("experience_in", False, domain=domain, years=Range(0.0, high))


def _credentials(case: Case) -> Facts:
    known = case.profile.gives("credentials") or case.profile.student
    return _credentials_told(case) if known else _credentials_unknown(case)


def _credentials_told(case: Case) -> Facts:
    """Those held and those lapsed at the as-of date; one that is not yet earned is neither."""
    known: Mapping[str, Any] = case.kb.entries["credentials"]
    count = 0.0
    for held in case.profile.credentials:
        if held.earned and held.earned > case.as_of:
            continue
        if held.expires and held.expires < case.as_of:
            yield _fact("lapsed", credential=held.id, months=months_between(held.expires, case.as_of))
            continue
        yield _fact("holds", credential=held.id)
        if held.expires:
            yield _fact("expires", credential=held.id, months=months_between(case.as_of, held.expires))
        else:
            yield _fact("expires", False, credential=held.id, months=ANY_MONTHS)
        entry = known.get(held.id)
        count += entry is not None and is_full(entry)
    yield _fact("credentials_held", count=count)


def is_full(credential: Any) -> bool:
    """Whether *credential*, an entry, counts among the full coding credentials: it, or what it stands above, codes."""
    codes = bool(credential.implies or PROVES_CODING.intersection(credential.domains))
    return credential.kind == "credential" and credential.apprentice_of is None and codes


def _credentials_unknown(case: Case) -> Facts:
    yield _fact("holds", False, credential=ANYTHING)
    yield _fact("expires", False, credential=ANYTHING, months=ANY_MONTHS)
    yield _fact("lapsed", False, credential=ANYTHING, months=ANY_MONTHS)
    most = sum(map(is_full, case.kb.entries["credentials"].values()))
    yield _fact("credentials_held", count=Range(0.0, float(most)))


def _education(case: Case) -> Facts:
    yield _fact("education", level=_level(case))


def _level(case: Case) -> EducationLevel:
    """The level told, or that of a completed programme where it is higher; one under way is not reached."""
    known: Mapping[str, Any] = case.kb.entries["education"]
    reached = [told_level(case.profile.education) if case.profile.gives("education") else "high_school"]
    reached += [known[course].level for course in case.completed if course in known and known[course].level]
    return max(reached, key=EDUCATION_LEVELS.index)


def told_level(education: Education | None) -> EducationLevel:
    """The level that is finished; of one that is under way, what it asks for."""
    if education is None:
        return "none"
    if not education.in_progress:
        return education.level
    return "none" if education.level == "high_school" else "high_school"


def _completed(case: Case) -> Facts:
    for course in case.completed:
        yield _fact("completed", course=course)


def _finishing(case: Case) -> Facts:
    """Study and courses under way; a date that has passed counts as now, one that is not told is unknown."""
    education = case.profile.education
    if education and education.in_progress:
        yield _fact("studying")
        end = education.finishes
        months = max(0.0, months_between(case.as_of, end)) if end else ANY_MONTHS
        for course in case.with_gives(courses_of(education)):
            yield _fact("finishing", course=course, months=months)


def _wishes(case: Case) -> Facts:
    wants = case.profile.wants
    wished = {
        "become": wants.roles,
        "specialize": wants.specialties,
        "earn": wants.credentials,
        "join": wants.employers,
        "work": (wants.setting,) if wants.setting else (),
    }
    for move, targets in wished.items():
        for target in targets:
            yield _fact("wants", step=f"{move}/{target}")
    if wants.target_pay_usd is not None:
        yield _fact("wants_pay")


def _numbers(case: Case) -> Facts:
    profile, wants = case.profile, case.profile.wants
    numbers = (
        ("accuracy", "percent", profile.accuracy_percent),
        ("productivity", "percent", profile.productivity_percent),
        ("budget", "usd", wants.budget_usd),
        ("hours", "per_week", wants.hours_per_week),
        ("time", "months", wants.months),
    )
    for name, field, value in numbers:
        if value is not None:
            yield _fact(name, **{field: float(value)})


def _work(case: Case) -> Facts:
    """Role, employer, setting, specialties and challenges; the second to fourth are unknown where absent."""
    profile = case.profile
    yield from _each("role", "role", (profile.role,))
    for key, name, field, values in (
        ("employer", "employer", "employer", (profile.employer,)),
        ("setting", "setting", "setting", (profile.setting,)),
        ("specialties", "worked_in", "specialty", profile.specialties),
    ):
        yield from (
            _each(name, field, values) if profile.gives(key) else iter((_fact(name, False, **{field: ANYTHING}),))
        )
    yield from _each("faces", "challenge", profile.challenges)


def _each(name: str, field: str, values: Iterable[str | None]) -> Facts:
    return (_fact(name, **{field: value}) for value in values if value is not None)


_READINGS: tuple[Callable[[Case], Facts], ...] = (
    _student,
    _employment,
    _experience,
    _experience_in,
    _credentials,
    _work,
    _education,
    _completed,
    _finishing,
    _wishes,
    _numbers,
)
