"""Every figure that a file of facts states, with its path; ``python -m tests.registers.figures FOLDER [STEM]`` lists them.

A figure is a number, a yes or no, a status, or a text that holds a digit; citations, names and remarks are none.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

METADATA = frozenset(
    [
        "source",
        "sources",
        "source_id",
        "source_ids",
        "source_codes",
        "as_of",
        "verified",
        "note",
        "notes",
        "url",
        "url_note",
        "caveat",
        "definition",
        "paper",
        "meta",
        "compiled",
        "id",
        "code",
        "occ_code",
        "abbr",
        "abbreviation",
        "name",
        "full_name",
        "title",
        "titles",
        "issuer",
        "domain",
        "specialty",
        "short",
        "units",
        "ooh_page",
        "published",
        "edition",
        "O*NET-SOC_Code",
        "Title",
        "licence",
        "release",
        "measure",
        "period",
        "form",
        "use",
        "why",
        "status_evidence",
        "do_not_confuse",
        "assumed_joint_note",
        "category",
        "example",
        "task",
        "detailed_work_activities",
        "reason",
        "domain_source",
        "date",
        "task_date",
        "interests_date",
        "not_in_release",
        "files_not_obtained",
        "sample_of_reported_titles",
        "reliability",
        "kind",
        "hot_technology",
        "coding_specific",
        "holland_code",
        "telework",
        "order",
    ]
)
"""Keys that say where a figure comes from, what it is of, or in what order it stands."""

ROW_KEYS = {
    "cpi_u": ("year",),
    "oews_industry": ("occ_code", "period", "naics", "industry", "ownership"),
    "oews_national": ("occ_code", "period", "industry"),
    "oews_state": ("abbr", "occ_code", "period", "source_id"),
    "oews_substate": ("area_code", "area_type", "occ_code", "period"),
    "ratios_fit": ("id",),
    "rpp_state": ("abbr",),
    "survey_fit": ("source_id", "year", "statistic", "dimension", "level"),
    "wage_history": ("period",),
}
"""By table, the columns that tell one row from the others."""

LABELS = frozenset(["fips", "naics", "own_code", "area_code", "occ_code", "year", "period", "months_in_file"])
"""Columns of numbers that name a row or describe the file."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a file of facts states: its path, the value as written, and the other spellings of the path."""

    path: str
    value: str
    names: frozenset[str] = field(default_factory=frozenset)


def figures_of(path: Path) -> list[Figure]:
    """The figures of the file at *path*, in its order."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return list(_cells(path.stem, list(csv.DictReader(io.StringIO(text)))))
    return list(_leaves(yaml.safe_load(text), ("",), False))


def fact_files(folder: Path) -> list[Path]:
    """The files of *folder* that state figures: all but the lists of sources and the explanation."""
    files = (path for path in folder.iterdir() if path.suffix in (".csv", ".yaml"))
    return sorted(path for path in files if not path.stem.startswith("sources_"))


def _leaves(value: Any, names: Sequence[str], is_status: bool) -> Iterator[Figure]:
    if isinstance(value, dict):
        for key, inner in value.items():
            name = str(key)
            if name.replace(" ", "_") not in METADATA:
                yield from _leaves(inner, _below(names, [name]), is_status or name == "status")
    elif isinstance(value, list):
        spelt = [_spellings(item, index, value) for index, item in enumerate(value)]
        for item, own in zip(value, spelt, strict=True):
            yield from _leaves(item, _below(names, own), is_status)
    elif (is_status and value is not None) or _is_figure(value):
        yield Figure(names[0], written(value), frozenset(names))


def _below(names: Sequence[str], own: Sequence[str]) -> list[str]:
    return [f"{name}.{each}".lstrip(".") for each in own for name in names]


def _spellings(item: Any, index: int, beside: Sequence[Any]) -> list[str]:
    """How an element of a list is named: by its id or name where it has one of its own, by its place as well."""
    if not isinstance(item, dict):
        return [str(index)]
    own = [str(item[key]) for key in ("id", "name") if item.get(key) is not None]
    taken = Counter(str(other.get(key)) for other in beside if isinstance(other, dict) for key in ("id", "name"))
    return [*(name for name in own if taken[name] == 1), str(index)]


def _is_figure(value: Any) -> bool:
    if isinstance(value, str):
        return any(letter.isdigit() for letter in value)
    return value is not None


def written(value: Any) -> str:
    """*value* as a register writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cells(stem: str, rows: Sequence[dict[str, str]]) -> Iterator[Figure]:
    keys = ROW_KEYS[stem]
    for row in rows:
        for column, cell in row.items():
            if column not in keys and _is_number_cell(column, cell):
                spelt = "|".join(row[key] for key in keys)
                yield Figure(
                    f"{spelt}/{column}", cell, frozenset({f"{spelt}/{column}"}) | _short(keys, row, rows, column)
                )


def _short(keys: Sequence[str], row: dict[str, str], rows: Sequence[dict[str, str]], column: str) -> frozenset[str]:
    """The same cell named by the first of *keys* alone, where these tell the row from all others."""
    found = set()
    for most in range(1, len(keys)):
        start = [row[key] for key in keys[:most]]
        if sum([other[key] for key in keys[:most]] == start for other in rows) == 1:
            found.add("|".join(start) + f"/{column}")
    return frozenset(found)


def _is_number_cell(column: str, cell: str) -> bool:
    if column in LABELS or column.startswith(("source", "verified")):
        return False
    try:
        float(cell.replace(",", ""))
    except (ValueError, AttributeError):
        return False
    return True


def main(arguments: Sequence[str]) -> None:
    """Write ``figure,value,held_by,left_out`` for a folder's files, the last two empty."""
    stems = arguments[1:]
    out = csv.writer(sys.stdout, lineterminator="\n")
    for path in fact_files(Path(arguments[0])):
        if not stems or path.stem in stems:
            for figure in sorted(figures_of(path), key=lambda each: each.path):
                out.writerow([*([] if stems else [path.stem]), figure.path, figure.value, "", ""])


if __name__ == "__main__":
    main(sys.argv[1:])
