"""The order of steps: tiers, dependency, conservative net gain; then cost, months, id. See docs/ranking.md.

Everything compared is an integer or an id; name, state and pay never enter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.advice.candidates import Candidate
from advisor.knowledge.kinds.reasons import TIERS

FIRST_EXAMS = ((3, 1), (5, 2))
"""(places, exams): so many exams at most in the first places, unless asked for."""
FIRST_HABITS = (5, 2)
LAST_GUARDED = max(places for places, _ in (*FIRST_EXAMS, FIRST_HABITS))
CHEAP_USD, CHEAP_PLACE = 100, 5
SHOWN = 7
UNKNOWN = 10**9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place, with the ids of the steps that would do as well, and of those paid with it."""

    candidate: Candidate
    alternatives: tuple[str, ...] = ()
    paid_with: tuple[str, ...] = ()


@dataclass(slots=True)
class Chosen:
    """Steps in their order, and by step those that would do as well."""

    kept: list[Candidate] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    _proving: dict[str, int] = field(default_factory=dict)
    _serving: dict[tuple[str, str], int] = field(default_factory=dict)
    """The place of the first that is kept and proves so, or has a reason (why, about)."""

    def like(self, candidate: Candidate) -> int | None:
        """The place of one that is kept and proves the same as *candidate*, or serves each of its reasons."""
        if candidate.proves in self._proving:
            return self._proving[candidate.proves]
        if not all(reason.one_is_enough for reason in candidate.reasons):
            return None
        places = [self._serving.get((reason.why, reason.about)) for reason in candidate.reasons]
        return None if None in places else places[0]

    def keep(self, candidate: Candidate) -> None:
        """Keep *candidate* as the last."""
        self._note(len(self.kept), candidate)
        self.kept.append(candidate)

    def swap(self, place: int, candidate: Candidate) -> None:
        """Keep *candidate* in the *place* of another."""
        self.kept[place] = candidate
        self._proving.clear()
        self._serving.clear()
        for at, each in enumerate(self.kept):
            self._note(at, each)

    def _note(self, place: int, candidate: Candidate) -> None:
        if candidate.proves:
            self._proving.setdefault(candidate.proves, place)
        for reason in candidate.reasons:
            self._serving.setdefault((reason.why, reason.about), place)


def rank(
    candidates: Sequence[Candidate], *, habits_limited: bool, paid_together: Mapping[str, str] | None = None
) -> list[Ranked]:
    """*candidates* in order, alternatives folded into the better ranked of them.

    Args: paid_together: by step the payment that it shares with others; they fold into the first of them.
    """
    ordered = by_dependency(sorted(candidates, key=order_key))
    chosen = without_alternatives(ordered)
    paid_with = folded([each.step for each in chosen.kept], paid_together or {})
    gone = {step for steps in paid_with.values() for step in steps}
    placed = arranged([each for each in chosen.kept if each.step not in gone], habits_limited=habits_limited)
    return [
        Ranked(each, tuple(chosen.others.get(each.step, ())), tuple(paid_with.get(each.step, ()))) for each in placed
    ]


def folded(ordered: Sequence[str], groups: Mapping[str, str]) -> dict[str, list[str]]:
    """By the first step of each of *groups* the later steps of it, in order; of steps that stand alone nothing."""
    first: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for step in ordered:
        group = groups.get(step)
        if group and first.setdefault(group, step) != step:
            found.setdefault(first[group], []).append(step)
    return found


def arranged(kept: Sequence[Candidate], *, habits_limited: bool) -> list[Candidate]:
    """*kept* so that exams and habits do not crowd the first places, and something cheap and what was named is there.

    Depends on what sort each is, whether it is cheap, named, asked for and less urgent than an answer; on no more.
    """
    return _named_shown(_cheap_step_early(_guarded(kept, habits_limited=habits_limited)))


def order_key(candidate: Candidate) -> tuple[int, bool, int, int, int, str]:
    """What *candidate* is compared by where nothing depends on anything."""
    cost = candidate.cost_usd
    if cost is None:
        cost = UNKNOWN if candidate.is_paid_for else 0
    months = UNKNOWN if candidate.tenth_months is None else candidate.tenth_months
    return candidate.tier, candidate.is_unpublished, -candidate.gain, cost, months, candidate.step


