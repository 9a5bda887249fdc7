"""How a step is taken: what to do, where, when and with whom; of training also its kinds, lengths and prices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.advice.study import weeks
from advisor.advice.whom import Whom
from advisor.inference.derivation import Derivation
from advisor.knowledge.entry import Doing
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import Cited, best
from advisor.quantities import Span


def how(kb: KnowledgeBase, derivation: Derivation, step: Step, others: Iterable[str], whom: Whom) -> tuple[str, ...]:
    """All lines of what *step* is or is reached by, as they hold for *whom*; of training the kinds, *others* too."""
    lines = tuple(line for entry in _told_in(kb, derivation, step) for line in whom.told(entry))
    lines = lines or _of_the_move(kb, step, whom)
    return (*lines, *_kinds_of_training(kb, (step.id, *others), whom)) if step.move == "learn" else lines


def how_sources(kb: KnowledgeBase, derivation: Derivation, step: Step) -> tuple[str, ...]:
    """Who tells the facts that stand in how *step* is taken."""
    return tuple(source for entry in _told_in(kb, derivation, step) for source in entry.how_sources)


def _told_in(kb: KnowledgeBase, derivation: Derivation, step: Step) -> list[Doing]:
    """The entries that say how *step* is taken: the ways to it, or its own."""
    ways = [str(fact[2]).partition("/")[2] for fact in derivation.of("way_to", step.id)]
    strategies: Any = kb.entries["strategies"]
    return [strategies[way] for way in ways if way in strategies] or list(_own(kb, step))


def _own(kb: KnowledgeBase, step: Step) -> Iterator[Doing]:
    """The entry that says how *step* is taken; of an apprentice form how it is left, and nothing of a renewal."""
    if step.move == "clear_apprentice":
        forms: Iterable[Any] = kb.entries["credentials"].values()
        yield from (each for each in forms if each.apprentice_of == step.target)
    elif step.move != "renew":
        entry: object = kb.entries[step.target_kind].get(step.target)
        if isinstance(entry, Doing):
            yield entry


def _of_the_move(kb: KnowledgeBase, step: Step, whom: Whom) -> tuple[str, ...]:
    kind: object = kb.entries["moves"].get(step.move)
    return whom.told(kind) if isinstance(kind, Doing) else ()


def effort(kb: KnowledgeBase, step: Step) -> str:
    """What *step* takes beside a published price or length, in our words; empty where nothing is said of it."""
    own = next((each.effort for each in _own(kb, step) if each.effort), None)
    kind: object = kb.entries["moves"].get(step.move)
    return own or (isinstance(kind, Doing) and kind.effort) or ""


def _kinds_of_training(kb: KnowledgeBase, steps: Iterable[str], whom: Whom) -> Iterator[str]:
    """What is taught, for people to whom it is new; a line for each kind with its length and its price.

    The first is the step itself, whose length and price stand beside it.
    """
    known: Any = kb.entries["education"]
    programs = [known[target] for step in steps if (target := step.removeprefix("learn/")) in known]
    taught = next((each.coursework for each in programs if each.coursework), ())
    if taught and whom.is_new_to_medicine is not False:
        yield f"What is taught: {', '.join(taught)}."
        yield "Ask whether terminology and anatomy are in it; if not, count their weeks and price too."
    for each in programs[1:]:
        yield f"{each.title}: {_length(best(each.months), best(each.hours), whom)}; {_price(best(each.cost_usd))}."


def _length(months: Cited[Span] | None, hours: Cited[Span] | None, whom: Whom) -> str:
    if months:
        return f"{_span(months.value)} months"
    at_yours = weeks(hours.value, whom.hours) if hours else None
    if at_yours and whom.hours:
        return f"{at_yours.high} weeks at your {whom.hours:g} hours a week"
    return "as long as the hours that you give it" if hours else "we have no length in our files"


def _span(span: Span) -> str:
    return f"{span.low:g}" if span.low == span.high else f"{span.low:g} to {span.high:g}"


_BRACKETS = re.compile(r" \([^)]*\)")


def _price(cost: Cited[Span] | None) -> str:
    """The published price with the year in which it was told; of a weak one whose it is, and that it is weak."""
    if cost is None:
        return "we have no price in our files"
    low, high = round(cost.value.low), round(cost.value.high)
    said = f"${low:,}" if low == high else f"${low:,} to ${high:,}"
    told = "no date is given" if cost.undated else f"{cost.as_of}"[:4]
    if cost.grade != "D":
        return f"{said} ({told})"
    note = _BRACKETS.sub("", cost.note or "").rstrip(".")
    whose = f". That is {note[:1].lower()}{note[1:]}" if note else ""
    return f"{said} ({told}; a weak source, grade {cost.grade}){whose}"
