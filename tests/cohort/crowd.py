"""Cohorts for tests: random people as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from advisor.knowledge import KnowledgeBase
from advisor.profile.people import random_profile


def flat(profile: Mapping[str, Any]) -> dict[str, Any]:
    """*profile* as the cells of a row."""
    row: dict[str, Any] = {}
    for key, value in profile.items():
        if key == "wants":
            row |= {f"wants_{each}": _cell(part) for each, part in value.items()}
        elif key == "experience_in":
            row |= {f"experience_in_{domain}": years for domain, years in value.items()}
        elif key == "credentials":
            row[key] = _cell([each if isinstance(each, str) else each["id"] for each in value])
            dated = [each for each in value if not isinstance(each, str)]
            row |= {f"credentials_{each['id']}_expires": each["expires"] for each in dated}
        elif key == "education" and isinstance(value, dict):
            row |= {key if part == "level" else f"{key}_{part}": _cell(each) for part, each in value.items()}
        else:
            row[key] = _cell(value)
    return row


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value) or "none"
    return str(value).lower() if isinstance(value, bool) else value


def people(seed: int, count: int, kb: KnowledgeBase, told: float = 0.7) -> list[dict[str, Any]]:
    """Random profiles with an id each."""
    return [{"profile_id": f"{at:05}", **random_profile(seed + at, kb, told=told)} for at in range(count)]


def write_csv(path: Path, profiles: Sequence[Mapping[str, Any]]) -> None:
    rows = [flat(each) for each in profiles]
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def write_jsonl(path: Path, profiles: Sequence[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in profiles))
