"""The wheel holds the code, ``kb/`` and ``rules/``; it is built here without network or isolation."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILD = "import setuptools.build_meta as backend; print(backend.build_wheel('dist'))"
INSTALLED_AS = {"advisor": "advisor", "kb": "advisor/kb", "rules": "advisor/rules"}
NEW = ("kb/new_kind/entry.yaml", "rules/new_topic/deep/rule.yaml")


def files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    tree = tmp_path_factory.mktemp("tree")
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, tree)
    for folder in INSTALLED_AS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for new in NEW:
        (tree / new).parent.mkdir(parents=True)
        (tree / new).write_text("title: new\n", encoding="utf-8")
    built = subprocess.run([sys.executable, "-c", BUILD], cwd=tree, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(tree / "dist" / built.stdout.splitlines()[-1])


@pytest.mark.parametrize("folder", INSTALLED_AS)
def test_every_file_of_a_folder_is_in_the_wheel(wheel: zipfile.ZipFile, folder: str) -> None:
    expected = {f"{INSTALLED_AS[folder]}/{path.relative_to(ROOT / folder).as_posix()}" for path in files(folder)}
    assert expected
    assert expected - set(wheel.namelist()) == set()


@pytest.mark.parametrize("new", NEW)
def test_a_new_topic_folder_is_in_the_wheel(wheel: zipfile.ZipFile, new: str) -> None:
    assert f"advisor/{new}" in wheel.namelist()


def test_nothing_else_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist()} == {"advisor", "coder_advisor-0.1.0.dist-info"}


def test_the_wheel_installs_the_command(wheel: zipfile.ZipFile) -> None:
    assert b"advisor = advisor.cli:main" in wheel.read("coder_advisor-0.1.0.dist-info/entry_points.txt")


def test_the_list_of_packages_names_every_folder_of_code() -> None:
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(settings["options"]["packages"].split())
    folders = {path.parent.relative_to(ROOT).as_posix() for path in files("advisor") if path.suffix == ".py"}
    assert listed - {"advisor.kb", "advisor.rules"} == {folder.replace("/", ".") for folder in folders}
