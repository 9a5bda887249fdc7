"""Which publications may be cited: ``python -m tests.registers.sources_register`` writes ``sources.csv`` from the facts."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from tests.registers.stock import facts_folder

REGISTER = Path(__file__).parent / "sources.csv"
COLUMNS = ["url", "verdict", "ids"]
BAD = ("reject", "unreliable", "content farm", "memory")
"""What the facts say of a source that is listed as a warning."""
ARTICLE = "https://www.medicalbillingtips.com/2023/05/from-novice-to-expert-how-medical-coding-salary-grows.html"
"""The article that the facts describe without listing it."""


def verdicts(folder: Path) -> list[dict[str, str]]:
    """One record an address: ``rejected`` where one listing of it says so, else ``allowed``."""
    found: dict[str, list[dict[str, Any]]] = {ARTICLE: [{"id": "article"}]}
    for path in sorted(folder.glob("sources_*.yaml")):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            if source.get("url"):
                found.setdefault(source["url"], []).append(source)
    return [
        {
            "url": url,
            "verdict": "rejected" if any(map(is_bad, listed)) else "allowed",
            "ids": ";".join(dict.fromkeys(str(each["id"]) for each in listed)),
        }
        for url, listed in sorted(found.items())
    ]


def is_bad(source: dict[str, Any]) -> bool:
    """Whether the facts list *source* as a warning."""
    says = " ".join(str(source.get(key, "")) for key in ("reliability", "tier", "kind")).casefold()
    return any(word in says for word in BAD)


def kept() -> list[dict[str, str]]:
    """The register as it stands."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write the register anew."""
    facts = facts_folder()
    if facts is None:
        raise SystemExit("the facts are not at hand; say where they are: FACTS=FOLDER")
    with REGISTER.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(verdicts(facts))


if __name__ == "__main__":
    main()
