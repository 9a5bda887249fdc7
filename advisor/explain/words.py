"""Facts and flags in plain words, from the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.inference.told import Value
from advisor.knowledge.entry import EDUCATION_LEVELS
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.steps import called
from advisor.profile.told import Anything, Range
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest
from advisor.rulebook.vocabulary import FieldKind, Vocabulary

_BLANK = re.compile(r"\{([a-z_]+)\}")
_ONE = re.compile(r"(?<![\w.,])1 (month|year|hour|full credential)s\b")
_BOUNDS = {"at_least": "at least {}", "at_most": "at most {}", "more_than": "more than {}", "less_than": "less than {}"}
_LEVELS = ("entry", "intermediate", "advanced")
MOST_NAMED = 4
NOT_WORTH_HIDING = 2
"""So few more are named as well."""


class Words:
    """Says facts and flags to a reader."""

    def __init__(self, kb: KnowledgeBase, vocabulary: Vocabulary) -> None:
        self._kb = kb
        self._vocabulary = vocabulary

    def fact(self, name: str, values: tuple[Value, ...]) -> str:
        """The fact in the words of its ``says``."""
        word = self._vocabulary[name]
        spoken = {
            field: self.value(kind, value) for (field, kind), value in zip(word.fields.items(), values, strict=True)
        }
        return _filled(word.says, spoken)

    def flag(self, flag: Flag, *, denied: bool = False) -> str:
        """What *flag* asks, or (*denied*) that it is not so."""
        word = self._vocabulary[flag.fact]
        if not denied:
            return self._filled_by(flag, word.says)
        return self._filled_by(flag, word.says_not or f"not so: {word.says}")

    def _filled_by(self, flag: Flag, template: str) -> str:
        fields = self._vocabulary[flag.fact].fields
        tests = zip(fields.items(), flag.tests, strict=True)
        return _filled(template, {field: self._test(kind, test) for (field, kind), test in tests})

    def need(self, flag: Flag) -> str:
        """What *flag* asks, as it is said after "you need"."""
        word = self._vocabulary[flag.fact]
        return one(self._filled_by(flag, word.needs or word.says))

    def value(self, kind: FieldKind, value: Value) -> str:
        """One value of a field."""
        if isinstance(value, Anything):
            return "any"
        if isinstance(value, Range):
            return f"{value.low:g}" if value.low == value.high else f"{value.low:g} or more"
        if kind.words:
            return self._word(value if isinstance(value, str) else kind.words[int(value)])
        if kind.is_number:
            return f"{float(value):g}"
        return self.entry(kind.kind, str(value))

    def _word(self, word: str) -> str:
        level = self._kb.entries["education"].get(word)
        return level.title if level else word.replace("_", " ")

    def entry(self, kind: str, entry_id: str) -> str:
        """How the entry is called; of the kind ``any`` the id is KIND/ID."""
        if kind == "any":
            kind, _, entry_id = entry_id.partition("/")
        return called(self._kb.entries[kind][entry_id])

    def _test(self, kind: FieldKind, test: FlagTest) -> str:
        if test is None:
            return "any"
        if isinstance(test, AnyOf):
            return self._one_of(kind, test)
        limit = self.value(kind, test.limit)
        return _BOUNDS[test.op].format(limit) if isinstance(test, Compared) and test.op in _BOUNDS else limit

    def _place(self, kind: str, entry_id: str) -> tuple[int, str]:
        """Where an entry stands among those of which one is enough: what begins a road first, then the id."""
        entry: Any = self._kb.entries.get(kind, {}).get(entry_id)
        if kind == "credentials":
            return _LEVELS.index(entry.level) if entry.level and not entry.apprentice_of else len(_LEVELS), entry_id
        level = entry.level if kind == "education" else None
        return EDUCATION_LEVELS.index(level) if level else 0, entry_id

    def _one_of(self, kind: FieldKind, test: AnyOf) -> str:
        ids = sorted(test.ids, key=lambda each: self._place(kind.kind, each))
        most = MOST_NAMED if len(ids) > MOST_NAMED + NOT_WORTH_HIDING else len(ids)
        named = [self.entry(kind.kind, each) for each in ids[:most]]
        sort = f" {kind.kind}" if kind.kind.endswith("s") else ""
        more = [f"one of {len(ids) - most} more{sort}"] if len(ids) > most else []
        *first, last = [*named, *more] or ["none"]
        return f"{', '.join(first)} or {last}" if first else last


def one(text: str) -> str:
    """*text* with "1 years" and the like in the singular."""
    return _ONE.sub(r"1 \1", text)


def _filled(template: str, spoken: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda blank: spoken.get(blank[1], blank[0]), template)
