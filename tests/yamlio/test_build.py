"""What YAML allows and this project does not is refused at its place."""

from __future__ import annotations

import time

import pytest

from advisor.errors import InputError
from advisor.yamlio import read_text
from advisor.yamlio.build import DEEPEST


def refusal(data: bytes) -> str:
    """The one line that *data* is refused with, within ten seconds."""
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_text(data, "f")
    assert time.monotonic() - start < 10
    message = str(caught.value)
    assert "\n" not in message
    assert message.isprintable()
    assert len(message) < 300
    return message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "f: is empty; a mapping of keys and values is needed"),
        (b"# only words\n", "f: is empty"),
        (b"a: 1\nb: 2\na: 3", "f:3:1: key 'a' stands twice; keep one of them"),
        (b'{"a": 1, "a": 2}', "f:1:10: key 'a' stands twice"),
        (b'a: {b: 1, "b": 2}', "f:1:11: key 'b' stands twice"),
        (b"a: &x 1", "f:1:4: an anchor (&name) is not accepted"),
        (b"a: *x", "an alias (*name) is not accepted"),
        (b"&x a: 1", "an anchor"),
        (
            b"a: !!python/object/apply:os.system [ls]",
            "f:1:4: the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
        ),
        (b"a: !!int '5'", "is not accepted; write a plain value"),
        (b"a: ! 5", "the tag '!' is not accepted"),
        (b"!!map {a: 1}", "the tag"),
        (b"!x a: 1", "the tag"),
        (b"[a]: 1", "a key is a list or a mapping; a key is one word"),
        (b"a: 1\n---\nb: 2", "f:2:1: a second document starts here"),
        (b"a: .nan", "f:1:4: '.nan' is not a finite number"),
        (b"a: -.inf", "is not a finite number"),
        (b"a: 1e999", "'1e999' is too large a number"),
        (b"a: " + b"9" * 5000, "is a number of 5,000 characters; at most 40 are read"),
        (b"a: [" + b"1," * 900_000 + b"]", "holds more than 100,000 keys and values"),
        (b"[" * 30_000, f"f:1:{DEEPEST + 1}: is nested deeper than 60 levels"),
        (b"[" * 30_000 + b"]" * 30_000, "is nested deeper than 60 levels"),
        (b'{"a":' * 30_000 + b"1" + b"}" * 30_000, "is nested deeper than 60 levels"),
        (b"- " * 30_000, "is nested deeper than 60 levels"),
        (b"? " * 30_000, "a key is a list or a mapping"),
        (b"\n".join(b" " * depth + b"a:" for depth in range(1900)), "f:61:61: is nested deeper than 60 levels"),
    ],
)
def test_a_construct_that_is_not_accepted_gets_one_line(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_the_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert refusal("\n".join(lines).encode()).startswith("f:1:5: an anchor")


def test_sixty_levels_are_read() -> None:
    read_text(b"[" * DEEPEST + b"]" * DEEPEST, "f")


def test_quoted_numbers_and_words_stay_text() -> None:
    assert read_text(b"a: '1'\nb: \"true\"\nc: |\n  5\nd: 1\ne: true", "f").plain() == {
        "a": "1",
        "b": "true",
        "c": "5\n",
        "d": 1,
        "e": True,
    }


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert read_text(b"<<: {a: 1}", "f").plain() == {"<<": {"a": 1}}
