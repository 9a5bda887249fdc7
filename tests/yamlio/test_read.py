"""Hostile and broken files get one clear line, at once."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.errors import InputError
from advisor.yamlio import read_bytes, read_node, read_text
from advisor.yamlio.read import LARGEST_FILE, folder_files


def refusal(path: str | Path) -> str:
    """The one line that the file is refused with, within ten seconds."""
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_node(str(path))
    assert time.monotonic() - start < 10
    message = str(caught.value)
    assert message.isprintable(), message
    return message.removeprefix(f"{path}: ")


def test_what_is_no_regular_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "nowhere").symlink_to(tmp_path / "absent")
    assert refusal(tmp_path) == "is a directory; a regular file is needed"
    assert refusal(tmp_path / "pipe") == "is a pipe ('-' reads standard input); a regular file is needed"
    assert refusal(tmp_path / "loop") == "cannot be read (Too many levels of symbolic links)"
    assert refusal(tmp_path / "nowhere") == "no such file"
    assert refusal(tmp_path / "absent.yaml") == "no such file"
    assert refusal(tmp_path / "pipe" / "below") == "no such file"
    assert refusal("/dev/zero") == "is a device or socket; a regular file is needed"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert "cannot be read" in refusal("socket")


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "\ud800", "a\x1b[31m\n.yaml", "-x"])
def test_an_odd_path_is_said_harmlessly(path: str) -> None:
    message = refusal(path)
    assert len(message) < 400


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert refusal(tmp_path / "a.yaml") == "no permission to read it"


def test_a_file_that_breaks_while_it_is_read_is_refused() -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("this system has no /proc")
    assert refusal("/proc/self/mem").startswith("cannot be read")


def test_ten_megabytes_are_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"a: 1\n" * 2_000_000)
    assert refusal(tmp_path / "large") == "is larger than 2 MiB; nothing of it was read"
    (tmp_path / "just").write_bytes(b"#" * LARGEST_FILE)
    assert len(read_bytes(str(tmp_path / "just"))) == LARGEST_FILE


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1")
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    for _ in range(20):
        read_node(str(tmp_path / "a.yaml"))
        refusal(tmp_path)
    assert before == (len(os.listdir("/proc/self/fd")) if before else 0)


def test_standard_input_that_is_closed_or_endless_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "standard input: is closed; give a file instead of '-'"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"#" * (LARGEST_FILE + 5))))
    assert refusal("-") == "standard input: is larger than 2 MiB; nothing of it was read"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: b: c")))
    assert refusal("-").startswith("standard input:1:5: is no YAML")


def test_a_process_started_without_standard_input_is_told_so() -> None:
    code = (
        "from advisor.yamlio import read_node\ntry:\n    read_node('-')\nexcept Exception as error:\n    print(error)"
    )
    command = f'"{sys.executable}" -c "{code}" <&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout == "standard input: is closed; give a file instead of '-'\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (bytes(range(256)), "is not UTF-8 text; save it as UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00", "f:1:1: holds the character U+007F, which text may not hold; take it out"),
        ("name: José".encode("latin-1"), "f:1:10: is not UTF-8 text"),
        ("a: 1".encode("utf-16-le"), "f:1:2: holds the character U+0000"),
        ("a: 1".encode("utf-32"), "holds the character U+0000"),
        ("a: 1".encode("utf-16")[:-1], "is not UTF-8 text"),
        (b'a: "\xed\xa0\x80"', "f:1:5: is not UTF-8 text"),
        ("é: é\nb: \x1b[31m".encode(), "f:2:4: holds the character U+001B"),
        (b"a:\n\tb: 1", "f:2:1: is no YAML: found character that cannot start any token; indent with spaces"),
        (b"a: [1, 2\nb: 3", "look for a missing quote, comma or bracket"),
        (b"a: b: c", "f:1:5: is no YAML: mapping values are not allowed in this context"),
        (b'a: "x', "a quote or bracket is never closed"),
        (b"%YAML 9.9\n---\na: 1", "is no YAML"),
        (b'{"a": 1', "is no YAML"),
        (b'a: "' + b"x" * 2_000_000, "never closed"),
        (b":" * 1_000_000, "is no YAML"),
        (b"?\n" * 500_000, "stands twice"),
        (b"\xef\xbb\xbf", "is empty"),
    ],
)
def test_what_is_no_text_or_no_yaml_is_refused_at_its_place(data: bytes, says: str) -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_text(data, "f")
    assert time.monotonic() - start < 10
    assert says in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\xef\xbb\xbfa: 1", {"a": 1}),
        ("a: é".encode("utf-16"), {"a": "é"}),
        (b"a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        (b'{\n\t"a":\t[1,2],\n\t"b":{"c":"x\\/y"}}', {"a": [1, 2], "b": {"c": "x/y"}}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "\N{GRINNING FACE}"}),
        (b'{"a": "\\ud800"}', {"a": "\N{REPLACEMENT CHARACTER}"}),
        (b'{"a": "\\ude00\\ud83d"}', {"a": "\N{REPLACEMENT CHARACTER}" * 2}),
        (b'a: "\\uD800x"', {"a": "\N{REPLACEMENT CHARACTER}x"}),
        (b'{"a": "\\\\ud800"}', {"a": "\\ud800"}),
        (b'{"a": "\\\\\\ud83d\\ude00"}', {"a": "\\\N{GRINNING FACE}"}),
        (b'{"a": "\\u001b[31m"}', {"a": "\x1b[31m"}),
        (b'{"a": "\\u0000"}', {"a": "\0"}),
        (b'name: "\\e[31m"', {"name": "\x1b[31m"}),
        ("a: 𝒜\u202e".encode(), {"a": "𝒜\u202e"}),
    ],
)
def test_odd_but_sound_text_is_read(data: bytes, value: object) -> None:
    assert read_text(data, "f").plain() == value


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xff\xfe\x00\xd8")
@example(b"a: !<tag:x> 1")
@example(b"%TAG ! x\n--- !a")
def test_any_bytes_give_a_node_or_a_line(data: bytes) -> None:
    message = ""
    try:
        read_text(data, "f")
    except InputError as error:
        message = str(error)
    assert message.isprintable()


def test_folders_that_loop_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.yaml").write_text("a: 1")
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    names = [path.relative_to(tmp_path).as_posix() for path in folder_files(tmp_path)]
    assert names == ["self", "inner/a.yaml"]
