"""Output formats: a module here is a format, found by its name; ``render(advice, look)`` gives its text."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any


def format_names() -> tuple[str, ...]:
    """The formats that exist, in the order of names."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_format(name: str) -> Callable[..., str]:
    """``render(advice, look) -> str`` of the format *name*, which is one of ``format_names()``."""
    render: Callable[..., Any] = import_module(f"{__name__}.{name}").render
    return render
