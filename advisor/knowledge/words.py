"""What short forms mean: the words of the trade, and credentials by their abbreviation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.knowledge.knowledge_base import KnowledgeBase


def meanings(kb: KnowledgeBase) -> Mapping[str, str]:
    """Every short form that *kb* can explain, with what it means, in alphabetical order."""
    credentials: Any = kb.entries["credentials"].values()
    words: Any = kb.entries["words"].values()
    named = {each.abbreviation: each.title for each in credentials}
    return dict(sorted((named | {each.title: each.says for each in words}).items()))
