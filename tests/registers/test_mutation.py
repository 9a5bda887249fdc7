"""The rules' own examples notice nine of ten planted errors, and the counting of planted errors notices itself."""

from __future__ import annotations

from advisor.knowledge import KnowledgeBase
from advisor.rulebook.load import Rulebook
from advisor.rulebook.parse import parse_rule
from advisor.yamlio import Node, read_text
from benchmarks.mutation import mutants, score

RULE = b"""title: Two years and a full credential
for_each: {credential: {in: credentials, kind: credential}}
when:
  - {fact: experience, years: {at_least: 2}}
  - {no_fact: holds, credential: $credential}
then: [{fact: done, step: earn/$credential}]
because: It is a test.
examples:
  - name: two years
    given: [{fact: experience, years: 2}]
    derives: [{fact: done, step: earn/cpc}]
  - name: nothing
    given: []
    derives_not: [{fact: done, step: earn/cpc}]
"""


def test_examples_notice_nine_of_ten_planted_errors(kb: KnowledgeBase, rulebook: Rulebook) -> None:
    found = score(list(rulebook.rules), kb, rulebook.vocabulary)
    survivors = "\n".join(f"{each.rule.path}:{each.line}: {each.what}" for each in found.survivors)
    assert found.percent >= 90, f"{found.percent:.1f} %; python benchmarks/mutation.py\n{survivors}"


def test_what_no_example_notices_is_named_with_its_line(kb: KnowledgeBase, rulebook: Rulebook) -> None:
    node: Node = read_text(RULE, "x.yaml")
    rule = parse_rule("a.b", node, rulebook.vocabulary, kb)
    assert not isinstance(rule, list), rule
    lines = {(mutant.line, mutant.what) for mutant in mutants(rule, node)}
    assert (4, "fact experience: years: at_least made more_than") in lines
    assert (4, "fact experience: years: at_least 2 moved to 1") in lines
    assert (5, "no_fact holds: turned round") in lines
    assert (2, "$credential: the test on 'kind' dropped") in lines
