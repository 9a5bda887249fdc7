"""From what the command line names to profiles, knowledge and the advisor."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from advisor.cli.interrupts import ends_in_order
from advisor.cli.output import warn
from advisor.knowledge import KnowledgeBase, built_in_folder
from advisor.service import Advisor


def open_advisor(kb: Sequence[str], rules: Sequence[str], engine: str) -> Advisor:
    """The advisor of these folders; what it passes over is said on standard error."""
    opened = Advisor(kb, rules, engine, warn=warn)
    ends_in_order()
    gc.freeze()
    gc.enable()
    return opened


def layered(name: str, folders: Sequence[str]) -> list[Path]:
    """The built-in folder *name* and *folders* over it."""
    return [built_in_folder(name), *map(Path, folders)]


def open_knowledge(folders: Sequence[str]) -> KnowledgeBase:
    """The knowledge alone, *folders* laid over it."""
    from advisor.knowledge.load import load_knowledge

    loaded = load_knowledge(layered("kb", folders))
    for word in loaded.words:
        warn(str(word))
    return loaded.kb
