"""Reading references, terms and tests out of a rule file, every name checked where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import Fault, did_you_mean, shown
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.reading import settled_shape, shape_at
from advisor.knowledge.shapes import Entity, Many, Shape, Value
from advisor.knowledge.steps import MOVES
from advisor.rulebook.fact import Op
from advisor.rulebook.ir import Constant, Ref, StepRef, Term, Test
from advisor.yamlio import Node

_REF = re.compile(r"\$([a-z][a-z0-9_]*)((?:\.[a-z][a-z0-9_]*)*)")
_STEP_REF = re.compile(r"([a-z_]+)/(\$.+)")
OPS: tuple[Op, ...] = ("is_not", "at_least", "at_most", "more_than", "less_than", "one_of", "none_of", "given")
COMPARISONS: tuple[Op, ...] = ("at_least", "at_most", "more_than", "less_than")


@dataclass(slots=True)
class Scope:
    """What a rule may name: the knowledge, the names bound so far with their shapes; gathers faults."""

    kb: KnowledgeBase
    names: dict[str, Shape] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, node: Node, says: str, *where: str | int) -> None:
        """Note a fault at *node*."""
        self.faults.append(node.fault(says, *where))

    def ref(self, text: str, node: Node) -> Ref | None:
        """The reference that *text* spells, or None and a fault."""
        match = _REF.fullmatch(text)
        if not match:
            self.fault(node, f"{shown(text)} is no reference; it looks like $name.key")
            return None
        name, path = match[1], tuple(filter(None, match[2].split(".")))
        if name not in self.names:
            self.fault(node, f"'${name}' is bound nowhere{did_you_mean(name, self.names)}; bind it in 'for_each'")
            return None
        try:
            return Ref(name, path, settled_shape(shape_at(self.names[name], path)))
        except ValueError as error:
            self.fault(node, f"{shown(text)}: {error}")
            return None

    def known_id(self, kind: str, name: str, node: Node) -> bool:
        """Whether *kind* has an entry *name*; a fault if not."""
        if name in self.kb.entries[kind]:
            return True
        self.fault(node, f"{kind} has no {shown(name)}{did_you_mean(name, self.kb.ids(kind))}")
        return False

    def entity(self, kind: str, node: Node) -> Term | None:
        """An id of *kind*, a reference to one, or MOVE/$VAR where *kind* is steps."""
        text = node.value
        if not isinstance(text, str):
            self.fault(node, f"needs an id of {kind}, not {shown(text)}")
            return None
        step = _STEP_REF.fullmatch(text)
        if step and kind in ("steps", "any"):
            return self._step(step[1], step[2], node)
        if text.startswith("$"):
            return self._entity_ref(kind, text, node)
        if kind == "any":
            return self._any_id(text, node)
        return text if self.known_id(kind, text, node) else None

    def _any_id(self, text: str, node: Node) -> str | None:
        kind, _, name = text.partition("/")
        if kind not in self.kb.entries:
            near = did_you_mean(kind, self.kb.entries)
            says = f", such as steps/{text}" if text in self.kb.entries["steps"] else near
            self.fault(node, f"{shown(text)} names no entry; write KIND/ID{says}")
            return None
        return text if self.known_id(kind, name, node) else None

    def _entity_ref(self, kind: str, text: str, node: Node) -> Ref | None:
        ref = self.ref(text, node)
        if ref is None:
            return None
        shape = ref.shape.of if isinstance(ref.shape, Many) else ref.shape
        if not isinstance(shape, Entity):
            self.fault(node, f"{shown(text)} is no entry; an entry of {kind} is needed")
            return None
        if kind not in (shape.kind, "any"):
            self.fault(node, f"{shown(text)} is an entry of {shape.kind}; one of {kind} is needed")
            return None
        return ref

    def _step(self, move: str, text: str, node: Node) -> StepRef | None:
        if move not in MOVES:
            self.fault(node, f"there is no move {shown(move)}{did_you_mean(move, MOVES)}")
            return None
        ref = self._entity_ref(MOVES[move].kind, text, node)
        return StepRef(move, ref) if ref else None

    def number(self, words: Sequence[str], node: Node) -> Term | None:
        """A number, one of *words*, or a reference to either."""
        value = node.value
        if isinstance(value, str) and value.startswith("$"):
            ref = self.ref(value, node)
            if ref and not self._fits(ref.shape, words):
                self.fault(node, f"{shown(value)} is no {'word of that order' if words else 'number'}")
                return None
            return ref
        if words:
            return self._word(value, words, node)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fault(node, f"needs a number, not {shown(value)}")
            return None
        return float(value)

    def _fits(self, shape: Shape, words: Sequence[str]) -> bool:
        if not isinstance(shape, Value):
            return False
        return tuple(words) == shape.words if words else shape.sort == "number"

    def _word(self, value: Any, words: Sequence[str], node: Node) -> float | None:
        if value not in words:
            self.fault(node, f"needs one of the ordered words, not {shown(value)}{did_you_mean(str(value), words)}")
            return None
        return float(words.index(value))

    def tests(self, start: Shape, nodes: Mapping[str, Node], holder: Node) -> tuple[Test, ...]:
        """The tests on keys of *start* that a mapping spells."""
        found = []
        for key, node in nodes.items():
            path = tuple(key.split("."))
            try:
                shape = shape_at(start, path)
            except ValueError as error:
                self.fault(holder, f"{error}", key)
                continue
            found.append(self._test(path, shape, node))
        return tuple(test for test in found if test)

    def _test(self, path: tuple[str, ...], shape: Shape, node: Node) -> Test | None:
        settled = settled_shape(shape)
        is_list = isinstance(settled, Many)
        item = settled.of if isinstance(settled, Many) else settled
        spelt = node.children()
        if not spelt:
            return self._made(path, "is", [node], item, is_list)
        op, operand = next(iter(spelt.items()))
        if len(spelt) != 1 or op not in OPS:
            near = did_you_mean(op, OPS)
            self.fault(node, f"a test has one of {', '.join(OPS)}, not {shown(op)}{near}", op)
            return None
        if op == "given":
            return Test(path, "given", (bool(operand.value),), is_list)
        terms = operand.value if op in ("one_of", "none_of") and isinstance(operand.value, list) else [operand]
        return self._made(path, op, terms, item, is_list)

    def _made(self, path: tuple[str, ...], op: Any, nodes: Sequence[Node], item: Shape, is_list: bool) -> Test | None:
        terms = [self._operand(item, node) for node in nodes]
        if any(term is None for term in terms):
            return None
        return Test(path, op, tuple(term for term in terms if term is not None), is_list)

    def _operand(self, item: Shape, node: Node) -> Term | None:
        if isinstance(item, Entity):
            return self.entity(item.kind, node)
        value = node.value
        if isinstance(value, str) and value.startswith("$"):
            return self.ref(value, node)
        return self._constant(item, value, node)

    def _constant(self, item: Shape, value: Any, node: Node) -> Constant | None:
        words = item.words if isinstance(item, Value) else ()
        if words and value not in words:
            self.fault(node, f"cannot be {shown(value)}{did_you_mean(str(value), words)}")
            return None
        if isinstance(value, (str, bool)):
            return value
        if isinstance(value, (int, float)):
            return float(value)
        self.fault(node, f"needs a value to test against, not {shown(value)}")
        return None
