"""What is plausible of each term before a survey is read, and which terms the fit leaves as they are.

Nothing here comes from a survey that the fit is judged by: spreads are wide, senior jobs are taken to resemble each
other, credentials too, and employers start at half of the official gap between industries. So no figure of a survey
that is left out stays behind as a prior.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping

from benchmarks.fitting import Prior
from benchmarks.population import Joint
from benchmarks.ratios import DATA

JOINT = Joint(cy=0.5, ry=0.35, ny=0.2, nr=0.5)
"""Correlations inside the ranges that were proposed; leaving one survey out prefers them to the middle of these."""

STARTING_JOINT = Joint(cy=0.5, ry=0.45, ny=0.35, nr=0.35)
OFFICIAL_SHARE = 0.5
"""How much of a gap between industries is taken for the employer's and not for who works there."""

SPREAD = {"down": 0.14, "up": 0.30}
"""What people alike differ by: the pair that the official percentiles ask for, of those that fit them about equally
well (0.08 to 0.12 below the middle) the widest."""

SENIOR = ("auditor", "educator", "coding_manager", "compliance_officer")
CREDENTIALS = (
    *("coc", "crc", "cic", "cdeo", "cpc_p"),
    *("cascc", "canpc", "ccc", "cedc", "cemc", "cgsc", "chonc", "cobgc", "cosc", "circc"),
)
PHYSICIANS, HOSPITALS = "Offices of physicians", "Hospitals; state, local, and private"
INSURERS = "Finance and Insurance"
GOVERNMENT = (
    "Federal, State, and Local Government, excluding State and Local Government Schools and Hospitals and the U.S. "
    "Postal Service (OEWS Designation)"
)
INDUSTRY = {
    "solo_or_small_practice": PHYSICIANS,
    "physician_group": PHYSICIANS,
    "hospital_outpatient": HOSPITALS,
    "hospital_inpatient": HOSPITALS,
    "health_system": HOSPITALS,
    "payer": INSURERS,
    "government": GOVERNMENT,
    "billing_company": "Administrative and support services",
    "coding_vendor": "Professional, scientific, and technical services",
}
"""The official industry that an employer belongs to."""


def priors() -> dict[str, Prior]:
    """The terms that are fitted, in logarithms; years by what ten of them add and by how early they add it."""
    return {
        "ten_years": Prior(0.15, 0.15),
        "ln_tau": Prior(math.log(2.5), 0.5),
        "certified": Prior(0.10, 0.15),
        "apprentice_share": Prior(0.75, 0.15),
        "second": Prior(0.05, 0.10),
        "third": Prior(0.03, 0.06),
        "role:senior": Prior(0.20, 0.10),
        **{f"role:{each}": Prior(0.20, 0.05, "role:senior") for each in SENIOR},
        "credential:any": Prior(0.0, 0.15),
        **{f"credential:{each}": Prior(0.0, 0.06, "credential:any") for each in CREDENTIALS},
        "credential:cpb": Prior(billing(), 0.05),
        **{f"employer:{each}": Prior(OFFICIAL_SHARE * gap, 0.05) for each, gap in industry_gaps().items()},
        "education:associate": Prior(0.0, 0.06),
        "education:bachelor": Prior(0.0, 0.06, "education:associate"),
        "education:master": Prior(0.0, 0.06, "education:bachelor"),
        "region_power": Prior(1.0, 0.20),
    }


def fixed(places: Mapping[str, float]) -> dict[str, float]:
    """Terms that stay as they are; *places* are logarithms of the official level of regions, by ``ID@PERIOD``."""
    return {
        **SPREAD,
        "role:other_gap": -0.12,
        **{f"place:{name}": level for name, level in places.items()},
    }


def industry_gaps() -> dict[str, float]:
    """By employer the logarithm of its industry's official median over that of the occupation, May 2024."""
    with (DATA / "oews_industry.csv").open(encoding="utf-8", newline="") as file:
        medians = {
            row["industry"]: float(row["a_median"]) for row in csv.DictReader(file) if row["period"] == "2024-05"
        }
    whole = national("29-2072", "2024-05")
    return {employer: math.log(medians[industry] / whole) for employer, industry in INDUSTRY.items()}


def billing() -> float:
    """The logarithm of the official median of billing clerks over that of the occupation, May 2025."""
    return math.log(national("43-3021", "2025-05") / national("29-2072", "2025-05"))


def national(occupation: str, period: str, column: str = "a_median") -> float:
    """A figure of the official national table."""
    with (DATA / "oews_national.csv").open(encoding="utf-8", newline="") as file:
        return next(
            float(row[column])
            for row in csv.DictReader(file)
            if row["occ_code"] == occupation and row["period"] == period and row[column] not in ("", "#", "*")
        )
