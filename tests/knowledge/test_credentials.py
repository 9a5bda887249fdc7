"""What is written of credentials keeps apart what an issuer asks, what it advises and what we think."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import KnowledgeError
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.load import load_knowledge

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ("rn", "lpn", "md", "do", "pa", "foreign_md")
UNREAD = ("cdip", "chda", "chc", "ccs_p", "rcc", "rccir", "ccds_o", "chri")
ALIKE = {
    "inpatient": {"ccs", "cic"},
    "interventional_radiology": {"circc", "rccir"},
    "cdi_professional": {"cdip", "ccds", "cdei"},
    "cdi_outpatient": {"cdeo", "ccds_o"},
    "physician_coding": {"cpc", "ccs_p"},
    "compliance": {"cpco", "chc"},
    "billing": {"cpb", "cmrs", "crcs"},
}


def credential(kb: KnowledgeBase, name: str) -> Any:
    return kb.entries["credentials"][name]


@pytest.mark.parametrize("name", LICENCES)
def test_a_licence_is_held_but_is_no_step(kb: KnowledgeBase, name: str) -> None:
    assert credential(kb, name).kind == "licence"
    assert f"earn/{name}" not in kb.entries["steps"] and f"renew/{name}" not in kb.entries["steps"]


def test_a_microcredential_is_neither_step_nor_full_credential(kb: KnowledgeBase) -> None:
    assert credential(kb, "rac_micro").kind == "microcredential"
    assert "earn/rac_micro" not in kb.entries["steps"]


def test_a_licence_may_say_nothing_of_its_status_and_a_credential_must(tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    written = "title: Sample\nsources:\n  - source: judgement\nreview_by: '2099-01-01'\nabbreviation: X\nkind: {}\n"
    (tmp_path / "credentials" / "sample.yaml").write_text(written.format("licence"))
    assert load_knowledge([ROOT / "kb", tmp_path]).kb.title("credentials", "sample") == "Sample"
    (tmp_path / "credentials" / "sample.yaml").write_text(written.format("credential"))
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge([ROOT / "kb", tmp_path])
    assert "'status'" in str(caught.value.faults[0])


def test_credentials_of_one_kind_share_a_group(kb: KnowledgeBase) -> None:
    found: dict[str, set[str]] = {}
    for name in kb.ids("credentials"):
        if group := credential(kb, name).proves_same:
            found.setdefault(group, set()).add(name)
    assert found == ALIKE


@pytest.mark.parametrize("name", UNREAD)
def test_where_no_condition_was_read_none_is_written(kb: KnowledgeBase, name: str) -> None:
    assert credential(kb, name).routes == ()
    assert credential(kb, name).ready, "but not everyone is ready for it"


def test_the_ccds_asks_years_in_documentation_whichever_way_one_comes(kb: KnowledgeBase) -> None:
    ways = credential(kb, "ccds").routes
    years = [(way.experience_in, way.experience_in_years) for way in ways]
    assert years == [("cdi", 2), ("cdi", 3), ("cdi", 3), ("cdi", 3)]
    assert [way.role for way in credential(kb, "ccds").ready] == ["cdi_specialist"]


def test_the_chps_asks_fewer_years_of_those_with_more_schooling(kb: KnowledgeBase) -> None:
    ways = {
        way.education or "+".join(way.holds_one_of): way.experience_in_years for way in credential(kb, "chps").routes
    }
    assert ways == {"high_school": 6, "associate": 4, "cca+ccs+ccs_p+rhit": 4, "bachelor": 2, "rhia": 2, "master": 1}


def test_a_way_that_stands_for_judgement_is_never_the_issuers_rule(kb: KnowledgeBase) -> None:
    assert [where for where, way in _rules(kb) if way.source == "judgement"] == []


def _rules(kb: KnowledgeBase) -> Iterator[tuple[str, Any]]:
    for name in kb.ids("credentials"):
        yield from ((name, way) for way in (*credential(kb, name).routes, *credential(kb, name).clears_by))


@pytest.mark.parametrize("name", ["pcs", "chp", "chs", "chts", "cphi", "cpc_p"])
def test_what_is_retired_is_written_as_retired(kb: KnowledgeBase, name: str) -> None:
    assert [status.value for status in credential(kb, name).status] == ["retired"]


def test_what_publications_disagree_about_is_named_wherever_an_exam_is_disputed(kb: KnowledgeBase) -> None:
    """The caution reads ``disputed``; an apprentice form is not earned and needs none."""
    every: Any = kb.entries["credentials"].values()
    exams = [each for each in every if f"earn/{each.id}" in kb.entries["steps"]]
    assert [each.id for each in exams if bool(each.disputes) != bool(each.disputed)] == []
    assert any(each.disputed for each in exams)
