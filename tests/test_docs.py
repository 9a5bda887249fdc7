"""What the documents show works."""

from __future__ import annotations

import re
from pathlib import Path

from advisor.service.checking import check

ROOT = Path(__file__).resolve().parent.parent


def yaml_blocks(document: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (ROOT / document).read_text(), re.DOTALL)


def test_the_source_the_credential_and_the_rule_of_contributing_are_sound(tmp_path: Path) -> None:
    source, credential, rule = yaml_blocks("CONTRIBUTING.md")
    for name, text in {
        "kb/sources.yaml": source,
        "kb/credentials/cxyz.yaml": credential,
        "rules/fit/talk.yaml": rule,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = check([ROOT / "kb", tmp_path / "kb"], [ROOT / "rules", tmp_path / "rules"])
    assert not report.faults, "\n".join(map(str, report.faults))


def test_the_arithmetic_of_ranking_is_right() -> None:
    text = (ROOT / "docs" / "ranking.md").read_text()
    assert "= 1.5 − 0.325 = **+1.175**" in text
    assert round((0 + 4) / 2 * 0.75 - 100 * 499 / 3 / 51_140, 3) == 1.175
    assert "× 0.75 = **+6.375**" in text
    assert (4.7 + 12.3) / 2 * 0.75 == 6.375


def test_the_readme_fits_on_a_screen() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 75
