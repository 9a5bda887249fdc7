"""Every source of the knowledge is one of the facts' publications, and none that they warn of."""

from __future__ import annotations

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.age import citations_in
from advisor.provenance import JUDGEMENT
from tests.registers.sources_register import is_bad, kept, verdicts
from tests.registers.stock import facts_folder


def test_every_source_is_allowed_by_its_address(kb: KnowledgeBase) -> None:
    known = {row["url"]: row["verdict"] for row in kept()}
    assert {"allowed", "rejected"} == set(known.values())
    wrong = {
        source.id: known.get(str(getattr(source, "url", None)), "unknown")
        for source in kb.entries["sources"].values()
        if source.id != JUDGEMENT and known.get(str(getattr(source, "url", None))) != "allowed"
    }
    assert not wrong, wrong


def test_every_source_is_cited(kb: KnowledgeBase) -> None:
    entries = [entry for found in kb.entries.values() for entry in found.values()]
    citations = [citation for entry in entries for _, citation in citations_in(entry, ())]
    assert set(kb.entries["sources"]) == {source for each in citations for source in (each.source, *each.also)}


@pytest.mark.skipif(facts_folder() is None, reason="the facts are not at hand")
def test_the_register_of_sources_is_that_of_the_facts() -> None:
    folder = facts_folder()
    assert folder is not None
    assert kept() == verdicts(folder), "python -m tests.registers.sources_register"


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ({"reliability": "reject"}, True),
        ({"tier": "unreliable"}, True),
        ({"kind": "content farm", "reliability": "low"}, True),
        ({"kind": "memory"}, True),
        ({"tier": "secondary-weak"}, False),
        ({"reliability": "D"}, False),
    ],
)
def test_a_warning_of_the_facts_is_a_rejection(source: dict[str, str], bad: bool) -> None:
    assert is_bad(source) is bad
