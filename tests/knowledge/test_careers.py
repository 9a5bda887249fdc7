"""What the knowledge base says of careers: the agreed ids, what eases what, whose figures are whose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.outlook import Outlook

SPECIALTIES = """anesthesia pain_management cardiology cardiothoracic_surgery interventional_radiology radiology
radiation_oncology oncology pathology emergency evaluation_and_management family_medicine pediatrics gastroenterology
general_surgery orthopedics neurosurgery obgyn dermatology plastic_surgery ophthalmology otolaryngology urology
rheumatology behavioral_health ambulatory_surgery home_health_hospice risk_adjustment"""
CHALLENGES = """code_updates accuracy_complex_cases technology_change automation first_job exam_failed productivity
burnout isolation hipaa_at_home upkeep_cost offshoring stalled_pay compliance_pressure"""
STRATEGIES = """continuing_education networking next_job_search mentorship
conference local_chapter online_forum code_update_routine
accuracy_self_audit technology_upskilling productivity_routine home_office_compliance job_switch first_job_search
portfolio_practice funding_search raise_request workload_boundaries document_and_escalate"""
STATES = """AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH
OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY US"""
PROGRAMMES = """certificate_program vocational_school community_college associate_him_cahiim bachelor_him_cahiim
postbacc_him_cahiim online_course_80_hours registered_apprenticeship"""
TAUGHT = {"medical terminology", "anatomy", "physiology", "coding guidelines", "regulations"}
"""What a programme that teaches coding covers, as the article on experienced coders says."""
FOR_HOLDERS_OF_A_DEGREE = "postbacc_him_cahiim"
"""It teaches the management of records and leads to the RHIA, no exam in coding."""
DAYS = {
    "icd_10_cm": {"10-01", "04-01"},
    "icd_10_pcs": {"10-01", "04-01"},
    "cpt": {"01-01"},
    "hcpcs_level_ii": {"01-01", "04-01", "07-01", "10-01"},
}


def each(kb: KnowledgeBase, kind: str) -> Iterator[Any]:
    yield from kb.entries[kind].values()


@pytest.mark.parametrize(
    ("kind", "ids"),
    [("specialties", SPECIALTIES), ("challenges", CHALLENGES), ("strategies", STRATEGIES), ("regions", STATES)],
)
def test_the_ids_that_others_rely_on_are_there(kb: KnowledgeBase, kind: str, ids: str) -> None:
    assert set(kb.entries[kind]) == set(ids.split())


@pytest.mark.parametrize("programme", PROGRAMMES.split())
def test_a_programme_can_be_taken_and_names_its_coursework(kb: KnowledgeBase, programme: str) -> None:
    entry: Any = kb.entries["education"][programme]
    assert entry.sort == "programme" and f"learn/{programme}" in kb.entries["steps"]
    assert entry.coursework
    assert set(entry.coursework) >= TAUGHT or programme == FOR_HOLDERS_OF_A_DEGREE


def test_every_challenge_is_eased_by_a_strategy(kb: KnowledgeBase) -> None:
    eased = {challenge for strategy in each(kb, "strategies") for challenge in strategy.eases}
    assert eased == set(kb.entries["challenges"])


def test_a_strategy_says_what_to_do_and_that_nobody_measured_what_it_does(kb: KnowledgeBase) -> None:
    with_the_pay_model = {"job_switch"}
    for strategy in each(kb, "strategies"):
        assert len(strategy.how) >= 3, strategy.id
        says_so = "No measured" in (strategy.description or "")
        assert bool(strategy.benefit) or says_so or strategy.id in with_the_pay_model, strategy.id


def test_code_systems_change_on_their_published_days(kb: KnowledgeBase) -> None:
    assert {each.id: {update.day for update in each.updates} for each in each(kb, "code_systems")} == DAYS


def test_the_latest_median_of_every_state_is_there_with_its_prices(kb: KnowledgeBase) -> None:
    for region in each(kb, "regions"):
        assert "2025-05" in {figure.as_of for figure in region.median_usd}, region.id
        assert {"2019", "2023"} <= {figure.as_of for figure in region.price_parity}, region.id
        assert region.price_parity_housing, region.id


def test_an_hourly_median_is_a_yearly_one_over_2080_hours(kb: KnowledgeBase) -> None:
    for region in each(kb, "regions"):
        yearly = {figure.as_of: figure.value for figure in region.median_usd}
        for figure in region.median_hourly_usd:
            assert abs(figure.value * 2080 - yearly[figure.as_of]) <= 20, region.id


def test_pay_that_is_quoted_says_of_whom_where_and_of_when(kb: KnowledgeBase) -> None:
    quotes = [
        quote for kind in ("roles", "settings", "stages") for entry in each(kb, kind) for quote in entry.pay_quotes
    ]
    assert len(quotes) == 5
    assert all(quote.population and quote.place and quote.period and quote.note for quote in quotes)


def test_the_article_on_experienced_coders_stands_with_the_weakest_grade(kb: KnowledgeBase) -> None:
    (quote,) = kb.entries["stages"]["experienced"].pay_quotes  # type: ignore[attr-defined]
    assert (quote.value.low, quote.value.high, quote.grade, quote.source) == (50000, 80000, "D", "novice_to_expert")


def test_figures_of_onet_name_it_and_its_licence(kb: KnowledgeBase) -> None:
    for occupation in each(kb, "occupations"):
        figures = [*occupation.sources, *occupation.related, *occupation.job_zone, *occupation.facts]
        for figure in figures:
            assert figure.source != "onet_29_2" or "O*NET, CC BY 4.0" in (figure.note or ""), occupation.id


def test_schooling_of_an_occupation_adds_up_to_all_its_people(kb: KnowledgeBase) -> None:
    keys = ("less_than_high_school", "high_school", "some_college", "associate", "bachelor", "master")
    for occupation in each(kb, "occupations"):
        for schooling in occupation.schooling:
            total = sum(getattr(schooling, key) for key in keys) + schooling.doctoral_or_professional
            assert abs(total - 100) < 0.35, occupation.id


def test_exposure_grows_with_the_software_that_is_counted(kb: KnowledgeBase) -> None:
    for occupation in each(kb, "occupations"):
        for exposure in occupation.exposure:
            assert exposure.alpha <= exposure.beta <= exposure.gamma, occupation.id


def test_a_projection_goes_where_its_jobs_go(kb: KnowledgeBase) -> None:
    for outlook in each(kb, "outlook"):
        assert isinstance(outlook, Outlook)
        if len(outlook.employment) == 2 and outlook.change:
            now, then = (figure.value for figure in outlook.employment)
            assert abs(then - now - outlook.change[0].value) <= 200, outlook.id


def test_where_software_codes_first_is_our_judgement_and_named_as_such(kb: KnowledgeBase) -> None:
    for specialty in each(kb, "specialties"):
        says_so = any("n our judgement" in note for note in specialty.notes)
        assert says_so or specialty.automation is None, specialty.id
