"""Imports point one way: a room imports only from itself and from rooms to its left."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "advisor"
ROOMS = [
    "errors",
    "provenance",
    "quantities",
    "yamlio",
    "knowledge",
    "profile",
    "rulebook",
    "inference",
    "pay",
    "explain",
    "advice",
    "pathways",
    "service",
    "reports",
    "cohort",
    "web",
    "cli",
]
ONLY_IN = {
    "yaml": ("yamlio/",),
    "durable_rules_engine": ("inference/engines/durable.py",),
    "durable": ("inference/engines/durable.py",),
    "numpy": ("inference/engines/columns.py", "cohort/"),
    "pyarrow": ("cohort/",),
    "dask": ("cohort/cluster.py",),
    "distributed": ("cohort/cluster.py",),
    "click": ("cli/",),
    "rich": ("reports/", "cli/"),
    "jinja2": ("reports/", "cli/"),
}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import; name the room in full"
            yield node.lineno, node.module or ""


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def wrong_imports(path: Path) -> Iterator[str]:
    own = room(path)
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] == "advisor" and len(parts) > 1 and ROOMS.index(parts[1]) > ROOMS.index(own):
            yield f"{path.relative_to(ROOT)}:{line}: '{own}' imports '{parts[1]}', which stands to its right"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_to_its_left(path: Path) -> None:
    assert room(path) in ROOMS
    assert not list(wrong_imports(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_imported_only_by_the_room_that_owns_it(path: Path) -> None:
    place = str(path.relative_to(PACKAGE))
    for line, name in imports(path):
        owners = ONLY_IN.get(name.split(".")[0])
        assert owners is None or place.startswith(owners), f"{path}:{line}: imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_behind_type_checking_or_a_star(path: Path) -> None:
    text = path.read_text()
    assert "TYPE_CHECKING" not in text
    assert "import *" not in text


def test_an_arrow_to_the_right_is_found_with_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path / "advisor")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    wrong = tmp_path / "advisor" / "yamlio" / "wrong.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("\nfrom advisor.cli import main\n")
    assert list(wrong_imports(wrong)) == [
        "advisor/yamlio/wrong.py:2: 'yamlio' imports 'cli', which stands to its right"
    ]


def test_no_room_is_called_after_nothing() -> None:
    names = {path.stem for path in PACKAGE.rglob("*")}
    assert not names & {"utils", "helpers", "common", "core", "base_utils"}
