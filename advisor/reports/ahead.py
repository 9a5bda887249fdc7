"""What lies ahead: staying against moving, what credentials cost to keep, and days to know."""

from __future__ import annotations

from collections.abc import Iterator, Set

from advisor.advice.model import Advice, ChallengeFaced, Recommendation, Upkeep
from advisor.advice.upkeep import NOT_FIRM
from advisor.knowledge.age import says_overdue
from advisor.reports.claims import amount, same_person_claim, same_person_dollars
from advisor.reports.document import Item, Line, Section, Table
from advisor.reports.notes import Notes
from advisor.reports.prices import ASKED_OF_ISSUERS, cost, part_says
from advisor.reports.steps import AT_YOURS, StepWriter, day, noted, time, units

MOST_COMPARED = 3


def comparison(advice: Advice) -> Iterator[Section]:
    """Staying as one is beside the first steps that may change pay."""
    steps = [each for each in advice.recommendations if each.effect and not each.counted_in][:MOST_COMPARED]
    if steps:
        heads = ("", "Your pay in a year", "Cost", "Time")
        rows = (("Stay as you are", "as now", _staying(advice), ""), *map(_row, steps))
        yield Section("If you stay, if you do this", (), (), Table(heads, rows))


def _staying(advice: Advice) -> str:
    """What it costs to keep what one holds."""
    held = next((each for each in advice.upkeep if each.id == "held"), None)
    if held is None:
        return "nothing"
    units = f" and {held.ceus} CEUs" if held.ceus else ""
    return f"{cost(held.usd)}{units} in {held.years} years, to keep what you hold"


def _row(step: Recommendation) -> tuple[str, ...]:
    assert step.effect
    usd = same_person_dollars(step.effect)
    own = amount(same_person_claim(step.effect))
    says = f"{amount(usd)} ({own})" if usd else own
    says += "; it may be nothing" if step.effect.alike_after_usd is not None else ""
    mark = noted(step.overdue)
    long = f"{time(step).partition(AT_YOURS)[0]}{mark}" if step.study or step.months else ""
    firm = f", {NOT_FIRM}" if step.cost_usd and step.cost_grade == "D" else ""
    asked = f"{cost(step.cost_usd)}{firm}{mark}" if step.cost_usd or step.move in ASKED_OF_ISSUERS else ""
    return (step.title, says, asked, long)


def upkeep(advice: Advice, notes: Notes) -> Iterator[Section]:
    """What the credentials held, and those advised, cost over the years."""
    if advice.upkeep:
        years = advice.upkeep[0].years
        items = tuple(Item(each.title, tuple(_kept(each, notes))) for each in advice.upkeep)
        yield Section(
            f"What credentials cost over {years} years",
            ("At the prices on file. CEUs are units of continuing education.",),
            items,
        )


def _kept(upkeep: Upkeep, notes: Notes) -> Iterator[Line]:
    parts = [part_says(part) for part in upkeep.parts]
    together = cost(upkeep.usd) + (f" ({'; '.join(parts)})" if parts else "")
    yield Line("Together", together + noted(upkeep.overdue))
    yield Line("Study", "no number on file" if upkeep.ceus is None else units(upkeep) or "no CEUs")
    if upkeep.unknown:
        yield Line("Unknown", "; ".join(upkeep.unknown))
    if upkeep.notes:
        yield Line("Mind", " ".join(upkeep.notes))
    if places := notes.places(upkeep.sources):
        yield Line("Sources", places)


def dates(advice: Advice, notes: Notes) -> Iterator[Section]:
    """The days ahead; what happens on one day stands on one line."""
    by_day: dict[str, list[str]] = {}
    for each in advice.dates:
        mark = f"({says_overdue(each.overdue)})" if each.overdue else ""
        by_day.setdefault(each.on, []).append(" ".join(filter(None, (each.says, mark, notes.places(each.sources)))))
    if by_day:
        yield Section("Days ahead", (), tuple(Item(f"{day(on)}: {' '.join(says)}") for on, says in by_day.items()))


def challenges(advice: Advice, writer: StepWriter) -> Iterator[Section]:
    """What the person reported and what eases it; what holds of whatever is eased is said once, above."""
    eased = [set(each.because) for each in advice.challenges if each.eased_by]
    shared = set.intersection(*eased) if eased else set()
    items = tuple(Item(each.title, tuple(_faced(each, shared, writer))) for each in advice.challenges)
    if items:
        said = dict.fromkeys(line for each in advice.challenges for line in each.because if line in shared)
        yield Section("What stands in your way", (" ".join(said),) if said else (), items)


def _faced(each: ChallengeFaced, shared: Set[str], writer: StepWriter) -> Iterator[Line]:
    own = [line for line in each.because if line not in shared]
    if each.eased_by or not own:
        yield Line("Eased by", "; ".join(map(writer.title, each.eased_by)) or "none of the steps here by itself")
    if own:
        yield Line("Mind", " ".join(own))
