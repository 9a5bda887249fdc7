"""A case whose expectation is not met says so in words; one that names what does not exist fails itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advisor.inference.infer import Inference
from advisor.rulebook import Program
from tests.whole_people import Advised, WholePerson, advised, failures

NAME = "apprentice_two_years"

BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"stage": "expert"}, "the stage must be expert; it was novice, because "),
    ({"first": []}, "nothing must be recommended; there was clear_apprentice/cpc, because "),
    ({"first": ["earn/ccs"]}, "earn/ccs must come first; first was clear_apprentice/cpc, because "),
    ({"must": {"earn/ccs or earn/cic": "a reason"}}, "earn/ccs or earn/cic must be recommended: a reason; it was not"),
    ({"must_not": {"clear_*": "a reason"}}, "clear_apprentice/cpc must not be recommended: a reason; it was, because "),
    ({"by": {"earn/ccs": 3}}, "earn/ccs must stand among the first 3; its place was None; the steps were clear_"),
    (
        {"order": ["practice/*", "clear_apprentice/cpc"]},
        "the order must be practice/*, clear_apprentice/cpc; the steps",
    ),
    ({"not_yet": {"clear_apprentice/cpc": []}}, "must stand under 'not yet'; it was recommended at place 1"),
    ({"cautions": ["cautions.remote_promises"]}, "the caution cautions.remote_promises must be given"),
    ({"questions": ["state"]}, "'state' must be asked; asked were "),
    ({"says": ["moonlight"]}, "must say: moonlight"),
    ({"says_not": ["stages are our JUDGEMENT"]}, "must not say: stages are our JUDGEMENT"),
    ({"must_not": {"earn/cpq": "a reason"}}, "the case names no known step: earn/cpq; did you mean"),
    ({"not_yet": {"earn/ccs": ["experiance"]}}, "the case names no known fact: experiance; did you mean 'experience'"),
    ({"cautions": ["cautions.remote_promise"]}, "the case names no known rule: cautions.remote_promise; did you mean"),
]


@pytest.fixture(scope="module")
def met(program: Program) -> Advised:
    levels = Inference(program, "levels")
    return advised(NAME, levels, levels)


def test_an_expectation_that_is_met_says_nothing(met: Advised) -> None:
    assert failures(met) == []


@pytest.mark.parametrize(("change", "says"), BROKEN, ids=[says[:40] for _, says in BROKEN])
def test_an_expectation_that_is_not_met_is_said(change: dict[str, Any], says: str, met: Advised) -> None:
    expected = WholePerson.model_validate(met.expected.model_dump() | change)
    lines = failures(replace(met, expected=expected))
    assert any(line.startswith(f"{NAME}: ") and says in line for line in lines), lines


def test_of_alternatives_only_one_is_shown(met: Advised) -> None:
    shown = tuple(each.id for each in met.shown.recommendations[:2])
    lines = failures(replace(met, expected=met.expected.model_copy(update={"one_of": shown})))
    assert lines == [f"{NAME}: of {', '.join(shown)} one is enough; shown were {', '.join(shown)}"]
