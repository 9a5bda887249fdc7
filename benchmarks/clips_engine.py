"""The same ground rules in CLIPS: a flag is the fact ``(flag N)``, read from text at once, a level is a salience.

Of the encodings that were tried (a relation for each flag, a template with a slot, a relation for each word of the
vocabulary) this was the fastest. What fires is told by a call, which is faster than to read facts back.
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
        for number, rule in enumerate(part.rules):
            needs = "".join(f"(flag {flag})" for flag in rule.needs)
            blocks = "".join(f"(not (flag {flag}))" for flag in rule.blocks)
            sets = "".join(f"(assert (flag {flag}))" for flag in rule.sets)
            salience = f"(declare (salience {-rule.level}))"
            self._environment.build(f"(defrule r{number} {salience} {needs} {blocks} => (fired {number}) {sets})")

    def facts(self, flags: Iterable[int]) -> str:
        """The text of what one person told."""
        return "".join(f"(flag {flag})" for flag in flags)

    def run(self, facts: str) -> list[int]:
        """The numbers of the rules that fire."""
        self._fired.clear()
        self._environment.reset()
        self._environment.load_facts(facts)
        self._environment.run()
        return list(self._fired)
