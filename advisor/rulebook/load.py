"""From folders of rules to the vocabulary and the rules, all faults together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import Fault, InputError, KnowledgeError
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.layers import shown_path
from advisor.rulebook.ir import Rule
from advisor.rulebook.parse import parse_rule
from advisor.rulebook.vocabulary import Vocabulary, parse_vocabulary
from advisor.yamlio import Node, read_bytes, read_text
from advisor.yamlio.read import folder_files

VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The vocabulary and the rules by id; ``words`` are remarks on files that were passed over."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    words: tuple[Fault, ...]


def load_rulebook(folders: Sequence[Path], kb: KnowledgeBase) -> Rulebook:
    """The rules of the first folder with the others laid over it in turn.

    Raises: KnowledgeError: with every fault of every file, sorted by place.
    """
    nodes: dict[str, Node] = {}
    words: list[Fault] = []
    faults: list[Fault] = []
    for folder in folders:
        if not folder.is_dir():
            faults.append(Fault(shown_path(folder), 0, 0, "is no folder of rules"))
            continue
        for path in folder_files(folder):
            _take(path, folder, nodes, words, faults)
    declared = nodes.pop("vocabulary", None)
    if declared is None:
        raise KnowledgeError(faults or [Fault(shown_path(folders[0]), 0, 0, f"lacks '{VOCABULARY}'")])
    vocabulary, more = parse_vocabulary(declared)
    faults += more
    parsed = [parse_rule(rule_id, node, vocabulary, kb) for rule_id, node in sorted(nodes.items()) if not _hidden(node)]
    faults += [fault for each in parsed if isinstance(each, list) for fault in each]
    if faults:
        raise KnowledgeError(sorted(set(faults)))
    return Rulebook(vocabulary, tuple(each for each in parsed if isinstance(each, Rule)), tuple(words))


def _hidden(node: Node) -> bool:
    hidden = node.children().get("hidden")
    return bool(hidden and hidden.value is True)


def _take(path: Path, folder: Path, nodes: dict[str, Node], words: list[Fault], faults: list[Fault]) -> None:
    parts = path.relative_to(folder).parts
    name = shown_path(path)
    is_vocabulary = parts == (VOCABULARY,)
    if path.suffix != ".yaml" or (len(parts) != 2 and not is_vocabulary):
        words.append(Fault(name, 0, 0, "is no rule; rules are kept in TOPIC/NAME.yaml; it is passed over"))
        return
    try:
        node = read_text(read_bytes(str(path)), name)
    except InputError as error:
        faults += (Fault(name, f.line, f.column, f.says) for f in error.faults)
        return
    nodes["vocabulary" if is_vocabulary else f"{parts[0]}.{path.stem}"] = node
