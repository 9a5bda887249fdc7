"""A credential, a rule, an output format or an engine is one new file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from advisor import Advisor, Profile
from advisor.service.checking import check
from tests.people import AS_OF

ROOT = Path(__file__).resolve().parent.parent
CREDENTIAL = """\
title: Certified Sample Coder
sources: [{source: aapc_coc, as_of: 2026, grade: A}]
review_by: 2027-11-30
routes: [{source: aapc_coc, as_of: 2026, grade: A}]
abbreviation: CXYZ
kind: credential
issuer: aapc
level: advanced
domains: [professional]
specialties: [anesthesia]
status: [{value: active, source: aapc_coc, as_of: 2026, grade: A}]
"""
RULE = """\
title: Whoever wants a sample is advised to get one
when:
  - {fact: wants, step: earn/crc}
then: [{fact: reason, step: practice/mentorship, why: wanted_credential, about: credentials/crc}]
because: You asked for the CRC; talk to someone who has it.
examples:
  - name: wished
    given: [{fact: wants, step: earn/crc}]
    derives: [{fact: reason, step: practice/mentorship, why: wanted_credential, about: credentials/crc}]
  - name: not wished
    given: []
    derives_not: [{fact: reason, step: practice/mentorship, why: wanted_credential, about: credentials/crc}]
"""


def test_a_credential_is_one_new_file(tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "cxyz.yaml").write_text(CREDENTIAL)
    profile = Profile(credentials=["cpc"], experience_years=4, role="coder", specialties=["anesthesia"])
    steps = [step.id for step in Advisor(kb=[tmp_path]).advise(profile, as_of=AS_OF).recommendations]
    assert "earn/cxyz" in steps
    assert not check([ROOT / "kb", tmp_path], [ROOT / "rules"]).faults


def test_a_rule_is_one_new_file_in_a_topic_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "mentor.yaml").write_text(RULE)
    profile = Profile(credentials=["cpc"], experience_years=4, role="coder", wants={"credentials": ["crc"]})
    steps = [step.id for step in Advisor(rules=[tmp_path]).advise(profile, as_of=AS_OF).recommendations]
    assert "practice/mentorship" in steps
    rule = tmp_path / "samples" / "mentor.yaml"
    assert not check([ROOT / "kb"], [ROOT / "rules", tmp_path], [rule]).faults


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from advisor.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def house(tmp_path: Path) -> Path:
    for name in ("advisor", "kb", "rules", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_an_output_format_is_one_new_file(tmp_path: Path) -> None:
    folder = house(tmp_path)
    text = '"""One line."""\n\n\ndef render(advice, look):\n    return f"stage {advice.stage.id}\\n"\n'
    (folder / "advisor" / "reports" / "formats" / "line.py").write_text(text)
    done = run(folder, "advise", "examples/novice.yaml", "--format", "line")
    assert (done.returncode, done.stdout) == (0, "stage novice\n"), done.stderr


def test_an_engine_is_one_new_file(tmp_path: Path) -> None:
    folder = house(tmp_path)
    engines = folder / "advisor" / "inference" / "engines"
    text = (engines / "levels.py").read_text().replace('"levels"', '"other"')
    (engines / "other.py").write_text(text)
    done = run(folder, "advise", "examples/novice.yaml", "--format", "json", "--engine", "other")
    assert '"name": "other"' in done.stdout, done.stderr
