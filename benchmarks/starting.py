"""The starting values, merely transcribed: what the fit has to beat."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping

from benchmarks.ratios import DATA

HEALTH_SYSTEM = 48_789 / 46_847
"""Survey of 2013: health systems over all respondents; the other end of the gap that the proposal gives."""

SENIOR = {
    "auditor": "auditor",
    "educator": "educator",
    "manager": "coding_manager",
    "compliance": "compliance_officer",
    "other_senior": "other",
}


def starting_terms(levels: Mapping[str, float]) -> dict[str, float]:
    """The proposed terms by the names of this benchmark; *levels* are official, the newest period counts for all."""
    proposed = _proposed()
    second = proposed["second"]
    associate = _ln(proposed["edu_associate"])
    system = math.log(HEALTH_SYSTEM)
    newest = {name.partition("@")[0]: level for name, level in levels.items()}
    return {
        "k": proposed["exp_k"],
        "tau": proposed["tau"],
        "certified": proposed["cert"],
        "second": second,
        "third": proposed["third"],
        "down": 0.24,
        "up": 0.24,
        "apprentice": proposed["cert"] - _ln(proposed["cpc_a_removal"]),
        **{f"role:{ours}": proposed[theirs] for theirs, ours in SENIOR.items()},
        "credential:cic": _ln(proposed["inpatient_cred"]) - second,
        "credential:crc": _ln(proposed["risk_adjustment"]) - second,
        "credential:coc": _ln(proposed["coc"]) - second,
        "employer:health_system": system,
        "employer:solo_or_small_practice": system - _ln(proposed["emp_small_to_system"]),
        "education:certificate": associate,
        "education:associate": associate,
        "education:bachelor": _ln(proposed["edu_bachelor"]),
        "education:master": _ln(proposed["edu_bachelor"]),
        **{f"region:{name}": newest[name.partition("@")[0]] for name in levels},
    }


def _ln(percent: float) -> float:
    return math.log1p(percent / 100)


def _proposed() -> dict[str, float]:
    with (DATA / "starting_values.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
