"""What a step that is not advised asks, in short lines."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.model import MissingFact, NotRecommended, Road
from advisor.knowledge.age import says_overdue
from advisor.reports.document import Line
from advisor.reports.notes import Notes
from advisor.reports.prices import leaves, price
from advisor.reports.proof import needed
from advisor.reports.steps import timed

AGAINST = ("ruled_out", "done")
"""Facts that speak against a step: what is said of them is a reason and no need."""


def asked(step: NotRecommended, notes: Notes) -> Iterator[Line]:
    """What *step* asks; where one of several ways is enough, each of them in a line of its own."""
    label = "You need"
    for each in (each for each in step.missing if each.fact not in AGAINST):
        yield from _needed(label, each, notes.places(each.sources))
        label = "And"
    against = [needed(each) for each in step.missing if each.fact in AGAINST]
    if against:
        yield Line("Why not", " ".join(against))
    if step.left:
        yield Line("Cost", f"{price(step)} {notes.places(step.sources)}".rstrip())
        if step.left.budget_usd:
            yield Line("Budget", leaves(step.left))
    if step.road:
        yield from _begins(step.road, notes)


def _begins(road: Road, notes: Notes) -> Iterator[Line]:
    """The first step of *road*, what it costs and how long it takes."""
    place = f"Step {road.rank}: " if road.rank else ""
    yield Line("The way", f"{place}{road.title}. {road.says}")
    if road.cost_usd:
        yield Line("Cost", f"{price(road)} {notes.places(road.sources)}".rstrip())
    if road.not_in_cost:
        yield Line("Not in it", "; ".join(road.not_in_cost))
    if road.study:
        yield Line("Time", timed(road, notes))


def _needed(label: str, missing: MissingFact, places: str) -> Iterator[Line]:
    if not missing.ways:
        yield Line(label, f"{needed(missing)} {places}".rstrip())
        return
    yield Line(label, "one of these (our judgement):" if missing.judged else "one of these:")
    since = f" ({says_overdue(missing.overdue)})" if missing.overdue else ""
    *first, last = missing.ways
    ways = (*first, f"{last}{since} {places}".rstrip())
    yield from (Line(f"Way {number}", way) for number, way in enumerate(ways, 1))
