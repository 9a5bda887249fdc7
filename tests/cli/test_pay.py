"""``advisor pay``: range, parts, picture, and plain words for what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.program import program, run

CODER = "state: OH\nemployment: full_time\nrole: coder\nexperience_years: 4\ncredentials: [cpc]\n"


def told(tmp_path: Path, text: str) -> str:
    path = tmp_path / "person.yaml"
    path.write_text(text)
    return str(path)


def as_json(path: str) -> dict[str, object]:
    result = CliRunner().invoke(program, ["pay", path, "--format", "json", "--as-of", "2026-11-23"])
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_the_text_keeps_to_eighty_columns_and_says_the_year(tmp_path: Path) -> None:
    path = told(tmp_path, f"{CODER}current_pay_usd: 46000\n")
    shown = CliRunner().invoke(program, ["pay", path, "--as-of", "2026-11-23"]).stdout
    assert max(len(line) for line in shown.splitlines() if "http" not in line) <= 80
    assert "dollars of 2025-05" in shown
    assert "WHERE YOUR PAY LIES" in shown
    assert "an association, not a promise" in shown


def test_json_holds_the_estimate_of_the_contract(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, CODER))
    pay = found["pay"]
    assert isinstance(pay, dict)
    assert pay["low_usd"] < pay["mid_usd"] < pay["high_usd"]
    assert {pay["low_usd"] % 100, pay["mid_usd"] % 100, pay["high_usd"] % 100} == {0}
    assert sum(part["usd"] for part in pay["parts"]) == pay["mid_usd"] - pay["base_usd"]
    assert (pay["basis"], pay["interval"], pay["place"], pay["period"]) == ("association", 0.8, "OH", "2025-05")


def test_an_apprentice_is_not_shown_what_full_holders_report(tmp_path: Path) -> None:
    assert as_json(told(tmp_path, CODER))["survey"]
    assert as_json(told(tmp_path, CODER.replace("[cpc]", "[cpc_a]")))["survey"] is None


def test_the_name_changes_nothing(tmp_path: Path) -> None:
    one, other = as_json(told(tmp_path, f"name: Ann\n{CODER}")), as_json(told(tmp_path, f"name: Bo\n{CODER}"))
    assert one == other


def test_someone_not_paid_as_a_coder_gets_the_estimate_of_an_entry_coder(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, "employment: unemployed\nexperience_years: 7\ncredentials: [cpc]\n"))
    pay = found["pay"]
    assert isinstance(pay, dict)
    assert "entry coder" in pay["statistic"]
    access = found["access"]
    assert isinstance(access, dict)
    assert (access["low"], access["high"]) == (37_000, 43_500)


def test_a_nurse_without_coding_years_gets_none(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, "experience_years: 0\ncredentials: [rn]\n"))
    assert found["pay"] is None
    assert "clinical licence" in str(found["why"])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("current_pay_usd: 0", "a pay of 0 or less is none"),
        ("current_pay_usd: -5", "a pay of 0 or less is none"),
        ("current_pay_usd: 23", "is this hourly? give dollars a year"),
        ("state: ZZ", "names no state that is known: 'ZZ'"),
        ("state: PR", "no official figures of this territory are at hand"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, says: str) -> None:
    assert run(["pay", told(tmp_path, f"role: coder\n{line}\n")]) == 1
    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.err.count("\n") == 1
    assert not shown.out
