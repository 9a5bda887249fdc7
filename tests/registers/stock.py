"""How many figures each file of facts states and what the register says of them; run as a program, it is kept."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.registers.figures import fact_files, figures_of
from tests.registers.register import Row, read_register

STOCK = Path(__file__).parent / "facts.csv"
ROOT = Path(__file__).resolve().parents[2]


def facts_folder() -> Path | None:
    """The folder of facts: ``FACTS``, else one of that name in a folder beside the checkout; None where there is none."""
    chosen = os.environ.get("FACTS")
    beside = [Path(chosen)] if chosen else sorted(ROOT.parent.glob("*/facts"))
    return next((folder for folder in beside if (folder / "ratios_fit.csv").is_file()), None)


def stock_of(register: Mapping[str, Sequence[Row]], facts: Path | None) -> list[dict[str, str]]:
    """One record a file: ``stem figures rows sha256``; ``figures`` is empty where the *facts* are not at hand."""
    stated = {path.stem: len(figures_of(path)) for path in fact_files(facts)} if facts else {}
    counts = {stem: str(figures) for stem, figures in stated.items() if figures}
    return [
        {"stem": stem, "figures": counts.get(stem, ""), "rows": str(len(rows)), "sha256": _digest(rows)}
        for stem, rows in sorted({**{stem: [] for stem in counts}, **register}.items())
    ]


def _digest(rows: Sequence[Row]) -> str:
    lines = sorted(f"{row.figure}\0{row.value}\0{bool(row.held_by)}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main() -> None:
    """Write ``facts.csv`` anew from the register and the facts."""
    facts = facts_folder()
    if facts is None:
        raise SystemExit("the facts are not at hand; say where they are: FACTS=FOLDER")
    with STOCK.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["stem", "figures", "rows", "sha256"], lineterminator="\n")
        out.writeheader()
        out.writerows(stock_of(read_register(STOCK.parent / "facts"), facts))


if __name__ == "__main__":
    main()
