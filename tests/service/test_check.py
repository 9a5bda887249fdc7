"""`check` names file, line and remedy of what is planted in a copy of the knowledge and the rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.service.checking import CheckReport, check, usable_engines

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "kb", tmp_path / "kb")
    (tmp_path / "rules").mkdir()
    shutil.copy(ROOT / "rules" / "vocabulary.yaml", tmp_path / "rules")
    return tmp_path


def checked(house: Path) -> CheckReport:
    return check([house / "kb"], [house / "rules"])


def plant(house: Path, when: str, then: str, *, name: str = "planted", examples: str | None = None) -> Path:
    path = house / "rules" / "planted" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    shown = examples or (
        "  - {name: fires, given: [{fact: student}], derives: [{fact: certified}]}\n"
        "  - {name: quiet, given: [], derives_not: [{fact: certified}]}\n"
    )
    path.write_text(f"title: Planted\nwhen:\n{when}\nthen:\n{then}\nbecause: It was planted.\nexamples:\n{shown}")
    return path


def lines(report: CheckReport, path: Path) -> list[str]:
    return [str(fault) for fault in report.faults if Path(fault.path).resolve() == path.resolve()]


def test_the_built_in_knowledge_and_rules_have_no_fault() -> None:
    report = check([ROOT / "kb"], [ROOT / "rules"])
    assert not report.faults, "\n".join(map(str, report.faults))
    assert {"durable", "levels", "reference"} <= set(report.engines)
    assert report.rules >= 25


def test_an_entry_without_citation_is_a_fault(house: Path) -> None:
    path = house / "kb" / "strategies" / "mentorship.yaml"
    text = path.read_text().split("\n")
    start = text.index("sources:")
    end = next(n for n in range(start + 1, len(text)) if not text[n].startswith(" "))
    path.write_text("\n".join(text[:start] + text[end:]))
    assert lines(checked(house), path) == [f"{path}:1:1: the entry 'mentorship' of strategies lacks 'sources'"]


def test_a_misspelt_id_in_an_entry_is_a_fault_with_its_line_and_a_suggestion(house: Path) -> None:
    path = house / "kb" / "roles" / "auditor.yaml"
    text = path.read_text()
    line, column = (
        text[: text.index("cpma\n")].count("\n") + 1,
        text.index("cpma\n") - text.rindex("\n", 0, text.index("cpma\n")),
    )
    path.write_text(text.replace("cpma\n", "cpmaa\n", 1))
    assert lines(checked(house), path) == [f"{path}:{line}:{column}: credentials has no 'cpmaa'; did you mean 'cpma'?"]


def test_an_entry_that_fails_still_declares_its_id(house: Path) -> None:
    path = house / "kb" / "credentials" / "cpma.yaml"
    path.write_text(path.read_text() + "fee_us: 425\n")
    report = checked(house)
    assert [Path(fault.path).name for fault in report.faults] == ["cpma.yaml"]
    assert "has no 'fee_us'; did you mean 'fees'?" in report.faults[0].says


def test_a_misspelt_id_in_a_rule_is_a_fault(house: Path) -> None:
    path = plant(house, "  - {fact: holds, credential: cpcc}", "  - {fact: certified}")
    assert lines(checked(house), path) == [f"{path}:3:31: credentials has no 'cpcc'; did you mean 'cpc'?"]


def test_a_name_that_is_bound_nowhere_is_a_fault(house: Path) -> None:
    path = plant(house, "  - {fact: holds, credential: $credentail}", "  - {fact: certified}")
    assert "'$credentail' is bound nowhere" in lines(checked(house), path)[0]
    assert f"{path}:3:31" in lines(checked(house), path)[0]


def test_a_negation_that_leaves_a_field_open_is_a_fault(house: Path) -> None:
    path = plant(house, "  - {no_fact: expires, credential: cpc}", "  - {fact: certified}")
    assert lines(checked(house), path) == [
        f"{path}:3:6: 'no_fact: expires' leaves 'months' open; say which (for any number: {{at_least: 0}})"
    ]


def test_rules_that_go_in_a_circle_are_a_fault_that_names_them(house: Path) -> None:
    first = plant(house, "  - {fact: done, step: earn/cpc}", "  - {fact: open, step: earn/cpc}", name="first")
    plant(house, "  - {fact: open, step: earn/cpc}", "  - {fact: done, step: earn/cpc}", name="second")
    faults = lines(checked(house), first)
    assert f"{first}:1:1: rules depend on their own conclusions: planted.first() reads planted.second()" in faults[0]


def test_a_rule_that_can_never_fire_is_a_fault(house: Path) -> None:
    path = plant(house, "  - {fact: open, step: earn/cpc}", "  - {fact: certified}")
    assert f"{path}:1:1: rule 'planted.planted' can never fire: nothing ever makes 'open:earn/cpc' so" in lines(
        checked(house), path
    )


def test_an_example_that_does_not_hold_is_a_fault_with_its_line(house: Path) -> None:
    examples = (
        "  - {name: it fires, given: [{fact: holds, credential: coc}], derives: [{fact: certified}]}\n"
        "  - {name: it is quiet, given: [{fact: holds, credential: cpc}], derives_not: [{fact: certified}]}\n"
    )
    path = plant(house, "  - {fact: holds, credential: cpc}", "  - {fact: certified}", examples=examples)
    faults = lines(checked(house), path)
    everywhere = f"(on {', '.join(usable_engines())})"
    assert f"{path}:8:5: example 'it fires' does not derive {{fact: certified}} {everywhere}" in faults
    assert f"{path}:9:5: example 'it is quiet' derives {{fact: certified}} {everywhere}" in faults


def test_all_faults_of_a_load_come_together(house: Path) -> None:
    role = house / "kb" / "roles" / "auditor.yaml"
    role.write_text(role.read_text().replace("codes: true", "codes: maybe"))
    domain = house / "kb" / "domains.yaml"
    domain.write_text(domain.read_text() + "x_x:\n  title: X\n")
    report = checked(house)
    assert {Path(fault.path).name for fault in report.faults} == {"auditor.yaml", "domains.yaml"}


def test_a_rule_without_an_example_that_fires_is_a_fault(house: Path) -> None:
    quiet = "  - {name: quiet, given: [], derives_not: [{fact: certified}]}\n"
    path = plant(house, "  - {fact: holds, credential: cpc}", "  - {fact: certified}", examples=quiet)
    assert "no example shows the rule firing" in lines(checked(house), path)[0]


def test_a_file_is_never_called_sound_while_faults_elsewhere_keep_it_from_being_checked(house: Path) -> None:
    plant(house, "  - {fact: holds, credential: cpcc}", "  - {fact: certified}")
    asked = house / "kb" / "credentials" / "cpc.yaml"
    report = check([house / "kb"], [house / "rules"], [asked])
    assert "cannot be checked: 1 faults stand elsewhere" in str(report.faults[0])


def test_a_file_that_is_no_entry_and_no_rule_is_not_called_sound(house: Path) -> None:
    other = house / "notes.yaml"
    other.write_text("a: 1\n")
    assert "was not checked" in str(check([house / "kb"], [house / "rules"], [other]).faults[0])


def test_a_reason_may_hold_no_figure_and_no_promise(house: Path) -> None:
    path = plant(house, "  - {fact: holds, credential: cpc}", "  - {fact: certified}")
    path.write_text(path.read_text().replace("It was planted.", "You will earn $5,000 more."))
    assert "a reason holds a figure or a promise" in lines(checked(house), path)[0]


def test_a_pay_model_that_lacks_a_term_is_a_fault_of_its_file(house: Path) -> None:
    """Every estimate would end in that fault; a check says it first, with the place of the list of terms."""
    path = house / "kb" / "pay" / "model_years.yaml"
    text = path.read_text()
    start = text.index("  - name: tau")
    path.write_text(text[:start] + text[text.index("note: >-\n  Fitted", start) :])
    line = text[: text.index("terms:")].count("\n") + 1
    (found,) = lines(checked(house), path)
    assert found.endswith(f"model_years.yaml:{line}:1: lacks the term 'tau', which the pay model needs")
    path.unlink()
    assert "model_years.yaml: is missing: lacks the term 'k'" in "\n".join(map(str, checked(house).faults))
