"""From instances to a Program: what is always or never so is folded away, the rest put into levels."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from advisor.errors import Fault, KnowledgeError
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.rulebook.fact import Fact
from advisor.rulebook.flags import AnyOf, Flag
from advisor.rulebook.ground import Grounder, Instance
from advisor.rulebook.ir import Rule
from advisor.rulebook.program import Closed, GroundRule, Program
from advisor.rulebook.vocabulary import Vocabulary


def compile_program(
    kb: KnowledgeBase, vocabulary: Vocabulary, rules: Sequence[Rule], tellable: Iterable[str] | None = None
) -> Program:
    """The Program of *rules* over *kb*; facts named in *tellable* may be told (default: those of the profile).

    Raises: KnowledgeError: rules depend on their own conclusions in a circle.
    """
    told = frozenset(tellable if tellable is not None else (w for w in vocabulary if vocabulary[w].told))
    grounder = Grounder(kb, vocabulary)
    instances = [instance for rule in rules for instance in grounder.instances(rule)]
    folded = _Folding(instances, told)
    levels = _levels(folded, {rule.id: rule for rule in rules})
    return _assemble(kb, vocabulary, tuple(rules), folded, levels, tuple(grounder.skipped))


class _Folding:
    """Which instances can fire at all, which fire for everyone, and which flags are left to test."""

    def __init__(self, instances: Sequence[Instance], told: frozenset[str]) -> None:
        self.instances = instances
        self.told = told
        self.dead: dict[int, Closed] = {}
        self.always: set[int] = set()
        self.concluders: dict[Fact, list[int]] = {}
        for number, instance in enumerate(instances):
            for fact in instance.facts:
                self.concluders.setdefault(fact, []).append(number)
        self._by_first: dict[tuple[str, object], list[Fact]] = {}
        for fact in self.concluders:
            self._by_first.setdefault((str(fact[0]), fact[1] if len(fact) > 1 else None), []).append(fact)
            self._by_first.setdefault((str(fact[0]), ...), []).append(fact)
        flags = {flag for instance in instances for flag in (*instance.needs, *instance.blocks)}
        self.setters: dict[Flag, list[Fact]] = {flag: self._setters(flag) for flag in flags}
        while self._pass():
            pass

    def _setters(self, flag: Flag) -> list[Fact]:
        first = flag.tests[0] if flag.tests else None
        if isinstance(first, AnyOf):
            candidates = [fact for each in first.ids for fact in self._by_first.get((flag.fact, each), ())]
        else:
            candidates = self._by_first.get((flag.fact, ...), [])
        return [fact for fact in candidates if flag.met_by(fact)]

    def live_concluders(self, flag: Flag) -> list[int]:
        """The instances that may set *flag*."""
        return [n for fact in self.setters[flag] for n in self.concluders[fact] if n not in self.dead]

    def always_setter(self, flag: Flag) -> Fact | None:
        """A fact that sets *flag* for everyone."""
        for fact in self.setters[flag]:
            if any(number in self.always for number in self.concluders[fact]):
                return fact
        return None

    def never(self, flag: Flag) -> bool:
        """Whether nothing can set *flag*."""
        empty = any(isinstance(test, AnyOf) and not test.ids for test in flag.tests)
        return empty or (flag.fact not in self.told and not self.live_concluders(flag))

    def _pass(self) -> bool:
        before = len(self.dead), len(self.always)
        for number, instance in enumerate(self.instances):
            if number in self.dead or number in self.always:
                continue
            closed = self._closed(instance)
            if closed:
                self.dead[number] = closed
            elif not self.needs_left(instance) and not self.blocks_left(instance):
                self.always.add(number)
        return before != (len(self.dead), len(self.always))

    def _closed(self, instance: Instance) -> Closed | None:
        for flag in instance.needs:
            if self.never(flag):
                return Closed(instance.id, instance.rule, instance.facts, flag, None, instance.review_by)
        for flag in instance.blocks:
            by = self.always_setter(flag)
            if by:
                return Closed(instance.id, instance.rule, instance.facts, flag, by, instance.review_by)
        return None

    def needs_left(self, instance: Instance) -> tuple[Flag, ...]:
        """The needs that are not met for everyone."""
        return tuple(flag for flag in instance.needs if self.always_setter(flag) is None)

    def blocks_left(self, instance: Instance) -> tuple[Flag, ...]:
        """The blocks that something may set."""
        return tuple(flag for flag in instance.blocks if not self.never(flag))


def _levels(folded: _Folding, rules: Mapping[str, Rule]) -> dict[int, int]:
    """The level of each instance that may fire for some: one above the highest flag that it reads."""
    open_ones = [n for n in range(len(folded.instances)) if n not in folded.dead and n not in folded.always]
    before = {n: _depends(folded, folded.instances[n]) for n in open_ones}
    waiting = {n: len(found) for n, found in before.items()}
    after: dict[int, list[int]] = {}
    for n, found in before.items():
        for each in found:
            after.setdefault(each, []).append(n)
    levels: dict[int, int] = {}
    ready = deque(n for n in open_ones if not waiting[n])
    while ready:
        n = ready.popleft()
        levels[n] = 1 + max((levels[each] for each in before[n]), default=0)
        for each in after.get(n, ()):
            waiting[each] -= 1
            if not waiting[each]:
                ready.append(each)
    if len(levels) < len(open_ones):
        raise KnowledgeError([_circle(folded, before, {n for n in open_ones if n not in levels}, rules)])
    return levels


def _depends(folded: _Folding, instance: Instance) -> set[int]:
    flags = (*folded.needs_left(instance), *folded.blocks_left(instance))
    return {n for flag in flags for n in folded.live_concluders(flag) if n not in folded.always}


def _circle(folded: _Folding, before: Mapping[int, set[int]], stuck: set[int], rules: Mapping[str, Rule]) -> Fault:
    path: list[int] = []
    n = min(stuck)
    while n not in path:
        path.append(n)
        n = min(each for each in before[n] if each in stuck)
    circle = [folded.instances[each] for each in (*path[path.index(n) :], n)]
    rule = rules[circle[0].rule]
    says = "rules depend on their own conclusions: " + " reads ".join(each.id for each in circle)
    return Fault(rule.path, rule.line, 1, f"{says}; take one of these conditions out")


def _assemble(
    kb: KnowledgeBase,
    vocabulary: Vocabulary,
    rules: tuple[Rule, ...],
    folded: _Folding,
    levels: Mapping[int, int],
    skipped: tuple[str, ...],
) -> Program:
    chosen = sorted((*folded.always, *levels), key=lambda n: (levels.get(n, 0), folded.instances[n].id))
    tested = {f for n in chosen for f in (*folded.instances[n].needs, *folded.instances[n].blocks)}
    # In alphabetical order what one person sets stands close together, and an engine wakes fewer of its parts.
    flags = {flag: number for number, flag in enumerate(sorted(tested, key=str))}
    sets: dict[Fact, list[int]] = {}
    for flag, number in flags.items():
        for fact in folded.setters[flag]:
            sets.setdefault(fact, []).append(number)
    ground = [_ground_rule(folded, folded.instances[n], levels.get(n, 0), flags, sets) for n in chosen]
    return Program(
        kb,
        vocabulary,
        rules,
        tuple(flags),
        tuple(rule for rule in ground if rule.level),
        tuple(rule for rule in ground if not rule.level),
        tuple(folded.dead[n] for n in sorted(folded.dead)),
        skipped,
        told=folded.told,
    )


def _ground_rule(
    folded: _Folding, instance: Instance, level: int, flags: Mapping[Flag, int], sets: Mapping[Fact, list[int]]
) -> GroundRule:
    own = sorted({number for fact in instance.facts for number in sets.get(fact, ())})
    return GroundRule(
        instance.id,
        instance.rule,
        level,
        _numbers(folded.needs_left(instance) if level else (), flags),
        _numbers(folded.blocks_left(instance) if level else (), flags),
        tuple(own),
        instance.facts,
        _numbers(instance.needs, flags),
        _numbers(instance.blocks, flags),
        instance.because,
        instance.cites,
        instance.entries,
        instance.review_by,
    )


def _numbers(found: Iterable[Flag], flags: Mapping[Flag, int]) -> tuple[int, ...]:
    return tuple(flags[flag] for flag in found)
