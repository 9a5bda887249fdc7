"""Profiles are read with every fault at its place, and checked against the knowledge."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from advisor.errors import InputError
from advisor.profile import Profile, check_profile, read_profile
from tests.profile.small import SMALL

AS_OF = date(2026, 11, 23)


def faults_of(folder: Path, text: str) -> list[str]:
    """What is wrong with a file of *text*: line:column: message."""
    path = folder / "profile.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_profile(str(path), SMALL, AS_OF)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_yaml_and_json_are_the_same_profile(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("experience_years: 1.5\ncredentials: [cpc_a]\nstate: OH\n")
    (tmp_path / "a.json").write_text('{"experience_years": 1.5,\n\t"credentials": ["cpc_a"], "state": "OH"}')
    read = [read_profile(str(tmp_path / name), SMALL) for name in ("a.yaml", "a.json")]
    assert read[0] == read[1] == Profile(experience_years=1.5, credentials=["cpc_a"], state="OH")


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"role: coder\n")))
    assert read_profile("-", SMALL).role == "coder"


def test_every_fault_has_its_place(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "role: coder\nexperience_years: -1\nwants:\n  rolez: 3\n  age: 3\n") == [
        "2:1: 'experience_years' is -1; it must be at least 0.0",
        "4:3: 'wants' has no 'rolez'; did you mean 'roles'?",
        "5:3: 'age' is refused: advice must not depend on age, and a profile has no place for it; take the key out",
    ]


def test_a_credential_that_stands_twice_is_shown_where_it_does(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "credentials:\n  - cpc\n  - coc\n  - id: cpc\n") == [
        "4:5: 'credentials.3' is 'cpc', which stands twice; keep one of them"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("role: codr", "1:1: 'role' names no role that is known: 'codr'; did you mean 'coder'?"),
        (
            "credentials:\n  - CPC-A\n  - nope",
            "2:5: 'credentials.1' names no credential that is known: 'CPC-A'; did you mean 'cpc_a'?",
        ),
        ("experience_in: {inpatiant: 1}", "1:17: 'experience_in.inpatiant' names no domain that is known"),
        ("state: oh", "1:1: 'state' names no state that is known: 'oh'; did you mean 'OH'?"),
        ("state: US", "1:1: 'state' names no state that is known: 'US'; write its two letters, such as OH"),
        ("employer: payor", "did you mean 'payer'?"),
        ("setting: home", "one of: hybrid, on_site, remote"),
        ("specialties: [cardiologie]", "1:15: 'specialties.1' names no specialty"),
        ("challenges: [burn_out]", "did you mean 'burnout'?"),
        ("training: [certificate]", "1:12: 'training.1' names no course that is known: 'certificate'"),
        ("wants: {roles: [auditer]}", "1:17: 'wants.roles.1' names no role that is known"),
        ("wants: {setting: remot}", "did you mean 'remote'?"),
        ("wants: {credentials: [cpc_a]}", "is 'cpc_a', an apprentice form; name 'cpc'"),
        ("wants: {credentials: [rn]}", "is 'rn', a licence"),
        (
            "credentials: [cpc, cpc_a]",
            "1:20: 'credentials.2' is 'cpc_a', the apprentice form of 'cpc', which is there too",
        ),
        (
            "credentials: [{id: cpc, earned: 2026-11-24}]",
            "'credentials.1.earned' is 2026-11-24, after the day of the advice",
        ),
        (
            "experience_years: 2\nexperience_in: {inpatient: 1.5, cdi: 1}",
            "2:1: 'experience_in' adds up to 2.5 coding years",
        ),
        ("experience_in: {inpatient: 50, cdi: 40}", "adds up to 90 coding years, more than 80"),
        ("experience_years: none", "needs a number, not 'none'"),
        ("[]", "1:1: a profile is a mapping of keys and values, not []"),
        ("- role: coder", "a profile is a mapping of keys and values"),
        ("just text", "not 'just text'"),
        ("null", "not None"),
        ("role: coder\nrole: coder", "2:1: key 'role' stands twice"),
        ("student: yes", "1:1: 'student' needs true or false, not 'yes'"),
        ("experience_years: NaN", "needs a number, not 'NaN'"),
        ('{"experience_years": 1e999}', "1:22: '1e999' is too large a number"),
        ("experience_years: .nan", "1:19: '.nan' is not a finite number"),
        ("name: *x", "an alias (*name) is not accepted"),
        ("name: !!str x", "is not accepted; write a plain value"),
        ("credentials: " + "[" * 59 + "]" * 59, "needs the id of a credential"),
    ],
)
def test_a_bad_profile_gets_one_clear_line(tmp_path: Path, text: str, fault: str) -> None:
    faults = faults_of(tmp_path, text)
    assert any(fault in each for each in faults), faults
    assert all("\n" not in each and each[0].isdigit() for each in faults)


def test_years_outside_coding_do_not_count_against_coding_years() -> None:
    check_profile(Profile(experience_years=1, experience_in={"billing": 10, "professional": 1}), SMALL)


def test_the_constructor_and_the_check_name_no_file_where_there_is_none() -> None:
    with pytest.raises(InputError, match=r"^'role' names no role that is known: 'codr'; did you mean 'coder'\?$"):
        check_profile(Profile(role="codr"), SMALL)


def test_a_hundred_thousand_wrong_keys_are_refused_quickly_and_shortly(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, "".join(f"k{number}: 1\n" for number in range(49_000)))
    assert len(faults) == 21
    assert faults[-1].endswith("and 48,980 more like these")


def test_a_word_of_a_million_letters_is_cut_in_the_message(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, f"role: {'x' * 1_000_000}")
    assert len(fault) < 200


@pytest.mark.parametrize("name", [r'"\ud800"', r'"\u001b[31m"', '"<b>"', r'"\u202e"', r'"\u0000"'])
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "profile.json"
    path.write_text(f'{{"name": {name}}}')
    assert read_profile(str(path), SMALL).gives("name")
