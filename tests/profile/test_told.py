"""What a person tells becomes facts; what is not told stays possible."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.errors import InputError
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile, check_profile
from advisor.profile.case import months_between
from advisor.profile.told import ANYTHING, Anything, Range, ToldFact, told_facts
from tests.people import AS_OF, random_profile
from tests.profile.small import SMALL

EVERY_YEAR = Range(0.0, 80.0)
ANY_MONTHS = Range(0.0, 2400.0)


def told(**keys: Any) -> set[tuple[Any, ...]]:
    """The facts of a profile of *keys*: name, values, and '?' where it only may be."""
    profile = Profile(**keys)
    check_profile(profile, SMALL)
    return {
        (fact.name, *(value for _, value in fact.fields), *(() if fact.certain else ("?",)))
        for fact in told_facts(profile, SMALL, AS_OF)
    }


def of(name: str, **keys: Any) -> set[tuple[Any, ...]]:
    """The values of the facts called *name*."""
    return {fact[1:] for fact in told(**keys) if fact[0] == name}


def test_of_nobody_nothing_is_known_but_schooling() -> None:
    coding = {each for each in told() if each[0] == "experience_in"}
    assert coding == {("experience_in", domain, EVERY_YEAR, "?") for domain in SMALL.ids("domains")}
    assert told() - coding == {
        ("experience", EVERY_YEAR),
        ("holds", ANYTHING, "?"),
        ("expires", ANYTHING, ANY_MONTHS, "?"),
        ("lapsed", ANYTHING, ANY_MONTHS, "?"),
        ("credentials_held", Range(0.0, 4.0)),  # cpc coc ccs cpma
        ("employer", ANYTHING, "?"),
        ("setting", ANYTHING, "?"),
        ("worked_in", ANYTHING, "?"),
        ("education", "high_school"),
    }


def test_a_student_who_names_no_credentials_or_years_has_none() -> None:
    facts = told(student=True)
    assert {("student",), ("experience", 0.0), ("credentials_held", 0.0)} <= facts
    assert not {fact[0] for fact in facts} & {"holds", "expires", "lapsed", "experience_in"}


def test_a_student_who_names_years_has_them() -> None:
    assert of("experience", student=True, experience_years=12) == {(12.0,)}
    assert of("experience", student=True, experience_in={"inpatient": 3}) == {(Range(3.0, 80.0),)}


def test_none_is_an_answer() -> None:
    facts = told(credentials=None, employer=None, setting="none", specialties=[], experience_years=None, education=None)
    assert facts == {("experience", 0.0), ("credentials_held", 0.0), ("education", "none")} | {
        ("experience_in", domain, EVERY_YEAR, "?") for domain in ("billing", "compliance", "teaching")
    }


def anywhere(years: float) -> set[tuple[Any, ...]]:
    """Where coding years of *years*, and years of other work, may lie."""
    spans = {
        each: years if getattr(SMALL.get("domains", each), "coding", False) else 80.0 for each in SMALL.ids("domains")
    }
    return {(domain, Range(0.0, most), "?") for domain, most in spans.items() if most}


@pytest.mark.parametrize(
    ("keys", "facts"),
    [
        # the role practises one coding domain: the years are presumed there, and asked
        ({"role": "coder", "experience_years": 2}, {("professional", 2.0)} | anywhere(2.0)),
        ({"role": "coder"}, anywhere(80.0)),
        ({"role": "coder", "experience_years": 0}, anywhere(0.0)),
        # several, or none: each may have some of them, or all
        ({"role": "auditor", "experience_years": 6}, anywhere(6.0)),
        ({"role": "biller", "experience_years": 1}, anywhere(1.0)),
        ({"experience_years": 1}, anywhere(1.0)),
        # given: exact, the domains left out have none
        ({"role": "coder", "experience_years": 6, "experience_in": {"inpatient": 2, "cdi": 0}}, {("inpatient", 2.0)}),
        ({"experience_in": {}}, set()),
    ],
)
def test_years_are_divided_between_domains(keys: dict[str, Any], facts: set[tuple[Any, ...]]) -> None:
    assert of("experience_in", **keys) == facts


def test_years_by_domain_bound_all_years_from_below() -> None:
    assert of("experience", experience_in={"inpatient": 2, "cdi": 1, "billing": 9}) == {(Range(3.0, 80.0),)}


def test_a_credential_is_held_until_it_expires_and_lapsed_thereafter() -> None:
    def at(expires: str) -> set[tuple[Any, ...]]:
        return {
            fact
            for fact in told(credentials=[{"id": "cpc", "expires": expires}])
            if fact[0] in ("holds", "expires", "lapsed", "credentials_held")
        }

    assert at("2026-11-23") == {("holds", "cpc"), ("expires", "cpc", 0.0), ("credentials_held", 1.0)}
    assert at("2027-05-22") == {("holds", "cpc"), ("expires", "cpc", 5.0), ("credentials_held", 1.0)}
    assert at("2026-11-22") == {("lapsed", "cpc", 0.0), ("credentials_held", 0.0)}
    assert at("2025-11-23") == {("lapsed", "cpc", 12.0), ("credentials_held", 0.0)}


def test_only_full_coding_credentials_in_force_are_counted() -> None:
    held = ["cpc_a", "rn", "cpb", "ccs", {"id": "coc", "expires": "2020-01-31"}, {"id": "cpma", "earned": "2027-01-01"}]
    assert of("credentials_held", credentials=held) == {(1.0,)}
    assert of("holds", credentials=held) == {("cpc_a",), ("rn",), ("cpb",), ("ccs",)}


@pytest.mark.parametrize(
    ("education", "training", "level", "completed", "finishing"),
    [
        ("certificate", [], "certificate", {"course_80_hours"}, set()),
        ("bachelor", [], "bachelor", set(), set()),
        ({"level": "associate", "accredited_by": "cahiim"}, [], "associate", {"associate_him_cahiim"}, set()),
        ({"level": "master", "accredited_by": "cahiim"}, [], "master", {"bachelor_him_cahiim"}, set()),
        (
            {"level": "bachelor", "accredited_by": "cahiim", "in_progress": True, "finishes": "2027-05-31"},
            [],
            "high_school",
            set(),
            {("bachelor_him_cahiim", 6.0)},
        ),
        ({"level": "certificate", "in_progress": True}, [], "high_school", set(), {("course_80_hours", ANY_MONTHS)}),
        (
            {"level": "certificate", "in_progress": True, "finishes": "2026-01-31"},
            [],
            "high_school",
            set(),
            {("course_80_hours", 0.0)},
        ),
        ("none", ["practicode"], "none", {"practicode"}, set()),
        # a programme gives what its courses give, and reaches its level
        (
            {"level": "bachelor", "in_progress": True},
            ["certificate_program"],
            "certificate",
            {"certificate_program", "approved_program", "course_80_hours"},
            set(),
        ),
    ],
)
def test_schooling_proves_courses(
    education: Any, training: list[str], level: str, completed: set[str], finishing: set[tuple[Any, ...]]
) -> None:
    keys = {"education": education, "training": training}
    assert of("education", **keys) == {(level,)}
    assert of("completed", **keys) == {(each,) for each in completed}
    assert of("finishing", **keys) == finishing


def test_wishes_become_steps_and_limits() -> None:
    wants = {
        "roles": ["auditor"],
        "specialties": ["anesthesia"],
        "setting": "remote",
        "credentials": ["cpma"],
        "employers": ["payer"],
        "target_pay_usd": 70000,
        "budget_usd": 0,
        "hours_per_week": 6,
        "months": 24,
    }
    steps = {"become/auditor", "specialize/anesthesia", "work/remote", "earn/cpma", "join/payer"}
    assert of("wants", wants=wants) == {(step,) for step in steps}
    assert {("wants_pay",), ("budget", 0.0), ("hours", 6.0), ("time", 24.0)} <= told(wants=wants)


def test_work_is_told_as_it_is() -> None:
    keys = {"employment": "per_diem", "role": "coder", "employer": "payer", "setting": "remote", "accuracy_percent": 96}
    facts = told(**keys, specialties=["cardiology"], challenges=["burnout"], productivity_percent=102)
    expected: set[tuple[Any, ...]] = {
        ("employment", "per_diem"),
        ("role", "coder"),
        ("employer", "payer"),
        ("setting", "remote"),
    }
    expected |= {("worked_in", "cardiology"), ("faces", "burnout"), ("accuracy", 96.0), ("productivity", 102.0)}
    assert expected <= facts


def test_nothing_reads_name_state_or_present_pay() -> None:
    assert told(role="coder", name="A", state="OH", current_pay_usd=40_000) == told(role="coder")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0.0),
        (date(2026, 1, 15), date(2026, 2, 15), 1.0),
        (date(2025, 11, 24), date(2026, 11, 23), 11.0),
        (date(2024, 2, 29), date(2025, 3, 1), 12.0),
        (date(2026, 5, 1), date(2026, 5, 1), 0.0),
    ],
)
def test_months_are_whole_months(start: date, end: date, months: float) -> None:
    assert months_between(start, end) == months


def refines(exact: ToldFact, open_fact: ToldFact) -> bool:
    """Whether all that *exact* may be, *open_fact* may be."""
    if (exact.name, exact.certain) not in ((open_fact.name, True), (open_fact.name, open_fact.certain)):
        return False
    pairs = zip(exact.fields, open_fact.fields, strict=True)
    return all(name == other and _within(value, wider) for (name, value), (other, wider) in pairs)


def _within(value: object, wider: object) -> bool:
    if isinstance(wider, Anything):
        return True
    if isinstance(wider, Range):
        low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
        assert isinstance(low, float)
        assert isinstance(high, float)
        return wider.low <= low <= high <= wider.high
    return value == wider


def completed(partial: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    """*partial* with the keys of *full* that read as unknown in it; those that read as no stay absent."""
    unknown = {"credentials", "experience_years", "experience_in", "employer", "setting", "specialties"}
    if partial.get("student"):
        unknown -= {"credentials"}
        unknown -= (
            set() if {"experience_years", "experience_in"} & set(partial) else {"experience_years", "experience_in"}
        )
    if "experience_years" in partial and len(_coding_domains(partial.get("role"))) == 1:
        unknown -= {"experience_in"}  # presumed in the role's domain
    return partial | {key: full[key] for key in unknown if key not in partial and key in full}


def _coding_domains(role: str | None) -> list[str]:
    entry: Any = SMALL.entries["roles"].get(role or "")
    domains: Any = SMALL.entries["domains"]
    return [each for each in entry.practises if domains[each].coding] if entry else []


def _is_consistent(keys: dict[str, Any]) -> bool:
    try:
        check_profile(Profile(**keys), SMALL)
    except InputError:
        return False
    return True


@given(st.integers(0, 2**32), st.integers(0, 2**32), st.floats(0.0, 1.0))
def test_completing_a_profile_keeps_what_is_certain_and_stays_within_what_is_possible(
    seed: int, other: int, share: float
) -> None:
    partial = random_profile(seed, SMALL, told=share)
    full = completed(partial, random_profile(other, SMALL, told=0.8))
    assume(_is_consistent(full))
    before, after = (told_facts(Profile(**keys), SMALL, AS_OF) for keys in (partial, full))
    for fact in after:
        assert any(refines(fact, each) for each in before), fact
    for fact in before:
        assert not fact.certain or any(each.certain and refines(each, fact) for each in after), fact


def test_facts_are_hashable_and_stand_once(kb: KnowledgeBase) -> None:
    for seed in range(50):
        facts = told_facts(Profile(**random_profile(seed, kb)), kb, AS_OF)
        assert len(set(facts)) == len(facts)
