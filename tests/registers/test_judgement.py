"""Every numbered line of the trade's judgement has its rules, its place in the knowledge, its code, or why none."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.provenance import Items, Model
from advisor.rulebook.load import Rulebook
from advisor.yamlio import read_node
from tests.registers.register import Place, held_at

REGISTER = Path(__file__).parent / "judgement.yaml"
NUMBERS = range(1, 61)


class Line(Model):
    """What stands for one line; ``open`` is what of it is not covered, and why."""

    says: str
    rules: Items[str] = ()
    kb: Items[str] = ()
    code: Items[str] = ()
    neither: str | None = None
    open: str | None = None


def lines() -> dict[int, Line]:
    return {int(key): Line.model_validate(value) for key, value in read_node(str(REGISTER)).plain().items()}


def test_every_number_from_1_to_60_stands_once_and_in_order() -> None:
    assert list(lines()) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_line_has_rules_knowledge_or_code_that_exist_or_says_why_none(
    number: int, kb: KnowledgeBase, rulebook: Rulebook
) -> None:
    line = lines()[number]
    faults = list(_faults(line, kb, {rule.id for rule in rulebook.rules}))
    assert not faults, f"{number}, {line.says}: {'; '.join(faults)}"


def _faults(line: Line, kb: KnowledgeBase, rules: set[str]) -> Iterator[str]:
    has_place = bool(line.rules or line.kb or line.code)
    if has_place is (line.neither is not None):
        yield "needs rules, kb or code, else 'neither' with a reason, never both"
    yield from (f"there is no rule '{each}'" for each in line.rules if each not in rules)
    yield from (f"there is no '{each}' in the code" for each in line.code if not _exists(each))
    for each in line.kb:
        yield from _place_faults(kb, each)


def _place_faults(kb: KnowledgeBase, spelt: str) -> Iterator[str]:
    match = re.fullmatch(r"([a-z_]+)/([A-Za-z0-9_]+)(?::(.+))?", spelt)
    if match is None:
        yield f"'{spelt}' is no KIND/ID:path.to.key"
        return
    try:
        held_at(kb, Place(match[1], match[2], tuple((match[3] or "title").split(".")), 1))
    except LookupError as error:
        yield str(error.args[0])


def _exists(spelt: str) -> bool:
    module, _, name = spelt.partition(":")
    try:
        return hasattr(importlib.import_module(f"advisor.{module}"), name)
    except ModuleNotFoundError:
        return False


def test_the_register_notices_what_is_gone(kb: KnowledgeBase) -> None:
    line = Line(says="x", rules=("a.b",), kb=("roles/nobody",), code=("advice.ranking:no_such",), neither="both")
    assert len(list(_faults(line, kb, set()))) == 4
    assert list(_faults(Line(says="x"), kb, set())) == [
        "needs rules, kb or code, else 'neither' with a reason, never both"
    ]
