"""What will be overdue on a day is listed by the day on which it is due, with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from advisor.service.stale import stale

ROOT = Path(__file__).resolve().parents[2]
ENTRY = """title: Walk more
sources:
  - {source: judgement}
review_by: 2027-06-30
sort: habit
facts:
  - value: ten minutes
    source: aapc_coc
    as_of: 2019
    grade: C
    review_by: 2020-01-01
  - {value: twenty minutes, source: aapc_coc, as_of: 2025, grade: C}
"""


def test_an_entry_and_its_older_figures_are_listed_oldest_first_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "strategies" / "walk_more.yaml"
    path.parent.mkdir()
    path.write_text(ENTRY)
    folders = [ROOT / "kb", tmp_path]

    def own(day: date) -> list[str]:
        return [str(each) for each in stale(folders, day) if each.where.path == str(path)]

    assert own(date(2020, 1, 1)) == []
    assert own(date(2020, 1, 2)) == [f"{path}:11:5: due 2020-01-01: strategies/walk_more facts.1 = ten minutes"]
    assert own(date(2027, 7, 1))[1:] == [f"{path}:4:1: due 2027-06-30: strategies/walk_more, 1 figures"]


def test_the_list_is_in_order_and_no_later_day_lists_less() -> None:
    now, later = stale([ROOT / "kb"], date(2026, 11, 23)), stale([ROOT / "kb"], date(2028, 1, 1))
    assert list(now) == sorted(now)
    assert set(now) < set(later)
