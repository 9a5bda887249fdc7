"""The advice of whole people as golden files: read in review, made anew by ``./run test tests/test_golden.py --remake``."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from advisor.advice.model import EngineVersion, KnowledgeVersion
from advisor.inference.infer import Inference
from advisor.rulebook import Program
from tests.whole_people import FOLDER, advised, case_names, read_case, text_of

GOLDEN = FOLDER / "golden"
REMAKE = "if this is better, remake with: ./run test tests/test_golden.py --remake"
KNOWLEDGE = KnowledgeVersion(version="golden", sha256="0" * 64)
ENGINE = EngineVersion(name="golden", version="0")


@pytest.fixture(scope="session")
def levels(program: Program) -> Inference:
    return Inference(program, "levels")


def golden(name: str, levels: Inference) -> str:
    """The text report of a case, without what every change of the knowledge moves."""
    advice = advised(name, levels, levels).shown.model_copy(update={"knowledge": KNOWLEDGE, "engine": ENGINE})
    _, profile = read_case(name, levels.program.kb)
    return text_of(advice, profile, levels.program)


@pytest.mark.parametrize("name", case_names())
def test_a_person_gets_the_advice_that_was_read_in_review(
    name: str, levels: Inference, pytestconfig: pytest.Config
) -> None:
    path, found = GOLDEN / f"{name}.txt", golden(name, levels)
    if pytestconfig.getoption("remake"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    if changed := diff(path, found):
        pytest.fail("\n".join([f"{name}: the advice has changed; {REMAKE}", *changed]), pytrace=False)


def test_two_people_never_get_the_same_advice() -> None:
    texts = [path.read_text(encoding="utf-8").partition("\n")[2] for path in sorted(GOLDEN.glob("*.txt"))]
    assert len(set(texts)) == len(texts) >= 30


def diff(path: Path, text: str) -> list[str]:
    """What differs between the file at *path*, empty where there is none, and *text*."""
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    before, after = kept.splitlines(), text.splitlines()
    return list(unified_diff(before, after, f"golden/{path.name}", f"now/{path.name}", lineterm=""))


def test_every_golden_file_is_of_a_case(pytestconfig: pytest.Config) -> None:
    stale = [path for path in sorted(GOLDEN.glob("*")) if path.stem not in case_names()]
    if pytestconfig.getoption("remake"):
        for path in stale:
            path.unlink()
    assert not [path.name for path in stale if path.exists()], REMAKE
