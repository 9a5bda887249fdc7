"""Coder Advisor: proved next steps for medical coders.

``Advisor`` and ``Profile`` are imported when they are first asked for, so that ``import advisor`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
"""Type checkers take it for true; to load ``typing`` costs time."""
if TYPE_CHECKING:
    from typing import Any

_FACE = {
    "Advisor": "advisor.service",
    "Profile": "advisor.profile",
    "InputError": "advisor.errors",
    "KnowledgeError": "advisor.errors",
}

__all__ = ["Advisor", "InputError", "KnowledgeError", "Profile"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(import_module(_FACE[name]), name)
    raise AttributeError(f"module 'advisor' has no attribute '{name}'")
