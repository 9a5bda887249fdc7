"""Several steps together: one exam once, decay, one job at a time, never above the sum of the single highs."""

from __future__ import annotations

import itertools
import random

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.pay import Pay
from advisor.pay.model import pay_model
from advisor.pay.place import place_of
from advisor.pay.steps import Footing, Single, dollars_of, joint, tenths_of


def single(kb: KnowledgeBase, step: str, effect: str, counted_in: str | None = None) -> Single:
    entry = kb.get("pay", effect)
    assert isinstance(entry, Pay)
    return Single(step, entry, counted_in)


@pytest.fixture
def choices(kb: KnowledgeBase) -> list[Single]:
    return [
        single(kb, "become/auditor", "role_auditor"),
        single(kb, "become/educator", "role_educator"),
        single(kb, "earn/cpma", "cred_second", "become/auditor"),
        single(kb, "earn/crc", "risk_adjustment"),
        single(kb, "earn/ccc", "spec_ccc"),
        single(kb, "join/payer", "emp_payer"),
        single(kb, "practice/job_switch", "job_switch"),
        single(kb, "work/remote", "remote"),
    ]


def test_it_is_never_above_the_sum_of_the_single_highs_and_in_order(kb: KnowledgeBase, choices: list[Single]) -> None:
    for size in range(2, len(choices) + 1):
        for some in itertools.combinations(choices, size):
            found = joint(kb, some)
            if found:
                low, mid, high = found.tenths
                assert low <= mid <= high <= sum(tenths_of(each.effect)[2] for each in some)


def test_the_order_of_the_steps_does_not_matter(kb: KnowledgeBase, choices: list[Single]) -> None:
    dice = random.Random(3)
    expected = joint(kb, choices)
    for _ in range(50):
        assert joint(kb, dice.sample(choices, len(choices))) == expected


def test_an_exam_that_the_job_holds_counts_once(kb: KnowledgeBase) -> None:
    auditor = single(kb, "become/auditor", "role_auditor")
    remote = single(kb, "work/remote", "remote")
    exam = single(kb, "earn/cpma", "cred_second", "become/auditor")
    assert joint(kb, [auditor, exam]) is None
    assert joint(kb, [auditor, exam, remote]) == joint(kb, [auditor, remote])


def test_the_second_exam_counts_as_the_third_credential(kb: KnowledgeBase) -> None:
    # 4 % as the second, then 1.5 % as the third: 1.04 x 1.015 = 1.0556, not above 5.5 %
    exams = [single(kb, f"earn/{each}", "cred_second") for each in ("cpma", "cpco")]
    found = joint(kb, exams)
    assert found is not None
    assert found.tenths[1] == 55


def test_of_two_jobs_the_better_paid_counts(kb: KnowledgeBase, choices: list[Single]) -> None:
    found = joint(kb, choices)
    assert found is not None
    assert "become/educator" in found.steps
    assert "become/auditor" not in found.steps
    assert "practice/job_switch" not in found.steps


def test_dollars_stop_at_the_ninetieth_percentile_of_the_place_for_the_job(kb: KnowledgeBase) -> None:
    model = pay_model(kb)
    nation = place_of(kb, model, None)
    # May 2025, P90 of the nation: 81,150, in whole hundreds 81,100
    footing = Footing(80_000, True, nation, "coder")
    assert dollars_of(kb, model, footing, (0, 40, 80), ["earn/cpma"]) == (0, 1_100, 1_100)
    assert dollars_of(kb, model, footing, (47, 123, 201), ["become/auditor"]) == (3_800, 9_800, 16_100)
    assert dollars_of(kb, model, Footing(50_000, True, nation, "coder"), (-50, -5, 30), ["work/remote"]) == (
        *(-2_500, -200, 1_500),
    )
