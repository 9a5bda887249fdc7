"""Every fact that rules may speak of, declared once in ``rules/vocabulary.yaml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from advisor.errors import Fault, did_you_mean, shown
from advisor.knowledge.kinds import kind_names
from advisor.provenance import Items, Model
from advisor.rulebook.fact import Fact
from advisor.yamlio import Node

ANY_ENTRY = "any"
"""The kind of a field that holds an entry of any kind, written KIND/ID."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """What a field of a fact holds: a number, one of ordered ``words``, or an entry of ``kind``."""

    kind: str
    words: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether tests on it compare: numbers do, and ordered words, which count as their place."""
        return self.kind == "number" or bool(self.words)


class _Word(Model):
    fields: dict[str, str | Items[str]] = Field(default_factory=dict)
    says: str
    says_not: str | None = None
    needs: str | None = None
    told: str | None = None
    when_absent: Literal["unknown", "no"] | None = None
    asks: str | None = None
    asked_of: str | None = None
    changed_by: (
        Literal["learn", "earn", "clear_apprentice", "renew", "specialize", "become", "work", "join", "time"] | None
    ) = None


@dataclass(frozen=True, slots=True)
class Word:
    """A fact: its fields, how it is said, and, where the profile tells it, by which key and what its absence means.

    ``asked_of`` is the fact without fields that must be possible before anyone is asked; ``needs`` is how it is said
    after "you need", where ``says`` is a sentence of its own.
    """

    name: str
    fields: Mapping[str, FieldKind]
    says: str
    says_not: str | None
    told: str | None
    when_absent: str | None
    asks: str | None
    changed_by: str | None
    asked_of: str | None = None
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every fact by its name."""

    words: Mapping[str, Word]

    def __getitem__(self, name: str) -> Word:
        return self.words[name]

    def __contains__(self, name: object) -> bool:
        return name in self.words

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def value(self, fact: Fact, field: str) -> str | float:
        """The value of *field* in *fact*, ordered words as words."""
        kinds_of = self.words[str(fact[0])].fields
        value, kind = fact[1 + list(kinds_of).index(field)], kinds_of[field]
        return kind.words[int(value)] if kind.words else value


def parse_vocabulary(node: Node) -> tuple[Vocabulary, list[Fault]]:
    """The vocabulary that *node* declares, with the faults of its entries."""
    from advisor.knowledge.validate import validate

    words: dict[str, Word] = {}
    faults: list[Fault] = []
    for name, entry in node.children().items():
        found = validate(_Word, entry, f"the fact '{name}'")
        if isinstance(found, list):
            faults += found
            words[name] = Word(name, {}, name, None, None, None, None, None)
            continue
        fields = {field: _field_kind(spelt) for field, spelt in found.fields.items()}
        faults += _field_faults(entry, fields)
        faults += _told_faults(name, found, entry)
        words[name] = Word(
            name,
            fields,
            found.says,
            found.says_not,
            found.told,
            found.when_absent,
            found.asks,
            found.changed_by,
            found.asked_of,
            found.needs,
        )
    faults += _asked_faults(words, node)
    return Vocabulary(words), faults


def _field_kind(spelt: str | tuple[str, ...]) -> FieldKind:
    return FieldKind(spelt) if isinstance(spelt, str) else FieldKind("words", tuple(spelt))


def _field_faults(node: Node, fields: Mapping[str, FieldKind]) -> Iterator[Fault]:
    known = {*kind_names(), "number", ANY_ENTRY}
    for field, kind in fields.items():
        if not kind.words and kind.kind not in known:
            near = did_you_mean(kind.kind, known)
            yield node.fault(f"there is no kind {shown(kind.kind)}{near}", "fields", field)


def _told_faults(name: str, word: _Word, node: Node) -> Iterator[Fault]:
    if bool(word.told) != bool(word.when_absent):
        yield node.fault(f"the fact '{name}' has one of 'told' and 'when_absent'; it needs both, or none if derived")


def _asked_faults(words: Mapping[str, Word], node: Node) -> Iterator[Fault]:
    plain = [word.name for word in words.values() if not word.fields and not word.told]
    for name, word in words.items():
        if word.asked_of and word.asked_of not in plain:
            near = did_you_mean(word.asked_of, plain)
            yield node.fault(f"there is no derived fact without fields {shown(word.asked_of)}{near}", name, "asked_of")


def spelt(fact: Fact, vocabulary: Vocabulary) -> str:
    """*fact* as a rule file spells it."""
    fields = (f"{field}: {_text(vocabulary.value(fact, field))}" for field in vocabulary[str(fact[0])].fields)
    return "{" + ", ".join((f"fact: {fact[0]}", *fields)) + "}"


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
