"""Exit codes, lazy commands, closed pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from advisor import __version__
from advisor.cli import commands, program
from advisor.errors import InputError
from tests.cli.conftest import Runs

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from advisor.cli import main; main()"


def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "error", "-c", START, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("heavy", ["pydantic", "yaml", "rich", "jinja2", "durable"])
def test_help_imports_nothing_heavy(heavy: str) -> None:
    code = f"import sys; from advisor.cli import program; program.run(['--help']); sys.exit('{heavy}' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0


def test_help_lists_every_command(advisor: Runs) -> None:
    code, out, err = advisor("--help")
    assert (code, err) == (0, "")
    for name in ("advise", "why", "check", "facts", "profile"):
        assert f"  {name}" in out


def test_a_new_command_is_one_new_file(advisor: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "say_hello.py").write_text(
        "import click\n\n@click.command()\ndef command():\n    click.echo('hello')\n"
    )
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    assert advisor("say-hello") == (0, "hello\n", "")


def test_the_version_is_printed(advisor: Runs) -> None:
    assert advisor("--version") == (0, f"advisor {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["advize"],
        ["--nonsense"],
        ["advise"],
        ["advise", "x", "--nonsense"],
        ["advise", "x", "--format", "pdf"],
        ["advise", "x", "--format", "html"],
        ["advise", "x", "--top", "0"],
        ["advise", "x", "--top", "many"],
        ["advise", "x", "--as-of", "tomorrow"],
        ["why", "x"],
        ["why", "x", "earn/cpc", "--depth", "deep"],
        ["facts", "a", "b", "c"],
    ],
)
def test_wrong_usage_is_2_with_nothing_on_standard_output(advisor: Runs, arguments: list[str]) -> None:
    code, out, err = advisor(*arguments)
    assert (code, out) == (2, "")
    assert "Error: " in err


def test_a_misspelt_command_names_the_nearest(advisor: Runs) -> None:
    assert "did you mean 'advise'?" in advisor("advize")[2]


def test_no_command_at_all_shows_the_help_as_wrong_usage(advisor: Runs) -> None:
    code, out, err = advisor()
    assert code == 2
    assert "Commands:" in out + err


def test_bad_input_is_1_with_one_harmless_line_each(advisor: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise InputError("a.yaml:1:2: is \x1b[31mwrong\u202e\nb.yaml:3:4: is wrong too")

    monkeypatch.setattr(program.program, "main", fails)
    assert advisor("advise") == (1, "", "a.yaml:1:2: is wrong\nb.yaml:3:4: is wrong too\n")


def test_an_interrupt_is_130_without_a_word_of_python(advisor: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program.program, "main", interrupted)
    assert advisor("advise") == (130, "", "")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupted_process_ends_with_130() -> None:
    with start("advise", "-", stdin=subprocess.PIPE) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("seconds", [0.25, 0.4, 0.6])
def test_an_interrupt_while_it_starts_leaves_no_traceback(seconds: float) -> None:
    with start("advise", "-", stdin=subprocess.PIPE) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stderr is not None
        assert b"site-packages" not in process.stderr.read()


@pytest.mark.parametrize(
    "arguments", [["facts", "sources"], ["--help"], ["facts", "credentials", "cpc", "--format", "json"]]
)
def test_a_closed_pipe_is_silent(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-W", "error", "-c", START, *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_is_one_clear_line() -> None:
    command = [sys.executable, "-W", "error", "-c", START, "facts"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"standard output: cannot be written (no space left on device)\n"


@pytest.mark.skipif(os.name != "posix", reason="closes a descriptor before the start")
def test_closed_standard_output_is_one_clear_line() -> None:
    script = f'exec "{sys.executable}" -c "{START}" facts >&-'
    done = subprocess.run(["sh", "-c", script], cwd=ROOT, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"standard output: is closed; give --output FILE\n")


def test_an_encoding_that_lacks_a_letter_does_not_break_the_output(tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("name: Zoë\n", encoding="utf-8")
    bare = {**os.environ, "PYTHONIOENCODING": "ascii", "CODER_ADVISOR_CACHE": str(tmp_path / "cache")}
    with start("advise", str(profile), env=bare) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"Next steps for Zo?\n")
    with start("advise", str(profile), "--format", "markdown", env=bare) as process:
        assert process.communicate(timeout=60)[0].startswith("# Next steps for Zoë\n".encode())
