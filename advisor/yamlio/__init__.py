"""YAML 1.2 and JSON from files, with the place of every value; the only room that imports yaml."""

from advisor.yamlio.nodes import Node
from advisor.yamlio.read import read_bytes, read_node, read_text

__all__ = ["Node", "read_bytes", "read_node", "read_text"]
