"""A node knows the place of each of its parts."""

from __future__ import annotations

import pytest

from advisor.yamlio import read_text

TEXT = b"""\
title: A
routes:
  - holds: [cpc, coc]
    years: 2
"""


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ((), (1, 1)),
        (("title",), (1, 1)),
        (("routes",), (2, 1)),
        (("routes", 0), (3, 5)),
        (("routes", 0, "holds"), (3, 5)),
        (("routes", 0, "holds", 1), (3, 18)),
        (("routes", 0, "years"), (4, 5)),
        (("routes", 0, "absent"), (3, 5)),
        (("routes", 7), (2, 1)),
    ],
)
def test_a_place_is_that_of_the_key_or_of_the_last_part_that_exists(
    where: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert read_text(TEXT, "a.yaml").place(where) == place


def test_a_plain_value_has_no_places() -> None:
    assert read_text(TEXT, "a.yaml").plain() == {"title": "A", "routes": [{"holds": ["cpc", "coc"], "years": 2}]}


def test_a_fault_names_file_line_and_column() -> None:
    assert str(read_text(TEXT, "a.yaml").fault("is odd", "routes", 0, "years")) == "a.yaml:4:5: is odd"
