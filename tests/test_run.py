"""``./run`` and what it installs, tried offline: a stand-in plays the Python that makes ``.venv``."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DECIDES = ("run", "setup.cfg", "constraints.txt", "pyproject.toml")
NAME = re.compile(r"[A-Za-z0-9._-]+")
SHELLS = [shell for shell in ("sh", "dash", "bash", "busybox") if shutil.which(shell)]

# Does what the real one does, but makes a .venv of two scripts, and pip only takes a while.
STAND_IN = """#!/bin/sh
case "$*" in
*realpath*) echo "$0" ;;
*ensurepip*) ;;
"-m venv "*)
    echo venv >>"$LOG"
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\necho "$PWD: $*"\\n[ "$1" != fail ] || exit 7\\n[ "$1" != - ] || cat\\n' >"$3/bin/advisor"
    chmod +x "$3/bin/advisor" ;;
"-I -m pip "*)
    echo pip >>"$LOG"
    echo "what pip says"
    sleep "${PIP_TAKES:-0}"
    exit "${PIP_EXITS:-0}" ;;
"-m pytest"*) echo "$PWD: $*" ;;
*) exec "$REAL" "$@" ;;
esac
"""


class House:
    """A copy of the project's files in a folder with a space, beside a stand-in for Python."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "the project"
        self.log = folder / "log"
        self.root.mkdir()
        for name in DECIDES:
            shutil.copy2(ROOT / name, self.root / name)
        stand_in = folder / "python3"
        stand_in.write_text(STAND_IN, encoding="utf-8")
        stand_in.chmod(0o755)
        self.env = {"PATH": os.environ["PATH"], "LOG": str(self.log), "REAL": sys.executable, "PYTHON": str(stand_in)}

    def start(self, *arguments: str, program: Path | None = None, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [program or self.root / "run", *arguments],
            cwd=self.root.parent,
            env=self.env | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, program: Path | None = None, told: str = "", **more: str) -> tuple[int, str, str]:
        with self.start(*arguments, program=program, **more) as process:
            out, err = process.communicate(told, timeout=60)
        return process.returncode, out, err

    def calls(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").split() if self.log.exists() else []


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def settings() -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None)
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    return read


def names(requirements: str) -> list[str]:
    return [found[0].lower().replace("_", "-") for line in requirements.split("\n") if (found := NAME.match(line))]


def pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_here_can_read_it(shell: str) -> None:
    command = [shell, "sh", "-n"] if shell == "busybox" else [shell, "-n"]
    assert subprocess.run([*command, ROOT / "run"], capture_output=True, check=False).stderr == b""


def test_every_requirement_is_pinned_exactly() -> None:
    read = settings()
    asked = [read["options"]["install_requires"], *read["options.extras_require"].values()]
    assert {name for text in asked for name in names(text)} <= set(names("\n".join(pins())))
    assert [pin for pin in pins() if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []


def test_the_engine_is_pinned_to_one_version_in_both_files() -> None:
    engine = [line for line in settings()["options"]["install_requires"].split() if line.startswith("durable-rules")]
    assert engine == ["durable-rules==2.0.28"]
    assert engine[0] in pins()


def test_the_extras_that_it_installs_exist() -> None:
    found = re.search(r'^extras="([^"]*)"', (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert set(found[1].split()) <= set(settings()["options.extras_require"])


def test_the_first_time_makes_a_venv_and_standard_output_stays_clean(house: House) -> None:
    assert house.run("advise", "two words")[:2] == (0, f"{house.root.parent}: advise two words\n")
    assert house.calls()[0] == "venv"


def test_a_second_time_starts_nothing_but_the_program(house: House) -> None:
    house.run()
    before = house.calls()
    assert house.run("again", PYTHON="/nowhere", REAL="/nowhere")[:2] == (0, f"{house.root.parent}: again\n")
    assert house.calls() == before


def test_standard_input_and_exit_code_pass_through(house: House) -> None:
    assert house.run("-", told="a profile")[1].endswith("a profile")
    assert house.run("fail")[0] == 7


def test_it_may_be_called_through_links(house: House) -> None:
    (house.root / "second").symlink_to("run")
    (house.root.parent / "first").symlink_to(house.root / "second")
    assert house.run("x", program=house.root.parent / "first")[:2] == (0, f"{house.root.parent}: x\n")
    assert (house.root / ".venv" / "stamp").exists()


def test_the_test_suite_runs_in_the_projects_folder(house: House) -> None:
    assert house.run("test", "-k", "a or b")[1] == f"{house.root}: -m pytest -k a or b\n"


def test_the_whole_suite_runs_on_every_processor(house: House) -> None:
    assert house.run("test")[1] == f"{house.root}: -m pytest -n auto --dist loadfile\n"


@pytest.mark.parametrize("name", DECIDES)
def test_a_change_of_what_decides_brings_the_venv_up_to_date(house: House, name: str) -> None:
    house.run()
    before = house.calls()
    with (house.root / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert house.run("x")[0] == 0
    assert house.calls()[: len(before)] == before
    assert set(house.calls()[len(before) :]) == {"pip"}


def test_an_update_that_fails_says_so_and_is_tried_again(house: House) -> None:
    house.run()
    (house.root / "constraints.txt").write_text("# none\n", encoding="utf-8")
    code, out, err = house.run("x", PIP_EXITS="1")
    assert (code, out) == (1, "")
    assert "run this again" in err
    assert house.run("x")[0] == 0
    assert house.calls().count("venv") == 1


def test_a_venv_that_was_moved_is_made_anew(house: House) -> None:
    house.run()
    house.root = house.root.rename(house.root.parent / "elsewhere")
    assert house.run("x")[0] == 0
    assert house.calls().count("venv") == 2


def test_a_venv_whose_python_is_gone_is_made_anew(house: House) -> None:
    house.run()
    (house.root / ".venv" / "bin" / "python").unlink()
    assert house.run("x")[0] == 0
    assert house.calls().count("venv") == 2


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_half_made_venv_is_made_anew(house: House, how: signal.Signals) -> None:
    process = house.start("x", PIP_TAKES="60")
    wait_for(house, "pip")
    os.killpg(process.pid, how)
    assert process.communicate(timeout=60)[0] == ""
    assert process.returncode != 0
    assert not (house.root / ".venv" / "stamp").exists()
    assert house.run("x")[0] == 0
    assert house.calls().count("venv") == 2


def test_an_update_killed_half_way_is_made_anew(house: House) -> None:
    house.run()
    house.log.unlink()
    (house.root / "constraints.txt").write_text("# none\n", encoding="utf-8")
    process = house.start("x", PIP_TAKES="60")
    wait_for(house, "pip")
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert house.run("x")[0] == 0
    assert "venv" in house.calls()


def test_two_at_once_make_one_venv(house: House) -> None:
    both = [house.start(name, PIP_TAKES="0.2") for name in ("one", "two")]
    told = [process.communicate(timeout=60)[0] for process in both]
    assert told == [f"{house.root.parent}: one\n", f"{house.root.parent}: two\n"]
    assert house.calls().count("venv") == 1


def test_a_python_that_is_missing_is_said_kindly(house: House) -> None:
    code, out, err = house.run("x", PYTHON="/nowhere/python3")
    assert (code, out) == (1, "")
    assert "3.11" in err


def wait_for(house: House, call: str) -> None:
    until = time.monotonic() + 30
    while call not in house.calls():
        assert time.monotonic() < until, house.calls()
        time.sleep(0.02)
