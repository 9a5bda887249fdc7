"""Cohorts to measure with: people as they may be, whose shares are assumption, and people thrown with dice.

``likely`` has few wishes, the common credentials and jobs in rough proportion, and gaps. ``random`` is what the tests
throw, every id as likely as any other: rows that no real cohort has, the hardest to rank. Both are the same each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from advisor.knowledge import KnowledgeBase
from advisor.profile.people import random_profile

SEED = 20261124
THROWN = 20_000
"""Random people that are made one by one; larger cohorts repeat them under other ids."""

CREDENTIALS = (
    "cpc:30 cpc_a:14 ccs:8 cca:4 cpc;coc:4 cpc;cpma:6 cpc;crc:6 coc:2 rhit:4 rhia:2 ccs;rhia:1 crc:4 cpb:3 none:8 "
    "cpc;cpma;crc:2 cic:1 ccs_p:1 cdip:0.5 cpc;cpb:1.5 cpco;cpc:1 cppm:1 ccc;cpc:0.5 canpc;cpc:0.5"
)
ROLES = (
    "coder:45 inpatient_coder:9 facility_outpatient_coder:8 risk_adjustment_coder:8 biller:10 auditor:7 educator:2 "
    "coding_manager:4 lead_coder:4 cdi_specialist:2 coding_assistant:4"
)
EMPLOYERS = (
    "physician_group:24 solo_or_small_practice:10 hospital_outpatient:13 hospital_inpatient:9 health_system:22 "
    "payer:8 billing_company:8 coding_vendor:6"
)
SPECIALTIES = (
    "none:30 cardiology:8 orthopedics:8 family_medicine:8 emergency:8 general_surgery:8 "
    "cardiology;general_surgery:4 anesthesia:4"
)
CHALLENGES = "none:50 code_updates:15 productivity:10 code_updates;productivity:5 accuracy_complex_cases:10 isolation:5"
WISHED_ROLES = "auditor:30 educator:10 coding_manager:15 cdi_specialist:10 inpatient_coder:10 consultant:5"
WISHED = "cpma:25 crc:15 ccs:12 coc:8 cpco:5 cdip:4 cpb:6 cic:4"


def likely(count: int, kb: KnowledgeBase) -> Any:
    """A table of *count* likely people."""
    dice = np.random.default_rng(SEED)

    def pick(shares: str, unknown: float) -> Any:
        names, weights = zip(*(each.rsplit(":", 1) for each in shares.split()), strict=True)
        chances = np.array(weights, float)
        codes = dice.choice(len(names), count, p=chances / chances.sum())
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=dice.random(count) < unknown), names).cast(
            pa.string()
        )

    def known(values: Any, unknown: float) -> Any:
        return pa.array(values, mask=dice.random(count) < unknown)

    states = " ".join(f"{each}:1" for each in kb.ids("regions") if each != "US")
    years = np.minimum(np.round(dice.gamma(1.5, 11 / 1.5, count) * 2) / 2, 45)
    pay = (dice.normal(58_000, 14_000, count) // 500 * 500).clip(25_000, 150_000).astype(np.int64)
    return pa.table(
        {
            "profile_id": _ids(count),
            "state": pick(states, 0.05),
            "student": pa.array(dice.random(count) < 0.06),
            "employment": pick("full_time:80 part_time:10 per_diem:4 unemployed:6", 0.2),
            "experience_years": known(years, 0.08),
            "credentials": pick(CREDENTIALS, 0.04),
            "role": pick(ROLES, 0.1),
            "employer": pick(EMPLOYERS, 0.1),
            "setting": pick("on_site:30 hybrid:20 remote:50", 0.15),
            "specialties": pick(SPECIALTIES, 0.4),
            "education": pick("high_school:15 certificate:40 associate:20 bachelor:20 master:5", 0.15),
            "current_pay_usd": known(pay, 0.5),
            "accuracy_percent": known(np.round(dice.normal(94, 4, count)).clip(60, 100), 0.6),
            "challenges": pick(CHALLENGES, 0.3),
            "wants_roles": pick(WISHED_ROLES, 0.7),
            "wants_setting": pick("remote:8 hybrid:2", 0.6),
            "wants_credentials": pick(WISHED, 0.8),
            "wants_budget_usd": known(dice.choice([0, 300, 500, 1000, 1500, 3000], count), 0.6),
        }
    )


def thrown(count: int, kb: KnowledgeBase) -> Any:
    """A table of *count* random people."""
    rows = [_flat(random_profile(SEED + at, kb)) for at in range(min(count, THROWN))]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: pa.array([row.get(name) for row in rows]) for name in names}
    places = np.arange(count) % len(rows)
    return pa.table({"profile_id": _ids(count), **{name: column.take(places) for name, column in columns.items()}})


def _ids(count: int) -> Any:
    return pa.array(np.char.add("P", np.char.zfill(np.arange(count).astype(str), 9)))


def _flat(profile: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, value in profile.items():
        if key == "wants":
            row |= {f"wants_{each}": _cell(part) for each, part in value.items()}
        elif key == "experience_in":
            row |= {f"experience_in_{domain}": float(years) for domain, years in value.items()}
        elif key == "credentials":
            row[key] = _cell([each if isinstance(each, str) else each["id"] for each in value])
            row |= {f"credentials_{each['id']}_expires": each["expires"] for each in value if not isinstance(each, str)}
        elif key == "education" and isinstance(value, dict):
            row |= {key if part == "level" else f"{key}_{part}": each for part, each in value.items()}
        else:
            row[key] = float(value) if key == "experience_years" else _cell(value)
    return row


def _cell(value: Any) -> Any:
    return (";".join(value) or "none") if isinstance(value, list) else value


KINDS = {"likely": likely, "random": thrown}
PARTS = 100_000


def write(kind: str, count: int, path: str, kb: KnowledgeBase) -> None:
    """Write *count* people of *kind* to *path*."""
    table = KINDS[kind](count, kb)
    if path.endswith(".parquet"):
        parquet.write_table(table, path, row_group_size=PARTS)
    else:
        csv.write_csv(table, path, csv.WriteOptions(quoting_style="needed"))
