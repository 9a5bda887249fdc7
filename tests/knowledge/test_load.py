"""Knowledge bases read from folders, laid over each other, with their faults."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from advisor.errors import KnowledgeError
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds import kinds
from advisor.knowledge.load import load_knowledge
from advisor.knowledge.reading import read, shape_at
from advisor.knowledge.shapes import Entity

ROOT = Path(__file__).resolve().parents[2]
OURS = "sources:\n  - source: judgement\n"


def over(folder: Path, **files: str) -> KnowledgeBase:
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load_knowledge([ROOT / "kb", folder], date(2026, 11, 23)).kb


def faults(folder: Path, **files: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        over(folder, **files)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


STRATEGY = f"title: Walk more\n{OURS}sort: habit\n"


def test_an_overlay_adds_an_entry_and_its_step(tmp_path: Path) -> None:
    kb = over(tmp_path, strategies__walk_more=STRATEGY)
    assert kb.title("steps", "practice/walk_more") == "Walk more"


def test_an_overlay_hides_an_entry(tmp_path: Path) -> None:
    kb = over(tmp_path, strategies__local_chapter=STRATEGY + "hidden: true\n")
    assert "local_chapter" not in kb.entries["strategies"]


def test_an_entry_equal_to_the_one_it_covers_is_no_change(tmp_path: Path) -> None:
    same = (ROOT / "kb" / "pay" / "cert_first.yaml").read_text()
    assert over(tmp_path, pay__cert_first=same).sha256 == load_knowledge([ROOT / "kb"]).kb.sha256


@pytest.mark.parametrize("kind", ["pay", "disclosures"])
def test_pay_and_disclosures_cannot_be_changed(tmp_path: Path, kind: str) -> None:
    entry = sorted((ROOT / "kb" / kind).glob("*.yaml"))[0]
    changed = entry.read_text().replace("title: ", "title: Not so ", 1)
    assert "is built in and cannot be changed" in faults(tmp_path, **{f"{kind}__{entry.stem}": changed})[0]


def test_pay_cannot_be_added(tmp_path: Path) -> None:
    text = (ROOT / "kb" / "pay" / "cert_first.yaml").read_text().replace("title: ", "title: Other ", 1)
    assert "is built in and cannot be added to" in faults(tmp_path, pay__mine=text)[0]


def test_a_grade_cannot_be_changed(tmp_path: Path) -> None:
    text = (ROOT / "kb" / "credentials" / "cpc.yaml").read_text()
    found = faults(
        tmp_path,
        credentials__cpc=text.replace(
            'source: oep_cpc_2026\n    as_of: "2026"\n    grade: C',
            'source: oep_cpc_2026\n    as_of: "2026"\n    grade: A',
            1,
        ),
    )
    assert "is C in the built-in knowledge; a grade cannot be changed" in found[0]


def test_two_words_hide_an_entry_that_nobody_names(tmp_path: Path) -> None:
    assert "hcs_o" not in over(tmp_path, credentials__hcs_o="hidden: true\n").entries["credentials"]


def test_a_grade_cannot_be_changed_by_hiding_the_entry_first(tmp_path: Path) -> None:
    text = (ROOT / "kb" / "credentials" / "cgsc.yaml").read_text()
    for name, content in (("a", text + "hidden: true\n"), ("b", text.replace("grade: C", "grade: A"))):
        path = tmp_path / name / "credentials" / "cgsc.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(content)
    with pytest.raises(KnowledgeError, match="a grade cannot be changed"):
        load_knowledge([ROOT / "kb", tmp_path / "a", tmp_path / "b"], date(2026, 11, 23))


def test_a_new_source_may_be_added(tmp_path: Path) -> None:
    source = "mine:\n  title: Mine\n  publisher: Me\n  period: '2026'\n  url: https://example.org\n"
    assert over(tmp_path, sources=source).title("sources", "mine") == "Mine"


def test_a_word_like_no_stays_text_and_a_date_is_a_date(tmp_path: Path) -> None:
    assert over(tmp_path, strategies__no=STRATEGY.replace("Walk more", "NO")).title("strategies", "no") == "NO"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (STRATEGY + "eases: [burn_out]\n", "challenges has no 'burn_out'; did you mean 'burnout'?"),
        (
            STRATEGY.replace("judgement", "aapc_cocc\n    as_of: 2026\n    grade: A"),
            "sources has no 'aapc_cocc'; did you mean 'aapc_coc'?",
        ),
        (STRATEGY.replace("judgement", "judgment"), "lacks 'as_of' and 'grade'; a citation needs both"),
        (STRATEGY.replace("sort: habit", "sort: habbit"), "'sort' cannot be 'habbit'; did you mean 'habit'?"),
        (
            STRATEGY + "facts:\n  - value: x\n    source: aapc_coc\n    as_of: 2030\n    grade: A\n",
            "lies in the future",
        ),
        (
            STRATEGY + "facts:\n  - value: x\n    source: aapc_coc\n    grade: A\n",
            "lacks 'as_of'; a citation needs both",
        ),
        (STRATEGY + "facts:\n  - value: x\n    source: judgement\n", "a figure cannot rest on 'judgement'"),
        (
            STRATEGY
            + "facts:\n  - value: x\n    source: aapc_coc\n    as_of: 2025\n    grade: A\n    review_by: 2024-01-01\n",
            "'review_by' 2024-01-01 lies before 'as_of' 2025",
        ),
        (STRATEGY + "id: walk_more\n", "may not say 'id'"),
        (STRATEGY.replace("Walk more", "Find a mentor"), "the title is that of"),
    ],
)
def test_a_fault_names_file_line_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    found = faults(tmp_path, strategies__walk_more=text)
    assert any(says in fault for fault in found), found
    assert all(fault.startswith("strategies/") and fault.split(":")[1].isdigit() for fault in found)


def test_only_what_nobody_says_of_a_credential_rests_on_judgement(tmp_path: Path) -> None:
    text = f"title: X\n{OURS}abbreviation: X\nkind: credential\nstatus:\n  - value: STATUS\n    source: judgement\n"
    for status in ("unknown", "disputed"):
        kb = over(tmp_path, credentials__x=text.replace("STATUS", status))
        assert kb.entries["credentials"]["x"].status[0].value == status  # type: ignore[attr-defined]
    for status in ("active", "retired"):
        found = faults(tmp_path, credentials__x=text.replace("STATUS", status))
        assert any(f"'{status}' cannot rest on 'judgement'; cite who says so" in fault for fault in found), found


def test_a_circle_of_supersedes_is_a_fault(tmp_path: Path) -> None:
    text = (ROOT / "kb" / "credentials" / "cic.yaml").read_text() + "\nsupersedes: [ccs]\n"
    other = (ROOT / "kb" / "credentials" / "ccs.yaml").read_text() + "\nsupersedes: [cic]\n"
    found = faults(tmp_path, credentials__cic=text, credentials__ccs=other)
    assert any("'supersedes' leads from 'ccs' back to itself" in fault for fault in found)


def test_foreign_files_and_loops_are_passed_over_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "strategies").mkdir()
    (tmp_path / "strategies" / "again").symlink_to(tmp_path, target_is_directory=True)
    loaded = load_knowledge([ROOT / "kb", tmp_path])
    assert any("notes.txt" in word.path for word in loaded.words)
    assert any("leads back to a folder that was read" in word.says for word in loaded.words)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_folder_is_a_fault_and_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "strategies").mkdir()
    os.mkfifo(tmp_path / "strategies" / "pipe.yaml")
    assert "is a pipe" in faults(tmp_path)[0]


def test_where_sources_disagree_all_stand_and_the_best_is_read(kb: KnowledgeBase) -> None:
    entity = Entity("issuers")
    dues = read(kb, entity, "aapc", ("dues_usd",))
    low, high = read(kb, entity, "aapc", ("dues_usd", "low")), read(kb, entity, "aapc", ("dues_usd", "high"))
    assert dues and low and high
    assert (dues.value, low.value, high.value) == (222, 125, 222)


def test_an_absent_key_is_none_and_an_unknown_one_an_error(kb: KnowledgeBase) -> None:
    assert read(kb, Entity("credentials"), "cpc", ("apprentice_of",)) is None
    with pytest.raises(ValueError, match="did you mean 'apprentice_of'"):
        shape_at(Entity("credentials"), ("aprentice_of",))


def test_every_kind_has_a_schema() -> None:
    for kind in kinds().values():
        assert kind.entry.model_json_schema()["properties"]["title"]


def test_every_source_is_of_the_facts_and_every_url_is_https(kb: KnowledgeBase) -> None:
    for source in kb.entries["sources"].values():
        url = getattr(source, "url", None)
        assert source.id == "judgement" or (url and url.startswith(("https://", "http://"))), source.id
