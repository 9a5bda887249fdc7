"""Every statement of the article on how pay grows stands in the knowledge, cites it, and bears the weakest grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.age import citations_in
from advisor.provenance import Cited, Items, Model
from advisor.yamlio import read_node
from tests.registers.register import Place, held_at

REGISTER = Path(__file__).parent / "article.yaml"
ARTICLE = "novice_to_expert"


class Statement(Model):
    """What the article says, the lists that hold it, and the words that the item there must hold."""

    says: str
    at: Items[str]
    holds: Items[str]


def statements() -> dict[str, Statement]:
    return {str(key): Statement.model_validate(value) for key, value in read_node(str(REGISTER)).plain().items()}


def faults_of(statement: Statement, kb: KnowledgeBase) -> Iterator[str]:
    for spelt in statement.at:
        found = [item for item in items_at(kb, spelt) if holds(item, statement)]
        if not found:
            yield f"nothing at {spelt} cites {ARTICLE} and holds {', '.join(statement.holds)}"
        yield from (f"{spelt} is of grade {item.grade}; the article's is D" for item in found if item.grade != "D")


def items_at(kb: KnowledgeBase, spelt: str) -> list[Any]:
    """The items of the list at *spelt* that cite the article; none where the place is gone."""
    match = re.fullmatch(r"([a-z_]+)/([A-Za-z0-9_]+):(.+)", spelt)
    assert match, f"'{spelt}' is no KIND/ID:path.to.list"
    try:
        found = held_at(kb, Place(match[1], match[2], tuple(match[3].split(".")), 1))
    except LookupError:
        return []
    return [item for item in found if ARTICLE in (item.source, *item.also)]


def holds(item: Any, statement: Statement) -> bool:
    value = item.value
    text = value if isinstance(value, str) else " ".join(f"{each:g}" for each in value.model_dump().values())
    return all(word in text for word in statement.holds)


@pytest.mark.parametrize("name", statements())
def test_a_statement_stands_at_each_of_its_places(name: str, kb: KnowledgeBase) -> None:
    assert statements()[name].at, "a statement without a place"
    assert not list(faults_of(statements()[name], kb)), statements()[name].says


def test_what_cites_the_article_is_one_of_its_statements(kb: KnowledgeBase) -> None:
    every = list(statements().values())
    entries = [(kind, entry) for kind, found in kb.entries.items() if kind != "steps" for entry in found.values()]
    for kind, entry in entries:
        for where, item in citations_in(entry, ()):
            if ARTICLE in (item.source, *item.also):
                spelt = f"{kind}/{entry.id}:" + ".".join(str(key) for key in where if not isinstance(key, int))
                known = [each for each in every if spelt in each.at and holds(item, each)]
                assert isinstance(item, Cited) and known, f"{spelt} says what no line of article.yaml does"


def test_a_statement_that_is_gone_or_no_longer_cited_is_noticed(kb: KnowledgeBase) -> None:
    gone = ("stages/experienced:pay_quotes", "stages/nobody:facts", "stages/experienced:no_such_key")
    for place in gone:
        assert len(list(faults_of(Statement(says="x", at=(place,), holds=("50001",)), kb))) == 1, place
