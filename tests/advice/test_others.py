"""What would do as well as a step is told with its price, and why the step stands before it."""

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


def _step(advisor: Advisor, step: str, **told: Any) -> Recommendation:
    steps = advisor.advise(Profile(**told), as_of=AS_OF, top=30).recommendations
    return next(each for each in steps if each.id == step)


def test_of_two_exams_that_prove_the_same_the_cheaper_stands_first_and_says_so(advisor: Advisor) -> None:
    """The CCS costs $399; the CIC as much as the CPC, $425 to $499, and $222 of dues: $647 to $721."""
    veteran = {"experience_years": 12, "experience_in": {"inpatient": 12}, "credentials": [], "role": "inpatient_coder"}
    ccs = _step(advisor, "earn/ccs", **veteran)
    [cic] = ccs.others
    assert cic.id == "earn/cic" and cic.cost_usd and (cic.cost_usd.low, cic.cost_usd.high) == (647, 721)
    assert ccs.first_because == ("its price in our files is lower",)


def test_the_body_that_is_paid_already_is_the_reason(advisor: Advisor) -> None:
    coder = {"experience_years": 4, "experience_in": {"inpatient": 4}, "role": "inpatient_coder"}
    ccs = _step(advisor, "earn/ccs", **coder, credentials=["cca"])
    assert "you pay AHIMA already" in ccs.first_because


def test_a_step_that_stands_alone_names_no_other(advisor: Advisor) -> None:
    alone = _step(
        advisor, "earn/cpma", experience_years=6, credentials=["cpc"], role="coder", wants={"roles": ["auditor"]}
    )
    assert alone.others == () and alone.first_because == ()


def test_others_are_the_alternatives(advisor: Advisor) -> None:
    learn = _step(
        advisor, "learn/online_course_80_hours", experience_years=0, credentials=[], wants={"roles": ["coder"]}
    )
    assert tuple(each.id for each in learn.others) == learn.alternatives
    assert learn.first_because == ()
