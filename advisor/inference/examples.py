"""Runs the examples of rules, each rule alone, on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.errors import Fault
from advisor.inference.infer import Inference
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.told import ANYTHING, Range, ToldFact
from advisor.rulebook.ir import Example, Fact, Rule
from advisor.rulebook.order import compile_program
from advisor.rulebook.vocabulary import Vocabulary

WIDEST = Range(0, 1_000_000)


def example_faults(
    rules: Iterable[Rule], kb: KnowledgeBase, vocabulary: Vocabulary, engines: Sequence[str]
) -> Iterator[Fault]:
    """Every example that does not hold, on any of *engines*."""
    for rule in rules:
        program = compile_program(kb, vocabulary, [rule], tellable=vocabulary)
        for engine in engines:
            inference = Inference(program, engine)
            for example in rule.examples:
                yield from _failures(rule, example, inference, vocabulary, engine)


def _failures(
    rule: Rule, example: Example, inference: Inference, vocabulary: Vocabulary, engine: str
) -> Iterator[Fault]:
    found = inference.run(told_by(example, vocabulary)).certain
    for fact in example.derives:
        if fact not in found:
            says = f"example '{example.name}' does not derive {spelt(fact, vocabulary)} on the engine '{engine}'"
            yield Fault(rule.path, example.line, example.column, says)
    for fact in example.derives_not:
        if fact in found:
            says = f"example '{example.name}' derives {spelt(fact, vocabulary)} on the engine '{engine}'"
            yield Fault(rule.path, example.line, example.column, says)


def told_by(example: Example, vocabulary: Vocabulary) -> tuple[ToldFact, ...]:
    """The facts that *example* gives, and those that it leaves unknown."""
    given = [ToldFact(str(fact[0]), tuple(_named(fact, vocabulary)), True) for fact in example.given]
    return (*given, *(_unknown(name, vocabulary) for name in example.unknown))


def _named(fact: Fact, vocabulary: Vocabulary) -> Iterator[tuple[str, str | float]]:
    for field in vocabulary[str(fact[0])].fields:
        yield field, vocabulary.value(fact, field)


def _unknown(name: str, vocabulary: Vocabulary) -> ToldFact:
    fields = vocabulary[name].fields.items()
    return ToldFact(name, tuple((field, WIDEST if kind.is_number else ANYTHING) for field, kind in fields), False)


def spelt(fact: Fact, vocabulary: Vocabulary) -> str:
    """*fact* as a rule file spells it."""
    fields = (f"{field}: {_text(vocabulary.value(fact, field))}" for field in vocabulary[str(fact[0])].fields)
    return "{" + ", ".join((f"fact: {fact[0]}", *fields)) + "}"


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
