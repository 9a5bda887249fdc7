"""What a folder that is laid over the built-in knowledge may not change."""

from __future__ import annotations

from typing import Any

from advisor.errors import Fault
from advisor.knowledge.entry import Entry
from advisor.yamlio import Node

GUARDED = ("pay", "disclosures", "sources")


def refusals(kind: str, old: Entry | None, new: Entry, node: Node) -> list[Fault]:
    """Why *new* may not stand in the place of *old* (None: it is an addition)."""
    if old is None and (kind == "sources" or kind not in GUARDED):
        return []
    if old == new:
        return []
    if old is None or kind in GUARDED:
        return [
            node.fault(f"'{new.id}' of {kind} is built in and cannot be {'added to' if old is None else 'changed'}")
        ]
    if new.hidden:
        return []
    old_grades, new_grades = _grades(old.model_dump(mode="json")), _grades(new.model_dump(mode="json"))
    return [
        node.fault(f"the grade of '{where}' is {was} in the built-in knowledge; a grade cannot be changed")
        for where, was in old_grades.items()
        if where in new_grades and new_grades[where] != was
    ]


def _grades(value: Any, where: str = "") -> dict[str, str]:
    """Grade by what is cited: the key, the value and the source, so that a moved figure is still the same one."""
    if isinstance(value, list):
        return {key: grade for item in value for key, grade in _grades(item, where).items()}
    if not isinstance(value, dict):
        return {}
    own = (
        {f"{where} {value.get('value', '')} ({value['source']})".strip(): value["grade"]} if value.get("grade") else {}
    )
    inner = {k: g for key, part in value.items() for k, g in _grades(part, f"{where}.{key}".strip(".")).items()}
    return own | inner
