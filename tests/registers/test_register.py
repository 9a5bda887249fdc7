"""The register itself would notice: a changed value, a place that is gone, a figure without a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.knowledge import KnowledgeBase
from tests.registers.figures import Figure, figures_of
from tests.registers.register import Row, numbers_in, read_register, row_faults


@pytest.mark.parametrize(
    ("value", "held_by", "says"),
    [
        ("425", "credentials/cpc:fees", ""),
        ("425", "credentials/cpc:fees.1", "is 425; held is"),
        ("426", "credentials/cpc:fees", "is 426; held is"),
        ("425", "credentials/cpc:fees.0 + issuers/aapc:late_fee_usd", "is 425; held is 50"),
        ("3", "issuers/aapc:reinstatement_months ×12", ""),
        ("3", "issuers/aapc:reinstatement_months", "is 3; held is 36"),
        ("2026", "issuers/aapc:reinstatement_usd", "is 2026; held is 200"),
        ("30 days", "issuers/aapc:grace_days", ""),
        ("40 days", "issuers/aapc:grace_days", "says 40; held is"),
        ("30 days or 40", "issuers/aapc:grace_days without 40: an older text", ""),
        ("true", "issuers/aapc:membership_required", ""),
        ("false", "issuers/aapc:membership_required", "is false; held is"),
        ("36 for one, 40 for two", "issuers/aapc:ceu_loads", ""),
        ("30 days", "issuers/aapc:no_such_key", "says nothing at 'no_such_key'"),
        ("30 days", "issuers/nobody:grace_days", "has no issuers/nobody"),
        ("30 days", "issuers aapc", "is no KIND/ID:path.to.key"),
    ],
)
def test_a_row_is_compared_with_what_is_held(kb: KnowledgeBase, value: str, held_by: str, says: str) -> None:
    faults = list(row_faults(kb, Row("x.csv:2", "figure", value, held_by, "")))
    assert [says in fault for fault in faults] == ([True] if says else []), faults


def test_a_row_is_held_or_left_out_never_both(kb: KnowledgeBase) -> None:
    both = Row("x.csv:2", "figure", "1", "issuers/aapc:grace_days", "It is not needed.")
    neither = Row("x.csv:2", "figure", "1", "", "")
    assert list(row_faults(kb, both)) == list(row_faults(kb, neither)) != []


def test_a_comma_that_cuts_a_reason_in_two_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("figure,value,held_by,left_out\na,1,,It is old, and no longer used.\n")
    with pytest.raises(AssertionError, match=r"x\.csv:2: more than four cells"):
        read_register(tmp_path)


def test_numbers_are_read_in_digits_and_in_words() -> None:
    assert sorted(numbers_in("two to 3.5 years, $1,250 or 6-12 weeks")) == [2, 3.5, 6, 12, 1250]


def test_figures_are_numbers_truths_states_and_texts_with_digits_by_id_or_place(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(
        "meta: {compiled: 2026}\n"
        "list:\n"
        "- {id: cpc, status: {value: offered, source: a1}, fee: 425, word: some, open: false}\n"
        "- {step: x, hours: 4 or 5, gone: null}\n"
    )
    assert figures_of(path) == [
        Figure("list.cpc.status.value", "offered", frozenset({"list.cpc.status.value", "list.0.status.value"})),
        Figure("list.cpc.fee", "425", frozenset({"list.cpc.fee", "list.0.fee"})),
        Figure("list.cpc.open", "false", frozenset({"list.cpc.open", "list.0.open"})),
        Figure("list.1.hours", "4 or 5", frozenset({"list.1.hours"})),
    ]
