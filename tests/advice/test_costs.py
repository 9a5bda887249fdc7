"""What a step costs this person: the price, dues to join, and what being late costs at each point."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.advice.model import Recommendation
from advisor.profile import Profile
from advisor.service import Advisor

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def _renewal(advisor: Advisor, credential: str, expires: str) -> Recommendation:
    profile = Profile(credentials=[{"id": credential, "expires": expires}], experience_years=6, role="coder")
    steps = advisor.advise(profile, as_of=AS_OF).recommendations
    return next(each for each in steps if each.id == f"renew/{credential}")


def _parts(step: Recommendation) -> dict[str, tuple[int, int]]:
    return {part.name: (part.low_usd, part.high_usd) for part in step.cost_parts}


@pytest.mark.parametrize(
    ("expires", "on_top"),
    [
        ("2026-11-15", {}),
        ("2026-11-05", {"late fee": (0, 50)}),
        ("2026-10-10", {"late fee": (50, 50)}),
        ("2026-06-30", {"AAPC reinstatement": (200, 200)}),
    ],
    ids=["eight days", "eighteen days, which two pages tell differently", "six weeks", "five months"],
)
def test_being_late_with_aapc_costs_by_the_days(
    advisor: Advisor, expires: str, on_top: dict[str, tuple[int, int]]
) -> None:
    parts = _parts(_renewal(advisor, "cpc", expires))
    assert {name: price for name, price in parts.items() if name != "AAPC dues, one year"} == on_top
    assert "AAPC dues, one year" in parts


def test_an_inactive_ahima_credential_costs_its_extension_on_top(advisor: Advisor) -> None:
    assert _parts(_renewal(advisor, "ccs", "2026-08-15"))["late fee"] == (50, 50)


def test_the_cost_is_the_sum_of_its_parts(advisor: Advisor) -> None:
    for profile in (Profile(student=True, education="certificate"), Profile(credentials=["cpc"], experience_years=6)):
        for step in advisor.advise(profile, as_of=AS_OF, top=30).recommendations:
            if step.cost_parts and step.cost_usd:
                assert step.cost_usd.low == sum(part.low_usd for part in step.cost_parts)
                assert step.cost_usd.high == sum(part.high_usd for part in step.cost_parts)
                assert all(part.sources for part in step.cost_parts)
                assert step.cost_as_of


def test_who_is_no_member_is_told_the_price_for_non_members_and_what_members_pay(advisor: Advisor) -> None:
    profile = Profile(student=True, education="certificate", wants={"employers": ["hospital_inpatient"]})
    steps = advisor.advise(profile, as_of=AS_OF, top=30).recommendations
    cca = next(each for each in steps if each.id == "earn/cca")
    assert cca.cost_usd and (cca.cost_usd.low, cca.cost_usd.high) == (299, 299)
    assert cca.cost_parts[0].name == "exam for non-members"
    assert cca.cost_parts[0].note == "members pay $199, beside dues of $149 a year"


def test_a_price_is_as_old_as_the_last_page_that_tells_it(advisor: Advisor) -> None:
    # Two pages of 2023 and three of February 2026 have 199 and 299 dollars for the CCA.
    step: Any = advisor.kb.get("steps", "earn/cca")
    assert step.cost_as_of == "2026-02"


def test_renewing_with_ahima_costs_the_price_of_non_members_and_not_the_dues_of_members(advisor: Advisor) -> None:
    step = _renewal(advisor, "ccs", "2027-02-28")
    assert step.cost_usd and (step.cost_usd.low, step.cost_usd.high) == (218, 249), "two pages of 2026 disagree"
    assert step.cost_parts[0].note == "members pay $100, beside dues of $149 a year"


def _advised(advisor: Advisor, step_id: str, **keys: object) -> Recommendation:
    steps = advisor.advise(Profile(**keys), as_of=AS_OF, top=30).recommendations
    return next(each for each in steps if each.id == step_id)


def test_an_exam_names_the_books_and_the_course_that_its_price_leaves_out(advisor: Advisor) -> None:
    beginner = _advised(advisor, "earn/cpc", experience_years=0, credentials=None, training=["externship"])
    assert [each.split()[1] for each in beginner.not_in_cost] == ["code", "course,"]
    trained = _advised(advisor, "earn/cpc", experience_years=0, credentials=None, education="certificate")
    assert [each.split()[1] for each in trained.not_in_cost] == ["code"]


def test_one_try_and_two_are_told_apart_and_a_price_of_another_exam_is_called_that(advisor: Advisor) -> None:
    cpma = _advised(
        advisor, "earn/cpma", experience_years=6, credentials=["cpc"], role="coder", wants={"roles": ["auditor"]}
    )
    assert "$425 for one try, $499 for two" in cpma.cost_parts[0].note
    assert "no price for the CPMA exam was seen" in cpma.cost_parts[0].note


def test_a_budget_is_compared_with_the_price(advisor: Advisor) -> None:
    wants = {"budget_usd": 800}
    step = _advised(advisor, "earn/cpc", experience_years=0, credentials=None, education="certificate", wants=wants)
    # 425 + 222 = 647 and 499 + 222 = 721 of 800 leave 153 and 79.
    assert step.left and (step.left.low_usd, step.left.high_usd) == (79, 153)


def test_what_comes_on_top_of_a_reinstatement_without_a_price_is_named(advisor: Advisor) -> None:
    assert _renewal(advisor, "cpc", "2025-03-31").not_in_cost[0] == "back dues"
    assert "back dues" not in _renewal(advisor, "cpc", "2027-03-31").not_in_cost


def test_several_credentials_of_ahima_on_one_day_pay_once_and_the_price_of_further_ones(advisor: Advisor) -> None:
    held = [{"id": each, "expires": "2027-02-28"} for each in ("ccs", "rhit")]
    steps = advisor.advise(Profile(credentials=held, experience_years=6, role="inpatient_coder"), as_of=AS_OF)
    renewals = [each for each in steps.recommendations if each.move == "renew"]
    assert [each.title for each in renewals] == ["Renew the CCS and RHIT"]
    # 218 or 249 for the first and 50 for the other.
    assert renewals[0].cost_usd and (renewals[0].cost_usd.low, renewals[0].cost_usd.high) == (268, 299)


def test_what_is_above_the_budget_says_its_price_and_by_how_much(advisor: Advisor) -> None:
    """A first CPC: 425 to 499 dollars and 222 of dues are 647 to 721; 400 dollars fall short by 247 to 321."""
    beginner = Profile(experience_years=0, credentials=[], wants={"credentials": ["cpc"], "budget_usd": 400})
    [cpc] = [each for each in advisor.advise(beginner, as_of=AS_OF).not_recommended if each.id == "earn/cpc"]
    assert cpc.cost_usd and (cpc.cost_usd.low, cpc.cost_usd.high) == (647, 721)
    assert cpc.left and (cpc.left.low_usd, cpc.left.high_usd) == (-321, -247)
    assert cpc.sources and cpc.cost_grade == "C"


def test_what_is_missing_for_another_reason_says_no_price(advisor: Advisor) -> None:
    coder = Profile(credentials=["rn"], experience_years=0, wants={"credentials": ["ccds"], "budget_usd": 5000})
    [ccds] = [each for each in advisor.advise(coder, as_of=AS_OF).not_recommended if each.id == "earn/ccds"]
    assert ccds.cost_usd is None and ccds.left is None


def test_the_road_that_we_do_not_advise_costs_what_its_exam_costs(advisor: Advisor) -> None:
    nurse = Profile(credentials=["rn"], experience_years=0, wants={"roles": ["coder"]})
    [coder] = [each for each in advisor.advise(nurse, as_of=AS_OF).not_recommended if each.id == "become/coder"]
    assert coder.road and coder.road.id == "earn/cpc"
    assert coder.road.cost_usd and (coder.road.cost_usd.low, coder.road.cost_usd.high) == (647, 721)
    assert set(coder.road.sources) <= set(coder.sources)
