"""A profile holds what a person tells, and refuses what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from advisor.errors import InputError
from advisor.profile import Profile
from advisor.profile.model import HeldCredential


def refusal(**keys: Any) -> str:
    """The message that a profile of *keys* is refused with."""
    with pytest.raises(InputError) as caught:
        Profile(**keys)
    return str(caught.value)


def test_lists_and_plain_ids_are_accepted() -> None:
    profile = Profile(
        experience_years=1.5, credentials=["cpc_a"], education="certificate", wants={"roles": ["auditor"]}
    )
    assert profile.credentials == (HeldCredential(id="cpc_a"),)
    assert profile.education is not None
    assert profile.education.level == "certificate"
    assert profile.wants.roles == ("auditor",)


def test_every_key_of_the_contract_is_accepted() -> None:
    profile = Profile(
        name="Sample client",
        state="OH",
        student=False,
        employment="full_time",
        experience_years=1.5,
        experience_in={"professional": 1.5},
        credentials=["cpc_a", {"id": "coc", "earned": "2024-05-01", "expires": "2026-05-31"}],
        role="coder",
        employer="physician_group",
        setting="on_site",
        specialties=["cardiology"],
        education={"level": "associate", "accredited_by": "cahiim", "in_progress": True, "finishes": "2027-05-31"},
        training=["course_80_hours"],
        current_pay_usd=46000,
        accuracy_percent=96,
        productivity_percent=102,
        challenges=["code_updates"],
        wants={
            "roles": ["auditor"],
            "specialties": ["anesthesia"],
            "setting": "remote",
            "target_pay_usd": 70000,
            "budget_usd": 0,
            "hours_per_week": 6,
            "months": 24,
            "credentials": ["cpma"],
            "employers": ["payer"],
        },
    )
    assert profile.credentials[1].expires == date(2026, 5, 31)
    assert profile.model_fields_set == set(Profile.model_fields)


def test_absent_null_and_none_are_told_apart() -> None:
    assert not Profile().gives("credentials")
    for none in (None, "none", [], ["none"]):
        profile = Profile(credentials=none, specialties=none, wants={"roles": none})
        assert profile.gives("credentials")
        assert (profile.credentials, profile.specialties, profile.wants.roles) == ((), (), ())
    assert Profile(employer=None).gives("employer")
    assert Profile(employer="none").employer is None


def test_a_profile_does_not_change() -> None:
    with pytest.raises(ValidationError):
        Profile(role="coder").role = "auditor"  # type: ignore[misc]


def test_the_told_keys_make_the_same_profile_again() -> None:
    keys = {
        "credentials": [{"id": "cpc", "expires": "2026-05-31"}],
        "wants": {"months": 3.0},
        "experience_in": {"cdi": 1.0},
    }
    profile = Profile(employer=None, **keys)
    assert profile.told_keys() == {"employer": None, **keys}
    assert Profile(**profile.told_keys()) == profile
    assert Profile(**profile.told_keys()).model_fields_set == profile.model_fields_set


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"experience_years": -1}, "'experience_years' is -1; it must be at least 0"),
        ({"experience_years": 81}, "at most 80"),
        ({"experience_years": float("nan")}, "needs a finite number"),
        ({"experience_years": float("inf")}, "needs a finite number"),
        ({"experience_years": 10**5000}, "a number of more than 20 digits"),
        ({"experience_years": True}, "needs a number, not True"),
        ({"experience_years": "two"}, "needs a number, not 'two'"),
        ({"experience_in": {"inpatient": -0.5}}, "'experience_in.inpatient' is -0.5"),
        ({"accuracy_percent": 101}, "at most 100"),
        ({"productivity_percent": 301}, "at most 300"),
        ({"current_pay_usd": 0}, "is 0; a pay of 0 or less is none; leave the key out if it is not known"),
        ({"current_pay_usd": -5}, "a pay of 0 or less"),
        ({"current_pay_usd": 22}, "is this hourly? give dollars a year"),
        ({"current_pay_usd": 10_000_001}, "at most 10000000"),
        ({"wants": {"target_pay_usd": 0}}, "'wants.target_pay_usd' is 0; a pay of 0"),
        ({"wants": {"budget_usd": -1}}, "'wants.budget_usd' is -1; it must be at least 0"),
        ({"wants": {"hours_per_week": 169}}, "at most 168"),
        ({"wants": {"months": 601}}, "at most 600"),
        ({"student": "yes"}, "needs true or false, not 'yes'"),
        ({"employment": "fulltime"}, "cannot be 'fulltime'; did you mean 'full_time'?"),
        ({"credentials": "cpc"}, "needs a list, not 'cpc'"),
        ({"credentials": [7]}, "'credentials.1' needs the id of a credential"),
        ({"credentials": [{"id": "cpc", "earned": "2024-05"}]}, "write the full date as YYYY-MM-DD"),
        ({"credentials": [{"id": "cpc", "earned": "2024-02-30"}]}, "the calendar has no such day"),
        ({"credentials": [{"id": "cpc", "earned": "0001-01-01"}]}, "must lie between"),
        ({"credentials": ["cpc", "coc", "cpc"]}, "'credentials.3' is 'cpc', which stands twice"),
        ({"credentials": ["cpc", "none"]}, "'credentials.2' is 'none' beside other items"),
        ({"training": ["none", "practicode"]}, "'training.1' is 'none' beside other items"),
        (
            {"credentials": [{"id": "cpc", "earned": "2026-05-01", "expires": "2025-05-01"}]},
            "after 'expires' 2025-05-01",
        ),
        ({"education": "phd"}, "cannot be 'phd'; one of: associate"),
        (
            {"education": {"level": "certificate", "accredited_by": "cahiim"}},
            "goes with a degree, not with 'certificate'",
        ),
        ({"education": {"level": "associate", "finishes": "2027-05-31"}}, "goes with 'in_progress: true'"),
        ({"name": 5}, "'name' needs a text"),
        ({"name": "x" * 201}, "longer than 200 characters"),
        ({"role": "\ud800"}, "a lone surrogate"),
        ({"rolle": "coder"}, "the profile has no 'rolle'; did you mean 'role'?"),
        ({"wants": {"role": ["coder"]}}, "'wants' has no 'role'; did you mean 'roles'?"),
    ],
)
def test_what_cannot_be_is_refused_in_one_clear_line(keys: dict[str, Any], says: str) -> None:
    message = refusal(**keys)
    assert says in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "key",
    [
        "age",
        "sex",
        "gender",
        "race",
        "ethnicity",
        "religion",
        "health",
        "disability",
        "family",
        "marital_status",
        "children",
        "pregnancy",
        "citizenship",
        "nationality",
        "immigration",
        "criminal_record",
        "veteran",
        "union",
        "date_of_birth",
        "Has-Children",
    ],
)
def test_what_advice_must_not_depend_on_is_refused_with_the_reason(key: str) -> None:
    assert "advice must not depend on" in refusal(**{key: "x"})
    assert "advice must not depend on" in refusal(wants={key: "x"})


def test_a_budget_of_nothing_and_wanting_what_one_has_are_no_errors() -> None:
    Profile(role="coder", credentials=["cpc"], wants={"roles": ["coder"], "credentials": ["cpc"], "budget_usd": 0})
    Profile(student=True, experience_years=12)
    Profile(education={"level": "associate", "in_progress": True})


def test_all_faults_are_reported_together_and_no_more_than_twenty() -> None:
    assert refusal(agee=1, student=3, role=4).count("\n") == 2
    many = refusal(**{f"key_{number}": 1 for number in range(500)})
    assert many.count("\n") == 20
    assert many.endswith("and 480 more like these")


@pytest.mark.parametrize("name", ["\x1b[31mred", "[bold]x[/bold]", "<script>", "\u202eabc", "", "𝒜 ñ", "a\x00b"])
def test_any_name_is_accepted(name: str) -> None:
    assert Profile(name=name).name == name


def test_a_name_with_half_a_character_is_made_whole() -> None:
    assert Profile(name="a\ud800b").name == "a?b"
