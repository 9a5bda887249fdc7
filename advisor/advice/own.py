"""The person's own numbers beside a step: what makes ready for it, and what a talk about pay can rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.advice.case import Case
from advisor.advice.model import Numbers
from advisor.explain import Proof
from advisor.pay.place import newest, region_of
from advisor.profile import Profile

WISHED = ("wanted_role", "wanted_setting")
READY = "readiness."
ACCURACY = "audited accuracy: {:g} %"
OUTPUT = "output: {:g} % of the standard"


def brings(case: Case, proved: Proof, reasons: frozenset[str]) -> tuple[str, ...]:
    """What makes the person ready, in our judgement, for a job or a way of working that was asked for."""
    if reasons.isdisjoint(WISHED):
        return ()
    ready = next((each for each in proved.walk() if each.rule.startswith(READY)), None)
    return tuple(_brought(case, ready)) if ready else ()


def _brought(case: Case, ready: Proof) -> Iterator[str]:
    yield from (each.says for each in ready.rests_on if each.rule == "told")
    denied = [each.fact for each in ready.rests_on if each.rule == "not"]
    for name, says in _results(case.profile).items():
        if any(fact.startswith(f"no {name}") for fact in denied):
            yield says


def _results(profile: Profile) -> dict[str, str]:
    """The results of the person's own work that were told, by the fact that holds them."""
    told = {
        "accuracy": (ACCURACY, profile.accuracy_percent),
        "productivity": (OUTPUT, profile.productivity_percent),
    }
    return {name: says.format(value) for name, (says, value) in told.items() if value is not None}


def numbers(case: Case, step: Any) -> Numbers | None:
    """What a talk about pay can rest on: accuracy and output as they were told, and the official median of the place.

    The median only where it does not lie below the pay that was told. None for other steps.
    """
    entry: Any = case.kb.entries["strategies"].get(step.target) if step.move == "practice" else None
    if entry is None or not entry.needs_numbers:
        return None
    own = tuple(_results(case.profile).values())
    place = region_of(case.kb, case.profile.state)
    median = newest(place.median_usd)
    if median is None or (case.profile.current_pay_usd or 0) >= median.value:
        return Numbers(says=own, sources=()) if own else None
    official = (
        f"official median of all records staff, {place.title}, as another site copies it: ${median.value:,} "
        f"({median.as_of}, grade {median.grade}); look at bls.gov before you show it"
    )
    return Numbers(says=(*own, official), sources=median.source_ids)
