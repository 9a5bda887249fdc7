"""A Program with its knowledge as JSON and back, so that it need not be compiled at each start."""

from __future__ import annotations

import json
from typing import Any

from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds import kinds
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.rulebook.flags import AnyOf, Compared, Flag, FlagTest
from advisor.rulebook.ir import Blank, Fact
from advisor.rulebook.program import Closed, GroundRule, Program
from advisor.rulebook.vocabulary import FieldKind, Vocabulary, Word


def encode(program: Program) -> bytes:
    """*program* without the rules that it was made from, as JSON."""
    value = {
        "kb": [
            program.kb.sha256,
            {
                kind: [entry.model_dump(mode="json", exclude_defaults=True) for entry in entries.values()]
                for kind, entries in program.kb.entries.items()
            },
        ],
        "vocabulary": [_word(word) for word in program.vocabulary.words.values()],
        "flags": [_flag(flag) for flag in program.flags],
        "rules": [_rule(rule) for rule in program.rules],
        "always": [_rule(rule) for rule in program.always],
        "closed": [[c.instance, c.rule, c.facts, _flag(c.flag), c.by] for c in program.closed],
        "sha256": program.sha256,
        "told": sorted(program.told),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Program:
    """The Program that *data* spells.

    Raises: ValueError, KeyError, TypeError, IndexError: *data* is nothing that ``encode`` made.
    """
    value = json.loads(data)
    digest, entries = value["kb"]
    kb = KnowledgeBase.of({kind: _entries(kind, found) for kind, found in entries.items()}, digest)
    return Program(
        kb,
        Vocabulary({word[0]: _to_word(word) for word in value["vocabulary"]}),
        (),
        tuple(map(_to_flag, value["flags"])),
        tuple(map(_to_rule, value["rules"])),
        tuple(map(_to_rule, value["always"])),
        tuple(Closed(c[0], c[1], _to_facts(c[2]), _to_flag(c[3]), c[4] and tuple(c[4])) for c in value["closed"]),
        (),
        value["sha256"],
        frozenset(value["told"]),
    )


def _entries(kind: str, found: list[Any]) -> dict[str, Entry]:
    model = kinds()[kind].entry
    return {entry["id"]: model.model_validate(entry) for entry in found}


def _word(word: Word) -> list[Any]:
    fields = [[name, kind.kind, kind.words] for name, kind in word.fields.items()]
    rest = (word.says, word.says_not, word.told, word.when_absent, word.asks, word.changed_by, word.asked_of)
    return [word.name, fields, *rest]


def _to_word(value: list[Any]) -> Word:
    fields = {name: FieldKind(kind, tuple(words)) for name, kind, words in value[1]}
    return Word(value[0], fields, *value[2:])


def _flag(flag: Flag) -> list[Any]:
    return [flag.fact, [_test(test) for test in flag.tests]]


def _test(test: FlagTest) -> Any:
    if test is None:
        return None
    return sorted(test.ids) if isinstance(test, AnyOf) else {"op": test.op, "limit": test.limit}


def _to_flag(value: list[Any]) -> Flag:
    return Flag(value[0], tuple(map(_to_test, value[1])))


def _to_test(value: Any) -> FlagTest:
    if value is None:
        return None
    return AnyOf(frozenset(value)) if isinstance(value, list) else Compared(value["op"], value["limit"])


def _rule(rule: GroundRule) -> list[Any]:
    because = [part if isinstance(part, str) else [part.fact, part.field] for part in rule.because]
    numbers = [rule.needs, rule.blocks, rule.sets, rule.facts, rule.reads, rule.denies]
    return [rule.id, rule.rule, rule.level, *numbers, because, rule.cites, rule.entries, rule.review_by]


def _to_rule(value: list[Any]) -> GroundRule:
    because = tuple(part if isinstance(part, str) else Blank(*part) for part in value[9])
    needs, blocks, sets, facts, reads, denies = value[3:9]
    return GroundRule(
        value[0],
        value[1],
        value[2],
        tuple(needs),
        tuple(blocks),
        tuple(sets),
        _to_facts(facts),
        tuple(reads),
        tuple(denies),
        because,
        tuple(value[10]),
        tuple(value[11]),
        value[12],
    )


def _to_facts(value: list[list[Any]]) -> tuple[Fact, ...]:
    return tuple(map(tuple, value))
