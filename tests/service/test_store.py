"""The cache is private, and never trusted when it should not be."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.rulebook import Program
from advisor.service.coding import decode, encode
from advisor.service.compiled import compiled
from advisor.service.store import Store

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "kb"], [ROOT / "rules"]


@pytest.fixture
def said() -> list[str]:
    return []


def test_what_is_kept_comes_back(tmp_path: Path, said: list[str]) -> None:
    store = Store(tmp_path / "cache", said.append)
    store.put("key", b"value")
    assert store.get("key") == b"value"
    assert not said
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert not list((tmp_path / "cache").glob(".part-*"))


def test_a_corrupt_value_is_ignored_with_a_word(tmp_path: Path, said: list[str]) -> None:
    store = Store(tmp_path / "cache", said.append)
    store.put("key", b"value")
    (tmp_path / "cache" / "key.kept").write_bytes(b"0" * 64 + b"\nvalue")
    assert store.get("key") is None
    assert "corrupt" in said[0]


def test_a_cache_open_to_others_is_ignored_with_a_word(tmp_path: Path, said: list[str]) -> None:
    store = Store(tmp_path / "cache", said.append)
    store.put("key", b"value")
    (tmp_path / "cache").chmod(0o777)
    assert store.get("key") is None
    assert "open to others" in said[0]


def test_a_link_in_place_of_the_folder_is_ignored(tmp_path: Path, said: list[str]) -> None:
    Store(tmp_path / "real", said.append).put("key", b"value")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert Store(tmp_path / "link", said.append).get("key") is None


def test_a_folder_that_cannot_be_made_is_said_and_survived(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "file").write_text("")
    Store(tmp_path / "file" / "cache", said.append).put("key", b"value")
    assert "cannot be written" in said[0]


def test_only_the_newest_few_are_kept(tmp_path: Path, said: list[str]) -> None:
    store = Store(tmp_path / "cache", said.append)
    for number in range(9):
        store.put(f"key{number}", b"value")
        os.utime(tmp_path / "cache" / f"key{number}.kept", (number, number))
    assert len(list((tmp_path / "cache").glob("*.kept"))) <= 5


@pytest.fixture
def known(program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The cache; what is compiled is known already."""
    monkeypatch.setenv("CODER_ADVISOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("advisor.service.compiled._compile", lambda *asked: replace(program, sha256=asked[3]))
    return tmp_path / "cache"


def test_a_program_from_the_cache_is_the_program(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODER_ADVISOR_CACHE", str(tmp_path / "cache"))
    fresh, kept = compiled(*FOLDERS, said.append), compiled(*FOLDERS, said.append)
    assert kept.sources == ()
    assert (kept.flags, kept.rules, kept.always) == (fresh.flags, fresh.rules, fresh.always)
    assert tuple(kept.closed) == tuple(fresh.closed)
    assert kept.kb.entries == fresh.kb.entries
    assert kept.vocabulary == fresh.vocabulary
    assert not said


def test_a_cache_of_another_make_is_made_anew(known: Path, said: list[str]) -> None:
    compiled(*FOLDERS, said.append)
    (kept,) = known.glob("*.kept")
    Store(known, said.append).put(kept.stem, b'{"kb": 1}')
    assert compiled(*FOLDERS, said.append).rules
    assert "of another make" in said[0]
    assert decode(Store(known, said.append).get(kept.stem) or b"", kept.stem).rules


def test_a_cache_of_other_rules_is_made_anew(known: Path, said: list[str]) -> None:
    whole = compiled(*FOLDERS, said.append)
    Store(known, said.append).put(whole.sha256, encode(replace(whole, rules=(), sha256="0" * 64)))
    assert compiled(*FOLDERS, said.append).rules == whole.rules
    assert "of another make" in said[0]
