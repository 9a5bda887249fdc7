"""The small language that says which people a published figure is about, over the simulated population.

``certified&years>25``: terms joined by ``&``; ``all``, ``certified``, ``not_certified``, or FIELD OP VALUE. What the
population holds (years, credentials, jobs) becomes a weight for each point; what it does not hold because it is assumed
to be spread alike over everyone (employer, education, region, setting, specialty) becomes a mixture of terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.errors import did_you_mean, shown
from benchmarks.population import HELD_BY_JOB, JOBS, Population

Array = Any
OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: a == b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}
LEVELS = ("none", "high_school", "certificate", "associate", "bachelor", "master")
APPRENTICE_FORMS = ("cpc_a", "coc_a")
FORMER = {"cpc_h": "coc", "cpc_h_a": "coc_a"}
"""Credentials by the name that surveys before 2015 give them."""
JOB_OF_ROLE = {
    "auditor": "auditor",
    "educator": "educator",
    "coding_manager": "coding_manager",
    "compliance_officer": "compliance_officer",
    "lead_coder": "other",
    "cdi_specialist": "other",
    "revenue_integrity_analyst": "other",
    "health_data_analyst": "other",
    "consultant": "other",
}
"""Senior jobs as the population has them; every other role is simulated as a coder with that role's pay."""


@dataclass(frozen=True, slots=True)
class Names:
    """The ids that a filter may use, by field.

    ``holds`` says of each credential how readily it is somebody's first and only one: 1 as readily as one of several,
    0 never. A credential that its issuer calls one for beginners has 1, an advanced one 0, others a half; one that is
    not named counts as one of several.
    """

    holds: Mapping[str, float]
    licences: frozenset[str]
    role: frozenset[str]
    employer: frozenset[str]
    region: frozenset[str]
    setting: frozenset[str]
    specialty: frozenset[str]


class Cannot(ValueError):
    """A filter that cannot be expressed; the message says why and what would do."""


_TERM = re.compile(r"(\w+)\s*(>=|<=|=|>|<)\s*([\w.]+)")


def parse(text: str, people: Population, names: Names) -> tuple[Array, dict[str, tuple[str, ...]]]:
    """The weights of *text* over *people* and the chosen ids of each independent field.

    Raises: Cannot: it is no filter of the language, or names an id that does not exist.
    """
    weight = people.weight
    chosen: dict[str, tuple[str, ...]] = {}
    for part in text.split("&"):
        term = part.strip()
        if term in _WHOLE:
            weight = weight * _WHOLE[term](people)
            continue
        found = _TERM.fullmatch(term)
        if not found or found[1] not in _FIELDS:
            raise Cannot(f"cannot express {shown(term)}; terms are all, certified, not_certified or FIELD OP VALUE")
        more, picked = _FIELDS[found[1]](found[1], found[2], found[3], people, names)
        weight = weight * more
        for field, ids in picked.items():
            before = chosen.get(field, ids if field != "credential" else ())
            together = (*before, *ids) if field == "credential" else (each for each in ids if each in before)
            chosen[field] = tuple(dict.fromkeys(together))
    if not np.any(weight > 0) or () in chosen.values():
        raise Cannot(f"{shown(text)} fits nobody in the simulated population")
    return weight, chosen


_WHOLE: Mapping[str, Callable[[Population], Any]] = {
    "all": lambda people: 1,
    "certified": lambda people: people.credentials >= 1,
    "not_certified": lambda people: people.credentials == 0,
}
Picked = tuple[Any, Mapping[str, tuple[str, ...]]]


def _years(field: str, op: str, value: str, people: Population, names: Names) -> Picked:
    """Years as people tell them: to the nearest whole year; ``A..B`` includes both ends."""
    told = np.floor(people.years + 0.5)
    if ".." in value:
        if op != "=":
            raise Cannot(f"a range of years goes with '=', not '{op}'")
        low, _, high = value.partition("..")
        return (told >= _number(field, low)) & (told <= _number(field, high)), {}
    number = _number(field, value)
    exact = told if number == int(number) else people.years
    if op == "=" and exact is not told:
        return np.fabs(people.years - number) <= 0.5, {}
    return OPERATORS[op](exact, number), {}


def _credentials(field: str, op: str, value: str, people: Population, names: Names) -> Picked:
    """So many credentials; nobody is counted beyond the highest class, which holds all who have as many or more."""
    number, most = _number(field, value), people.credentials.max()
    if op in ("=", ">", ">=") and number + (op == ">") > most:
        return people.credentials == most, {}
    return OPERATORS[op](people.credentials, number), {}


def _number(field: str, text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
        raise Cannot(f"'{field}' needs a number, not {shown(text)}")
    return float(text)


def _holds(field: str, op: str, value: str, people: Population, names: Names) -> Picked:
    _is_equal(field, op)
    if value in names.licences:
        return 1, {}
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise Cannot(f"'{field}' needs an abbreviation in lower case, not {shown(value)}")
    value = FORMER.get(value, value)
    if value == "cpc":
        return people.cpc, {}
    if value in APPRENTICE_FORMS:
        return people.apprentice, {}
    if value in HELD_BY_JOB:
        return (people.credentials >= 2) * np.array(HELD_BY_JOB[value])[people.job], {"credential": (value,)}
    alone = names.holds.get(value, 0.0) * ((people.credentials == 1) & (people.apprentice == 0))
    return (people.credentials >= 2) + alone, {"credential": (value,)}


def _role(field: str, op: str, value: str, people: Population, names: Names) -> Picked:
    _is_equal(field, op)
    _is_known(field, value, names.role)
    job = JOB_OF_ROLE.get(value, "coder")
    return people.job == JOBS.index(job), {"job": (value,)}


def _education(field: str, op: str, value: str, people: Population, names: Names) -> Picked:
    _is_known(field, value, frozenset(LEVELS))
    place = LEVELS.index(value)
    return 1, {field: tuple(each for at, each in enumerate(LEVELS) if OPERATORS[op](at, place))}


def _one(field: str, op: str, value: str, people: Population, names: Names) -> Picked:
    _is_equal(field, op)
    _is_known(field, value, getattr(names, field))
    return 1, {field: (value,)}


def _is_equal(field: str, op: str) -> None:
    if op != "=":
        raise Cannot(f"'{field}' goes with '=', not with '{op}'")


def _is_known(field: str, value: str, known: frozenset[str]) -> None:
    if value not in known:
        raise Cannot(f"'{field}' has no {shown(value)}{did_you_mean(value, known)}")


_FIELDS: Mapping[str, Callable[[str, str, str, Population, Names], Picked]] = {
    "years": _years,
    "credentials": _credentials,
    "holds": _holds,
    "role": _role,
    "education": _education,
    "employer": _one,
    "region": _one,
    "setting": _one,
    "specialty": _one,
}
