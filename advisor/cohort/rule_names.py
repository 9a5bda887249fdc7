"""Which rules gave a step's reasons, as it is said of each row of a block."""

from __future__ import annotations

import numpy as np

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

    def said(self, ranked: RankedSteps) -> Words:
        """For each row the rules of its reasons, in order of their names."""
        found = ranked.advised
        starts, counts = found.starts[ranked.pair], found.counts[ranked.pair]
        offsets = np.cumsum(counts) - counts
        at = np.arange(int(counts.sum())) - np.repeat(offsets - starts, counts)
        people, facts = found.who[at], found.of.kept[found.fact[at]]
        rules = self._number[found.derived.proving(found.columns, people, facts)]
        codes = rules[offsets] if len(offsets) else np.zeros(0, np.int64)
        many = np.flatnonzero(counts > 1)
        begin = offsets[many].tolist()
        end = (offsets[many] + counts[many]).tolist()
        plain = rules.tolist()
        codes[many] = [self._code(tuple(sorted(set(plain[a:b])))) for a, b in zip(begin, end, strict=True)]
        return Words(codes, self._words)

    def _code(self, rules: tuple[int, ...]) -> int:
        if len(rules) == 1:
            return rules[0]
        if rules not in self._several:
            self._several[rules] = len(self._words)
            self._words.append(rules_said([self._names[each] for each in rules]))
        return self._several[rules]
