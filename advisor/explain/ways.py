"""Of the ways that lead to one thing those worth naming: none that asks more than another, none in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.explain.proof import Missing
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.rulebook.fact import Fact
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest

Gaps = Sequence[Missing]
"""What one way lacks."""
Coming = Mapping[Fact, str]
"""What becomes true by the steps of a report, and how those are called, in their order."""


def nearest(ways: Sequence[Gaps]) -> list[Gaps]:
    """*ways* once each, without those that ask all that another asks, and as much or more of it."""
    once = list({tuple(gap.says for gap in way): way for way in ways}.values())
    return [way for way in once if not any(other is not way and _is_less(other, way) for other in once)]


def _is_less(way: Gaps, other: Gaps) -> bool:
    """Whether *other* asks all that *way* asks, and more; of two that ask the same neither does."""
    return _is_in(way, other) and not _is_in(other, way)


def _is_in(way: Gaps, other: Gaps) -> bool:
    return all(any(_asks_no_more(gap, each) for each in other) for gap in way)


def _asks_no_more(gap: Missing, other: Missing) -> bool:
    if gap.flag is None or other.flag is None:
        return gap.says == other.says
    tests = zip(gap.flag.tests, other.flag.tests, strict=False)
    return gap.flag.fact == other.flag.fact and all(_is_wider(*pair) for pair in tests)


def _is_wider(test: FlagTest, other: FlagTest) -> bool:
    """Whether whatever passes *other* passes *test*."""
    if isinstance(test, AnyOf) and isinstance(other, AnyOf):
        return other.ids <= test.ids
    if isinstance(test, Compared) and isinstance(other, Compared) and test.op == other.op == "at_least":
        return test.limit <= other.limit
    return test is None or test == other


def without_circles(kb: KnowledgeBase, step: str, ways: Sequence[Gaps]) -> list[Gaps]:
    """*ways* without those into a coding job that ask nothing but years of that very work, where there are others."""
    move, _, target = step.partition("/")
    role: Any = kb.entries["roles"].get(target) if move == "become" else None
    if role is None or role.rung != "coding":
        return list(ways)
    return [way for way in ways if not all(_is_years_of(role, gap.flag) for gap in way)] or list(ways)


def _is_years_of(role: Any, flag: Flag | None) -> bool:
    if flag is None or flag.fact not in ("experience", "experience_in"):
        return False
    domain = flag.tests[0]
    return flag.fact == "experience" or (isinstance(domain, AnyOf) and domain.ids <= set(role.practises))


def by_steps(way: Gaps, coming: Coming) -> str | None:
    """The steps that give all that *way* lacks; None where none gives one of it."""
    given = [_giver(gap.flag, coming) for gap in way]
    return " and ".join(dict.fromkeys(each for each in given if each)) if all(given) else None


def by_exams(ways: Sequence[Gaps]) -> list[Gaps]:
    """*ways* without those that a course alone opens, where a credential opens one: the course prepares for it."""
    if not any(all(gap.fact == "holds" for gap in way) for way in ways):
        return list(ways)
    return [way for way in ways if not _is_learned(way)]


def _is_learned(way: Gaps) -> bool:
    """Whether *way* lacks nothing but courses."""
    return all(gap.fact == "completed" for gap in way)


def _giver(flag: Flag | None, coming: Coming) -> str | None:
    met: list[str] = [label for fact, label in coming.items() if flag and flag.met_by(fact)]
    return met[0] if met else None


def has_others(ways: Sequence[Gaps], named: int) -> bool:
    """Whether there is more than the *named* steps: further ways, or another of which one is enough."""
    tests = (test for way in ways for gap in way if gap.flag for test in gap.flag.tests)
    return named < len(ways) or any(isinstance(test, AnyOf) and len(test.ids) > 1 for test in tests)


def facts_given(kb: KnowledgeBase, step: str) -> list[Fact]:
    """What is true of whoever has taken *step*, so far as it is told."""
    move, _, target = step.partition("/")
    if move in ("earn", "renew"):
        return [("holds", target)]
    if move == "learn":
        course: Any = kb.entries["education"][target]
        return [("completed", each) for each in (target, *course.gives)]
    return [("role", target)] if move == "become" else []
