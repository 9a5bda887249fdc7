"""One Program with one engine: from told facts to a derivation."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from advisor.inference.derivation import Derivation
from advisor.inference.engines import load_engine
from advisor.inference.engines.contract import Fired
from advisor.inference.told import Encoder, Told
from advisor.profile.told import ToldFact
from advisor.rulebook.fact import Fact
from advisor.rulebook.program import Program


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
        facts, ids = self._found(fired.certain)
        if fired.possible == fired.certain:
            return Derivation(facts, facts, ids, ids)
        possible, may_fire = self._found(fired.possible)
        return Derivation(facts, possible, ids, may_fire)

    def _found(self, fired: Iterable[int]) -> tuple[frozenset[Fact], frozenset[str]]:
        """The facts that the rules *fired* give, and the ids of those rules, with what holds for everyone."""
        rules = [self.program.rules[number] for number in fired]
        facts = chain.from_iterable([rule.facts for rule in rules])
        return self._always.union(facts), self._always_ids.union([rule.id for rule in rules])
