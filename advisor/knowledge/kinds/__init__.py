"""One module a kind: its name is the folder (or the file) in ``kb/``; ``ENTRY`` is the class of its entries.

``ONE_FILE`` is set where the kind is one file that holds a mapping from id to entry.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from advisor.knowledge.entry import Entry


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entries: ``one_file`` says whether it is kept in one file, ``written`` whether in files at all."""

    name: str
    entry: type[Entry]
    one_file: bool
    written: bool


@cache
def kind_names() -> tuple[str, ...]:
    """The name of every kind, in alphabetical order; none is imported for it."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def kind(name: str) -> Kind:
    """The kind *name*, which is one of ``kind_names``; imported when it is first asked for."""
    module = import_module(f"{__name__}.{name}")
    return Kind(name, module.ENTRY, getattr(module, "ONE_FILE", False), getattr(module, "WRITTEN", True))


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its name, in the order of names."""
    return {name: kind(name) for name in kind_names()}
