"""Warnings about rules and steps."""

from __future__ import annotations

from dataclasses import replace

from advisor.rulebook import Program
from advisor.rulebook.lint import rule_warnings


def warnings(program: Program) -> list[str]:
    return [fault.says for fault in rule_warnings(program)]


def test_a_step_that_a_rule_always_closes_is_not_missed(program: Program) -> None:
    assert "earn/cpc_p" in program.kb.ids("steps"), "a retired credential is a step still"
    assert "no rule can recommend the step 'earn/cpc_p'" not in warnings(program)


def test_a_step_that_nothing_closes_and_nothing_recommends_is_warned_of(program: Program) -> None:
    without = replace(program, rules=(), always=())
    assert "no rule can recommend the step 'earn/cpc'" in warnings(without)
