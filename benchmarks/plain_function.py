"""The rules of a part as one plain Python function over a person's own values, with nothing between.

It is written by a program, and as one would write it by hand: what a person has stands in sets, mappings and numbers,
a condition that several rules of a level share is asked once, with the rules that need it inside, and what a rule
concludes for others is a local name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from part_of_program import Part

from advisor.inference.told import positional
from advisor.profile.told import ToldFact
from advisor.rulebook.flags import AnyOf, Compared, Flag
from advisor.rulebook.program import GroundRule

ONE_ID = ("role", "employer", "setting")
"""Facts of which a person has at most one."""
_SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<", "is": "=="}
_NOTHING = float("nan")
Conditions = frozenset[str]


def plain_people(part: Part, people: Sequence[Sequence[ToldFact]]) -> list[SimpleNamespace]:
    """*people* as plain records of ids, sets of ids, numbers (NaN: none), mappings from ids to numbers, and bools."""
    words = {flag.fact: part.program.vocabulary[flag.fact] for flag in part.program.flags if _is_told(part, flag)}
    return [SimpleNamespace(**{name: _value(name, part, facts) for name in words}) for facts in people]


def _is_told(part: Part, flag: Flag) -> bool:
    return flag.fact in part.program.told


def _value(name: str, part: Part, facts: Sequence[ToldFact]) -> Any:
    kinds = [kind.is_number for kind in part.program.vocabulary[name].fields.values()]
    held: list[Any] = [
        positional(fact, part.program.vocabulary) for fact in facts if fact.name == name and fact.certain
    ]
    if not kinds:
        return bool(held)
    if kinds == [True]:
        return held[0][0] if held else _NOTHING
    if len(kinds) == 2:
        return dict(held)
    ids = frozenset(each for (each,) in held)
    return next(iter(ids), None) if name in ONE_ID else ids


def plain_source(part: Part) -> str:
    """The text of ``conclusions(person)``, which gives the places of the rules that fire."""
    told = sorted({part.program.flags[flag].fact for flag in _read(part) - part.derived} & part.program.told)
    lines = ["def conclusions(person):", "    found = []", "    add = found.append"]
    lines += [f"    {name} = person.{name}" for name in told]
    lines += [f"    {_local(part, flag)} = False" for flag in sorted(_read(part) & part.derived)]
    for level in part.levels:
        rules = [(_conditions(part, part.rules[n]), _then(part, n)) for n in level]
        lines += _nested(rules, 1)
    return "\n".join([*lines, "    return found", ""])


def _read(part: Part) -> frozenset[int]:
    return frozenset(flag for rule in part.rules for flag in (*rule.needs, *rule.blocks))


def _local(part: Part, flag: int) -> str:
    return re.sub(r"\W+", "_", str(part.program.flags[flag]))[:60].strip("_").lower() + f"_{flag}"


def _conditions(part: Part, rule: GroundRule) -> Conditions:
    return frozenset(
        (*(_asked(part, flag, "") for flag in rule.needs), *(_asked(part, f, "not ") for f in rule.blocks))
    )


def _then(part: Part, number: int) -> list[str]:
    sets = [flag for flag in part.rules[number].sets if flag in _read(part)]
    return [f"add({number})", *(f"{_local(part, flag)} = True" for flag in sets)]


def _asked(part: Part, flag: int, negation: str) -> str:
    """The condition that a flag is, or is not, set; of what nobody can have, a word for that."""
    if flag in part.derived:
        return negation + _local(part, flag)
    test = part.program.flags[flag]
    if test.fact not in part.program.told:
        return "True" if negation else "False"
    asked = _test(test)
    return f"not ({asked})" if negation and " " in asked else negation + asked


def _test(flag: Flag) -> str:
    name = flag.fact
    ids = next((test.ids for test in flag.tests if isinstance(test, AnyOf)), None)
    number = next((test for test in flag.tests if isinstance(test, Compared)), None)
    if len(flag.tests) == 2:
        return _of_pairs(name, ids, number)
    if number is not None:
        return f"{name} {_SIGNS[number.op]} {number.limit:g}"
    if ids is None:
        return name if not flag.tests or name not in ONE_ID else f"{name} is not None"
    if name in ONE_ID:
        return f"{name} == {min(ids)!r}" if len(ids) == 1 else f"{name} in {_set(ids)}"
    if len(ids) == 1:
        return f"{min(ids)!r} in {name}"
    return f"not {name}.isdisjoint({_set(ids)})"


def _of_pairs(name: str, ids: frozenset[str] | None, number: Compared | None) -> str:
    one = min(ids) if ids is not None and len(ids) == 1 else None
    if number is None:
        if one is not None:
            return f"{one!r} in {name}"
        return name if ids is None else f"any(each in {name} for each in {_set(ids)})"
    passes = f"{_SIGNS[number.op]} {number.limit:g}"
    if one is not None:
        return f"{one!r} in {name} and {name}[{one!r}] {passes}"
    if ids is None:
        return f"any(each {passes} for each in {name}.values())"
    return f"any(each in {_set(ids)} and number {passes} for each, number in {name}.items())"


def _set(ids: frozenset[str]) -> str:
    return "{" + ", ".join(map(repr, sorted(ids))) + "}"


def _nested(rules: Sequence[tuple[Conditions, list[str]]], depth: int) -> Iterator[str]:
    """The lines of *rules*: those without a condition, then what most of the others ask, with these inside."""
    space = "    " * depth
    for asked, then in rules:
        if not asked:
            yield from (space + line for line in then)
    left = [(asked, then) for asked, then in rules if asked and "False" not in asked]
    while left:
        often = Counter(condition for asked, _ in left for condition in asked - {"True"})
        most, count = max(often.items(), key=lambda item: (item[1], item[0]), default=("True", 0))
        inside = [(asked - {most, "True"}, then) for asked, then in left if most in asked or not asked - {"True"}]
        if count <= 1:
            for asked, then in left:
                yield f"{space}if {' and '.join(sorted(asked - {'True'}, key=_cheapest_first)) or 'True'}:"
                yield from (f"{space}    {line}" for line in then)
            return
        yield f"{space}if {most}:"
        yield from _nested(inside, depth + 1)
        left = [(asked, then) for asked, then in left if most not in asked]


def _cheapest_first(condition: str) -> tuple[bool, int, str]:
    return condition.startswith("not "), len(condition), condition
