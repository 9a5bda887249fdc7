"""Which rules gave a step's reasons, as it is said of each row of a block."""

from __future__ import annotations

import numpy as np

from advisor.cohort.alike import alike, members
from advisor.cohort.answers import Words
from advisor.cohort.derived import Derived
from advisor.cohort.ranked import RankedSteps
from advisor.cohort.rows import rules_said


class RuleNames:
    """What is said of the rules that gave a step's reasons."""

    def __init__(self, derived: Derived) -> None:
        self._name_of = [each.rule for each in derived.concluders.rules]
        self._names = sorted(set(self._name_of))
        place = {name: at for at, name in enumerate(self._names)}
        self._number = np.array([place[name] for name in self._name_of], np.int64)
        self._several: dict[tuple[int, ...], int] = {}
        self._words = list(self._names)

    def said(self, ranked: RankedSteps, derived: Derived) -> Words:
        """For each row the rules of its reasons, in order of their names."""
        found = ranked.advised
        counts = found.counts[ranked.pair]
        at, _ = members(found.starts[ranked.pair], counts)
        people, facts = found.who[at], found.of.kept[found.fact[at]]
        rules = self._number[derived.proving(derived.facts("reason"), people, facts)]
        starts = np.cumsum(counts) - counts
        codes = rules[starts] if len(starts) else np.zeros(0, np.int64)
        many = np.flatnonzero(counts > 1)
        sort, one = alike(rules, starts[many], counts[many])
        plain = [
            rules[start : start + count] for start, count in zip(starts[many[one]], counts[many[one]], strict=True)
        ]
        known = np.array([self._code(tuple(sorted(set(each.tolist())))) for each in plain], np.int64)
        codes[many] = known[sort] if len(many) else codes[many]
        return Words(codes, self._words)

    def _code(self, rules: tuple[int, ...]) -> int:
        if len(rules) == 1:
            return rules[0]
        if rules not in self._several:
            self._several[rules] = len(self._words)
            self._words.append(rules_said([self._names[each] for each in rules]))
        return self._several[rules]
