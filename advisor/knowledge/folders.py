"""Where the built-in knowledge and rules lie: inside the package, else beside it."""

from __future__ import annotations

from pathlib import Path

from advisor.errors import KnowledgeError


def built_in_folder(name: str) -> Path:
    """The folder ``kb`` or ``rules`` of this installation.

    Raises: KnowledgeError: the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise KnowledgeError(f"this installation lacks its folder '{name}'; install coder-advisor anew")
