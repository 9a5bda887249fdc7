"""What a step costs this person: the price, dues to join, and what being late costs at each point."""

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
    assert {name: price for name, price in parts.items() if name != "dues or renewal"} == on_top
    assert "dues or renewal" in parts


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
    assert cca.cost_parts[0].name == "exam for non-members, members $199"