def by_dependency(ordered: Sequence[Candidate]) -> list[Candidate]:
    """Each step right after those of its tier that give what it asks, the best of them first."""
    placed: dict[str, Candidate] = {}
    places = {each.step: at for at, each in enumerate(ordered)}

    def place(candidate: Candidate, waiting: frozenset[str]) -> None:
        if candidate.step in placed or candidate.step in waiting:
            return
        for at in sorted(places[step] for step in candidate.after if step in places):
            if comes_first(ordered[at], candidate):
                place(ordered[at], waiting | {candidate.step})
        placed[candidate.step] = candidate

    for candidate in ordered:
        place(candidate, frozenset())
    return list(placed.values())


def comes_first(giver: Candidate, candidate: Candidate) -> bool:
    """Whether *giver* is taken before *candidate*: of one tier, and no twin that proves the same."""
    twins = giver.proves is not None and giver.proves == candidate.proves
    return giver.tier == candidate.tier and not twins


def without_alternatives(ordered: Sequence[Candidate]) -> Chosen:
    """A step falls to an "or" when a better one proves the same, or serves each of its reasons."""
    chosen = Chosen()
    for candidate in ordered:
        place = chosen.like(candidate)
        if place is None:
            chosen.keep(candidate)
            continue
        twin = chosen.kept[place]
        if stays(candidate, twin):
            chosen.swap(place, candidate)
            chosen.others[candidate.step] = [twin.step, *chosen.others.pop(twin.step, [])]
        else:
            chosen.others.setdefault(twin.step, []).append(candidate.step)
    return chosen


def stays(candidate: Candidate, twin: Candidate) -> bool:
    """Whether of two that prove the same *candidate* stays with a body that is paid already, and *twin* does not."""
    same = candidate.proves is not None and candidate.proves == twin.proves and candidate.tier == twin.tier
    return same and twin.is_new_issuer and not candidate.is_new_issuer


def _guarded(ordered: Sequence[Candidate], *, habits_limited: bool) -> list[Candidate]:
    """*ordered* with steps put off that would crowd the first places with exams or habits.

    An exam that would still crowd them, since nothing else is left, is left out.
    """
    placed: list[Candidate] = []
    waiting = list(ordered)
    while waiting and len(placed) < LAST_GUARDED:
        others = (each for each in waiting if not each.is_exam or each.asked)
        fits = next((each for each in waiting if _fits(each, placed, habits_limited)), next(others, None))
        if fits is None:
            return placed
        placed.append(fits)
        waiting.remove(fits)
    return [*placed, *waiting]


def _fits(candidate: Candidate, placed: Sequence[Candidate], habits_limited: bool) -> bool:
    if candidate.is_exam and not candidate.asked:
        exams = sum(each.is_exam for each in placed)
        return all(len(placed) >= places or exams < most for places, most in FIRST_EXAMS)
    places, most = FIRST_HABITS
    if candidate.is_habit and habits_limited and len(placed) < places:
        return sum(each.is_habit for each in placed) < most
    return True


def _cheap_step_early(placed: list[Candidate]) -> list[Candidate]:
    """*placed* with at least one step under $100 among the first five, where there is one."""
    first, rest = placed[:CHEAP_PLACE], placed[CHEAP_PLACE:]
    cheap = next((each for each in rest if is_cheap(each)), None)
    if cheap is None or any(is_cheap(each) for each in first):
        return placed
    rest.remove(cheap)
    return [*first[:-1], cheap, first[-1], *rest]


def _named_shown(placed: list[Candidate]) -> list[Candidate]:
    """*placed* with what the person named among the first seven, in place of the last that are less urgent."""
    late = [each for each in placed[SHOWN:] if each.is_named]
    if not late:
        return placed
    giving = [each for each in placed[:SHOWN] if not each.is_named and each.tier >= TIERS.index("answer")]
    moved = giving[-len(late) :]
    kept = [each for each in placed[:SHOWN] if each not in moved]
    return [*kept, *late[: len(moved)], *moved, *(each for each in placed[SHOWN:] if each not in late[: len(moved)])]


def is_cheap(candidate: Candidate) -> bool:
    """Whether *candidate* costs less than $100."""
    if candidate.cost_usd is None:
        return not candidate.is_paid_for
    return candidate.cost_usd < CHEAP_USD
