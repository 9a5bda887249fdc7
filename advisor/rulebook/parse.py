"""From a rule file to a rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.errors import Fault, did_you_mean, shown
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.shapes import Entity, Many
from advisor.rulebook.fact import Blank, Fact
from advisor.rulebook.ir import (
    AllOf,
    Among,
    Conclusion,
    Described,
    Example,
    FieldTest,
    Number,
    Pattern,
    Ref,
    Rule,
    Source,
    Term,
    Wording,
)
from advisor.rulebook.terms import COMPARISONS, Scope
from advisor.rulebook.vocabulary import FieldKind, Vocabulary, Word
from advisor.yamlio import Node

KEYS = ("title", "for_each", "when", "then", "because", "examples", "never_fires_because")
_NEEDED = ("title", "then", "because", "examples")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BLANK = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"\$ ?\d|\d ?%|\bwill earn\b|\bguarantee", re.IGNORECASE)
"""What a reason may not say: pay is said by claims alone, and nothing is promised."""


def parse_rule(rule_id: str, node: Node, vocabulary: Vocabulary, kb: KnowledgeBase) -> Rule | list[Fault]:
    """The rule that *node* spells, or all of its faults."""
    parser = _Parser(vocabulary, Scope(kb))
    rule = parser.rule(rule_id, node)
    return parser.scope.faults or rule


class _Parser:
    def __init__(self, vocabulary: Vocabulary, scope: Scope) -> None:
        self._words = vocabulary
        self.scope = scope

    def rule(self, rule_id: str, node: Node) -> Rule:
        parts = node.children()
        self._known_keys(node, parts, KEYS, f"rule '{rule_id}'")
        for key in _NEEDED:
            if key not in parts:
                self.scope.fault(node, f"rule '{rule_id}' lacks '{key}'")
        for_each = self._bindings(parts.get("for_each"))
        when = tuple(filter(None, (self._pattern(each) for each in self._items(parts.get("when"), "when"))))
        then = tuple(filter(None, (self._conclusion(each) for each in self._items(parts.get("then"), "then"))))
        because = self._because(parts.get("because"), when)
        examples = tuple(self._example(each) for each in self._items(parts.get("examples"), "examples"))
        self._fires_and_stays_quiet(node, examples)
        title, never = self._text(parts.get("title")), self._text(parts.get("never_fires_because"))
        return Rule(rule_id, title, node.path, node.line, for_each, when, then, because, examples, never)

    def _known_keys(self, node: Node, parts: Mapping[str, Node], known: Any, what: str) -> None:
        for key in parts:
            if key not in known:
                self.scope.fault(node, f"{what} has no {shown(key)}{did_you_mean(key, known)}", key)

    def _items(self, node: Node | None, key: str) -> list[Node]:
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.scope.fault(node, f"'{key}' needs a list")
            return []
        return node.value

    def _text(self, node: Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node.value, str) or not node.value.strip():
            self.scope.fault(node, f"needs a text, not {shown(node.value)}")
            return ""
        return node.value.strip()

    def _bindings(self, node: Node | None) -> tuple[tuple[str, Source], ...]:
        bound = []
        for name, spelt in (node.children() if node else {}).items():
            assert node is not None
            if not _NAME.fullmatch(name) or name in self.scope.names:
                self.scope.fault(node, f"the name {shown(name)} is taken or not in lower_snake_case", name)
                continue
            source = self._source(spelt)
            if source:
                self.scope.names[name] = source.item
                bound.append((name, source))
        return tuple(bound)

    def _source(self, node: Node) -> Source | None:
        spelt = dict(node.children())
        over = spelt.pop("in", None) if spelt else node
        if over is None or not isinstance(over.value, str):
            self.scope.fault(node, "a source is a KIND, a $NAME.LIST, or a mapping with 'in'")
            return None
        made = self._list_of(over) if over.value.startswith("$") else self._kind_of(over)
        if made is None:
            return None
        return Source(made.over, made.item, self.scope.tests(made.item, spelt, node))

    def _kind_of(self, node: Node) -> Source | None:
        kind = str(node.value)
        if kind not in self.scope.kb.entries:
            near = did_you_mean(kind, self.scope.kb.entries)
            self.scope.fault(node, f"there is no kind {shown(kind)}{near}")
            return None
        return Source(kind, Entity(kind))

    def _list_of(self, node: Node) -> Source | None:
        ref = self.scope.ref(str(node.value), node)
        if ref is None:
            return None
        if not isinstance(ref.shape, Many):
            self.scope.fault(node, f"{shown(node.value)} is no list; 'for_each' needs one")
            return None
        return Source(ref, ref.shape.of)

    def _word(self, node: Node, key: str) -> Word | None:
        name = node.children()[key].value
        if name in self._words:
            return self._words[str(name)]
        self.scope.fault(node, f"there is no fact {shown(name)}{did_you_mean(str(name), self._words)}", key)
        return None

    def _pattern(self, node: Node) -> Pattern | None:
        parts = dict(node.children())
        key = next((each for each in ("fact", "no_fact") if each in parts), None)
        if key is None or ("fact" in parts and "no_fact" in parts):
            self.scope.fault(node, "a pattern has either 'fact' or 'no_fact'")
            return None
        word = self._word(node, key)
        if word is None:
            return None
        given = parts.pop("if_given", None)
        if_given = self.scope.ref(str(given.value), given) if given else None
        del parts[key]
        self._known_keys(node, parts, word.fields, f"the fact '{word.name}'")
        fields = [
            (name, self._field_test(word.fields[name], each)) for name, each in parts.items() if name in word.fields
        ]
        self._at_most_one_all_of(node, fields, key)
        if key == "no_fact":
            self._nothing_open(node, word, parts)
        return Pattern(word.name, key == "no_fact", tuple((n, t) for n, t in fields if t), if_given)

    def _at_most_one_all_of(self, node: Node, fields: list[tuple[str, FieldTest | None]], key: str) -> None:
        count = sum(isinstance(test, AllOf) for _, test in fields)
        if count > 1 or (count and key == "no_fact"):
            self.scope.fault(node, "'all_of' stands at most once in a pattern, and only under 'fact'")

    def _nothing_open(self, node: Node, word: Word, parts: Mapping[str, Node]) -> None:
        """Refuse a negation that leaves a field open: whom it bars depends on facts that the reader does not see."""
        for name in word.fields:
            if name not in parts:
                says = f"'no_fact: {word.name}' leaves '{name}' open; say which (for any number: {{at_least: 0}})"
                self.scope.fault(node, says, "no_fact")

    def _field_test(self, kind: FieldKind, node: Node) -> FieldTest | None:
        return self._number_test(kind, node) if kind.is_number else self._entity_test(kind, node)

    def _number_test(self, kind: FieldKind, node: Node) -> Number | None:
        spelt = node.children()
        if not spelt:
            term = self.scope.number(kind.words, node)
            return None if term is None else Number("is", term)
        op, operand = next(iter(spelt.items()))
        if len(spelt) != 1 or op not in COMPARISONS:
            self.scope.fault(node, f"a number test has one of {', '.join(COMPARISONS)}, not {shown(op)}", op)
            return None
        term = self.scope.number(kind.words, operand)
        return None if term is None else Number(next(each for each in COMPARISONS if each == op), term)

    def _entity_test(self, kind: FieldKind, node: Node) -> FieldTest | None:
        spelt = node.children()
        if not spelt:
            term = self.scope.entity(kind.kind, node)
            return None if term is None else Among((term,))
        if set(spelt) in ({"one_of"}, {"all_of"}):
            ((op, operand),) = spelt.items()
            terms = self._entities(kind, operand)
            return AllOf(terms) if op == "all_of" else Among(terms)
        if kind.kind not in self.scope.kb.entries:
            self.scope.fault(node, "an entry of any kind cannot be described; name it KIND/ID")
            return None
        return Described(kind.kind, self.scope.tests(Entity(kind.kind), spelt, node))

    def _entities(self, kind: FieldKind, node: Node) -> tuple[Term, ...]:
        nodes = node.value if isinstance(node.value, list) else [node]
        return tuple(term for each in nodes if (term := self.scope.entity(kind.kind, each)) is not None)

    def _conclusion(self, node: Node) -> Conclusion | None:
        parts = dict(node.children())
        if "fact" not in parts:
            self.scope.fault(node, "a conclusion has 'fact'")
            return None
        word = self._word(node, "fact")
        if word is None:
            return None
        del parts["fact"]
        if word.told:
            self.scope.fault(node, f"'{word.name}' is told by the profile; a rule cannot conclude it", "fact")
        self._known_keys(node, parts, word.fields, f"the fact '{word.name}'")
        terms = self._terms(word, parts, node)
        return Conclusion(word.name, terms) if terms is not None else None

    def _terms(self, word: Word, parts: Mapping[str, Node], node: Node) -> tuple[Term, ...] | None:
        terms: list[Term] = []
        for name, kind in word.fields.items():
            if name not in parts:
                self.scope.fault(node, f"a conclusion '{word.name}' says every field; it lacks '{name}'")
                continue
            each = parts[name]
            term = self.scope.number(kind.words, each) if kind.is_number else self.scope.entity(kind.kind, each)
            if term is not None:
                terms.append(term)
        return tuple(terms) if len(terms) == len(word.fields) else None

    def _because(self, node: Node | None, when: tuple[Pattern, ...]) -> Wording:
        text = self._text(node)
        if node and _FIGURE.search(text):
            self.scope.fault(node, "a reason holds a figure or a promise; figures stand in kb/, with their source")
        parts: list[str | Ref | Blank] = []
        end = 0
        for match in _BLANK.finditer(text):
            parts.append(text[end : match.start()])
            parts += filter(None, [self._blank(match[1], node, when)])
            end = match.end()
        return tuple(part for part in (*parts, text[end:]) if part != "")

    def _blank(self, spelt: str, node: Any, when: tuple[Pattern, ...]) -> Ref | Blank | None:
        name, _, key = spelt.partition(".")
        if name in self._words and name not in self.scope.names:
            if key not in self._words[name].fields:
                near = did_you_mean(key, self._words[name].fields)
                self.scope.fault(node, f"the fact '{name}' has no {shown(key)}{near}")
            elif not any(pattern.fact == name and not pattern.negated for pattern in when):
                self.scope.fault(node, f"{{{spelt}}}: the rule reads no fact '{name}' that it could say")
            return Blank(name, key)
        return self.scope.ref(f"${spelt}", node)

    def _example(self, node: Node) -> Example:
        parts = node.children()
        self._known_keys(node, parts, ("name", "given", "unknown", "derives", "derives_not"), "an example")
        return Example(
            self._text(parts.get("name")),
            self._facts(parts.get("given"), "given"),
            tuple(self._unknown(each) for each in self._items(parts.get("unknown"), "unknown")),
            self._facts(parts.get("derives"), "derives"),
            self._facts(parts.get("derives_not"), "derives_not"),
            node.line,
            node.column,
        )

    def _unknown(self, node: Node) -> str:
        if node.value not in self._words:
            near = did_you_mean(str(node.value), self._words)
            self.scope.fault(node, f"there is no fact {shown(node.value)}{near}")
        return str(node.value)

    def _facts(self, node: Node | None, key: str) -> tuple[Fact, ...]:
        return tuple(filter(None, (self._fact(each) for each in self._items(node, key))))

    def _fact(self, node: Node) -> Fact | None:
        parts = dict(node.children())
        if "fact" not in parts:
            self.scope.fault(node, "an example's fact is {fact: NAME, FIELD: value …}")
            return None
        word = self._word(node, "fact")
        if word is None:
            return None
        del parts["fact"]
        self._known_keys(node, parts, word.fields, f"the fact '{word.name}'")
        names, self.scope.names = self.scope.names, {}
        terms = self._terms(word, parts, node)
        self.scope.names = names
        return None if terms is None else (word.name, *(_plain(term) for term in terms))

    def _fires_and_stays_quiet(self, node: Node, examples: tuple[Example, ...]) -> None:
        if self.scope.faults:
            return
        if not any(example.derives for example in examples):
            self.scope.fault(node, "no example shows the rule firing ('derives')", "examples")
        if not any(example.derives_not for example in examples):
            self.scope.fault(node, "no example shows the rule staying quiet ('derives_not')", "examples")


def _plain(term: Term) -> str | float:
    return term if isinstance(term, (str, float)) else str(term)
