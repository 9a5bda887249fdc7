"""The formulas of the pay model: one for a number and for a column, rounded once."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from advisor.pay import formula
from advisor.pay.formula import Around


def test_ties_and_what_lies_within_a_billionth_of_one_go_up() -> None:
    assert formula.rounded(2.5, math) == 3
    assert formula.rounded(2.5 - 5e-10, math) == 3
    assert formula.rounded(2.5 - 5e-9, math) == 2
    assert formula.rounded(-2.5, math) == -2


def test_years_add_k_times_the_logarithm_of_one_plus_years_over_tau() -> None:
    # 0.12 x ln(1 + 4/2) = 0.12 x 1.0986 = 0.1318
    assert formula.years_part(0.12, 2.0, 4.0, math) == pytest.approx(0.1318, abs=1e-4)


@pytest.mark.parametrize(("full", "adds"), [(0, 0.0), (1, 0.1), (2, 0.16), (3, 0.18), (9, 0.18)])
def test_credentials_count_up_to_three(full: int, adds: float) -> None:
    assert formula.count_part(0.1, 0.06, 0.02, full) == pytest.approx(adds)


def test_a_number_and_a_column_agree_after_rounding() -> None:
    dice = random.Random(7)
    people = [
        (dice.uniform(10.5, 11.2), dice.uniform(-0.6, 0.8), dice.uniform(0, 0.03), dice.uniform(0.5, 1.5))
        for _ in range(20_000)
    ]
    level, deviation, unknown, place = (np.array(column) for column in zip(*people, strict=True))
    around = Around(0.14, 0.30, place, 2 - place, 0.24, 0.33)
    columns = [formula.dollars(each, np) for each in formula.bounds(level, deviation, unknown, around, np)]
    for at, (one, off, wide, there) in enumerate(people):
        own = Around(0.14, 0.30, there, 2 - there, 0.24, 0.33)
        alone = [formula.dollars(each, math) for each in formula.bounds(one, off, wide, own, math)]
        assert alone == [column[at] for column in columns]


def test_joint_effects_agree_and_never_pass_the_sum() -> None:
    dice = random.Random(8)
    rows = [[float(dice.randrange(-50, 300)) for _ in range(4)] for _ in range(5_000)]
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    together = formula.joint_tenths(columns, np)
    for at, row in enumerate(rows):
        assert formula.joint_tenths(row, math) == together[at]
        assert together[at] <= sum(row)


def test_two_changes_add_as_logarithms() -> None:
    # 1.10 x 1.10 = 1.21, yet never more than 10 % + 10 %; losses: 0.9 x 0.9 = 0.81
    assert formula.joint_tenths([100.0, 100.0], math) == 200
    assert formula.joint_tenths([-100.0, 50.0], math) == -55


def test_a_cap_lets_pay_rise_to_it_and_takes_nothing_away() -> None:
    assert formula.capped(9_000, 60_000, 65_000, math) == 5_000
    assert formula.capped(3_000, 60_000, 65_000, math) == 3_000
    assert formula.capped(3_000, 70_000, 65_000, math) == 0
    assert formula.capped(-3_000, 70_000, 65_000, math) == -3_000


def test_where_pay_spreads_less_a_person_lies_nearer_the_middle_and_nowhere_farther_from_it() -> None:
    around = Around(0.2, 0.3, 0.5, 2.0)
    assert formula.placed(0.1, around, math) == pytest.approx(0.1)
    assert formula.placed(-0.1, around, math) == pytest.approx(-0.05)


def test_what_pay_spreads_more_in_a_place_is_chance() -> None:
    # twice the spread of 0.3 in the nation: 4 x 0.09 - 0.09 = 0.27 beside 0.25 of people alike; 1.2816 x sqrt(0.52)
    around = Around(0.5, 0.5, 1.0, 2.0, 0.3, 0.3)
    low, mid, high = formula.bounds(11.0, 0.2, 0.0, around, math)
    assert (low, mid) == pytest.approx((11.2 - 1.2816 * 0.5, 11.2), abs=1e-3)
    assert high == pytest.approx(11.2 + 1.2816 * math.sqrt(0.52), abs=1e-3)
