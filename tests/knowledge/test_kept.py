"""Kept entries are read one by one, and are the entries that were kept."""

from __future__ import annotations

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.entry import Entry
from advisor.knowledge.kept import Kept, keep


def kept(kb: KnowledgeBase, kind: str) -> Kept:
    return Kept(kind, {entry_id: keep(entry) for entry_id, entry in kb.entries[kind].items()})


def test_every_entry_of_every_kind_comes_back(kb: KnowledgeBase) -> None:
    for kind, entries in kb.entries.items():
        found = kept(kb, kind)
        assert list(found) == list(entries)
        assert dict(found) == dict(entries)


def test_an_entry_is_read_when_it_is_asked_for_and_only_once(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    model = type(kb.get("regions", "TX"))
    whole = model.model_validate_json

    def noted(data: bytes) -> Entry:
        read.append(data)
        return whole(data)

    regions = kept(kb, "regions")
    monkeypatch.setattr(model, "model_validate_json", noted)
    assert "TX" in regions
    assert len(regions) == len(kb.entries["regions"])
    assert not read
    assert regions["TX"] is regions["TX"]
    assert len(read) == 1


def test_all_entries_stand_in_order_whichever_was_asked_for_first(kb: KnowledgeBase) -> None:
    regions = kept(kb, "regions")
    texas = regions["TX"]
    assert [entry.id for entry in regions.values()] == list(kb.entries["regions"])
    assert dict(regions.items())["TX"] is texas


def test_what_is_not_there_is_not_there(kb: KnowledgeBase) -> None:
    regions = kept(kb, "regions")
    assert "ZZ" not in regions
    assert regions.get("ZZ") is None
    with pytest.raises(KeyError):
        regions["ZZ"]


def test_titles_are_those_of_the_entries(kb: KnowledgeBase) -> None:
    assert dict(kb.titles("steps")) == {step.id: step.title for step in kb.entries["steps"].values()}
