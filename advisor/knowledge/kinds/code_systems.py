"""Code systems: what each is for, and when it changes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from advisor.knowledge.entry import Entry
from advisor.provenance import Citation, Cited, Items


class Update(Citation):
    """A day of the year, MM-DD, on which changes take effect."""

    day: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    what: str


class CodeSystem(Entry):
    """A code system with its calendar of updates."""

    updates: Items[Update] = ()
    facts: Items[Cited[str]] = ()


ENTRY = CodeSystem
