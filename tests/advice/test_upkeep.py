"""What credentials cost to have for four years."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.advice.model import Advice, Upkeep
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.issuers import Issuer
from advisor.profile import Profile
from advisor.provenance import best
from advisor.service import Advisor

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def _advice(advisor: Advisor, **keys: object) -> Advice:
    return advisor.advise(Profile(**keys), as_of=AS_OF)


def _of(advice: Advice, id_: str) -> Upkeep:
    return next(each for each in advice.upkeep if each.id == id_)


def _dues(kb: KnowledgeBase) -> int:
    issuer = kb.get("issuers", "aapc")
    assert isinstance(issuer, Issuer)
    dues = best(issuer.dues_usd)
    assert dues
    return dues.value


def test_one_aapc_credential_costs_four_years_of_dues_and_two_cycles_of_units(advisor: Advisor) -> None:
    held = _of(_advice(advisor, credentials=["cpc"], experience_years=6, role="coder"), "held")
    assert held.usd and held.usd.low == held.usd.high == 4 * _dues(advisor.kb)
    assert held.ceus == 2 * 36
    assert held.sources


def test_a_second_credential_of_one_issuer_adds_its_exam_and_four_units_a_cycle_but_no_dues(advisor: Advisor) -> None:
    advice = _advice(advisor, credentials=["cpc"], experience_years=6, role="coder", wants={"roles": ["auditor"]})
    more = _of(advice, "earn/cpma")
    step = next(each for each in advice.recommendations if each.id == "earn/cpma")
    assert [part.name for part in more.parts] == ["exam"]
    assert more.usd == step.cost_usd
    assert more.ceus == 2 * 4


def test_renewing_with_ahima_twice_is_told_as_twice_its_price_for_non_members(advisor: Advisor) -> None:
    held = _of(_advice(advisor, credentials=["ccs"], experience_years=6, role="inpatient_coder"), "held")
    assert [(part.name, part.low_usd, part.high_usd, part.note.split(";")[0]) for part in held.parts] == [
        ("AHIMA renewal", 436, 498, "2 times $218 to $249, as publications tell it, for non-members")
    ]


def test_leaving_one_of_several_aapc_credentials_is_said_to_save_units_and_no_dues(advisor: Advisor) -> None:
    held = _of(_advice(advisor, credentials=["cpc", "cpma", "cemc"], experience_years=9, role="auditor"), "held")
    # 44 units for three, 40 for two.
    assert "saves no dues; it saves 4 units" in " ".join(held.notes)
    assert not _of(_advice(advisor, credentials=["cpc"], experience_years=9, role="coder"), "held").notes


def test_units_from_a_weak_page_are_called_that(advisor: Advisor) -> None:
    held = _of(_advice(advisor, credentials=["cpc", "rcc"], experience_years=9, role="coder"), "held")
    assert [note for note in held.notes if "RCC" in note and "ask RCCB" in note]


def test_a_first_credential_adds_the_dues_of_every_year_once(advisor: Advisor) -> None:
    advice = _advice(advisor, student=True, training=["course_80_hours"], education="certificate")
    first = _of(advice, "earn/cpc")
    step = next(each for each in advice.recommendations if each.id == "earn/cpc")
    assert first.usd and step.cost_usd
    assert first.usd.low == step.cost_usd.low - _dues(advisor.kb) + 4 * _dues(advisor.kb)


def test_what_nobody_publishes_is_said_and_not_counted_as_nothing(advisor: Advisor) -> None:
    for each in _advice(advisor, credentials=["cpc", "cca"], experience_years=6, role="coder").upkeep:
        assert each.usd is not None or each.unknown


def test_licences_and_people_without_credentials_have_no_upkeep(advisor: Advisor) -> None:
    assert not [each for each in _advice(advisor, credentials=[], student=True).upkeep if each.id == "held"]
