"""Coverage counts what fires and is advised; what never happens is a fault until it is explained, and then while it is so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.reports.coverage import as_json, as_text
from advisor.service.coverage import Coverage, coverage

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [ROOT / "examples" / "novice.yaml"]
RULE = """title: Planted
when:
  - {{fact: holds, credential: cpc}}
  - {{{condition}}}
then: [{{fact: caution, about: credentials/cpc}}]
because: It was planted.
examples:
  - {{name: fires, given: [{given}], derives: [{{fact: caution, about: credentials/cpc}}]}}
  - {{name: quiet, given: [], derives_not: [{{fact: caution, about: credentials/cpc}}]}}
{more}"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "planted").mkdir(parents=True)
    return tmp_path / "rules"


def covered(rules: Path, people: int = 150) -> Coverage:
    return coverage([ROOT / "kb"], [ROOT / "rules", rules], EXAMPLES, people=people, seed=1)


def faults(found: Coverage) -> list[str]:
    return [f"{fault.line}: {fault.says}" for fault in found.faults if "planted" in fault.path]


def plant(rules: Path, *, condition: str, more: str = "") -> None:
    given = (
        f"{{fact: holds, credential: cpc}}, {{{condition.replace('at_least: ', '').replace('{', '').replace('}', '')}}}"
    )
    (rules / "planted" / "one.yaml").write_text(RULE.format(condition=condition, given=given, more=more))


NEVER = "fact: experience, years: {at_least: 79}"
SOME = "fact: experience, years: {at_least: 1}"


def test_a_rule_that_fires_for_nobody_is_a_fault_until_it_is_explained(rules: Path) -> None:
    plant(rules, condition=NEVER)
    assert faults(covered(rules)) == [
        "1: rule 'planted.one' fires for nobody; mend it, or say why in 'never_fires_because'"
    ]
    plant(rules, condition=NEVER, more="never_fires_because: Nobody works that long.\n")
    assert faults(covered(rules)) == []


def test_an_explanation_that_is_no_longer_true_is_a_fault(rules: Path) -> None:
    plant(rules, condition=SOME, more="never_fires_because: Nobody works that long.\n")
    assert faults(covered(rules, 400)) == ["1: rule 'planted.one' does fire; take 'never_fires_because' out"]


def test_an_active_credential_that_nobody_is_advised_is_a_fault(tmp_path: Path, rules: Path) -> None:
    kb = tmp_path / "kb"
    shutil.copytree(ROOT / "kb" / "credentials", kb / "credentials")
    text = (kb / "credentials" / "cpma.yaml").read_text()
    for each in (kb / "credentials").glob("*.yaml"):
        each.unlink()
    path = kb / "credentials" / "cpma.yaml"
    path.write_text(text + "never_advised_because: Nobody wants it.\n")
    found = coverage([ROOT / "kb", kb], [ROOT / "rules"], EXAMPLES, people=400, seed=1)
    line = text.count("\n") + 1
    assert f"{path}:{line}:1: 'cpma' is advised to someone; take this out" in map(str, found.faults)


def test_the_same_seed_counts_the_same_and_the_report_says_what_no_rule_reads(rules: Path) -> None:
    first, again = covered(rules), covered(rules)
    assert first == again
    assert first.rules["stage.student"] == 150, "everyone is at least a student"
    assert "novice" in first.in_examples["stage.student"]
    assert "judgement" in first.unread["sources"]
    assert "holders" in first.unread_keys["credentials"] and "status" not in first.unread_keys["credentials"]
    text = as_text(first)
    assert text.startswith("150 random people (seed 1) and the examples\n")
    assert "stage.student" in text and as_json(first)["rules"] == first.rules


def test_every_rule_fires_and_every_active_credential_is_advised_to_someone() -> None:
    examples = sorted((ROOT / "examples").glob("*.yaml"))
    found = coverage([ROOT / "kb"], [ROOT / "rules"], examples, people=10_000, seed=1)
    assert not found.faults, "\n".join(map(str, found.faults))
