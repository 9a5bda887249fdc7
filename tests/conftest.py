"""The built-in knowledge and rules, loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.load import load_knowledge
from advisor.rulebook import Program
from advisor.rulebook.load import Rulebook, load_rulebook
from advisor.rulebook.order import compile_program

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--remake", action="store_true", help="make the golden files of tests/cases anew")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests keep their cache to themselves."""
    before = os.environ.get("CODER_ADVISOR_CACHE")
    os.environ["CODER_ADVISOR_CACHE"] = str(tmp_path_factory.mktemp("cache") / "own")
    yield
    if before is None:
        del os.environ["CODER_ADVISOR_CACHE"]
    else:
        os.environ["CODER_ADVISOR_CACHE"] = before


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load_knowledge([ROOT / "kb"]).kb


@pytest.fixture(scope="session")
def rulebook(kb: KnowledgeBase) -> Rulebook:
    return load_rulebook([ROOT / "rules"], kb)


@pytest.fixture(scope="session")
def program(kb: KnowledgeBase, rulebook: Rulebook) -> Program:
    return compile_program(kb, rulebook.vocabulary, rulebook.rules)
