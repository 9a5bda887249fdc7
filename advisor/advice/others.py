"""What would do as well as a step: its price, and in a few words why the step is named first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from advisor.advice.candidates import Candidate
from advisor.advice.costs import Extras, issuer_of
from advisor.advice.model import Other
from advisor.advice.prices import priced
from advisor.advice.ranking import stays
from advisor.knowledge.knowledge_base import KnowledgeBase

HIGHEST = "none of these has a higher figure on pay in our files"
ASKED = "you asked for it"
PRESSING = "more of what you told us speaks for it"


def others(kb: KnowledgeBase, steps: Sequence[str], extra: Extras) -> tuple[Other, ...]:
    """Each of *steps* with what it costs; *extra* is what this person pays beside its price."""
    entries: Any = kb.entries["steps"]
    return tuple(
        Other(id=each, title=entries[each].title, **priced(kb, entries[each], extra.get(each, ()))) for each in steps
    )


def first_because(
    kb: KnowledgeBase, kept: Candidate, beside: Sequence[Candidate], *, pay_counts: bool = True
) -> tuple[str, ...]:
    """Why *kept* stands before those *beside* it, each reason once; that it presses more only where nothing else is.

    Empty where the ids alone tell them apart, or a figure on pay that does not count for this person.
    """
    found = dict.fromkeys(next(_reasons(kb, kept, other), "") for other in beside)
    only = len(found) == 1
    return tuple(each for each in found if each and (each != PRESSING or only) and (each != HIGHEST or pay_counts))


def _reasons(kb: KnowledgeBase, kept: Candidate, other: Candidate) -> Iterator[str]:
    """In what the order of steps tells *kept* from *other*, the first thing first."""
    if stays(kept, other):
        issuer = issuer_of(kb, kept.step.partition("/")[2])
        yield f"you pay {issuer.abbreviation} already" if issuer else "you pay its issuer already"
    if kept.tier < other.tier:
        asked = ASKED if kept.is_named and not other.is_named else PRESSING
        yield asked if not _is_training(kb, kept) else ""
    if other.is_unpublished and not kept.is_unpublished:
        yield "its conditions are published"
    if kept.gain > other.gain and kept.effect != other.effect:
        yield HIGHEST
    if kept.cost_usd is not None and other.cost_usd is None and other.is_paid_for:
        yield "of it a price is in our files"
    if _is_cheaper(kb, kept, other):
        yield "its price in our files is lower"
    if _is_shorter(kept, other) and not _is_training(kb, kept):
        yield "it takes less time"


def _is_cheaper(kb: KnowledgeBase, kept: Candidate, other: Candidate) -> bool:
    """Whether the price of *kept* is lower; weak prices of schools are those of other places and not compared."""
    entries: Any = kb.entries["steps"]
    pair = [entries[each.step] for each in (kept, other)]
    if any(each.move == "learn" and each.cost_grade == "D" for each in pair):
        return False
    return kept.cost_usd is not None and other.cost_usd is not None and kept.cost_usd < other.cost_usd


def _is_training(kb: KnowledgeBase, step: Candidate) -> bool:
    """Whether it is a course: which one fits is for the person to weigh, and the shortest is not the best."""
    entries: Any = kb.entries["steps"]
    return bool(entries[step.step].move == "learn")


def _is_shorter(kept: Candidate, other: Candidate) -> bool:
    """Whether *kept* takes fewer months than *other*."""
    both = kept.tenth_months is not None and other.tenth_months is not None
    return both and (kept.tenth_months or 0) < (other.tenth_months or 0)
