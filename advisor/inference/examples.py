"""Runs the examples of rules, each rule alone, on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from advisor.errors import Fault
from advisor.inference.infer import Inference
from advisor.inference.told import unknown_fact
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.told import ToldFact
from advisor.rulebook.fact import Fact
from advisor.rulebook.ir import Example, Rule
from advisor.rulebook.order import compile_program
from advisor.rulebook.vocabulary import Vocabulary, spelt


def example_faults(
    rules: Iterable[Rule], kb: KnowledgeBase, vocabulary: Vocabulary, engines: Sequence[str]
) -> Iterator[Fault]:
    """Every example that does not hold, on any of *engines*."""
    for rule in rules:
        program = compile_program(kb, vocabulary, [rule], tellable=vocabulary)
        failures: dict[Fault, list[str]] = {}
        for engine in engines:
            inference = Inference(program, engine)
            for example in rule.examples:
                for fault in _failures(rule, example, inference, vocabulary):
                    failures.setdefault(fault, []).append(engine)
        for fault, where in failures.items():
            yield replace(fault, says=f"{fault.says} (on {', '.join(where)})")


def _failures(rule: Rule, example: Example, inference: Inference, vocabulary: Vocabulary) -> Iterator[Fault]:
    found = inference.run(told_by(example, vocabulary)).certain
    for fact in example.derives:
        if fact not in found:
            says = f"example '{example.name}' does not derive {spelt(fact, vocabulary)}"
            yield Fault(rule.path, example.line, example.column, says)
    for fact in example.derives_not:
        if fact in found:
            yield Fault(
                rule.path, example.line, example.column, f"example '{example.name}' derives {spelt(fact, vocabulary)}"
            )


def told_by(example: Example, vocabulary: Vocabulary) -> tuple[ToldFact, ...]:
    """The facts that *example* gives, and those that it leaves unknown."""
    given = [ToldFact(str(fact[0]), tuple(_named(fact, vocabulary)), True) for fact in example.given]
    return (*given, *(unknown_fact(vocabulary[name]) for name in example.unknown))


def _named(fact: Fact, vocabulary: Vocabulary) -> Iterator[tuple[str, str | float]]:
    for field in vocabulary[str(fact[0])].fields:
        yield field, vocabulary.value(fact, field)
