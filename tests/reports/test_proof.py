"""Proofs in words for three readers."""

from __future__ import annotations

from advisor.reports.proof import render
from tests.reports.sample import why


def test_a_client_reads_reasons_without_rules_or_facts() -> None:
    assert render(why(), "client") == (
        "Earn the CPMA (earn/cpma)\nIt is recommended.\n\nBecause:\n  - It is open and you are ready.\n"
        "You told us:\n  - You have 4 years of coding\n"
    )


def test_a_counselor_reads_every_fact_but_no_rule() -> None:
    shown = render(why(), "counselor")
    assert "- the CPMA is recommended\n  because: It is open and you are ready.\n" in shown
    assert "  - You have 4 years of coding\n    you told us\n" in shown
    assert "rule:" not in shown


def test_an_auditor_reads_rules_and_sources() -> None:
    shown = render(why(), "auditor")
    assert "rule: recommendations.recommend[earn/cpma]; sources: survey" in shown
    assert "fact: experience(years>=3); rule: told; sources: none" in shown


def test_a_proof_with_hostile_texts_is_printed_harmless() -> None:
    shown = render(why("\x1b[2J\u202e"), "auditor")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
