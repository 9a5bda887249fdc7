"""Ids that stand in an earlier row are found, however the rows come."""

from __future__ import annotations

import random

from advisor.cohort import seen
from advisor.cohort.one_by_one import id_number
from advisor.cohort.seen import Seen


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
    assert seen.MOST_RUNS < 25


def test_ids_that_are_alike_have_other_numbers() -> None:
    ids = [f"{head}{number}{tail}" for head in ("", "0", "P") for number in range(20_000) for tail in ("", "0", "a")]
    assert len({id_number(each) for each in ids}) == len(set(ids))


def test_no_id_has_no_number() -> None:
    assert id_number("") == bytes(8)
