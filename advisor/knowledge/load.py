"""From folders of YAML to the knowledge base, all faults together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.errors import Fault, KnowledgeError, did_you_mean, shown
from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds import kinds
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.layers import Layer, read_layer
from advisor.knowledge.overlay import GUARDED, refusals
from advisor.knowledge.references import references_of
from advisor.knowledge.soundness import soundness_faults
from advisor.knowledge.steps import steps_of
from advisor.knowledge.validate import validate
from advisor.yamlio import Node


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base, remarks on files that were passed over, and the node of each entry by kind and id."""

    kb: KnowledgeBase
    words: tuple[Fault, ...]
    nodes: Mapping[str, Mapping[str, Node]]


def load_knowledge(folders: Sequence[Path], today: date | None = None) -> Loaded:
    """The knowledge base of the first folder with the others laid over it in turn.

    Given *today*, a figure of a later day is a fault.

    Raises: KnowledgeError: with every fault of every file, sorted by place.
    """
    layers = [read_layer(folder) for folder in folders]
    nodes: dict[str, dict[str, Node]] = {}
    entries: dict[str, dict[str, Entry]] = {}
    faults = [fault for layer in layers for fault in layer.faults]
    built_in: dict[str, dict[str, Entry]] = {}
    for number, layer in enumerate(layers):
        faults += _lay_over(layer, nodes, entries, built_in if number else None)
        built_in = built_in or {kind: dict(found) for kind, found in entries.items()}
    declared = {pair for layer in layers for pair in layer.declared}
    faults += _unresolved(nodes, entries, declared)
    faults += soundness_faults(nodes, entries, today)
    if faults:
        raise KnowledgeError(sorted(set(faults)))
    entries["steps"] = dict(steps_of(entries))
    kb = KnowledgeBase.of(entries, _digest(entries))
    return Loaded(kb, tuple(word for layer in layers for word in layer.words), nodes)


def _lay_over(
    layer: Layer,
    nodes: dict[str, dict[str, Node]],
    entries: dict[str, dict[str, Entry]],
    built_in: Mapping[str, Mapping[str, Entry]] | None,
) -> list[Fault]:
    """Lay *layer* over *entries*; against those *built_in* (None: it is they) some changes are refused."""
    faults: list[Fault] = []
    for kind, found in layer.nodes.items():
        for entry_id, node in found.items():
            if built_in is not None and kind not in GUARDED and _is_only_hidden(node):
                entries.get(kind, {}).pop(entry_id, None)
                continue
            entry = _entry(kind, entry_id, node)
            if isinstance(entry, list):
                faults += entry
                continue
            entries.setdefault(kind, {})
            refused = [] if built_in is None else refusals(kind, built_in.get(kind, {}).get(entry_id), entry, node)
            faults += refused
            if not refused:
                nodes.setdefault(kind, {})[entry_id] = node
                entries[kind][entry_id] = entry
    _drop_hidden(entries)
    return faults


def _is_only_hidden(node: Node) -> bool:
    """Whether *node* says nothing but that its entry is hidden."""
    return isinstance(node.value, dict) and {key: part.value for key, part in node.children().items()} == {
        "hidden": True
    }


def _entry(kind: str, entry_id: str, node: Node) -> Entry | list[Fault]:
    return validate(kinds()[kind].entry, node, f"the entry '{entry_id}' of {kind}", {"id": entry_id})


def _drop_hidden(entries: dict[str, dict[str, Entry]]) -> None:
    for found in entries.values():
        for entry_id in [each.id for each in found.values() if each.hidden]:
            del found[entry_id]


def _unresolved(
    nodes: dict[str, dict[str, Node]], entries: dict[str, dict[str, Entry]], declared: set[tuple[str, str]]
) -> list[Fault]:
    known = declared - {(kind, each) for kind, each in declared if kind in nodes and each in nodes[kind]}
    known |= {(kind, entry_id) for kind, found in entries.items() for entry_id in found}
    ids: dict[str, list[str]] = {}
    for kind, entry_id in known:
        ids.setdefault(kind, []).append(entry_id)
    return [
        nodes[kind][entry.id].fault(f"{target} has no {shown(name)}{did_you_mean(name, ids.get(target, []))}", *where)
        for kind, found in entries.items()
        for entry in found.values()
        for where, target, name in references_of(entry)
        if (target, name) not in known
    ]


def _digest(entries: dict[str, dict[str, Entry]]) -> str:
    digest = hashlib.sha256()
    for kind in sorted(entries):
        for entry_id in sorted(entries[kind]):
            digest.update(f"{kind}/{entry_id}\0{entries[kind][entry_id].model_dump_json()}\0".encode())
    return digest.hexdigest()
