"""The command line in this process, with a cache of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.cli.program import run

Ran = tuple[int, str, str]
Runs = Callable[..., Ran]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def advisor(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cache: Path) -> Runs:
    """Runs ``advisor`` with arguments; gives exit code, standard output, standard error."""
    monkeypatch.setenv("CODER_ADVISOR_CACHE", str(cache / "coder-advisor"))

    def runs(*arguments: object) -> Ran:
        code = run([str(each) for each in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return runs


@pytest.fixture
def novice(tmp_path: Path) -> Path:
    path = tmp_path / "novice.yaml"
    path.write_text("name: Ann\nexperience_years: 1.5\ncredentials: [cpc_a]\nrole: coder\n")
    return path
