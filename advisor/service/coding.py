"""A Program with its knowledge as bytes and back, so that it need not be compiled at each start.

Plain values, written by ``marshal``, which runs nothing that it reads and hands tuples back as tuples; it is read by
the Python that wrote it alone. What one advice seldom needs whole stands in bytes of its own, read when asked for.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, overload

from advisor.knowledge.kept import Kept, keep
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.rulebook.fact import Blank
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest
from advisor.rulebook.program import Closed, GroundRule, Program
from advisor.rulebook.vocabulary import FieldKind, Vocabulary, Word


def encode(program: Program) -> bytes:
    """*program* without the rules that it was made from."""
    entries = program.kb.entries
    return marshal.dumps(
        (
            program.sha256,
            program.content_sha256,
            program.kb.sha256,
            {kind: {name: keep(entry) for name, entry in found.items()} for kind, found in entries.items()},
            tuple(map(_word, program.vocabulary.words.values())),
            tuple(map(_flag, program.flags)),
            tuple(map(_rule, program.rules)),
            tuple(map(_rule, program.always)),
            marshal.dumps(tuple(map(_closed, program.closed))),
            tuple(program.told),
        )
    )


def decode(data: bytes, key: str) -> Program:
    """The Program that *data* spells.

    Raises: ValueError, EOFError, TypeError: *data* is nothing that ``encode`` made, or not of the Program *key*.
    """
    sha256, content, digest, entries, words, flags, rules, always, closed, told = marshal.loads(data)
    if sha256 != key:
        raise ValueError("this is another Program")
    kb = KnowledgeBase(MappingProxyType({kind: Kept(kind, found) for kind, found in entries.items()}), digest)
    return Program(
        kb,
        Vocabulary({word[0]: _to_word(word) for word in words}),
        (),
        tuple(map(_to_flag, flags)),
        tuple(map(_to_rule, rules)),
        tuple(map(_to_rule, always)),
        _Later(lambda: tuple(map(_to_closed, marshal.loads(closed)))),
        (),
        sha256,
        frozenset(told),
        content,
    )


class _Later(Sequence[Closed]):
    """A sequence that *make* makes when it is first looked at."""

    def __init__(self, make: Callable[[], tuple[Closed, ...]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[Closed, ...]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> Closed: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Closed, ...]: ...
    def __getitem__(self, place: int | slice) -> Closed | tuple[Closed, ...]:
        return self._made[place]

    def __len__(self) -> int:
        return len(self._made)


def _word(word: Word) -> tuple[Any, ...]:
    fields = tuple((name, kind.kind, kind.words) for name, kind in word.fields.items())
    said = (word.says, word.says_not, word.told, word.when_absent, word.asks, word.changed_by)
    return (word.name, fields, *said, word.asked_of, word.needs)


def _to_word(value: tuple[Any, ...]) -> Word:
    return Word(value[0], {name: FieldKind(kind, words) for name, kind, words in value[1]}, *value[2:])


def _flag(flag: Flag) -> tuple[Any, ...]:
    return (flag.fact, tuple(map(_test, flag.tests)))


def _test(test: FlagTest) -> Any:
    if test is None:
        return None
    return test.ids if isinstance(test, AnyOf) else (test.op, test.limit)


def _to_flag(value: tuple[Any, ...]) -> Flag:
    return Flag(value[0], tuple(map(_to_test, value[1])))


def _to_test(value: Any) -> FlagTest:
    if value is None:
        return None
    return AnyOf(value) if isinstance(value, frozenset) else Compared(*value)


def _rule(rule: GroundRule) -> tuple[Any, ...]:
    because: Any = tuple(part if isinstance(part, str) else (part.fact, part.field) for part in rule.because)
    return tuple(rule._replace(because=because))


def _to_rule(value: tuple[Any, ...]) -> GroundRule:
    rule = GroundRule._make(value)
    if tuple not in map(type, rule.because):
        return rule
    because: Any = rule.because
    return rule._replace(because=tuple(part if isinstance(part, str) else Blank(*part) for part in because))


def _closed(closed: Closed) -> tuple[Any, ...]:
    return (closed.instance, closed.rule, closed.facts, _flag(closed.flag), closed.by, closed.review_by)


def _to_closed(value: tuple[Any, ...]) -> Closed:
    instance, rule, facts, flag, by, review_by = value
    return Closed(instance, rule, facts, _to_flag(flag), by, review_by)
