"""Columns and cells mean what the contract says, and plain cells are plain to a profile too."""

from __future__ import annotations

import pytest

pytest.importorskip("pyarrow")

from advisor.cohort.keys import keys_of
from advisor.cohort.meanings import BOUNDS
from advisor.cohort.records import Wrongs, person, record_of
from advisor.errors import InputError
from advisor.knowledge import KnowledgeBase
from advisor.profile import Profile
from tests.people import AS_OF


def told(kb: KnowledgeBase, **cells: str) -> Profile | Wrongs:
    keys = keys_of(["profile_id", *cells], kb, "people.csv")
    return person(record_of(1, zip(keys, ["a", *cells.values()], strict=True)), kb, AS_OF)


def test_empty_is_unknown_none_is_none_and_lists_are_joined_by_semicolons(kb: KnowledgeBase) -> None:
    found = told(
        kb,
        credentials="cpc; ccs",
        credentials_cpc_expires="2027-01-31",
        specialties="none",
        training="",
        setting="none",
        wants_roles="auditor;educator",
        wants_budget_usd="0",
        experience_years="12",
        experience_in_inpatient="2.5",
        experience_in_professional="",
        education="bachelor",
        education_accredited_by="cahiim",
        current_pay_usd="46000.0",
        student="FALSE",
    )
    assert found == Profile(
        credentials=[{"id": "cpc", "expires": "2027-01-31"}, "ccs"],
        specialties=[],
        setting=None,
        wants={"roles": ["auditor", "educator"], "budget_usd": 0},
        experience_years=12,
        experience_in={"inpatient": 2.5},
        education={"level": "bachelor", "accredited_by": "cahiim"},
        current_pay_usd=46000,
        student=False,
    )
    assert isinstance(found, Profile)
    assert not found.gives("training") and found.gives("setting") and found.gives("specialties")


@pytest.mark.parametrize("column", sorted(BOUNDS))
def test_numbers_inside_the_bounds_are_accepted_and_others_are_not(kb: KnowledgeBase, column: str) -> None:
    low, high = BOUNDS[column]
    name = "experience_in_billing" if column == "experience_in" else column
    for number in (low, high, (low + high) // 2):
        assert isinstance(told(kb, **{name: f"{number:.0f}"}), Profile), number
    for number in (low - 1, high + 1):
        assert isinstance(told(kb, **{name: f"{number:.0f}"}), Wrongs), number


def test_a_day_of_a_credential_that_is_not_listed_is_wrong(kb: KnowledgeBase) -> None:
    found = told(kb, credentials="ccs", credentials_cpc_expires="2027-01-31")
    assert isinstance(found, Wrongs)
    assert found.all[0].field == "credentials_cpc_expires"
    assert "which 'credentials' does not list" in found.all[0].says


def test_every_column_that_has_no_key_is_named(kb: KnowledgeBase) -> None:
    with pytest.raises(InputError) as error:
        keys_of(["profile_id", "gender", "wants_role", "credentials_xyz_expires"], kb, "people.csv")
    assert len(error.value.faults) == 3
    assert "did you mean 'wants_roles'" in str(error.value)
