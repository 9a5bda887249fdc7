"""Every step that is recommended, with what its place in the order depends on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisor.advice.costs import Extras, total
from advisor.advice.model import CostPart
from advisor.inference.derivation import Derivation
from advisor.knowledge.entry import Way
from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.kinds.reasons import TIERS, Reason
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import conservative_gain


@dataclass(frozen=True, slots=True)
class ReasonFor:
    """Why a step is advised; ``about`` is KIND/ID."""

    why: str
    about: str
    tier: int
    rank: int
    one_is_enough: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recommended step. ``gain`` in thousandths of a percent, ``cost_usd`` the high end in whole dollars.

    ``after`` are steps that give what this one asks or are tried before it, ``proves`` the name shared by credentials
    of which one is enough, ``asked`` whether it answers what was asked for.
    """

    step: str
    tier: int
    gain: int
    cost_usd: int | None
    tenth_months: int | None
    reasons: tuple[ReasonFor, ...]
    effect: str | None
    proves: str | None
    after: tuple[str, ...]
    is_exam: bool
    is_habit: bool
    asked: bool
    is_unpublished: bool = False
    is_new_issuer: bool = False
    """An exam of which no published condition was found: the issuer has to be asked first."""

    @property
    def is_paid_for(self) -> bool:
        """Whether taking it costs money even where no price is published."""
        return self.step.split("/")[0] in ("earn", "learn", "renew")

    @property
    def is_named(self) -> bool:
        """Whether the person named it."""
        return any(reason.named for reason in self.reasons)


def candidates(kb: KnowledgeBase, derivation: Derivation, extra: Extras) -> list[Candidate]:
    """Every certain recommendation; *extra* is what this person pays beside the price of a step."""
    return [_candidate(kb, derivation, str(fact[1]), extra) for fact in derivation.of("recommended")]


def _candidate(kb: KnowledgeBase, derivation: Derivation, step: str, extra: Extras) -> Candidate:
    return candidate_of(
        kb,
        step,
        reasons_for(kb, derivation, step),
        effect_of(derivation, step),
        extra.get(step, ()),
        is_new_issuer=bool(derivation.of("new_issuer", step)),
    )


def candidate_of(
    kb: KnowledgeBase,
    step: str,
    reasons: tuple[ReasonFor, ...],
    effect: str | None,
    extra: Sequence[CostPart],
    *,
    is_new_issuer: bool,
) -> Candidate:
    """*step* as it stands for someone who has these *reasons*, this *effect* and who pays *extra*."""
    entry: Any = kb.entries["steps"][step]
    cost = total(entry, extra)
    credential: Any = kb.entries["credentials"].get(entry.target) if entry.move == "earn" else None
    strategy: Any = kb.entries["strategies"].get(entry.target) if entry.move == "practice" else None
    pay = _pay(kb, effect)
    return Candidate(
        step,
        _tier(reasons),
        conservative_gain(kb, pay, _price(kb, entry)) if pay else 0,
        cost.high if cost else None,
        None if entry.months is None else math.floor(entry.months.high * 10 + 0.5),
        reasons,
        effect,
        credential.proves_same if credential else None,
        tuple(sorted(_givers(kb, entry))),
        entry.move == "earn",
        bool(strategy) and strategy.sort == "habit",
        _is_asked(reasons),
        entry.move == "earn" and not entry.routes,
        is_new_issuer,
    )


def for_reasons(candidate: Candidate, reasons: tuple[ReasonFor, ...], *, is_new_issuer: bool) -> Candidate:
    """*candidate* for someone who has these *reasons*, all else as it is."""
    tier, asked = _tier(reasons), _is_asked(reasons)
    return replace(candidate, tier=tier, reasons=reasons, asked=asked, is_new_issuer=is_new_issuer)


def _tier(reasons: Iterable[ReasonFor]) -> int:
    return min(reason.tier for reason in reasons)


def _is_asked(reasons: Iterable[ReasonFor]) -> bool:
    return any(TIERS[reason.tier] == "answer" for reason in reasons)


def reasons_for(kb: KnowledgeBase, derivation: Derivation, step: str) -> tuple[ReasonFor, ...]:
    """Why *step* is advised, the most urgent first."""
    return in_order(reason_for(kb, str(why), str(about)) for _, _, why, about in derivation.of("reason", step))


def in_order(reasons: Iterable[ReasonFor]) -> tuple[ReasonFor, ...]:
    """*reasons*, the most urgent first."""
    return tuple(sorted(reasons, key=lambda reason: (reason.tier, reason.rank, reason.why, reason.about)))


def reason_for(kb: KnowledgeBase, why: str, about: str) -> ReasonFor:
    """The reason *why* about the entry *about*."""
    entry = kb.get("reasons", why)
    assert isinstance(entry, Reason)
    return ReasonFor(why, about, TIERS.index(entry.tier), entry.rank, entry.one_is_enough, entry.named)


def effect_of(derivation: Derivation, step: str) -> str | None:
    """The id of the effect that *step* has for this person."""
    facts = derivation.of("has_effect", step)
    return str(facts[0][2]) if facts else None


def _pay(kb: KnowledgeBase, effect: str | None) -> Pay | None:
    entry = kb.entries["pay"].get(effect or "")
    return entry if isinstance(entry, Pay) else None


def _price(kb: KnowledgeBase, entry: Step) -> float:
    """The high end of the published price in dollars; of an exam without one, that of the dearest exam."""
    if entry.cost_usd or entry.move != "earn":
        return entry.cost_usd.high if entry.cost_usd else 0
    steps: Iterable[Any] = kb.entries["steps"].values()
    return max((each.cost_usd.high for each in steps if each.move == "earn" and each.cost_usd), default=0)


def _givers(kb: KnowledgeBase, entry: Step) -> set[str]:
    """Steps that give what a way to *entry* names, or that are tried before it."""
    ways = (*entry.routes, *entry.ready, *entry.advised)
    named = {step for way in ways for step in _named(way)}
    courses = {course for way in ways for course in _courses(way)}
    programmes: Iterable[Any] = kb.entries["education"].values()
    named |= {f"learn/{each.id}" for each in programmes if courses & {each.id, *each.gives}}
    strategy: Any = kb.entries["strategies"].get(entry.target) if entry.move == "practice" else None
    named |= {f"practice/{each}" for each in (strategy.after if strategy else ())}
    return {step for step in named if step in kb.entries["steps"] and step != entry.id}


def _named(way: Way) -> Iterable[str]:
    yield from (f"earn/{each}" for each in (*way.holds_one_of, *way.holds_all_of))
    if way.role:
        yield f"become/{way.role}"


def _courses(way: Way) -> tuple[str, ...]:
    return (*way.completed_one_of, *way.completed_all_of, *way.finishing_one_of)
