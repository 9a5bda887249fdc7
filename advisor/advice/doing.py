"""How a step is taken: what to do, where and when; of training what it teaches and what each kind of it costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from advisor.inference.derivation import Derivation
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import Cited, best
from advisor.quantities import Span

HOW_SHOWN = 2


def how(kb: KnowledgeBase, derivation: Derivation, step: Step, others: Iterable[str]) -> tuple[str, ...]:
    """The first lines of the strategy that *step* is or is reached by; of training the kinds among it and *others*."""
    if step.move == "learn":
        return tuple(_training(kb, (step.id, *others)))
    ways = [str(fact[2]) for fact in derivation.of("way_to", step.id)]
    targets = [step.target] if step.move == "practice" else [way.partition("/")[2] for way in ways]
    strategies: Any = kb.entries["strategies"]
    return tuple(line for target in targets if target in strategies for line in strategies[target].how[:HOW_SHOWN])


def _training(kb: KnowledgeBase, steps: Iterable[str]) -> Iterator[str]:
    """What is taught, then a line for each kind of training with its length and its price."""
    known: Any = kb.entries["education"]
    programmes = [known[target] for step in steps if (target := step.removeprefix("learn/")) in known]
    if taught := next((each.coursework for each in programmes if each.coursework), ()):
        yield f"What is taught: {', '.join(taught)}."
    for each in programmes:
        yield f"{each.title}: {_length(best(each.months))}; {_price(best(each.cost_usd))}."


def _length(months: Cited[Span] | None) -> str:
    if months is None:
        return "how many months it takes is not published"
    low, high = months.value.low, months.value.high
    return f"{low:g} months" if low == high else f"{low:g} to {high:g} months"


def _price(cost: Cited[Span] | None) -> str:
    """The published price with the year in which it was told, and where its method is not known, that."""
    if cost is None:
        return "no published price"
    low, high = round(cost.value.low), round(cost.value.high)
    said = f"${low:,}" if low == high else f"${low:,} to ${high:,}"
    year = f" ({str(cost.as_of)[:4]}{', method unknown' if cost.grade == 'D' else ''})"
    return said + year
