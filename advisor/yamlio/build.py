"""From YAML events to a node, without recursion, refusing aliases, tags, duplicates and depth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from advisor.errors import Fault, InputError, shown
from advisor.yamlio.nodes import Node
from advisor.yamlio.scalars import resolve

DEEPEST = 60
MOST_VALUES = 100_000


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read."""

    line: int
    column: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    key: str | None = None


class Builder:
    """Takes the events of one document and gives its node."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event.

        Raises: InputError: the event is one that this project does not accept.
        """
        action = _ACTIONS.get(type(event))
        if action:
            action(self, event)

    def node(self) -> Node:
        """The document's node.

        Raises: InputError: there was no document.
        """
        if self._root is None:
            raise InputError([Fault(self._path, 0, 0, "is empty; a mapping of keys and values is needed")])
        return self._root

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document starts here; one document a file")

    def _start(self, event: Any) -> None:
        self._count(event)
        self._no_tag(event)
        if len(self._open) >= DEEPEST:
            self._refuse(event, f"is nested deeper than {DEEPEST} levels")
        self._key_is_scalar(event)
        line, column = _place(event)
        self._open.append(_Open(line, column, isinstance(event, yaml.MappingStartEvent)))

    def _end(self, _event: yaml.Event) -> None:
        done = self._open.pop()
        value: Any = done.entries if done.is_mapping else done.items
        self._add(Node(self._path, done.line, done.column, value, done.keys))

    def _scalar(self, event: Any) -> None:
        self._count(event)
        self._no_tag(event)
        line, column = _place(event)
        top = self._open[-1] if self._open else None
        if top and top.is_mapping and top.key is None:
            if event.value in top.entries or event.value in top.keys:
                self._refuse(event, f"key {shown(event.value)} stands twice; keep one of them")
            top.key = event.value
            top.keys[event.value] = (line, column)
            return
        try:
            value = event.value if event.style else resolve(event.value)
        except ValueError as error:
            self._refuse(event, f"{shown(event.value)} {error}")
        self._add(Node(self._path, line, column, value, {}))

    def _alias(self, event: yaml.Event) -> None:
        self._refuse(event, "an alias (*name) is not accepted; write the value out")

    def _count(self, event: yaml.Event) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(event, f"holds more than {MOST_VALUES:,} keys and values")

    def _no_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "an anchor (&name) is not accepted; write the value out")
        if event.tag is not None:
            self._refuse(event, f"the tag {shown(event.tag)} is not accepted; write a plain value")

    def _key_is_scalar(self, event: yaml.Event) -> None:
        top = self._open[-1] if self._open else None
        if top and top.is_mapping and top.key is None:
            self._refuse(event, "a key is a list or a mapping; a key is one word")

    def _add(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        top = self._open[-1]
        if top.is_mapping:
            top.entries[str(top.key)] = node
            top.key = None
        else:
            top.items.append(node)

    def _refuse(self, event: yaml.Event, says: str) -> None:
        raise InputError([Fault(self._path, *_place(event), says)])


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


_ACTIONS: dict[type, Any] = {
    yaml.DocumentStartEvent: Builder._document,
    yaml.MappingStartEvent: Builder._start,
    yaml.SequenceStartEvent: Builder._start,
    yaml.MappingEndEvent: Builder._end,
    yaml.SequenceEndEvent: Builder._end,
    yaml.ScalarEvent: Builder._scalar,
    yaml.AliasEvent: Builder._alias,
}
