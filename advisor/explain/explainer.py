"""Proofs and gaps for one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.explain.proof import Missing, Proof
from advisor.explain.ways import Coming, Gaps, by_exams, by_steps, has_others, nearest, without_circles
from advisor.explain.words import Words, one
from advisor.inference.derivation import Derivation
from advisor.inference.told import Value, matches, positional
from advisor.profile.told import ToldFact
from advisor.rulebook.fact import Blank, Fact
from advisor.rulebook.flags import Flag
from advisor.rulebook.program import GroundRule, Program
from advisor.rulebook.vocabulary import spelt

OUR_JUDGEMENT = " (our judgement)"
PAID: Fact = ("paid_as_coder",)
"""Whoever is paid to code comes to more years by the present job; for others those are what the job would give."""
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
        return one(says)

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

    def missing(self, step: str, coming: Coming | None = None) -> tuple[Missing, ...]:
        """What keeps *step* from being recommended to someone who wishes for it; empty where nothing does.

        Args: coming: what the steps that are advised give; a way that they open is told by them.
        """
        against = list(self._said("ruled_out", step))
        years_count = not (against and step.startswith("work/"))  # A way of working that is ruled out asks no years.
        gaps = [
            *self._ways(("open", step), coming or {}),
            *(self._ways(("ready", step), coming or {}) if years_count else ()),
            *against,
            *self._said("done", step),
        ]
        return tuple({gap.says: gap for gap in gaps}.values())

    def _said(self, name: str, step: str) -> Iterable[Missing]:
        """What stands against *step*: the reasons of the rules that gave the facts called *name* of it."""
        for rule in map(self.rule_of, self._derivation.of(name, step)):
            yield Missing(name, self.because(rule), review_by=rule.review_by)

    def _ways(self, fact: Fact, coming: Coming) -> Iterable[Missing]:
        """What keeps *fact* from being derived: all that its only way lacks, or one gap that names the ways."""
        if fact in self._derivation.certain:
            return ()
        behind = OUR_JUDGEMENT if fact[0] == "ready" else ""
        published = fact[0] == "open"
        lacking = [self._gaps_of(rule, rule.cites if published else ()) for rule in self._program.by_fact.get(fact, ())]
        if not lacking:
            closed = self._program.closed_by_fact.get(fact)
            says = self.words.need(closed.flag) + behind if closed else ""
            return [Missing(closed.flag.fact, says, review_by=closed.review_by)] if closed else []
        ways = nearest(sorted(lacking, key=self._effort))
        if PAID not in self._derivation.certain:
            ways = without_circles(self._program.kb, str(fact[1]), ways)
        if str(fact[1]).startswith("become/"):
            ways = by_exams(ways)
        if soon := list(dict.fromkeys(filter(None, (by_steps(way, coming) for way in ways)))):
            return [self._soon(ways, soon, behind)]
        if len(ways) == 1 or not ways[0]:
            return [replace(gap, says=gap.says + behind) for gap in ways[0]]
        return [self._one_of(ways[:MOST_WAYS], behind)]

    def _one_of(self, ways: Sequence[Gaps], behind: str) -> Missing:
        """One gap that names *ways*, of which one is enough."""
        due = min((gap.review_by for gaps in ways for gap in gaps if gap.review_by), default=None)
        named = tuple(" and ".join(gap.says for gap in gaps) for gaps in ways)
        first = ways[0]
        says = f"one of these{behind}: {'; or '.join(named)}"
        unknown = all(gap.unknown for gap in first)
        cites = _cites(ways)
        return Missing(first[0].fact, says, unknown, due, ways=named, judged=bool(behind), cites=cites)

    def _soon(self, ways: Sequence[Gaps], soon: Sequence[str], behind: str) -> Missing:
        """One gap that names the steps *soon* of the report that open some of *ways*."""
        others = "; other credentials or courses may do" if has_others(ways, len(soon)) else ""
        says = f"one of these{behind}: {' or '.join(soon)}{others}" if len(soon) > 1 else f"{soon[0]}{behind}{others}"
        return Missing(ways[0][0].fact, says, cites=_cites(ways))

    def _effort(self, gaps: Sequence[Missing]) -> tuple[int, int, bool, list[str]]:
        """Ways that a person can take come before those that only time opens, those before what no step gives.

        Of two like ways that by what is held comes first.
        """
        changes = [self._program.vocabulary[gap.fact].changed_by for gap in gaps]
        far = changes.count("time") + 2 * changes.count(None)
        return far, len(gaps), all(gap.fact != "holds" for gap in gaps), [gap.says for gap in gaps]

    def _gaps_of(self, rule: GroundRule, cites: tuple[str, ...]) -> list[Missing]:
        """What the person lacks of what *rule* asks; *cites*: who publishes that it is asked."""
        gaps = []
        for number in rule.reads:
            flag = self._program.flags[number]
            if self._told_for(flag) is None and not self._setters(flag):
                may_be, due = self._may_be(flag), rule.review_by
                gaps.append(Missing(flag.fact, self.words.need(flag), may_be, due, flag, cites=cites))
        for number in rule.denies:
            flag = self._program.flags[number]
            if self._may_be(flag):
                gaps.append(Missing(flag.fact, self.words.flag(flag, denied=True), review_by=rule.review_by))
        return gaps

    def _may_be(self, flag: Flag) -> bool:
        told = any(fact.name == flag.fact and matches(flag, values)[1] for fact, values in self._told)
        return told or any(map(flag.met_by, self._derivation.possible_by_name.get(flag.fact, ())))


def _cites(ways: Iterable[Gaps]) -> tuple[str, ...]:
    """Who publishes that one of *ways* is asked."""
    return tuple(dict.fromkeys(source for gaps in ways for gap in gaps for source in gap.cites))
