"""Plain scalars are those of YAML 1.2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.yamlio.nodes import Scalar
from advisor.yamlio.scalars import resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("007", 7),
        ("-12", -12),
        ("+5", 5),
        ("0x1F", 31),
        ("0o17", 15),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2024-05-01", "2024-05-01"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e-999", 0.0),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("٣", "٣"),
    ],
)
def test_a_plain_scalar_has_its_yaml_1_2_value(text: str, value: Scalar) -> None:
    found = resolve(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text", [".nan", ".NaN", ".inf", "-.INF", "+.inf", "1e999", "-1e400", "9" * 41, "0." + "1" * 5000]
)
def test_a_number_that_is_none_or_endless_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"finite|too large|characters"):
        resolve(text)


@given(st.integers(-(10**30), 10**30))
def test_every_short_integer_is_read_as_it_is(number: int) -> None:
    assert resolve(str(number)) == number


@given(st.text())
def test_any_text_has_a_value_or_a_reason(text: str) -> None:
    reason = "is read"
    try:
        resolve(text)
    except ValueError as error:
        reason = str(error)
    assert reason.startswith("is ")
