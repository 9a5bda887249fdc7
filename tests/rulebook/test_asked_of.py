"""A question may be for some only: ``asked_of`` names a derived fact without fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.rulebook.vocabulary import parse_vocabulary
from advisor.yamlio import read_node

WORDS = """
works:
  says: you work
shape:
  fields: {kind: number}
  says: "shape {kind}"
pace:
  fields: {percent: number}
  says: "pace {percent}"
  told: pace
  when_absent: "no"
  asks: How fast are you?
  asked_of: %s
"""


def faults(folder: Path, asked_of: str) -> list[str]:
    path = folder / "vocabulary.yaml"
    path.write_text(WORDS % asked_of)
    return [str(each) for each in parse_vocabulary(read_node(str(path)))[1]]


def test_a_question_names_whom_it_is_for(tmp_path: Path) -> None:
    assert not faults(tmp_path, "works")


@pytest.mark.parametrize("asked_of", ["work", "shape", "pace"])
def test_nothing_but_a_derived_fact_without_fields_will_do(tmp_path: Path, asked_of: str) -> None:
    (found,) = faults(tmp_path, asked_of)
    assert "vocabulary.yaml:13:3: there is no derived fact without fields" in found
