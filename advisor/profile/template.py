"""A commented profile with every key and its choices."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import get_args

from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.model import NATION, Employment

WIDTH = 110

_HEAD = """\
## A profile for Coder Advisor. Every key is optional; take the '#' away before what you want to answer.
## What is left out is not known, which is not the same as no: 'none' says that there is none.
name: Sample client   # printed on the report; nothing else reads it
"""

_KEYS: tuple[tuple[str, str, str], ...] = (
    ("state: OH", "where you work; pay is printed for it", "regions"),
    ("student: false", "true while you are in training", ""),
    ("employment: full_time", "", "employment"),
    ("experience_years: 1.5", "paid years of assigning or checking codes, counted full time", ""),
    ("experience_in: {professional: 1.5}", "how those years divide; domains left out are 0", "domains"),
    (
        "credentials: [cpc_a]",
        "all, licences and lapsed ones too, or none; also {id: cpc, earned: 2024-05-01, expires: 2026-05-31}",
        "credentials",
    ),
    ("role: coder", "your job now", "roles"),
    ("employer: physician_group", "", "employers"),
    ("setting: on_site", "", "settings"),
    ("specialties: [cardiology]", "those that you have worked in", "specialties"),
    (
        "education: certificate",
        "the highest finished; also {level: associate, accredited_by: cahiim, in_progress: true, finishes: 2027-05-31}",
        "levels",
    ),
    ("training: [course_80_hours]", "completed", "training"),
    ("current_pay_usd: 46000", "dollars a year before tax; no rule reads it", ""),
    ("accuracy_percent: 96", "as last audited by someone else", ""),
    ("productivity_percent: 102", "of your employer's standard", ""),
    ("challenges: [code_updates]", "what gives you trouble", "challenges"),
)

_WANTS = """\
## what you would like; the choices are those above
#wants:
#  roles: [auditor]
#  specialties: [anesthesia]
#  credentials: [cpma]
#  employers: [payer]
#  setting: remote
#  target_pay_usd: 70000   # dollars a year
#  budget_usd: 1500        # what you can spend; 0 is nothing, left out is no limit
#  hours_per_week: 6       # for study
#  months: 24              # until you want to be there
"""


def template(kb: KnowledgeBase) -> str:
    """The template with the ids that *kb* knows; without its single '#' it is a whole profile."""
    return _HEAD + "".join(f"{line}\n" for key in _KEYS for line in _lines(kb, *key)) + _WANTS


def _lines(kb: KnowledgeBase, example: str, says: str, choices: str) -> Iterator[str]:
    if says:
        yield f"## {says}"
    if choices:
        yield from textwrap.wrap(
            " ".join(_choices(kb, choices)),
            WIDTH,
            initial_indent="## one of: ",
            subsequent_indent="##   ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    yield f"#{example}"


def _choices(kb: KnowledgeBase, name: str) -> tuple[str, ...]:
    if name == "employment":
        return get_args(Employment)
    if name == "levels":
        return EDUCATION_LEVELS
    if name == "training":
        return trainings(kb)
    return tuple(each for each in kb.ids(name) if each != NATION)


def trainings(kb: KnowledgeBase) -> tuple[str, ...]:
    """The courses and programmes of *kb*; levels of education are none."""
    return tuple(each for each in kb.ids("education") if each not in EDUCATION_LEVELS)
