"""The proof of a fact, down to what the person told and what is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from advisor.rulebook.flags import Flag

Sort = Literal["derived", "told", "denied"]


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact and what it rests on.

    ``fact`` is spelt as in rules, ``says`` for a reader. ``rule`` is the id of the ground rule that fired, ``told``
    for what the profile says, ``not`` for what the person does not have; ``cites`` are source ids. ``review_by`` is the
    first day on which something published that it rests on is to be looked at again.
    """

    fact: str
    says: str
    rule: str
    because: str
    rests_on: tuple[Proof, ...] = ()
    cites: tuple[str, ...] = ()
    review_by: str | None = None

    def walk(self) -> Iterator[Proof]:
        """This proof and all below it."""
        yield self
        for proof in self.rests_on:
            yield from proof.walk()

    @property
    def all_cites(self) -> tuple[str, ...]:
        """The sources cited anywhere in the proof."""
        return tuple(dict.fromkeys(source for proof in self.walk() for source in proof.cites))


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a step asks and that is not there; ``unknown`` where the person has not told it.

    ``review_by`` is the first day on which something published that asks it is to be looked at again. ``flag`` is what
    a rule reads; ``ways`` are those of which one is enough, ``judged`` that it is our judgement which asks them.
    ``cites``: who publishes that it is asked.
    """

    fact: str
    says: str
    unknown: bool = False
    review_by: str | None = None
    flag: Flag | None = None
    ways: tuple[str, ...] = ()
    judged: bool = False
    cites: tuple[str, ...] = ()
