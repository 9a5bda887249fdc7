"""Days ahead: from the person's own credentials, the code systems and the exams that are advised."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.advice.model import DateAhead
from advisor.profile import Profile
from advisor.service import Advisor

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def _dates(advisor: Advisor, **keys: object) -> dict[str, list[DateAhead]]:
    found: dict[str, list[DateAhead]] = {}
    for each in advisor.advise(Profile(**keys), as_of=AS_OF).dates:
        found.setdefault(each.about, []).append(each)
    return found


def test_a_credential_has_its_renewal_its_grace_its_end_and_its_reinstatement(advisor: Advisor) -> None:
    own = _dates(advisor, credentials=[{"id": "cpc", "expires": "2027-02-28"}], role="coder")["cpc"]
    # Two pages of AAPC tell the grace as 30 and as 10 days: the earlier one is safe.
    assert [each.on for each in own] == ["2027-02-28", "2027-03-10", "2027-05-29", "2030-02-28"]
    assert all(each.sources for each in own)


def test_a_lapsed_credential_has_only_the_days_that_are_still_ahead(advisor: Advisor) -> None:
    own = _dates(advisor, credentials=[{"id": "cpc", "expires": "2025-05-31"}], role="coder")["cpc"]
    assert [each.on for each in own] == ["2028-05-31"]
    assert "reinstated" in own[0].says


def test_in_the_days_of_grace_the_later_of_two_pages_is_told_once_the_earlier_has_passed(advisor: Advisor) -> None:
    own = _dates(advisor, credentials=[{"id": "cpc", "expires": "2026-10-31"}], role="coder")["cpc"]
    # 31 October and 30 days, 90 days, 36 months.
    assert [each.on for each in own] == ["2026-11-30", "2027-01-29", "2029-10-31"]


def test_credentials_of_one_issuer_that_run_out_on_one_day_have_one_line_for_each_day(advisor: Advisor) -> None:
    held = [{"id": each, "expires": "2027-02-28"} for each in ("cpc", "cpma")]
    ahead = advisor.advise(Profile(credentials=held, role="auditor"), as_of=AS_OF).dates
    own = [each for each in ahead if each.about == "cpc"]
    assert len(own) == 4 and all(each.also == ("cpma",) and "CPC and CPMA" in each.says for each in own)
    assert not [each for each in ahead if each.about == "cpma"]


def test_a_credential_without_a_date_has_none(advisor: Advisor) -> None:
    assert "cpc" not in _dates(advisor, credentials=["cpc"], role="coder")


def test_180_days_of_inactivity_are_said_once_and_counted_in_days(advisor: Advisor) -> None:
    own = _dates(advisor, credentials=[{"id": "ccs", "expires": "2026-12-31"}], role="inpatient_coder")["ccs"]
    assert [each.on for each in own] == ["2026-12-31", "2027-06-29"]


def test_the_next_day_of_each_code_system_is_told_to_whoever_codes(advisor: Advisor) -> None:
    found = _dates(advisor, role="coder", credentials=["cpc"])
    assert found["cpt"][0].on == "2027-01-01"
    assert [each.on for each in found["icd_10_cm"]] == ["2027-04-01", "2027-10-01"]
    assert [each.on for each in found["hcpcs_level_ii"]] == ["2027-01-01"]
    assert "again on 1 April, 1 July and 1 October" in found["hcpcs_level_ii"][0].says
    assert "cpt" not in _dates(advisor, student=True)
    assert "cpt" not in _dates(advisor, credentials=["rn"]), "a license to treat people is no coding"


def test_each_kind_of_work_is_told_the_days_of_its_own_codes(advisor: Advisor) -> None:
    inpatient = _dates(advisor, role="inpatient_coder", credentials=["ccs"])
    assert "icd_10_pcs" in inpatient and not {"cpt", "hcpcs_level_ii"} & set(inpatient)
    assert "icd_10_pcs" not in _dates(advisor, role="coder", credentials=["cpc"])


def test_the_books_of_an_exam_are_told_where_that_exam_is_said_to_ask_for_them(advisor: Advisor) -> None:
    wants = {"roles": ["compliance_officer"], "credentials": ["cpco"]}
    advice = advisor.advise(
        Profile(credentials=["cpc", "cpma"], experience_years=9, role="auditor", wants=wants), as_of=AS_OF
    )
    [step] = [each for each in advice.recommendations if each.id == "earn/cpco"]
    assert not any("books" in each for each in step.not_in_cost)
    assert not any("CPCO" in each.says for each in advice.dates)


def test_days_stand_in_order(advisor: Advisor) -> None:
    ahead = advisor.advise(Profile(credentials=[{"id": "cpc", "expires": "2027-02-28"}]), as_of=AS_OF).dates
    assert [each.on for each in ahead] == sorted(each.on for each in ahead)


def test_an_ahima_credential_inactive_since_july_can_come_back_until_the_180th_day(advisor: Advisor) -> None:
    own = _dates(advisor, credentials=[{"id": "ccs", "expires": "2026-07-15"}], role="inpatient_coder")["ccs"]
    assert [each.on for each in own] == ["2027-01-11"]


@pytest.mark.parametrize(
    ("credential", "earned", "expires", "cycle_ends"),
    [
        ("ccs", "2021-03-01", "2028-03-01", "2027-03-01"),
        ("ccs", "2022-03-01", "2028-03-01", None),
        ("ccs", "2022-03-01", "2028-04-30", None),
        ("ccs", "2022-05-01", "2028-04-01", None),
        ("ccs", "2026-09-01", "2027-09-01", None),
        ("ccs", "2020-11-01", "2027-11-01", None),
        ("cpc", "2021-03-01", "2028-03-01", None),
    ],
)
def test_a_day_of_renewal_that_no_cycle_gives_is_asked_about_where_one_ends_before_it(
    advisor: Advisor, credential: str, earned: str, expires: str, cycle_ends: str | None
) -> None:
    held = {"id": credential, "earned": earned, "expires": expires}
    own = _dates(advisor, credentials=[held], role="coder")[credential]
    asked = [each for each in own if "Look in your account now which of the days holds" in each.says]
    assert [each.on for each in asked] == ([cycle_ends] if cycle_ends else [])
    assert all("by cycles of 24 months" in each.says and each.sources for each in asked)
    assert [each.on for each in own if each.doubts] == [each.on for each in asked]
    last = own[-1].says
    assert "reinstated" in last and ("if the earlier day holds" in last) == bool(asked)
