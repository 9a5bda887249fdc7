"""The engines that run a Program, each one file of this folder, found by its name."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from advisor.errors import EngineError, InputError, did_you_mean, shown
from advisor.inference.engines.contract import Engine

_NO_ENGINES = frozenset({"contract"})


def engine_names() -> tuple[str, ...]:
    """The names of all engines, in alphabetical order, whether they can be imported here or not."""
    return tuple(sorted({module.name for module in pkgutil.iter_modules(__path__)} - _NO_ENGINES))


def load_engine(name: str) -> type[Engine]:
    """The class ``Engine`` of the module *name*.

    Raises: InputError: there is no such engine. EngineError: it cannot be imported here; says what is missing.
    """
    names = engine_names()
    if name not in names:
        raise InputError(f"there is no engine {shown(name)}{did_you_mean(name, names)}")
    try:
        found: type[Engine] = import_module(f"{__name__}.{name}").Engine
    except ImportError as missing:
        raise EngineError(f"the engine '{name}' cannot be imported: {missing}") from missing
    return found
