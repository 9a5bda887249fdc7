"""How many planted errors the rules' own examples notice: ``python benchmarks/mutation.py [--rule ID]…``.

Each mutant changes one condition of one rule: a pattern dropped or turned round (fact, no_fact), a threshold moved or
its edge taken away, a test of ``for_each`` or of a described entry dropped, an ``if_given`` dropped. The rule's
examples then run on the mutant alone. A mutant that none of them notices survives and is printed with its place. One
that makes the very same instances as its rule over the present knowledge cannot be noticed by anything: these are
listed too, and not counted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from advisor.errors import AdvisorError
from advisor.inference.examples import example_faults
from advisor.knowledge import KnowledgeBase, built_in_folder
from advisor.knowledge.load import load_knowledge
from advisor.rulebook.fact import Op
from advisor.rulebook.ground import Grounder, Instance
from advisor.rulebook.ir import AllOf, Among, Described, FieldTest, Number, Pattern, Rule, Source, Test
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.vocabulary import Vocabulary
from advisor.yamlio import Node, read_node

ENGINE = ("levels",)
WITHOUT_EDGE: dict[Op, Op] = {
    "at_least": "more_than",
    "at_most": "less_than",
    "more_than": "at_least",
    "less_than": "at_most",
}
LOOSER = {"at_least": -1, "more_than": -1, "at_most": 1, "less_than": 1}
STEPS = {"usd": 100.0}
"""How far a threshold moves, where it is not by one."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one condition changed; ``what`` and ``line`` say which."""

    rule: Rule
    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Score:
    """How the mutants of some rules fared."""

    killed: int
    survivors: tuple[Mutant, ...]
    same: tuple[Mutant, ...]

    @property
    def percent(self) -> float:
        """Mutants noticed, of those that can be, in percent."""
        counted = self.killed + len(self.survivors)
        return 100 * self.killed / counted if counted else 100.0


def mutants(rule: Rule, node: Node) -> Iterator[Mutant]:
    """Every mutant of *rule*, whose file *node* spells."""
    when = node.children().get("when")
    for place, pattern in enumerate(rule.when):
        line = when.value[place].line if when is not None else rule.line  # type: ignore[index,union-attr]
        for what, changed in _patterns(pattern):
            kept = (changed,) if changed else ()
            mutated = replace(rule, when=(*rule.when[:place], *kept, *rule.when[place + 1 :]))
            yield Mutant(mutated, f"{_shown(pattern)}: {what}", line)
    bound = node.children().get("for_each")
    for place, (name, source) in enumerate(rule.for_each):
        line = bound.keys[name][0] if bound is not None else rule.line
        for test in source.tests:
            changed_source = _without(source, test)
            for_each = (*rule.for_each[:place], (name, changed_source), *rule.for_each[place + 1 :])
            yield Mutant(replace(rule, for_each=for_each), f"${name}: the test on '{_path(test)}' dropped", line)


def _shown(pattern: Pattern) -> str:
    return ("no_fact " if pattern.negated else "fact ") + pattern.fact


def _path(test: Test) -> str:
    return ".".join(test.path)


def _without(source: Source, test: Test) -> Source:
    return replace(source, tests=tuple(each for each in source.tests if each is not test))


def _patterns(pattern: Pattern) -> Iterator[tuple[str, Pattern | None]]:
    yield "dropped", None
    yield "turned round", replace(pattern, negated=not pattern.negated)
    if pattern.if_given:
        yield "if_given dropped", replace(pattern, if_given=None)
    for place, (name, test) in enumerate(pattern.fields):
        for what, changed in _fields(name, test):
            fields = (*pattern.fields[:place], (name, changed), *pattern.fields[place + 1 :])
            yield f"{name}: {what}", replace(pattern, fields=fields)


def _fields(name: str, test: FieldTest) -> Iterator[tuple[str, FieldTest]]:
    if isinstance(test, Number):
        yield from _numbers(name, test)
    elif isinstance(test, Described):
        for each in test.tests:
            kept = tuple(other for other in test.tests if other is not each)
            yield f"the test on '{_path(each)}' dropped", replace(test, tests=kept)
    elif isinstance(test, AllOf):
        yield "all_of made one_of", Among(test.terms)


def _numbers(name: str, test: Number) -> Iterator[tuple[str, Number]]:
    if test.op == "is":
        yield "made at least", replace(test, op="at_least")
        if test.operand != 0.0:  # nothing lies below the lowest word or count
            yield "made at most", replace(test, op="at_most")
        return
    yield f"{test.op} made {WITHOUT_EDGE[test.op]}", replace(test, op=WITHOUT_EDGE[test.op])
    if isinstance(test.operand, float):
        moved = test.operand + LOOSER[test.op] * STEPS.get(name, 1.0)
        yield f"{test.op} {test.operand:g} moved to {moved:g}", replace(test, operand=moved)


def score(rules: list[Rule], kb: KnowledgeBase, vocabulary: Vocabulary) -> Score:
    """The fate of every mutant of *rules*."""
    killed, survivors, same = 0, [], []
    for rule in rules:
        own = _instances(rule, kb, vocabulary)
        for mutant in mutants(rule, read_node(rule.path)):
            if _noticed(mutant.rule, kb, vocabulary):
                killed += 1
            elif _instances(mutant.rule, kb, vocabulary) == own:
                same.append(mutant)
            else:
                survivors.append(mutant)
    return Score(killed, tuple(survivors), tuple(same))


def _noticed(rule: Rule, kb: KnowledgeBase, vocabulary: Vocabulary) -> bool:
    try:
        return next(example_faults([rule], kb, vocabulary, ENGINE), None) is not None
    except AdvisorError:
        return True


def _instances(rule: Rule, kb: KnowledgeBase, vocabulary: Vocabulary) -> set[tuple[Any, ...]]:
    """What *rule* asks and concludes, instance by instance, without their names."""
    return {_content(each) for each in Grounder(kb, vocabulary).instances(rule)}


def _content(instance: Instance) -> tuple[Any, ...]:
    return frozenset(instance.needs), frozenset(instance.blocks), instance.facts


def main(arguments: list[str]) -> int:
    """Print the score and the survivors; 1 where the score is below what is demanded."""
    parser = argparse.ArgumentParser(description="The mutation score of the rules.")
    parser.add_argument("--rule", action="append", default=[], help="an id or the start of one; repeatable")
    parser.add_argument("--at-least", type=float, default=90.0, metavar="PERCENT")
    chosen = parser.parse_args(arguments)
    start = time.perf_counter()
    kb = load_knowledge([built_in_folder("kb")]).kb
    book = load_rulebook([built_in_folder("rules")], kb)
    rules = [rule for rule in book.rules if not chosen.rule or rule.id.startswith(tuple(chosen.rule))]
    found = score(rules, kb, book.vocabulary)
    for title, listed in (("survives", found.survivors), ("changes nothing over the present knowledge", found.same)):
        for mutant in listed:
            print(f"{mutant.rule.path}:{mutant.line}: {mutant.what} ({title})")
    counted = found.killed + len(found.survivors)
    print(
        f"{len(rules)} rules, {counted} mutants, {found.killed} noticed: {found.percent:.1f} %; "
        f"{len(found.same)} that change nothing are not counted; {time.perf_counter() - start:.0f} s"
    )
    return 0 if found.percent >= chosen.at_least else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
