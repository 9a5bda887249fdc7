"""Entries as they were kept: each is read when it is first asked for, its kind imported when its first entry is."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView

from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds import kind


def keep(entry: Entry) -> bytes:
    """*entry* as JSON, without what a key that is left out says anyway."""
    return entry.model_dump_json(exclude_defaults=True).encode()


class Kept(Mapping[str, Entry]):
    """The entries of one kind by id, from what ``keep`` made of them; safe to share between threads."""

    def __init__(self, name: str, kept: Mapping[str, bytes]) -> None:
        self._name = name
        self._kept = kept
        self._read: dict[str, Entry] = {}

    def __getitem__(self, entry_id: str) -> Entry:
        try:
            return self._read[entry_id]
        except KeyError:
            entry = kind(self._name).entry.model_validate_json(self._kept[entry_id])
            return self._read.setdefault(entry_id, entry)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def values(self) -> ValuesView[Entry]:
        """Every entry, in order of ids."""
        return self._whole().values()

    def items(self) -> ItemsView[str, Entry]:
        """Every entry with its id, in order of ids."""
        return self._whole().items()

    def _whole(self) -> dict[str, Entry]:
        """All entries in order; once they are read, what was read one by one is in that order too."""
        if len(self._read) < len(self._kept):
            self._read = {entry_id: self[entry_id] for entry_id in self._kept}
        return self._read
