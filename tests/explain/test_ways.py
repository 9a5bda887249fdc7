"""Which ways to a step are named: the nearest, none that goes in a circle, first those that the report's steps open."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.explain.proof import Missing
from advisor.explain.ways import nearest
from advisor.profile import Profile
from advisor.rulebook.flags import AnyOf, Compared, Flag
from advisor.service import Advisor

AS_OF = date(2026, 11, 23)
FIVE = Missing("experience", "five years", flag=Flag("experience", (Compared("at_least", 5),)))
TWO = Missing("experience", "two years", flag=Flag("experience", (Compared("at_least", 2),)))
LEAD = Missing("role", "lead", flag=Flag("role", (AnyOf(frozenset({"lead_coder"})),)))
HOLDS = Missing("holds", "CPC", flag=Flag("holds", (AnyOf(frozenset({"cpc"})),)))


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


def test_a_way_that_asks_all_of_another_and_more_is_not_named() -> None:
    assert nearest([[FIVE], [FIVE, LEAD]]) == [[FIVE]]
    assert nearest([[FIVE, LEAD], [TWO]]) == [[TWO]]
    assert nearest([[FIVE], [TWO, HOLDS]]) == [[FIVE], [TWO, HOLDS]]
    assert nearest([[TWO], [TWO]]) == [[TWO]]


def _needs(advisor: Advisor, step: str, **told: object) -> str:
    advice = advisor.advise(Profile(**told), as_of=AS_OF)
    [found] = [each for each in advice.not_recommended if each.id == step]
    return " | ".join(each.says for each in found.missing)


def test_years_of_coding_are_no_way_into_the_first_coding_job_but_one_into_another(advisor: Advisor) -> None:
    biller = {"role": "biller", "credentials": [], "experience_years": 0, "wants": {"roles": ["risk_adjustment_coder"]}}
    coder = {"role": "coder", "credentials": ["cpc_a"], "experience_years": 0.3}
    assert "paid coding work" not in _needs(advisor, "become/risk_adjustment_coder", **biller)
    assert "at least 1 year of paid coding work" in _needs(advisor, "become/risk_adjustment_coder", **coder)


def test_the_first_exams_are_named_before_those_for_people_with_years(advisor: Advisor) -> None:
    nurse = {"credentials": ["rn"], "experience_years": 0, "wants": {"roles": ["coder"]}}
    assert "to hold CCA, CPC, " in _needs(advisor, "become/coder", **nurse)


def test_a_gap_names_each_way_by_itself(advisor: Advisor) -> None:
    advice = advisor.advise(Profile(credentials=["cpc_a"], experience_years=0.5, role="coder"), as_of=AS_OF)
    [found] = [each for each in advice.not_recommended if each.id == "clear_apprentice/cpc"]
    [gap] = found.missing
    assert len(gap.ways) >= 2
    assert gap.says == "one of these: " + "; or ".join(gap.ways)
    assert not gap.judged
