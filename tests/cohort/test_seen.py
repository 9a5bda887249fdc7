"""Ids that stand in an earlier row are found, however the rows come."""

from __future__ import annotations

import random

import pytest

from advisor.cohort import seen
from advisor.cohort.one_by_one import id_number
from advisor.cohort.seen import Seen, all_repeated


def test_the_first_row_of_an_id_is_named_whatever_the_blocks() -> None:
    dice = random.Random(3)
    ids = [dice.choice(["", *map(str, range(400))]) for _ in range(3000)]
    first: dict[str, int] = {}
    expected = {}
    for row, each in enumerate(ids, 1):
        if each and first.setdefault(each, row) != row:
            expected[row] = first[each]
    for plain in (False, True):
        found: dict[int, int] = {}
        known, at = Seen(), 0
        while at < len(ids):
            size = dice.randint(1, 120)
            data = b"".join(map(id_number, ids[at : at + size]))
            found |= known._in_plain(data) if plain else known._in_runs(data)
            known._rows += len(data) // 8
            at += size
        assert found == expected


@pytest.mark.parametrize("has_numpy", [True, False])
def test_repeated_ids_are_found_at_once_too(monkeypatch: pytest.MonkeyPatch, has_numpy: bool) -> None:
    if not has_numpy:
        monkeypatch.setattr(seen, "np", None)
    ids = ["a", "", "b", "a", "", "c", "b", "a"]
    assert all_repeated(map(id_number, ids)) == {4: 1, 7: 3, 8: 1}
    assert all_repeated(map(id_number, ids[:3])) == all_repeated([]) == {}


def test_runs_stay_few_and_each_is_merged_with_one_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[int] = []
    merged = seen._merged

    def counted(one: seen.Run, other: seen.Run) -> seen.Run:
        moved.append(len(one[0]) + len(other[0]))
        return merged(one, other)

    monkeypatch.setattr(seen, "_merged", counted)
    known, blocks, size = Seen(), 200, 50
    for at in range(blocks):
        assert not known.add(b"".join(id_number(str(at * size + each)) for each in range(size)))
        assert all(len(shard.runs) <= 8 for shard in known._shards)
    assert sum(moved) <= blocks * size * 9


def test_ids_in_one_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "SLOT_BITS", 1)
    known = Seen()
    assert not known.add(b"".join(id_number(str(each)) for each in range(100)))
    assert not known.add(b"".join(id_number(str(each)) for each in range(100, 200)))
    assert known.add(id_number("150") + id_number("200") + id_number("7")) == {201: 151, 203: 8}


def test_rows_beyond_what_four_bytes_name_are_named() -> None:
    known = Seen()
    known._rows = (1 << 32) - 3
    assert not known.add(b"".join(map(id_number, "abcd")))
    assert known.add(id_number("d") + id_number("a")) == {(1 << 32) + 2: (1 << 32) + 1, (1 << 32) + 3: (1 << 32) - 2}


def test_many_repeated_ids_are_found_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "AT_ONCE", 7)
    ids = [str(number % 40) for number in range(100)]
    assert all_repeated(map(id_number, ids)) == {row: (row - 1) % 40 + 1 for row in range(41, 101)}


def test_ids_that_are_alike_have_other_numbers() -> None:
    ids = [f"{head}{number}{tail}" for head in ("", "0", "P") for number in range(20_000) for tail in ("", "0", "a")]
    assert len({id_number(each) for each in ids}) == len(set(ids))


def test_no_id_has_no_number() -> None:
    assert id_number("") == bytes(8)
