"""What lies ahead: staying against moving, what credentials cost to keep, and days to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from advisor.advice.model import Advice, ChallengeFaced, Recommendation, Upkeep
from advisor.advice.upkeep import HELD, NOT_FIRM
from advisor.knowledge.age import says_overdue
from advisor.reports.claims import amount, dollars, percent, same_person_claim, same_person_dollars
from advisor.reports.document import Item, Line, Section, Table
from advisor.reports.gains import gains_nothing
from advisor.reports.notes import Notes
from advisor.reports.prices import NO_PRICE, at_least, cost, part_says
from advisor.reports.steps import AT_YOURS, StepWriter, day, noted, oldest, time, unit_count, units

MOST_COMPARED = 3
WITHOUT_FEE = ("become", "join", "work", "specialize")
"""Moves that nobody asks a fee for; of others without a price none is in our files."""


def comparison(advice: Advice) -> Iterator[Section]:
    """Staying as one is beside the next step and the first ones that may change pay."""
    known = [step for step in advice.recommendations if step.effect and not step.counted_in][:MOST_COMPARED]
    if known:
        steps = known if advice.recommendations[0] in known else [advice.recommendations[0], *known]
        heads = ("", "Your pay in a year", "Cost", "Time")
        rows = (("Stay as you are", *_staying(advice)), *(_row(step, advice) for step in steps))
        yield Section("If you stay, if you do this", (INFERRED,), (), Table(heads, rows))


INFERRED = (
    "What may change is inferred, not measured. It runs from a cautious to a hopeful assumption: nobody is sure of the "
    "low end. How good each figure is stands with its step."
)


def _held(advice: Advice, id_: str) -> Upkeep | None:
    return next((each for each in advice.upkeep if each.id == id_), None)


def _staying(advice: Advice) -> tuple[str, ...]:
    """Pay, cost and time of keeping what one holds, and of what is lost where nothing is done."""
    held = _held(advice, HELD)
    lost = "; what runs out or has lapsed is lost in time"
    late = lost if any(step.move == "renew" for step in advice.recommendations) else ""
    return ("as now", (_over_years(held, "to keep what you hold") if held else "nothing") + late, "none")


def _over_years(upkeep: Upkeep, what: str) -> str:
    study = f" and {count}" if (count := unit_count(upkeep)) else ""
    return f"{cost(upkeep.usd)}{study} in {upkeep.years} years, {what}"


def _row(step: Recommendation, advice: Advice) -> tuple[str, ...]:
    mark = noted(step.overdue)
    long = f"{time(step).partition(AT_YOURS)[0]}{mark}" if step.study or step.months else "none in our files"
    return (step.title, _pay(step), _asked(step, _held(advice, step.id)) + mark, long)


def _pay(step: Recommendation) -> str:
    if step.counted_in:
        return "counted with the job"
    if step.effect is None:
        return "no figure in our files"
    usd, own = same_person_dollars(step.effect), same_person_claim(step.effect)
    if gains_nothing(step.effect):
        most = f"+{dollars(usd.high)} ({percent(own.high)})" if usd else percent(own.high)
        return f"up to {most}, or no change"
    return f"{amount(usd)} ({amount(own)})" if usd else amount(own)


def _asked(step: Recommendation, kept: Upkeep | None) -> str:
    """What *step* costs; of a credential over the years, as it does for what is held."""
    firm = f", {NOT_FIRM}" if step.cost_usd and step.cost_grade == "D" else ""
    if kept and kept.usd:
        what = "upkeep alone; the exam has no price in our files" if kept.unknown else "exam and upkeep"
        return _over_years(kept, what) + firm
    if step.cost_usd and step.cost_usd.high:
        return at_least(step) + firm
    return "no fee" if step.cost_usd or step.move in WITHOUT_FEE else NO_PRICE


def upkeep(advice: Advice, notes: Notes) -> Iterator[Section]:
    """What the credentials held, and those advised, cost over the years."""
    if advice.upkeep:
        years = advice.upkeep[0].years
        items = tuple(Item(each.title, tuple(_kept(each, notes))) for each in advice.upkeep)
        yield Section(
            f"What credentials cost over {years} years",
            ("At the prices in our files. CEUs are units of continuing education.",),
            items,
        )


def _kept(upkeep: Upkeep, notes: Notes) -> Iterator[Line]:
    parts = [part_says(part) for part in upkeep.parts]
    together = cost(upkeep.usd) + (f" ({'; '.join(parts)})" if parts else "")
    yield Line("Together", together + oldest(upkeep.overdue))
    yield Line("Study", "no number in our files" if upkeep.ceus is None else units(upkeep) or "no CEUs")
    if upkeep.unknown:
        yield Line("Unknown", "; ".join(upkeep.unknown))
    if upkeep.notes:
        yield Line("Careful", " ".join(upkeep.notes))
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
    """What the person reported and what eases it; what holds of several, or of all that is eased, is said once."""
    eased = [set(each.because) for each in advice.challenges if each.eased_by]
    counts = Counter(line for each in advice.challenges for line in each.because)
    shared = {line for line, count in counts.items() if count > 1} | (set.intersection(*eased) if eased else set())
    items = tuple(Item(each.title, tuple(_faced(each, shared, writer))) for each in advice.challenges)
    if items:
        said = dict.fromkeys(line for each in advice.challenges for line in each.because if line in shared)
        yield Section("What stands in your way", (" ".join(said),) if said else (), items)


def _faced(each: ChallengeFaced, shared: Set[str], writer: StepWriter) -> Iterator[Line]:
    own = [line for line in each.because if line not in shared]
    if each.eased_by or not own:
        yield Line("Steps", "; ".join(map(writer.title, each.eased_by)) or "none of the steps here by itself")
    if own:
        yield Line("Careful", " ".join(own))
