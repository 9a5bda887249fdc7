"""What each command prints, and what it refuses."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from advisor.errors import Fault
from advisor.profile import Profile
from advisor.service import Advisor
from advisor.service.checking import CheckReport
from tests.cli.conftest import Runs

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DAY = ("--as-of", "2026-11-23")


@pytest.mark.parametrize("shape", ["text", "markdown", "json"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_advised_in_every_format(advisor: Runs, example: Path, shape: str) -> None:
    code, out, err = advisor("advise", example, "--format", shape, *DAY)
    assert (code, err) == (0, "")
    assert out.endswith("\n")
    assert "…" not in out


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_client_reads_no_jargon(advisor: Runs, example: Path) -> None:
    out = advisor("advise", example, *DAY)[1]
    assert not re.search(r"\b(flag|derivation|ground rule|predicate|None|null)\b", out)
    assert "will earn" not in out


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_printed_percent_of_pay_has_its_evidence(advisor: Runs, example: Path) -> None:
    said = " ".join(advisor("advise", example, *DAY)[1].split())
    for line in re.findall(
        r"For you .*?\[[a-z]+\]|Groups .*?\[[a-z]+\]|we know of no published figure of what first jobs pay.*?\[[a-z]+\]",
        said,
    ):
        assert re.search(r"; grade [A-D](?: \([^)]*\))?, [^\[]*\[[a-z]+\]$", line), line
        letter = line[line.rindex("[") + 1 : -1]
        notes = said[said.index("is an association, not a promise") :]
        assert re.search(rf" {letter} .*?grade [A-D]", notes), line


def test_the_same_input_gives_the_same_bytes(advisor: Runs, novice: Path) -> None:
    runs = {advisor("advise", novice, "--format", "json", *DAY)[1] for _ in range(3)}
    assert len(runs) == 1


def test_json_is_what_the_python_face_gives(advisor: Runs, novice: Path) -> None:
    from datetime import date

    out = json.loads(advisor("advise", novice, "--format", "json", "--top", "2", *DAY)[1])
    profile = Profile(name="Ann", experience_years=1.5, credentials=["cpc_a"], role="coder")
    assert out == Advisor().advise(profile, as_of=date(2026, 11, 23), top=2).model_dump(mode="json")


def test_top_limits_the_steps(advisor: Runs, novice: Path) -> None:
    assert len(json.loads(advisor("advise", novice, "--format", "json", "--top", "1")[1])["recommendations"]) == 1


def test_the_profile_may_come_from_standard_input(advisor: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name: Ann\nrole: coder\n")))
    code, out, err = advisor("advise", "-")
    assert (code, err) == (0, "")
    assert out.startswith("Next steps for Ann\n")


def test_a_hostile_name_is_printed_harmless(advisor: Runs, tmp_path: Path) -> None:
    profile = tmp_path / "p.json"
    profile.write_text('{"name": "\\u001b[31m\\u202e[bold]x[/bold]<b>\\ud800", "role": "coder"}')
    for shape, shown in (("text", "[bold]x[/bold]<b>"), ("markdown", "\\[bold\\]x\\[/bold\\]&lt;b&gt;")):
        code, out, _ = advisor("advise", profile, "--format", shape)
        assert code == 0
        assert shown in out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_the_report_goes_to_a_file(advisor: Runs, novice: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    assert advisor("advise", novice, "--format", "markdown", "--output", target) == (0, "", "")
    assert target.read_text().startswith("# Next steps for Ann\n")
    code, out, err = advisor("advise", novice, "--output", target)
    assert (code, out) == (1, "")
    assert err == f"{target}: exists already; --force overwrites it\n"
    assert advisor("advise", novice, "--output", target, "--force")[0] == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("rol: coder\n", ":1:1: "),
        ("role: codr\n", "did you mean 'coder'?"),
        ("experience_years: -1\n", ":1:1: "),
        ("", "p.yaml"),
        ("- a\n", "p.yaml:1:1: "),
        ("a: [\n", "p.yaml:2:1: "),
        ("age: 40\n", "refused"),
    ],
)
def test_a_bad_profile_is_1_with_its_place_and_nothing_on_standard_output(
    advisor: Runs, tmp_path: Path, content: str, says: str
) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text(content)
    for arguments in (["advise", profile], ["why", profile, "earn/cpc"]):
        code, out, err = advisor(*arguments)
        assert (code, out) == (1, "")
        assert says in err
        assert "Traceback" not in err


def test_a_missing_profile_and_a_folder_are_bad_input(advisor: Runs, tmp_path: Path) -> None:
    assert advisor("advise", tmp_path / "none.yaml") == (1, "", f"{tmp_path}/none.yaml: no such file\n")
    assert advisor("advise", tmp_path)[0] == 1


def test_an_unknown_engine_is_bad_input(advisor: Runs, novice: Path) -> None:
    code, out, err = advisor("advise", novice, "--engine", "levls")
    assert (code, out) == (1, "")
    assert "did you mean 'levels'?" in err


@pytest.mark.parametrize("option", ["--kb", "--rules"])
def test_a_folder_that_does_not_exist_is_bad_input(advisor: Runs, novice: Path, tmp_path: Path, option: str) -> None:
    code, out, err = advisor("advise", novice, option, tmp_path / "nowhere")
    assert (code, out) == (1, "")
    assert "nowhere" in err


def test_engines_differ_in_engine_alone(advisor: Runs, novice: Path) -> None:
    found = []
    for name in ("durable", "levels", "reference"):
        advice = json.loads(advisor("advise", novice, "--format", "json", "--engine", name, *DAY)[1])
        assert advice.pop("engine")["name"] == name
        found.append(advice)
    assert found[0] == found[1] == found[2]


def first_step(advisor: Runs, profile: Path) -> str:
    return str(json.loads(advisor("advise", profile, "--format", "json")[1])["recommendations"][0]["id"])


def test_why_proves_a_recommended_step_at_three_depths(advisor: Runs, novice: Path) -> None:
    step = first_step(advisor, novice)
    shown = [advisor("why", novice, step, "--depth", depth)[1] for depth in ("client", "counselor", "auditor")]
    assert "Because:" in shown[0]
    assert "rule:" not in shown[0] + shown[1]
    assert "rule: " in shown[2]


def test_why_as_json_holds_the_whole_proof(advisor: Runs, novice: Path) -> None:
    step = first_step(advisor, novice)
    value = json.loads(advisor("why", novice, step, "--format", "json")[1])
    assert value["recommended"] is True
    assert value["proof"]["from"]


def test_why_of_a_step_not_recommended_names_why_not(advisor: Runs, novice: Path) -> None:
    code, out, _ = advisor("why", novice, "become/coding_manager")
    assert code == 0
    assert "why-not" in out


def test_why_of_an_unknown_step_is_bad_input(advisor: Runs, novice: Path) -> None:
    code, out, err = advisor("why", novice, "earn/cpq")
    assert (code, out) == (1, "")
    assert "earn/cp" in err


def test_facts_count_the_kinds_and_list_and_show_entries(advisor: Runs) -> None:
    kinds = json.loads(advisor("facts", "--format", "json")[1])["kinds"]
    listed = json.loads(advisor("facts", "credentials", "--format", "json")[1])
    assert listed["kind"] == "credentials"
    assert len(listed["entries"]) == kinds["credentials"]
    cpc = json.loads(advisor("facts", "credentials", "cpc", "--format", "json")[1])
    assert cpc in listed["entries"]
    assert cpc["id"] == "cpc"


@pytest.mark.parametrize(
    "arguments", [["credential"], ["credentials", "cqc"], ["credentials", "cqc", "--format", "json"]]
)
def test_unknown_facts_are_bad_input_with_a_suggestion(advisor: Runs, arguments: list[str]) -> None:
    code, out, err = advisor("facts", *arguments)
    assert (code, out) == (1, "")
    assert "did you mean" in err


def test_every_fact_can_be_read(advisor: Runs) -> None:
    from advisor.knowledge import built_in_folder
    from advisor.knowledge.load import load_knowledge
    from advisor.reports.facts import entry_text

    kb = load_knowledge([built_in_folder("kb")]).kb
    for kind, found in kb.entries.items():
        for entry in found.values():
            shown = entry_text(kb, entry, "2026-11-23")
            assert entry.title.split()[0] in shown, kind
            assert "{'" not in shown, (kind, entry.id)


def test_a_pay_fact_carries_its_basis_and_caveat(advisor: Runs) -> None:
    said = " ".join(advisor("facts", "pay", "cert_first")[1].split())
    assert "+2 % to +13 %, middle +5.5 %: what the step may do for one person; inferred, not measured" in said
    assert said.count("an association, not a promise") == 2
    assert "associations for groups of people, not promises for one" in said


def test_the_template_names_every_key(advisor: Runs) -> None:
    for arguments in ([], ["--template"]):
        code, out, err = advisor("profile", *arguments)
        assert (code, err) == (0, "")
        for key in (*Profile.model_fields, *type(Profile().wants).model_fields):
            assert f"{key}:" in out, key


def test_check_says_what_was_checked(advisor: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    report = CheckReport((), (Fault("r.yaml", 1, 1, "is odd"),), 3, 6, 9, ("durable", "levels"), ("a.b[c]",))
    monkeypatch.setattr("advisor.service.checking.check", lambda *_: report)
    sound = "sound: 9 entries, 3 rules, 6 examples on durable, levels\n"
    assert advisor("check") == (0, sound, "r.yaml:1:1: is odd (warning)\n")
    assert advisor("check", "--verbose")[1] == f"left out: a.b[c]\n{sound}"


def test_check_fails_with_every_fault_and_nothing_on_standard_output(
    advisor: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = CheckReport((Fault("a.yaml", 3, 1, "lacks 'x'"), Fault("b.yaml", 1, 2, "is wrong")), ())
    monkeypatch.setattr("advisor.service.checking.check", lambda *_: report)
    assert advisor("check") == (1, "", "a.yaml:3:1: lacks 'x'\nb.yaml:1:2: is wrong\n")


def test_check_of_a_missing_file_is_bad_input(advisor: Runs, tmp_path: Path) -> None:
    assert advisor("check", tmp_path / "no.yaml") == (1, "", f"{tmp_path}/no.yaml: no such file\n")


def test_the_schema_of_each_kind_is_written(advisor: Runs, tmp_path: Path) -> None:
    code, _, err = advisor("check", "--schema", tmp_path / "schemas")
    assert (code, err) == (0, "")
    schema = json.loads((tmp_path / "schemas" / "credentials.schema.json").read_text())
    assert "abbreviation" in schema["properties"]
    assert "id" not in schema["properties"]
    assert "id" not in schema["required"]
    assert not (tmp_path / "schemas" / "steps.schema.json").exists()
    assert "additionalProperties" in json.loads((tmp_path / "schemas" / "sources.schema.json").read_text())


def test_check_lists_what_will_be_overdue_and_refuses_what_is_no_day(advisor: Runs) -> None:
    code, out, err = advisor("check", "--stale", "2027-12-31")
    assert (code, err) == (0, "")
    *lines, last = out.splitlines()
    assert last == f"overdue on 2027-12-31: {len(lines)}"
    assert all(": due 20" in line and line.startswith("kb/") for line in lines)
    assert advisor("check", "--stale", "soon")[0] == 2


@pytest.mark.parametrize("day", ["9999-12-31", "20261123", "2026-W47-1", "1999-01-01"])
def test_a_day_out_of_reach_or_spelt_otherwise_is_wrong_usage(advisor: Runs, novice: Path, day: str) -> None:
    code, out, err = advisor("advise", novice, "--as-of", day)
    assert (code, out) == (2, "")
    assert repr(day) in err


def test_a_file_called_json_is_json(advisor: Runs, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"role": }')
    assert advisor("advise", path) == (
        1,
        "",
        f"{path}:1:10: is no JSON: Expecting value; mend it, or call the file .yaml\n",
    )
    path.write_text('{"role": "coder"}')
    assert advisor("advise", path)[0] == 0


def test_a_day_to_come_is_refused_at_its_place(advisor: Runs, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("credentials: [{id: cpc, earned: 2099-01-01}]\n")
    for command in (["advise", path], ["why", path, "earn/cpma"], ["pay", path]):
        assert f"{path}:1:" in advisor(*command)[2]


def test_why_says_what_it_is_when_nothing_is_missing(advisor: Runs, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("credentials: [cpc]\nexperience_years: 5\nrole: coder\n")
    assert "nothing that you told us speaks for it" in advisor("why", path, "earn/cic")[1]


def test_a_folder_that_changes_nothing_changes_no_byte(advisor: Runs, novice: Path, tmp_path: Path) -> None:
    first = advisor("advise", novice, "--format", "json", *DAY)[1]
    assert advisor("advise", novice, "--format", "json", "--kb", tmp_path, *DAY)[1] == first
