"""Programs made from small knowledge bases and rules written in a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import KnowledgeError
from advisor.inference.engines import engine_names
from advisor.inference.infer import Inference
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.load import load_knowledge
from advisor.profile.told import ToldFact
from advisor.rulebook import Program
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.order import compile_program

VOCABULARY = """\
holds: {fields: {credential: credentials}, says: "you hold {credential}", told: credentials, when_absent: unknown}
experience: {fields: {years: number}, says: "you have {years} years", told: experience_years, when_absent: unknown}
open: {fields: {step: steps}, says: "{step} is open"}
ready: {fields: {step: steps}, says: "you are ready for {step}"}
blocked: {fields: {step: steps}, says: "{step} is blocked"}
recommended: {fields: {step: steps}, says: "{step} is advised"}
"""
EXAMPLES = """\
examples:
  - {name: fires, given: [], derives: [{fact: open, step: earn/cpc}]}
  - {name: quiet, given: [], derives_not: [{fact: open, step: earn/cpc}]}
"""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge([Path(__file__).resolve().parents[2] / "kb"]).kb


def book(tmp_path: Path, kb: KnowledgeBase, **rules: str) -> Program:
    (tmp_path / "vocabulary.yaml").write_text(VOCABULARY)
    (tmp_path / "topic").mkdir(exist_ok=True)
    for name, text in rules.items():
        (tmp_path / "topic" / f"{name}.yaml").write_text(f"title: A rule\n{text}\nbecause: So it is.\n{EXAMPLES}")
    loaded = load_rulebook([tmp_path], kb)
    return compile_program(kb, loaded.vocabulary, loaded.rules)


OPEN = "when:\n  - {fact: holds, credential: cpc_a}\nthen: [{fact: open, step: earn/cpc}]"
READY = "when:\n  - {fact: open, step: earn/cpc}\nthen: [{fact: ready, step: earn/cpc}]"


def test_a_rule_stands_one_level_above_what_it_reads(tmp_path: Path, kb: KnowledgeBase) -> None:
    program = book(tmp_path, kb, a=OPEN, b=READY)
    assert {rule.rule: rule.level for rule in program.rules} == {"topic.a": 1, "topic.b": 2}


def test_rules_that_read_their_own_conclusions_are_refused_with_the_rules_on_the_circle(
    tmp_path: Path, kb: KnowledgeBase
) -> None:
    back = "when:\n  - {fact: ready, step: earn/cpc}\nthen: [{fact: open, step: earn/cpc}]"
    with pytest.raises(KnowledgeError) as caught:
        book(tmp_path, kb, a=OPEN, b=READY, c=back)
    assert "topic.b() reads topic.c()" in str(caught.value)
    assert f"{tmp_path}/topic/b.yaml:1:1" in str(caught.value)


def test_a_rule_that_needs_nothing_is_always_so_and_what_it_blocks_is_closed(tmp_path: Path, kb: KnowledgeBase) -> None:
    always = "then: [{fact: blocked, step: earn/cpc}]"
    blocked = "when:\n  - {fact: holds}\n  - {no_fact: blocked, step: earn/cpc}\nthen: [{fact: open, step: earn/cpc}]"
    program = book(tmp_path, kb, a=always, b=blocked)
    assert [rule.rule for rule in program.always] == ["topic.a"]
    assert not program.rules
    assert program.closed[0].by == ("blocked", "earn/cpc")


def test_a_rule_whose_fact_nothing_concludes_can_never_fire(tmp_path: Path, kb: KnowledgeBase) -> None:
    program = book(tmp_path, kb, b=READY)
    assert not program.rules
    assert program.closed[0].by is None


@pytest.mark.parametrize("engine", engine_names())
def test_what_is_not_known_is_possible_and_not_certain(tmp_path: Path, kb: KnowledgeBase, engine: str) -> None:
    from advisor.profile.told import ANYTHING

    not_held = (
        "when:\n  - {fact: experience}\n  - {no_fact: holds, credential: cpc}\nthen: [{fact: open, step: earn/cpc}]"
    )
    program = book(tmp_path, kb, a=not_held, b=READY)
    inference = Inference(program, engine)
    years = ToldFact("experience", (("years", 2.0),), True)
    unknown = ToldFact("holds", (("credential", ANYTHING),), False)
    found = inference.run([years, unknown])
    assert not found.certain
    assert found.possible == {("open", "earn/cpc"), ("ready", "earn/cpc")}
    assert inference.run([years]).certain == found.possible
