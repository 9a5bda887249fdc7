"""The worked examples of ``docs/ranking.md``, made from whole people; run as a program, they are made anew.

In the page an example stands between ``<!-- made: CASE -->`` and ``<!-- end -->``; all else is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from advisor.advice.model import Recommendation
from advisor.knowledge import KnowledgeBase
from advisor.pay.gain import COST_YEARS, EVIDENCE
from advisor.profile import Profile
from advisor.service import Advisor

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "ranking.md"
HEAD = ("place", "step", "tier", "low", "mid", "evidence", "price", "gain")
_PART = re.compile(r"(<!-- made: (?P<case>\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def filled(text: str, advisor: Advisor) -> str:
    """*text* with each of its examples made anew."""
    return _PART.sub(lambda part: f"{part[1]}{_example(part['case'], advisor)}\n{part[4]}", text)


def _example(case: str, advisor: Advisor) -> str:
    told = yaml.safe_load((ROOT / "tests" / "cases" / f"{case}.yaml").read_text())
    steps = advisor.advise(Profile(**told["profile"]), as_of=date(2026, 11, 23)).recommendations
    rows = (HEAD, ("---",) * len(HEAD), *(_row(step, advisor.kb) for step in steps))
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def _row(step: Recommendation, kb: KnowledgeBase) -> Iterator[object]:
    yield from (step.rank, f"`{step.id}`", step.tier.replace("_", " "))
    effect = step.effect
    if effect is None:
        yield from ("", "", "", "", "0")
        return
    price = _price(kb, step.id)
    gain = (effect.low_percent + effect.mid_percent) / 2 * EVIDENCE[effect.grade]
    gain -= 100 * price / COST_YEARS / _median(kb)
    yield from (f"{effect.low_percent:g}", f"{effect.mid_percent:g}", EVIDENCE[effect.grade], f"{price:,.0f}")
    yield f"{gain:+.3f}"


def _price(kb: KnowledgeBase, step: str) -> float:
    """What the gain is lessened by: the high end of the price, for an exam without one the dearest exam's."""
    entries: Any = kb.entries["steps"]
    if entries[step].cost_usd or entries[step].move != "earn":
        return float(entries[step].cost_usd.high) if entries[step].cost_usd else 0.0
    return max(float(each.cost_usd.high) for each in entries.values() if each.move == "earn" and each.cost_usd)


def _median(kb: KnowledgeBase) -> float:
    entry: Any = kb.get("pay", "national_median")
    return float(entry.range_usd.value.low)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(), Advisor(engine="levels")))
