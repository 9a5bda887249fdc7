"""One Program with one engine: from told facts to a derivation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advisor.inference.derivation import Derivation
from advisor.inference.engines import load_engine
from advisor.inference.engines.contract import Fired
from advisor.inference.told import Encoder, Told
from advisor.profile.told import ToldFact
from advisor.rulebook.fact import Fact
from advisor.rulebook.program import GroundRule, Program


class Inference:
    """Runs one engine over one Program; safe to share between threads."""

    def __init__(self, program: Program, engine: str) -> None:
        self.program = program
        self._encoder = Encoder(program)
        maker: Any = load_engine(engine)
        self.engine: Any = maker(program)
        self._reads_facts = maker.reads == "facts"
        self._always = frozenset(fact for rule in program.always for fact in rule.facts)
        self._always_ids = frozenset(rule.id for rule in program.always)

    def run(self, facts: Iterable[ToldFact]) -> Derivation:
        """What follows from *facts*.

        Raises: EngineError: the engine broke.
        """
        return self.run_told(self._encoder.encode(facts))

    def run_told(self, told: Told) -> Derivation:
        """What follows from facts that are encoded already."""
        found = self.engine.run(told if self._reads_facts else told.flags)
        return self._derivation(found) if isinstance(found, Fired) else found

    def _derivation(self, fired: Fired) -> Derivation:
        rules = self.program.rules
        certain = [rules[number] for number in fired.certain]
        possible = [rules[number] for number in fired.possible] if fired.possible != fired.certain else certain
        return Derivation(
            self._facts(certain),
            self._facts(possible),
            self._always_ids.union(rule.id for rule in certain),
            self._always_ids.union(rule.id for rule in possible),
        )

    def _facts(self, rules: Iterable[GroundRule]) -> frozenset[Fact]:
        return self._always.union(fact for rule in rules for fact in rule.facts)
