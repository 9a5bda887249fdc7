"""How one reader wants to see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Look:
    """``client`` is the name to print, ``titles`` calls steps by their id, ``words`` gives what short forms mean;
    ``width`` counts columns.

    ``explain`` shows the proof under each step; ``short`` gives each source one line, without its address.
    """

    client: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[], Mapping[str, str]] = dict
    width: int = 80
    colour: bool = False
    explain: bool = False
    short: bool = False
