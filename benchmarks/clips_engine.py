"""The same ground rules in CLIPS: a flag is a relation of its own, ``(fN)``, a level is a salience.

A person's facts are read from text at once, and only those that a rule reads. One relation ``(flag N)`` for all flags
is more than twice as slow, since CLIPS then compares each fact with each pattern. What fires is told by a call, which
is faster than to read facts back.
"""

from __future__ import annotations

from collections.abc import Iterable

import clips
from part_of_program import Part


class Clips:
    """The rules of a part in one CLIPS environment, which is reset from person to person."""

    def __init__(self, part: Part) -> None:
        self._fired: list[int] = []
        self._environment = clips.Environment()
        self._environment.define_function(self._fired.append, name="fired")
        self._read = frozenset(flag for rule in part.rules for flag in (*rule.needs, *rule.blocks))
        for flag in sorted(self._read):
            self._environment.build(f"(deftemplate f{flag})")
        for number, rule in enumerate(part.rules):
            needs = "".join(f"(f{flag})" for flag in rule.needs)
            blocks = "".join(f"(not (f{flag}))" for flag in rule.blocks)
            sets = "".join(f"(assert (f{flag}))" for flag in rule.sets if flag in self._read)
            salience = f"(declare (salience {-rule.level}))"
            self._environment.build(f"(defrule r{number} {salience} {needs} {blocks} => (fired {number}) {sets})")

    def facts(self, flags: Iterable[int]) -> str:
        """The text of what one person told, as far as a rule reads it."""
        return "".join(f"(f{flag})" for flag in flags if flag in self._read)

    def run(self, facts: str) -> list[int]:
        """The numbers of the rules that fire."""
        self._fired.clear()
        self._environment.reset()
        self._environment.load_facts(facts)
        self._environment.run()
        return list(self._fired)
