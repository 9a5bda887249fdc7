"""Questions are for the person: nothing is asked that another answer settles, or that leads beside the trade."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.profile import Profile
from advisor.service import Advisor


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def asked(advisor: Advisor, **told: Any) -> dict[str, str]:
    """The questions to a person who tells *told*, each with what hangs on it."""
    return {
        each.field: each.why
        for each in advisor.advise(Profile.model_validate(told), as_of=date(2026, 11, 23)).questions
    }


def test_accuracy_is_asked_of_those_who_are_paid_to_code(advisor: Advisor) -> None:
    held = [{"id": "cpc", "expires": "2028-03-31"}]
    told = {"experience_years": 4, "credentials": held, "challenges": [], "specialties": [], "setting": "on_site"}
    wants = {"setting": "remote", "budget_usd": 900, "months": 12, "hours_per_week": 10}
    assert "accuracy_percent" in asked(advisor, **told, role="coder", employer="payer", wants=wants)
    assert "accuracy_percent" not in asked(advisor, role="biller", experience_years=0, credentials=[], wants=wants)


def test_no_degree_is_asked_for_above_the_schooling_that_was_told(advisor: Advisor) -> None:
    told = {"experience_years": 3, "role": "coder", "credentials": [], "employer": "physician_group"}
    clinic = asked(advisor, **told, education="high_school", specialties=["family_medicine"])
    assert not [why for why in clinic.values() if "RHIT" in why or "RHIA" in why or "ODS" in why], clinic


def test_an_exam_beside_coding_is_no_reason_to_ask(advisor: Advisor) -> None:
    found = asked(advisor, role="coder", experience_years=4, credentials=[], challenges=["exam_failed"])
    assert not [why for why in found.values() if "HCS" in why], found


def test_someone_without_work_is_not_asked_for_the_job(advisor: Advisor) -> None:
    assert "role" not in asked(advisor, employment="unemployed", experience_years=0, credentials=["cpc_a"])


def test_someone_without_years_is_not_asked_how_they_divide(advisor: Advisor) -> None:
    assert "experience_in" not in asked(advisor, employment="unemployed", experience_years=0, credentials=["cpc_a"])


def test_an_inpatient_coder_is_not_asked_for_specialties(advisor: Advisor) -> None:
    told = {"experience_years": 5, "credentials": ["ccs"], "employer": "hospital_inpatient", "setting": "on_site"}
    assert "specialties" not in asked(advisor, **told, role="inpatient_coder")


def test_a_renewal_is_no_reason_to_ask_for_a_budget(advisor: Advisor) -> None:
    held = [{"id": "cpc", "expires": "2027-03-31"}]
    found = asked(advisor, role="auditor", experience_years=18, credentials=held, challenges=["upkeep_cost"])
    assert "Renew" not in found.get("wants.budget_usd", ""), found
