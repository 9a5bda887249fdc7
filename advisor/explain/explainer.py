"""Proofs and gaps for one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.explain.proof import Missing, Proof
from advisor.explain.words import Words
from advisor.inference.derivation import Derivation
from advisor.inference.told import Value, matches, positional
from advisor.profile.told import ToldFact
from advisor.rulebook.fact import Blank, Fact
from advisor.rulebook.flags import Flag
from advisor.rulebook.program import GroundRule, Program
from advisor.rulebook.vocabulary import spelt

OUR_JUDGEMENT = " (our judgement)"
MOST_WAYS = 3
"""So many ways are named of those that lead to one thing, the nearest first."""


class Explainer:
    """Explains what follows for one person from one Program."""

    def __init__(self, program: Program, derivation: Derivation, told: Sequence[ToldFact]) -> None:
        self._program = program
        self._derivation = derivation
        self._told = [(fact, positional(fact, program.vocabulary)) for fact in told]
        self.words = Words(program.kb, program.vocabulary)
        self._proofs: dict[Fact, Proof] = {}

    def rule_of(self, fact: Fact) -> GroundRule:
        """The ground rule that gave the certain *fact*: of several the lowest level, then the id."""
        return next(rule for rule in self._program.by_fact[fact] if rule.id in self._derivation.fired)

    def prove(self, fact: Fact) -> Proof:
        """The proof of a certain derived *fact*."""
        found = self._proofs.get(fact)
        if found is None:
            rule = self.rule_of(fact)
            found = self._proofs[fact] = self._proof(fact, rule)
        return found

    def _proof(self, fact: Fact, rule: GroundRule) -> Proof:
        says = self.words.fact(str(fact[0]), fact[1:])
        rests_on = (*(self._read(n) for n in rule.reads), *(self._denied(n) for n in rule.denies))
        return Proof(self._spelt(fact), says, rule.id, self.because(rule), rests_on, rule.cites, rule.review_by)

    def _spelt(self, fact: Fact) -> str:
        return spelt(fact, self._program.vocabulary)

    def _read(self, number: int) -> Proof:
        flag = self._program.flags[number]
        told = self._told_for(flag)
        if told is not None:
            says = self.words.fact(flag.fact, told)
            return Proof(str(flag), says, "told", "You told us.")
        return self.prove(self._setter(flag))

    def _told_for(self, flag: Flag) -> tuple[Value, ...] | None:
        for fact, values in self._told:
            if fact.certain and fact.name == flag.fact and matches(flag, values)[0]:
                return values
        return None

    def _setter(self, flag: Flag) -> Fact:
        return min(self._setters(flag), key=lambda fact: (self.rule_of(fact).level, self.rule_of(fact).id, str(fact)))

    def _setters(self, flag: Flag) -> list[Fact]:
        """The certain derived facts that set *flag*."""
        return [fact for fact in self._derivation.certain_by_name.get(flag.fact, ()) if flag.met_by(fact)]

    def _denied(self, number: int) -> Proof:
        flag = self._program.flags[number]
        says = self.words.flag(flag, denied=True)
        return Proof(f"no {flag}", says, "not", says)

    def because(self, rule: GroundRule) -> str:
        """The reason of *rule* with its blanks filled."""
        says = "".join(part if isinstance(part, str) else self._filled(part, rule) for part in rule.because)
        return _ONE.sub(r"1 \1", says)

    def _filled(self, blank: Blank, rule: GroundRule) -> str:
        fields = self._program.vocabulary[blank.fact].fields
        position = list(fields).index(blank.field)
        for number in rule.reads:
            flag = self._program.flags[number]
            if flag.fact != blank.fact:
                continue
            values = self._told_for(flag) or self._setter(flag)[1:]
            return self.words.value(fields[blank.field], values[position])
        return "…"

    def missing(self, step: str) -> tuple[Missing, ...]:
        """What keeps *step* from being recommended to someone who wishes for it; empty where nothing does."""
        against = list(self._said("ruled_out", step))
        years_count = not (against and step.startswith("work/"))  # A way of working that is ruled out asks no years.
        gaps = [
            *self._ways(("open", step), ""),
            *(self._ways(("ready", step), OUR_JUDGEMENT) if years_count else ()),
            *against,
            *self._said("done", step),
        ]
        return tuple({gap.says: gap for gap in gaps}.values())

    def _said(self, name: str, step: str) -> Iterable[Missing]:
        """What stands against *step*: the reasons of the rules that gave the facts called *name* of it."""
        for rule in map(self.rule_of, self._derivation.of(name, step)):
            yield Missing(name, self.because(rule), review_by=rule.review_by)

    def _ways(self, fact: Fact, behind: str) -> Iterable[Missing]:
        """What keeps *fact* from being derived: all that its only way lacks, or one gap that names the ways there are.

        Args: behind: what stands behind it, for a reader.
        """
        if fact in self._derivation.certain:
            return ()
        lacking = [self._gaps_of(rule) for rule in self._program.by_fact.get(fact, ())]
        if not lacking:
            closed = self._program.closed_by_fact.get(fact)
            says = self.words.need(closed.flag) + behind if closed else ""
            return [Missing(closed.flag.fact, says, review_by=closed.review_by)] if closed else []
        ways = list({tuple(gap.says for gap in gaps): gaps for gaps in sorted(lacking, key=self._effort)}.values())
        ways = nearest(ways)
        first = ways[0]
        if len(ways) == 1 or not first:
            return [replace(gap, says=gap.says + behind) for gap in first]
        due = min((gap.review_by for gaps in ways[:MOST_WAYS] for gap in gaps if gap.review_by), default=None)
        says = "; or ".join(" and ".join(gap.says for gap in gaps) for gaps in ways[:MOST_WAYS])
        return [Missing(first[0].fact, f"one of these{behind}: {says}", all(gap.unknown for gap in first), due)]

    def _effort(self, gaps: Sequence[Missing]) -> tuple[int, int, list[str]]:
        """Ways that a person can take come before those that only time opens, those before what no step gives."""
        changes = [self._program.vocabulary[gap.fact].changed_by for gap in gaps]
        far = changes.count("time") + 2 * changes.count(None)
        return far, len(gaps), [gap.says for gap in gaps]

    def _gaps_of(self, rule: GroundRule) -> list[Missing]:
        gaps = []
        for number in rule.reads:
            flag = self._program.flags[number]
            if self._told_for(flag) is None and not self._setters(flag):
                gaps.append(Missing(flag.fact, self.words.need(flag), self._may_be(flag), rule.review_by))
        for number in rule.denies:
            flag = self._program.flags[number]
            if self._may_be(flag):
                gaps.append(Missing(flag.fact, self.words.flag(flag, denied=True), review_by=rule.review_by))
        return gaps

    def _may_be(self, flag: Flag) -> bool:
        told = any(fact.name == flag.fact and matches(flag, values)[1] for fact, values in self._told)
        return told or any(map(flag.met_by, self._derivation.possible_by_name.get(flag.fact, ())))


def nearest(ways: Sequence[list[Missing]]) -> list[list[Missing]]:
    """*ways* without those that ask only for more of what another asks ("at least 2" beside "at least 1")."""
    kept: dict[str, tuple[list[float], list[Missing]]] = {}
    for gaps in ways:
        says = " and ".join(gap.says for gap in gaps)
        limits = [float(each) for each in _LIMIT.findall(says)]
        alike = _LIMIT.sub("", says)
        if alike not in kept or limits < kept[alike][0]:
            kept[alike] = (limits, gaps)
    return [gaps for _, gaps in kept.values()]


_ONE = re.compile(r"(?<![\w.,])1 (month|year|hour)s\b")
_LIMIT = re.compile(r"(?<=at least )\d+(?:\.\d+)?")
