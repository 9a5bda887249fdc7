"""Faults that show only when all rules stand together."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.errors import Fault
from advisor.rulebook.fact import Blank
from advisor.rulebook.ir import Rule
from advisor.rulebook.program import Closed, Program


def rule_faults(program: Program) -> Iterator[Fault]:
    """Rules that can never fire."""
    alive = {rule.rule for rule in (*program.rules, *program.always)}
    for rule in program.sources:
        if rule.id not in alive:
            yield Fault(rule.path, rule.line, 1, f"rule '{rule.id}' can never fire: {_why(program, rule)}")


def _why(program: Program, rule: Rule) -> str:
    closed: list[Closed] = [each for each in program.closed if each.rule == rule.id]
    if not closed:
        return "there is no entry that 'for_each' and its keys allow"
    first = closed[0]
    return f"'{first.flag}' is always so" if first.by else f"nothing ever makes '{first.flag}' so"


def rule_warnings(program: Program) -> Iterator[Fault]:
    """Facts that no rule reads or that cannot be, and steps that no rule can recommend."""
    read = {pattern.fact for rule in program.sources for pattern in rule.when}
    said = {part.fact for rule in program.sources for part in rule.because if isinstance(part, Blank)}
    concluded = {conclusion.fact for rule in program.sources for conclusion in rule.then}
    for name in program.vocabulary:
        word = program.vocabulary[name]
        if not word.told and name not in concluded:
            yield Fault("rules/vocabulary.yaml", 0, 0, f"the fact '{name}' is told by nobody and concluded by no rule")
        if word.told and name not in read | said:
            yield Fault("rules/vocabulary.yaml", 0, 0, f"no rule reads the fact '{name}'")
    yield from _unreachable(program)


def _unreachable(program: Program) -> Iterator[Fault]:
    """Steps that no rule can recommend, but for those that a rule always closes: these are closed on purpose."""
    facts = {fact for rule in (*program.rules, *program.always) for fact in rule.facts}
    closed = {fact[1] for rule in program.always for fact in rule.facts if fact[0] == "ruled_out"}
    can_be = {fact[1] for fact in facts if fact[0] == "recommended"}
    for step in program.kb.ids("steps"):
        if step not in can_be | closed:
            yield Fault("", 0, 0, f"no rule can recommend the step '{step}'")
