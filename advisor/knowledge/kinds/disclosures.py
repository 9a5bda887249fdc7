"""What must stand beside pay."""

from typing import Annotated

from pydantic import Field

from advisor.knowledge.entry import Entry


class Disclosure(Entry):
    """A text that every output of its ``jurisdiction`` (US, or a state's code) carries."""

    jurisdiction: str
    text: Annotated[str, Field(min_length=1)]


ENTRY = Disclosure
