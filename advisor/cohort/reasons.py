"""The reasons that steps are advised for, as columns of a block: whom each step is recommended to, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from advisor.advice.candidates import ReasonFor, reason_for
from advisor.cohort.alike import heads
from advisor.cohort.block import Bools, Integers
from advisor.cohort.derived import Derived
from advisor.errors import EngineError
from advisor.inference.engines.columns import WORD, Words
from advisor.knowledge.kinds.reasons import TIERS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.rulebook.fact import Fact

ASKED, NAMED = 1, 2
REMEMBERED = 200_000


class Reasons:
    """The reasons that rules may find: ``facts`` in order of ``steps``, each with its columns."""

    def __init__(self, kb: KnowledgeBase, reasons: tuple[Fact, ...], recommended: tuple[Fact, ...]) -> None:
        self.steps = sorted(str(fact[1]) for fact in recommended)
        row = {step: at for at, step in enumerate(self.steps)}
        self._rows = {str(fact[1]): at for at, fact in enumerate(recommended)}
        kept = sorted((at for at, fact in enumerate(reasons) if fact[1] in row), key=lambda at: _sorted(reasons[at]))
        self.kept: Integers = np.array(kept, np.int64)
        """By fact its row among the derived reasons."""
        self.of: list[ReasonFor] = [reason_for(kb, str(reasons[at][2]), str(reasons[at][3])) for at in kept]
        self.step: Integers = np.array([row[str(reasons[at][1])] for at in kept], np.int64)
        self.tier = np.array([each.tier for each in self.of], np.int64)
        asked = [ASKED * (TIERS[each.tier] == "answer") | NAMED * each.named for each in self.of]
        self.signs = np.array(asked, np.uint8)
        self.recommended: Integers = np.array([self._rows[step] for step in self.steps], np.int64)
        """By step its row among the derived recommendations."""
        self.subject = self._subjects()

    def _subjects(self) -> Integers:
        """By fact the number of its subject, where one step for that is enough and there are several; else -1."""
        steps: dict[tuple[str, str], list[int]] = {}
        for at, each in enumerate(self.of):
            steps.setdefault((each.why, each.about), []).append(at)
        found = np.full(len(self.of), -1, np.int64)
        several = (some for some in steps.values() if len(some) > 1 and self.of[some[0]].one_is_enough)
        for number, some in enumerate(several):
            found[some] = number
        return found


def _sorted(fact: Fact) -> tuple[str, ...]:
    return tuple(map(str, fact[1:]))


@dataclass(frozen=True)
class Advised:
    """Whom steps are recommended to, and why.

    A reason is a person ``who`` of a ``crowd`` and a fact ``fact`` of ``of``, in order of persons and steps; a pair of
    a person and a step is the reasons from ``starts`` on to the next.
    """

    of: Reasons
    crowd: int
    who: Integers
    fact: Integers
    starts: Integers

    def pairs(self, who: Integers, steps: Integers) -> Integers:
        """The pair of each of *who* and the step beside it; -1: there is none."""
        width = len(self.of.steps)
        pairs, wanted = self.people * width + self.steps, who * width + steps
        if not len(pairs):
            return np.full(len(wanted), -1)
        at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        return np.where(pairs[at] == wanted, at, -1)

    @cached_property
    def people(self) -> Integers:
        """The person of each pair."""
        return self.who[self.starts]

    @cached_property
    def steps(self) -> Integers:
        """The step of each pair, as its place in ``of.steps``."""
        return self.of.step[self.fact[self.starts]]

    @cached_property
    def counts(self) -> Integers:
        """How many reasons each pair has."""
        return np.diff(self.starts, append=len(self.fact))

    @cached_property
    def tiers(self) -> Integers:
        """The tier of each pair: that of the most urgent reason."""
        found: Integers = reduced(np.minimum, self.of.tier[self.fact], self.starts)
        return found

    @cached_property
    def signs(self) -> Any:
        """Of each pair whether one of its reasons answers what was asked for, and whether one is named."""
        return reduced(np.bitwise_or, self.of.signs[self.fact], self.starts)


def advised(of: Reasons, derived: Derived) -> Advised:
    """Whom the steps of *of* are recommended to.

    Raises: EngineError: a step is recommended without a reason.
    """
    recommended = derived.facts("recommended").sure[of.recommended]
    is_had: Bools = np.any(recommended, axis=1)
    rows = np.flatnonzero(is_had[of.step])
    words = derived.facts("reason").sure[of.kept[rows]] & recommended[of.step[rows]]
    found, people = _set_bits(words, derived.people)
    order = np.argsort(people.astype(np.uint16) if derived.people <= 1 << 16 else people, kind="stable")
    who, fact = people[order], rows[found[order]]
    step = of.step[fact]
    new = np.ones(len(who), np.bool_)
    new[1:] = (who[1:] != who[:-1]) | (step[1:] != step[:-1])
    starts = np.flatnonzero(new)
    if len(starts) != _count(recommended, derived.people):
        raise EngineError("a step is recommended without a reason")
    return Advised(of, derived.people, who, fact, starts)


def _set_bits(words: Words, people: int) -> tuple[Integers, Integers]:
    """The row and the person of each bit that is set, in order; only bytes with such a bit are looked at."""
    flat = words.reshape(-1)
    some = np.flatnonzero(flat)
    signs = flat[some].view(np.uint8)
    there = np.flatnonzero(signs != 0)
    at = np.flatnonzero(np.unpackbits(signs[there], bitorder="little").view(np.bool_))
    byte = there[at >> 3]
    word = some[byte >> 3]
    rows = word // words.shape[1]
    found = (word - rows * words.shape[1]) * WORD + ((byte & 7) << 3) + (at & 7)
    kept = found < people
    return (rows, found) if kept.all() else (rows[kept], found[kept])


def _count(words: Words, people: int) -> int:
    """How many bits of *people* are set in *words*."""
    whole, rest = divmod(people, WORD)
    last = words[:, whole:] & np.uint64((1 << rest) - 1) if rest else words[:, :0]
    return int(np.bitwise_count(words[:, :whole]).sum(dtype=np.int64) + np.bitwise_count(last).sum(dtype=np.int64))


def reduced(how: Any, values: Any, starts: Integers) -> Any:
    """*how* over each group of *values*, which begin at *starts*."""
    return how.reduceat(values, starts) if len(starts) else values[:0]


def places_of(who: Integers) -> Integers:
    """The place of each row among those of its person, from 0; rows stand in order of persons."""
    if not len(who):
        return np.zeros(0, np.int64)
    starts = heads(who)
    return np.arange(len(who)) - np.repeat(starts, np.diff(starts, append=len(who)))


def make_room(memory: dict[Any, Any]) -> None:
    """Forget all where too much is remembered."""
    if len(memory) >= REMEMBERED:
        memory.clear()
