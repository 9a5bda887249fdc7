"""The advisor as its users meet it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from advisor import Advisor, InputError, Profile
from advisor.advice import Advice
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.reasons import Reason
from tests.people import AS_OF, profile_of, random_profile

SEEDS = range(300)


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor()


ADVISED: dict[tuple[int, int], Advice] = {}


def advised(advisor: Advisor, seed: int, kb: KnowledgeBase) -> Advice:
    """The advice for a random person, worked out once."""
    key = id(advisor), seed
    if key not in ADVISED:
        ADVISED[key] = advisor.advise(profile_of(seed, kb), as_of=AS_OF)
    return ADVISED[key]


def plain(advice: Advice) -> dict[str, Any]:
    return advice.model_dump(mode="json")


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, advisor; sys.exit('pydantic' in sys.modules or 'yaml' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_nobody_of_whom_nothing_is_known_is_advised(advisor: Advisor) -> None:
    advice = advisor.advise(Profile(), as_of=AS_OF)
    assert advice.recommendations == ()
    assert advice.stage.id == "student"
    assert 1 <= len(advice.questions) <= 3


def test_an_unknown_id_is_an_error_with_a_suggestion(advisor: Advisor) -> None:
    with pytest.raises(InputError, match="did you mean 'cpma'"):
        advisor.advise(Profile(credentials=["cpmaa"]))


def test_the_same_person_gets_the_same_bytes_and_engines_differ_in_their_name_alone(
    advisor: Advisor, kb: KnowledgeBase
) -> None:
    others = [Advisor(engine=name) for name in ("levels", "reference")]
    for seed in range(40):
        mine = plain(advised(advisor, seed, kb))
        again = plain(advisor.advise(profile_of(seed, kb), as_of=AS_OF))
        assert json.dumps(mine) == json.dumps(again)
        for other in others:
            theirs = plain(advised(other, seed, kb))
            assert {**theirs, "engine": None} == {**mine, "engine": None}, seed


UNTOLD = {"current_pay": None, "target_pay": None}


def without_dollars(advice: dict[str, Any]) -> dict[str, Any]:
    """*advice* without what may depend on place and pay: the estimate, official medians, sources, effects in dollars."""
    placed = {"numbers": None, "sources": None}
    steps = [
        {**step, "effect": step["effect"] and _percents(step["effect"]), **placed} for step in advice["recommendations"]
    ]
    joint = advice["joint"] and {**advice["joint"], "effect": _percents(advice["joint"]["effect"])}
    outlook = {key: value for key, value in advice["outlook"].items() if key != "median"}
    return {
        **advice,
        "outlook": outlook,
        "pay": None,
        "sources": None,
        "recommendations": steps,
        "joint": joint,
        **UNTOLD,
    }


PLACED = ("note", "stops", "elsewhere", "sources")
"""What of an effect speaks of the place or of the pay."""


def _percents(effect: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in effect.items() if not key.endswith("_usd") and key not in PLACED}


def test_name_state_and_pay_change_no_step_and_no_percent(advisor: Advisor, kb: KnowledgeBase) -> None:
    for seed in SEEDS:
        known = random_profile(seed, kb)
        bare = {key: value for key, value in known.items() if key not in ("name", "state", "current_pay_usd")}
        other = {**bare, "name": "Somebody Else", "state": "CA", "current_pay_usd": 99_000}
        first, second = (plain(advisor.advise(Profile(**each), as_of=AS_OF)) for each in (bare, other))
        assert without_dollars(first) == without_dollars(second), seed


def test_what_is_recommended_is_offered_open_not_held_and_within_the_budget(
    advisor: Advisor, kb: KnowledgeBase
) -> None:
    for seed in SEEDS:
        profile = profile_of(seed, kb)
        held = {each.id for each in profile.credentials if not each.expires or each.expires >= AS_OF}
        for step in advised(advisor, seed, kb).recommendations:
            entry: Any = kb.get("steps", step.id)
            if step.move == "earn":
                credential: Any = kb.get("credentials", step.target)
                assert credential.status[0].value == "active", (seed, step.id)
                assert step.target not in held, (seed, step.id)
                assert step.target not in {i for h in held for i in getattr(kb.get("credentials", h), "implies", ())}
            if profile.wants.budget_usd is not None and entry.cost_usd is not None:
                assert entry.cost_usd.low <= profile.wants.budget_usd, (seed, step.id)
            if profile.wants.budget_usd == 0:
                assert step.move not in ("earn",), (seed, step.id)


def test_nobody_gets_two_steps_that_prove_the_same(advisor: Advisor, kb: KnowledgeBase) -> None:
    for seed in SEEDS:
        steps = [step for step in advised(advisor, seed, kb).recommendations if step.move == "earn"]
        groups = [getattr(kb.get("credentials", step.target), "proves_same", None) for step in steps]
        named = [group for group in groups if group]
        assert len(named) == len(set(named)), seed


def test_first_places_are_not_crowded_with_exams(advisor: Advisor, kb: KnowledgeBase) -> None:
    for seed in SEEDS:
        steps = advised(advisor, seed, kb).recommendations
        tiers = {each.id: each.tier for each in kb.entries["reasons"].values() if isinstance(each, Reason)}
        exams = [step for step in steps if step.move == "earn"]
        unasked = [step for step in exams if all(tiers[reason.why] != "answer" for reason in step.reasons)]
        others = [step for step in steps if step.move != "earn"]
        assert len(steps) <= 7
        if len(others) >= 3:
            early = [step for step in exams if step.rank <= 3]
            assert len([step for step in unasked if step in early]) <= 1, seed


def test_every_recommendation_has_reason_and_ground(advisor: Advisor, kb: KnowledgeBase) -> None:
    for seed in SEEDS:
        advice = advised(advisor, seed, kb)
        listed = {source.id for source in advice.sources}
        for step in advice.recommendations:
            assert step.because and step.reasons and step.proof.fact == f"{{fact: recommended, step: {step.id}}}"
            assert step.sources and set(step.sources) <= listed
            assert all("{" not in line for line in step.because), step.because


def brings_licence(profile: Profile, kb: KnowledgeBase) -> bool:
    return any(getattr(kb.get("credentials", each.id), "kind", "") == "licence" for each in profile.credentials)


def test_someone_not_paid_as_a_coder_gets_access_and_no_percent(advisor: Advisor, kb: KnowledgeBase) -> None:
    for seed in SEEDS:
        profile = profile_of(seed, kb)
        role: Any = kb.entries["roles"].get(profile.role or "")
        paid = bool(role) and role.codes and profile.employment != "unemployed"
        for step in advised(advisor, seed, kb).recommendations:
            if paid:
                assert step.access is None
            else:
                assert step.effect is None
                aims_elsewhere = brings_licence(profile, kb) or profile.wants.roles or profile.role == "biller"
                assert step.access or aims_elsewhere, seed
                assert step.access is None or (step.access.low, step.access.high) == (37_000, 43_500)


def test_one_exam_counts_once(advisor: Advisor) -> None:
    profile = Profile(
        credentials=["cpc"], experience_years=6, role="coder", specialties=[], wants={"roles": ["auditor"]}
    )
    steps = {step.id: step for step in advisor.advise(profile, as_of=AS_OF).recommendations}
    assert list(steps)[:2] == ["earn/cpma", "become/auditor"]
    assert steps["earn/cpma"].counted_in == "become/auditor"
    effect = steps["become/auditor"].effect
    assert effect and (effect.low_percent, effect.mid_percent, effect.high_percent, effect.grade) == (
        4.7,
        12.3,
        20.1,
        "B",
    )


def test_an_apprentice_is_told_what_is_missing(advisor: Advisor) -> None:
    advice = advisor.advise(Profile(credentials=["cpc_a"], experience_years=0.5, role="coder"), as_of=AS_OF)
    (gap,) = (step for step in advice.not_recommended if step.id == "clear_apprentice/cpc")
    assert gap.missing


@pytest.mark.parametrize(
    "more",
    [
        {"experience_years": 2},
        {"experience_years": 1, "training": ["course_80_hours"]},
        {"experience_years": 0, "training": ["course_80_hours", "practicode"]},
    ],
)
def test_the_mark_is_cleared_the_day_a_way_is_open(advisor: Advisor, more: dict[str, Any]) -> None:
    advice = advisor.advise(Profile(credentials=["cpc_a"], role="coder", **more), as_of=AS_OF)
    assert advice.recommendations[0].id == "clear_apprentice/cpc"


def test_why_proves_down_to_what_was_told_and_what_is_published(advisor: Advisor) -> None:
    profile = Profile(credentials=["cpc_a"], experience_years=2, role="coder")
    proof = advisor.why(profile, "clear_apprentice/cpc", as_of=AS_OF).proof
    assert proof
    seen, todo = [], [proof]
    while todo:
        each = todo.pop()
        seen.append(each)
        todo += each.from_
    assert any(each.rule == "told" and "2" in each.says for each in seen)
    assert any("aapc_apprentice_new" in each.cites for each in seen)


def test_why_of_a_step_not_recommended_names_what_is_missing(advisor: Advisor) -> None:
    found = advisor.why(Profile(credentials=["cpc_a"], experience_years=0.5), "become/auditor", as_of=AS_OF)
    assert not found.recommended
    assert "why-not" in found.says
    assert found.missing


def test_eight_threads_that_share_an_advisor_serve_a_thousand_people_their_own(
    advisor: Advisor, kb: KnowledgeBase
) -> None:
    people = [profile_of(seed, kb) for seed in range(1000)]
    judge = Advisor(engine="levels")
    expected = [judge.advise(each, as_of=AS_OF).recommendations for each in people]
    order = list(range(1000))
    random.Random(1).shuffle(order)

    def serve(part: list[int]) -> list[int]:
        return [n for n in part if advisor.advise(people[n], as_of=AS_OF).recommendations != expected[n]]

    with ThreadPoolExecutor(8) as pool:
        wrong = [n for found in pool.map(serve, [order[start::8] for start in range(8)]) for n in found]
    assert not wrong
