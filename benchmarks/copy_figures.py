"""Copies the figures that calibration needs from a folder of gathered facts into ``benchmarks/data``.

Run: python -m benchmarks.copy_figures FOLDER
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from advisor.yamlio import read_node
from benchmarks.ratios import DATA

LEFT_OUT = ("url", "note", "population")
"""Columns of words, which are their publishers' and not figures."""
ASSOCIATIONS = (
    *("cpc_a_removal", "emp_small_to_system", "edu_associate", "edu_bachelor", "inpatient_cred", "risk_adjustment"),
    "coc",
)
FILES = (
    *("ratios_fit", "survey_fit", "oews_national", "oews_state", "oews_industry", "oews_substate"),
    *("wage_history", "cpi_u"),
)


def copy(source: Path, target: Path) -> int:
    """Copy the table at *source* to *target*, row for row, without the columns of words; the number of rows."""
    with source.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        kept = [each for each in table.fieldnames or () if each not in LEFT_OUT]
        rows = [{key: row[key] for key in kept} for row in table]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def starting_values(source: Path) -> int:
    """Write the proposed middle terms, and the proposed associations of employers, education and credentials."""
    proposed = read_node(str(source)).plain()
    assert isinstance(proposed, dict)
    theta = proposed["model"]["theta"]["mid"]
    rows = [(name, f"{value:.16g}") for name, value in theta.items()]
    effects = {each["id"]: each["association_pct"] for each in proposed["effects"]}
    rows += [(name, f"{effects[name]['mid']}") for name in ASSOCIATIONS]
    with (DATA / "starting_values.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "value"))
        writer.writerows(rows)
    return len(rows)


def main() -> None:
    """Copy every table of ``FILES``."""
    folder = Path(sys.argv[1])
    print(f"starting_values: {starting_values(folder / 'effects_proposed.yaml')} rows")
    for name in FILES:
        print(f"{name}: {copy(folder / f'{name}.csv', DATA / f'{name}.csv')} rows")


if __name__ == "__main__":
    main()
