"""The files of one folder laid over another: which node stands for which entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from advisor.errors import Fault, InputError, did_you_mean
from advisor.knowledge.kinds import Kind, kinds
from advisor.yamlio import Node, read_bytes, read_text
from advisor.yamlio.read import folder_files

_ID = re.compile(r"[a-z][a-z0-9_]*|[A-Z]{2}")


@dataclass(slots=True)
class Layer:
    """What one folder holds: nodes by kind and id; ``words`` are remarks on files that are passed over."""

    nodes: dict[str, dict[str, Node]] = field(default_factory=dict)
    declared: set[tuple[str, str]] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    words: list[Fault] = field(default_factory=list)


def shown_path(path: Path) -> str:
    """*path* as a message names it: relative to the working folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def read_layer(folder: Path) -> Layer:
    """The entries that *folder* holds, with the faults of its files."""
    layer = Layer()
    if not folder.is_dir():
        layer.faults.append(Fault(shown_path(folder), 0, 0, "is no folder of knowledge entries"))
        return layer
    looped: list[Path] = []
    for path in folder_files(folder, looped):
        _take_file(layer, folder, path)
    layer.words += (
        Fault(shown_path(path), 0, 0, "leads back to a folder that was read; it is passed over") for path in looped
    )
    return layer


def _take_file(layer: Layer, folder: Path, path: Path) -> None:
    parts = path.relative_to(folder).parts
    kind = kinds().get(parts[0].removesuffix(".yaml") if len(parts) == 1 else parts[0])
    name = shown_path(path)
    if path.suffix != ".yaml" or kind is None or not kind.written:
        known = did_you_mean(parts[0].removesuffix(".yaml"), kinds()) if len(parts) <= 2 else ""
        layer.words.append(Fault(name, 0, 0, f"is no entry of a known kind; it is passed over{known}"))
        return
    if kind.one_file is (len(parts) != 1) or len(parts) > 2:
        right = f"{kind.name}.yaml" if kind.one_file else f"{kind.name}/ID.yaml"
        layer.faults.append(Fault(name, 0, 0, f"{kind.name} are kept in {right}"))
        return
    _take_entries(layer, kind, path, name)


def _take_entries(layer: Layer, kind: Kind, path: Path, name: str) -> None:
    if not kind.one_file:
        layer.declared.add((kind.name, path.stem))
    try:
        node = read_text(read_bytes(str(path)), name)
    except InputError as error:
        layer.faults += (Fault(name, f.line, f.column, f.says) for f in error.faults)
        return
    for entry_id, entry in _entries_in(kind, node, path.stem):
        layer.declared.add((kind.name, entry_id))
        if _ID.fullmatch(entry_id):
            layer.nodes.setdefault(kind.name, {})[entry_id] = entry
        else:
            layer.faults.append(entry.fault(f"the id '{entry_id}' is not in lower_snake_case"))


def _entries_in(kind: Kind, node: Node, stem: str) -> Iterator[tuple[str, Node]]:
    return iter(node.children().items()) if kind.one_file else iter([(stem, node)])
