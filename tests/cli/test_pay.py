"""``advisor pay``: range, parts, picture, and plain words for what cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    assert [each["credential"] for each in surveys(told(tmp_path, CODER))] == ["cpc"]
    assert surveys(told(tmp_path, CODER.replace("[cpc]", "[cpc_a]"))) == []


def test_a_survey_of_the_own_credential_stands_beside_the_estimate_with_why_they_differ(tmp_path: Path) -> None:
    path = told(tmp_path, CODER.replace("[cpc]", "[cpc, cpma]"))
    auditors, coders = surveys(path)
    assert (auditors["credential"], auditors["claim"]["high"]) == ("cpma", 72_300)
    # in wages of 2023 our model gives all CPC holders 48,780 x e^0.11, near what they told the survey
    assert coders["model_usd"] == pytest.approx(coders["claim"]["high"], rel=0.1)
    for command in ("advise", "pay"):
        shown = " ".join(CliRunner().invoke(program, [command, path, "--as-of", "2026-11-23"]).stdout.split())
        assert "report a middle of CPMA $72,300, CPC $58,900 (dollars of 2023, the year is inferred, grade C)" in shown
        assert "They chose to answer" in shown


def test_the_name_changes_nothing(tmp_path: Path) -> None:
    one, other = as_json(told(tmp_path, f"name: Ann\n{CODER}")), as_json(told(tmp_path, f"name: Bo\n{CODER}"))
    assert one == other


def test_someone_not_paid_as_a_coder_gets_the_estimate_of_an_entry_coder(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, "employment: unemployed\nexperience_years: 7\ncredentials: [cpc]\n"))
    pay = found["pay"]
    assert isinstance(pay, dict)
    assert "entry coder" in pay["statistic"]
    assert pay["whom"] == "next_job"
    access = found["access"]
    assert isinstance(access, dict)
    assert (access["low"], access["high"]) == (37_000, 43_500)


def test_someone_between_jobs_keeps_the_years_and_the_job_that_they_had(tmp_path: Path) -> None:
    auditor = "state: OH\nexperience_years: 7\ncredentials: [cpc]\nrole: auditor\n"
    now = as_json(told(tmp_path, auditor))["pay"]
    between = as_json(told(tmp_path, f"{auditor}employment: unemployed\n"))["pay"]
    first = as_json(told(tmp_path, "state: OH\ncredentials: [cpc]\nemployment: unemployed\n"))["pay"]
    assert isinstance(now, dict)
    assert isinstance(between, dict)
    assert isinstance(first, dict)
    assert first["mid_usd"] < between["mid_usd"] == now["mid_usd"]
    assert (first["whom"], between["whom"]) == ("first_job", "next_job")


def test_of_someone_of_whom_nothing_is_known_nothing_is_said_of_people_alike(tmp_path: Path) -> None:
    path = told(tmp_path, "state: OH\n")
    for command in ("advise", "pay"):
        shown = CliRunner().invoke(program, [command, path, "--as-of", "2026-11-23"]).stdout
        assert "people like you" not in shown.lower()
    assert as_json(path)["pay"]["whom"] == "everyone"  # type: ignore[index]


def test_a_beginner_is_told_why_the_entry_range_says_something_else(tmp_path: Path) -> None:
    path = told(tmp_path, "state: GA\nexperience_years: 0\ncredentials: []\nrole: biller\n")
    shown = " ".join(CliRunner().invoke(program, ["pay", path, "--as-of", "2026-11-23"]).stdout.split())
    assert "10th to 25th percentile of the whole occupation" in shown
    assert "first coding job" in shown.lower()


def test_the_headline_says_whose_estimate_it_is_and_how_good(tmp_path: Path) -> None:
    shown = CliRunner().invoke(program, ["advise", told(tmp_path, CODER), "--as-of", "2026-11-23"]).stdout
    said = " ".join(shown.split())
    assert "Our own estimate, not a count, and published by nobody" in said
    assert "calculated by this program from publications of" in said
    assert "This is a weak estimate" in said
    assert "grade D (explained below)" in said and "D: method unknown, or an assumption." in said
    assert "dollars of 2025-05" in said


def test_an_old_estimate_is_marked_wherever_it_stands(tmp_path: Path) -> None:
    path = told(tmp_path, CODER)
    for command in ("advise", "pay"):
        shown = " ".join(CliRunner().invoke(program, [command, path, "--as-of", "2031-01-01"]).stdout.split())
        assert "overdue for review since" in shown.partition("HOW IT COMES ABOUT")[0].partition("YOUR NEXT STEP")[0]
    result = CliRunner().invoke(program, ["advise", path, "--format", "json", "--as-of", "2031-01-01"])
    assert json.loads(result.stdout)["pay"]["overdue"]


def test_what_is_said_of_a_specialty_stands_beside_what_was_measured(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, f"{CODER}specialties: [cardiology]\nwants: {{specialties: [anesthesia]}}\n"))
    said = found["specialties"]
    assert isinstance(said, list)
    assert [(each["specialty"], each["grade"]) for each in said] == [("cardiology", "D"), ("anesthesia", "D")]
    # AAPC 2010, title coder: CCC 40,250 against 39,953 for the CPC, +0.7 %; CANPC 41,574, +4.1 %
    assert [each["measured"]["low"] for each in said] == [0.7, 4.1]


def test_a_stated_pay_is_placed_by_the_level_of_the_survey_too(tmp_path: Path) -> None:
    """Survey members report more than the model gives them, so that fewer of their sort are paid less."""
    stated = as_json(told(tmp_path, f"{CODER}current_pay_usd: 52000\n"))["stated"]
    assert isinstance(stated, dict)
    assert stated["survey_percent"] < stated["alike_percent"]


def test_an_upper_end_beyond_the_ninetieth_percentile_is_explained(tmp_path: Path) -> None:
    note = "above the 90th percentile of the whole occupation"
    for role, is_said in (("auditor", True), ("coder", False)):
        found = as_json(told(tmp_path, CODER.replace("role: coder", f"role: {role}")))["pay"]
        assert isinstance(found, dict)
        assert any(note in each for each in found["notes"]) is is_said


def test_part_time_pay_is_set_against_nobodys_full_year(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, f"{CODER.replace('full_time', 'part_time')}current_pay_usd: 22000\n"))
    stated = found["stated"]
    assert isinstance(stated, dict)
    assert stated["alike_percent"] is None
    assert "part-time" in stated["official"]


def test_remote_work_is_told_once(tmp_path: Path) -> None:
    """Of someone who works remote it is in the estimate already."""
    path = told(tmp_path, CODER)
    assert as_json(path)["remote"]["unit"] == "percent"  # type: ignore[index]
    assert as_json(told(tmp_path, f"{CODER}setting: remote\n"))["remote"] is None


def surveys(path: str) -> list[dict[str, Any]]:
    pay = as_json(path)["pay"]
    assert isinstance(pay, dict)
    found: list[dict[str, Any]] = pay["surveys"]
    return found


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


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "You did not tell us your job; the range is of coders with your years."),
        ("employment: unemployed", "You have no job now"),
        (
            "role: coding_assistant",
            "You told us 4 coding years, and a job that does not code by itself (Coding assistant)",
        ),
    ],
)
def test_the_headline_says_on_which_answers_it_rests(tmp_path: Path, line: str, says: str) -> None:
    path = told(tmp_path, f"state: OH\nexperience_years: 4\ncredentials: [cpc]\n{line}\n")
    for command in ("advise", "pay"):
        shown = " ".join(CliRunner().invoke(program, [command, path, "--as-of", "2026-11-23"]).stdout.split())
        assert says in shown
        assert "You are not paid as a coder" not in shown


def test_a_lower_pay_of_a_first_coding_job_is_said_to_who_earns_more_now(tmp_path: Path) -> None:
    path = told(tmp_path, "state: TX\nexperience_years: 0\ncredentials: []\nrole: biller\ncurrent_pay_usd: 60000\n")
    shown = " ".join(CliRunner().invoke(program, ["advise", path, "--as-of", "2026-11-23"]).stdout.split())
    middle = as_json(path)["pay"]["mid_usd"]  # type: ignore[index]
    assert f"You earn $60,000 now. A coding job may pay less: the middle of our estimate above is ${middle:,}." in shown


@pytest.mark.parametrize(("day", "is_said_marked"), [("2026-11-23", False), ("2027-06-30", True)])
def test_an_overdue_survey_of_a_specialty_is_marked_beside_what_is_said(
    tmp_path: Path, day: str, is_said_marked: bool
) -> None:
    """The survey of 2010 (AAPC, CCC) was due on 2013-12-31, the article of 2023 is due on 2026-12-31."""
    path = told(tmp_path, f"{CODER}specialties: [cardiology]\n")
    shown = " ".join(CliRunner().invoke(program, ["pay", path, "--as-of", day]).stdout.split())
    said, _, measured = shown.partition("SAID OF YOUR SPECIALTIES")[2].partition("For holders of its credential")
    assert ("overdue for review since 2026-12-31" in said) is is_said_marked
    assert "overdue for review since 2013-12-31" in measured.partition("nothing is added")[0]
    result = CliRunner().invoke(program, ["pay", path, "--format", "json", "--as-of", day])
    (entry,) = json.loads(result.stdout)["specialties"]
    assert entry["overdue"] == "2013-12-31"
    assert entry["measured"]["note"].endswith("overdue for review since 2013-12-31")


def test_a_part_without_a_figure_cites_nothing_and_all_others_do(tmp_path: Path) -> None:
    found = as_json(told(tmp_path, f"{CODER}specialties: [cardiology]\nsetting: hybrid\neducation: certificate\n"))
    pay = found["pay"]
    assert isinstance(pay, dict)
    parts = {part["name"]: part for part in pay["parts"]}
    assert [(parts[name]["percent"], parts[name]["grade"]) for name in ("specialty", "setting")] == [(0, None)] * 2
    assert {name for name, part in parts.items() if not part["sources"]} == {"specialty", "setting", "employer"}
    assert not parts["employer"]["known"]
