"""Which rules and flags of a Program matter where only facts of some names are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.rulebook.program import Program

CERTAIN, POSSIBLE = 0, 1


@dataclass(frozen=True, slots=True)
class Asked:
    """Names of the facts of which it is asked for whom they are certain, and of those where it may be only possible."""

    certain: frozenset[str]
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class Needed:
    """Numbers of rules and of flags, those that matter in the certain view and those that do in the possible one."""

    rules: tuple[frozenset[int], frozenset[int]]
    flags: tuple[frozenset[int], frozenset[int]]


def needed(program: Program, asked: Asked) -> Needed:
    """What matters for the facts *asked* of *program*: their rules, and whatever those read, in the view they read."""
    setters: dict[int, list[int]] = {}
    for number, rule in enumerate(program.rules):
        for flag in rule.sets:
            setters.setdefault(flag, []).append(number)
    rules: tuple[set[int], set[int]] = (set(), set())
    flags: tuple[set[int], set[int]] = (set(), set())
    left = [
        (number, view)
        for number, rule in enumerate(program.rules)
        for names, view in ((asked.certain, CERTAIN), (asked.possible, POSSIBLE))
        if not names.isdisjoint([fact[0] for fact in rule.facts])
    ]
    while left:
        number, view = left.pop()
        if number in rules[view]:
            continue
        rules[view].add(number)
        rule = program.rules[number]
        for read, of in ((rule.needs, view), (rule.blocks, 1 - view)):
            flags[of].update(read)
            left += [(setter, of) for flag in read for setter in setters.get(flag, ())]
    return Needed((frozenset(rules[0]), frozenset(rules[1])), (frozenset(flags[0]), frozenset(flags[1])))
