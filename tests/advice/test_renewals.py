"""What a renewal asks: units by a day, one payment for several credentials, the days left after the day."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.advice.model import Recommendation
from advisor.profile import Profile
from advisor.service import Advisor

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def _renewals(advisor: Advisor, **expires: str) -> list[Recommendation]:
    held = [{"id": each, "expires": day} for each, day in expires.items()]
    advice = advisor.advise(Profile(credentials=held, experience_years=18, role="auditor"), as_of=AS_OF)
    return [each for each in advice.recommendations if each.move == "renew"]


def test_three_credentials_of_aapc_on_one_day_are_one_payment_and_one_number_of_units(advisor: Advisor) -> None:
    [step] = _renewals(advisor, cpc="2027-05-31", cpma="2027-05-31", cemc="2027-05-31")
    assert step.title == "Renew the CEMC, CPC and CPMA"
    assert step.cost_usd and step.cost_usd.high == 222
    assert step.due and step.due.on == "2027-05-31" and set(step.due.credentials) == {"cpc", "cpma", "cemc"}
    # The table of AAPC has 44 units for three credentials.
    assert step.due.ceus == 44
    said = " ".join(step.due.says)
    assert "one payment" in said and "16 of the units must be on auditing" in said and "before 31 May 2027" in said
    assert step.due.sources


def test_credentials_with_days_of_their_own_are_renewed_each_for_itself(advisor: Advisor) -> None:
    steps = _renewals(advisor, cpc="2027-05-31", cpma="2027-03-31")
    assert [each.title for each in steps] == ["Renew the CPC", "Renew the CPMA"]
    assert [each.due.ceus for each in steps if each.due] == [40, 40], "units are counted for all that is held"


def test_units_that_are_missing_can_be_had_time_for_at_a_price(advisor: Advisor) -> None:
    [step] = _renewals(advisor, cpc="2027-01-31")
    assert step.due and "more time for $50" in " ".join(step.due.says)


def test_in_the_days_of_grace_the_days_left_are_told_and_nothing_is_called_lost(advisor: Advisor) -> None:
    [step] = _renewals(advisor, cpc="2026-10-31")
    assert step.due
    said = " ".join((*step.because, *step.due.says))
    assert "lapsed" not in said and "exam" not in said
    # 31 October and 30 days are 30 November, seven days ahead; and 90 days are 29 January.
    assert "23 days ago" in said and "30 November 2026" in said and "7 days left" in said
    assert "29 January 2027 (67 days left)" in said


def test_after_the_days_of_grace_no_late_renewal_is_promised(advisor: Advisor) -> None:
    [step] = _renewals(advisor, cpc="2026-06-30")
    assert "lapsed 4 months ago" in " ".join(step.because)
    assert step.due and "late, not lost" not in " ".join(step.due.says)


@pytest.mark.parametrize(("expires", "said"), [("2026-08-25", True), ("2026-08-24", False)])
def test_the_ninetieth_day_is_the_last_one(advisor: Advisor, expires: str, said: bool) -> None:
    # 25 August and 90 days are 23 November.
    [step] = _renewals(advisor, cpc=expires)
    assert step.due and ("late, not lost" in " ".join(step.due.says)) is said


def test_what_has_lapsed_is_had_back_by_a_day_and_says_how(advisor: Advisor) -> None:
    [step] = _renewals(advisor, cpc="2025-03-31")
    assert step.title == "Have the CPC reinstated"
    # 31 March 2025 and 36 months.
    assert step.due and "By 31 March 2028" in " ".join(step.due.says)
    assert "AAPC" in step.how[0] and "little money" in step.how[0]


def test_a_renewal_in_time_says_nothing_of_having_it_back(advisor: Advisor) -> None:
    [step] = _renewals(advisor, cpc="2027-01-31")
    assert "little money" not in " ".join(step.how)
    assert "how many are missing" in " ".join(step.how)


def _plan(advisor: Advisor, **expires: str) -> list[str]:
    held = [{"id": each, "expires": day} for each, day in expires.items()]
    told = {"credentials": held, "experience_years": 16, "role": "auditor", "employment": "full_time"}
    profile = Profile(**told, challenges=["upkeep_cost"])
    steps = advisor.advise(profile, as_of=AS_OF, top=30).recommendations
    return [says for each in steps if each.id == "practice/continuing_education" and each.due for says in each.due.says]


def test_the_plan_of_units_has_the_number_the_subject_and_the_day_of_each_issuer(advisor: Advisor) -> None:
    said = " ".join(_plan(advisor, cpc="2028-02-29", cpma="2028-02-29", ccs_p="2027-12-31"))
    assert "40 units" in said and "16 of the units must be on auditing" in said and "before 29 February 2028" in said
    assert said.index("31 December 2027") < said.index("29 February 2028"), "what is due first stands first"
    assert "40 % from AHIMA" in said


def test_who_holds_nothing_of_ahima_hears_nothing_of_its_share(advisor: Advisor) -> None:
    said = " ".join(_plan(advisor, cpc="2028-02-29"))
    assert "36 units" in said and "AHIMA" not in said


def test_without_a_day_the_plan_has_what_each_issuer_asks_in_a_cycle_and_from_where(advisor: Advisor) -> None:
    """AHIMA: 20 units in 24 months for one CCS, 40 % of them its own; AAPC: 36 for one credential."""
    person = Profile(credentials=["cpc", "ccs"], experience_years=6, role="coder", challenges=["upkeep_cost"])
    advice = advisor.advise(person, as_of=AS_OF, top=20)
    [plan] = [each for each in advice.recommendations if each.id == "practice/continuing_education"]
    assert plan.due and plan.due.on is None
    said = " ".join(plan.due.says)
    assert "AHIMA asks 20 units of continuing education (CEUs) every 24 months for CCS." in said
    assert "40 % from AHIMA" in said and "AAPC asks 36 units" in said


def test_who_renews_late_with_ahima_is_told_its_share(advisor: Advisor) -> None:
    [step] = _renewals(advisor, ccs="2026-09-30")
    assert step.due and "40 % from AHIMA" in " ".join(step.due.says)
