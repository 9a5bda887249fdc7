"""A value read from a file, with the place of each of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import Fault

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a sequence of nodes or a mapping from key to node; ``line`` and ``column`` count from 1.

    ``keys`` holds the place of each key of a mapping.
    """

    path: str
    line: int
    column: int
    value: Scalar | Sequence[Node] | Mapping[str, Node]
    keys: Mapping[str, tuple[int, int]]

    def plain(self) -> Any:
        """The value without its places."""
        if isinstance(self.value, Mapping):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, (str, int, float, bool, type(None))):
            return self.value
        return [node.plain() for node in self.value]

    def children(self) -> Mapping[str, Node]:
        """The mapping's nodes; empty where the value is none."""
        return self.value if isinstance(self.value, Mapping) else {}

    def fault(self, says: str, *where: str | int) -> Fault:
        """A fault at the part that *where* leads to, or at the last part of it that exists."""
        line, column = self.place(where)
        return Fault(self.path, line, column, says)

    def place(self, where: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the part that *where* leads to: of the key, or of the item of a sequence."""
        node, place = self, (self.line, self.column)
        for step in where:
            value = node.value
            if isinstance(value, Mapping) and step in value:
                place = node.keys[str(step)]
                node = value[str(step)]
            elif isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
                node = value[step]
                place = (node.line, node.column)
            else:
                continue
        return place
