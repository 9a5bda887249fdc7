"""Places: the newest official median, drawn toward the nation where few work, with a word where there is none."""

from __future__ import annotations

import math

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.regions import Region
from advisor.pay.model import pay_model
from advisor.pay.place import newest, place_of


def test_a_big_state_keeps_nearly_all_of_its_distance(kb: KnowledgeBase) -> None:
    # California, May 2025: 61,810 over 51,140 with 18,700 jobs; trust 18,700 / (18,700 + 50) = 0.997
    place = place_of(kb, pay_model(kb), "CA")
    assert place.ln_level == pytest.approx(0.997 * math.log(61_810 / 51_140), abs=1e-3)
    assert (place.median_usd, place.period) == (61_810, "2025-05")


def test_a_small_state_is_drawn_toward_the_nation(kb: KnowledgeBase) -> None:
    # District of Columbia: 72,040 with 270 jobs; trust 270 / 320 = 0.844
    place = place_of(kb, pay_model(kb), "DC")
    assert place.ln_level == pytest.approx(0.844 * math.log(72_040 / 51_140), abs=1e-3)


def test_a_state_without_published_employment_says_so(kb: KnowledgeBase) -> None:
    assert "not published" in place_of(kb, pay_model(kb), "VT").says[0]


def test_a_state_without_a_figure_is_said_and_not_filled(kb: KnowledgeBase) -> None:
    ohio = kb.get("regions", "OH")
    assert isinstance(ohio, Region)
    entries = {**kb.entries, "regions": {**kb.entries["regions"], "OH": ohio.model_copy(update={"median_usd": ()})}}
    place = place_of(KnowledgeBase(entries, "x"), pay_model(kb), "OH")
    assert place.id == "US"
    assert place.says == ("No official figure for Ohio is at hand; the nation's is used and the range says so.",)


def test_every_state_has_a_ninetieth_percentile_above_its_middle(kb: KnowledgeBase) -> None:
    model = pay_model(kb)
    for state in kb.ids("regions"):
        place = place_of(kb, model, state)
        assert place.p90_usd > math.exp(place.ln_level) * place.nation_usd
        assert place.spread_down > 0
        assert place.spread_up > 0


def test_the_newest_figure_wins_and_of_two_the_better_grade(kb: KnowledgeBase) -> None:
    nation = kb.get("regions", "US")
    assert isinstance(nation, Region)
    found = newest(nation.median_usd)
    assert found is not None
    assert (found.value, found.as_of) == (51_140, "2025-05")
