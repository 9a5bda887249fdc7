"""The knowledge base: every entry by kind and id, immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from advisor.errors import InputError, did_you_mean, shown
from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds import kind_names


@dataclass(frozen=True)
class KnowledgeBase:
    """Entries by kind, then by id, both in alphabetical order; ``sha256`` identifies the content."""

    entries: Mapping[str, Mapping[str, Entry]]
    sha256: str

    @classmethod
    def of(cls, entries: Mapping[str, Mapping[str, Entry]], sha256: str) -> KnowledgeBase:
        """A knowledge base of *entries*, ordered, every kind present."""
        ordered = {kind: MappingProxyType(dict(sorted(entries.get(kind, {}).items()))) for kind in kind_names()}
        return cls(MappingProxyType(ordered), sha256)

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of *kind*; empty where there is no such kind."""
        return tuple(self.entries.get(kind, ()))

    def get(self, kind: str, entry_id: str) -> Entry:
        """The entry of *kind* with *entry_id*.

        Raises: InputError: there is none.
        """
        if kind not in self.entries:
            raise InputError(f"there is no kind {shown(kind)}{did_you_mean(kind, self.entries)}")
        entry = self.entries[kind].get(entry_id)
        if entry is None:
            near = did_you_mean(entry_id, self.entries[kind])
            raise InputError(f"{kind} has no {shown(entry_id)}{near}")
        return entry

    def title(self, kind: str, entry_id: str) -> str:
        """How the entry is called."""
        return self.get(kind, entry_id).title

    def titles(self, kind: str) -> Mapping[str, str]:
        """How every entry of *kind* is called, by id."""
        return Titles(self.entries[kind])


class Titles(Mapping[str, str]):
    """The titles of *entries* by id, none of them read before it is asked for."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries

    def __getitem__(self, entry_id: str) -> str:
        return self._entries[entry_id].title

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
