"""A recommended step as an item of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from advisor.advice.days import listed
from advisor.advice.model import MonthRange, Recommendation, Road, Upkeep
from advisor.advice.upkeep import NOT_FIRM
from advisor.knowledge.age import says_overdue
from advisor.provenance import JUDGEMENT
from advisor.reports.claims import inside
from advisor.reports.document import Item, Line
from advisor.reports.gains import PayLines
from advisor.reports.notes import Notes
from advisor.reports.prices import ASKED_OF_ISSUERS, NO_PRICE, beside_price, brief, cost, price
from advisor.reports.proof import branches

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NOTHING_PUBLISHED = "not in our files"
NO_LENGTH = "no length in our files"
AT_YOURS = " at your "
"""What ends the weeks and begins the hours of them."""
WEEKS_IN_A_YEAR = 52
WEAK = ("C", "D")
SOON = "When this is done, and in two months at the latest (our judgement)."
WEIGH = "Which one fits is for you to weigh: ask each what it teaches, and how long it takes in all."
COURSE_ALONE = "the course alone; what else you have to learn comes on top"
ASK_AT_YOURS = (
    "for how many hours a week is not told: ask what it takes at your {}, and count exam and search for a job on top"
)
EITHER = "In our judgement one does as well as the other."


@dataclass(slots=True)
class StepWriter:
    """Writes steps; a sentence that stands in one of them is not said again in another."""

    titles: Mapping[str, str]
    notes: Notes
    upkeep: Mapping[str, Upkeep]
    with_proof: bool = False
    figures: frozenset[str] = frozenset()
    first_job: bool = False
    base: str = "now"
    is_said_for_all: bool = True
    said: dict[str, int] = field(default_factory=dict)

    def item(self, step: Recommendation, extra: tuple[Line, ...] = ()) -> Item:
        """*step* with its reasons, cost, time, effect and sources; *extra* before how it is done."""
        proof = branches(step.proof) if self.with_proof else ()
        title = f"{step.title} ({step.full_name})" if step.full_name else step.title
        return Item(title, (*self._lines(step, extra),), f"{step.rank}.", proof=proof)

    def _lines(self, step: Recommendation, extra: tuple[Line, ...]) -> Iterator[Line]:
        yield Line("Why", self.once(step.because, step.rank))
        if step.brings:
            yield Line("Ready", f"in our judgement, by what you bring: {'; '.join(step.brings)}")
        if step.waits:
            yield Line("When", self._pointed((step.waits.says,), step.rank))
        yield from self._effort(step)
        yield from beside_price(step, self.new)
        if step.id in self.upkeep:
            yield from _kept(step, self.upkeep[step.id])
        yield from self._pay.of(step)
        yield from extra
        if step.numbers:
            yield Line("Numbers", f"{'; '.join(step.numbers.says)} {self.notes.places(step.numbers.sources)}".strip())
        if step.how:
            told = self._pointed(step.how, step.rank)
            yield Line("How", f"{told} {self.notes.places(step.how_sources)}".rstrip())
        if step.alternatives:
            yield Line("Or else", self._others(step))
        yield Line("Sources", self._rests_on(step.sources))

    @property
    def _pay(self) -> PayLines:
        known = self.figures, self.first_job, self.base, self.is_said_for_all
        return PayLines(self.notes, self.new, self.title, *known)

    def _others(self, step: Recommendation) -> str:
        """What would do as well, with prices that are in our files, and why this step is named first."""
        is_told = step.move == "learn"  # Under How stands the price of each kind of training.
        priced = {each.id: each for each in step.others if each.cost_usd and each.cost_usd.high and not is_told}
        named = [
            f"{self.title(each)} ({brief(priced[each])})" if each in priced else self.title(each)
            for each in step.alternatives
        ]
        alike = WEIGH if step.move == "learn" else EITHER
        first = f"We put '{step.title}' first: {listed(step.first_because)}." if step.first_because else alike
        return f"{'; '.join(named)}. {self.new(first, step.rank)}".strip()

    def once(self, texts: tuple[str, ...], place: int) -> str:
        """*texts* without sentences that stand in an earlier step; where nothing is left, which step that is."""
        before = dict(self.said)
        new = [each for text in texts if (each := self.new(text, place))]
        old = [before[sentence] for text in texts for sentence in _sentences(text) if sentence in before]
        return " ".join(new) or f"{inside(texts[0])} (as in step {old[0]})"

    def _pointed(self, texts: tuple[str, ...], place: int) -> str:
        """*texts* whole; where all of it stands in an earlier step, which that is."""
        before = [self.said[sentence] for text in texts for sentence in _sentences(text) if sentence in self.said]
        new = " ".join(filter(None, (self.new(text, place) for text in texts)))
        return new or f"as in step {before[0]}"

    def new(self, text: str, place: int = 0) -> str:
        """The sentences of *text* that were not said before."""
        found = [sentence for sentence in dict.fromkeys(_sentences(text)) if sentence not in self.said]
        self.said.update(dict.fromkeys(found, place))
        return " ".join(found)

    def _effort(self, step: Recommendation) -> Iterator[Line]:
        """Cost, time and what else it takes; what was said of an earlier step is pointed at."""
        if step.cost_usd and step.cost_usd.high:
            yield Line("Cost", price(step) + noted(step.overdue))
        elif step.cost_usd is None and step.move in ASKED_OF_ISSUERS:
            yield Line("Cost", f"{NO_PRICE}; ask the issuer")
        elif step.cost_usd is None and step.move == "learn":
            yield Line("Cost", NO_PRICE)
        if step.study or step.months:
            yield Line("Time", timed(step, self.notes) + noted(step.overdue))
        elif step.move == "earn":
            yield Line("Time", NO_LENGTH)
        if step.effort:
            yield Line("Effort", self._pointed((step.effort,), step.rank))
        elif step.cost_usd and not step.cost_usd.high:
            yield Line("Cost", "no fee")

    def _rests_on(self, ids: tuple[str, ...]) -> str:
        places = self.notes.places(ids)
        parts = [places, "our judgement" if JUDGEMENT in ids or not places else ""]
        return " and ".join(part for part in parts if part)

    def title(self, step: str) -> str:
        """How the step is called; its id where nobody knows it."""
        return self.titles.get(step, step)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) (?=[A-Z])", text)


def timed(step: Recommendation | Road, notes: Notes) -> str:
    """How long *step* takes, and how good what is published of it is."""
    alone = f"; {COURSE_ALONE}" if isinstance(step, Recommendation) and _is_short_course(step) else ""
    grade = step.study.grade if step.study else None
    graded = f"; {notes.grade(grade)}" if grade in WEAK else ""
    return time(step) + alone + graded + _at_your_hours(step)


def _at_your_hours(step: Recommendation | Road) -> str:
    """Of training that is told in months, that nobody tells for how many hours a week they are."""
    found = step.study
    if not isinstance(step, Recommendation) or step.move != "learn" or found is None or found.hours:
        return ""
    if found.hours_per_week is None:
        return ""
    wished = found.months_wished
    is_long = wished is not None and found.months is not None and found.months.high >= wished
    longer = f". All of it may take more than your {wished:g} months" if is_long else ""
    return f"; {ASK_AT_YOURS.format(f'{found.hours_per_week:g}')}{longer}"


def _is_short_course(step: Recommendation) -> bool:
    """Whether it is training that is told in hours alone."""
    return step.move == "learn" and bool(step.study and step.study.hours and not step.study.months)


def time(step: Recommendation | Road) -> str:
    """Weeks at the hours that the person has; where these or those of the step are not known, the published months."""
    found = step.study
    if found is None:
        return months(step.months if isinstance(step, Recommendation) else None)
    if found.hours and found.weeks and found.hours_per_week is not None:
        weeks, hours = (_numbers(each.low, each.high) for each in (found.weeks, found.hours))
        return f"{weeks} weeks{AT_YOURS}{found.hours_per_week:g} hours a week ({hours} hours of study)"
    of = " for people new to medicine" if found.new_to_medicine else ""
    told = f"{months(found.months)}{of}" if found.months else ""
    hours = f"{_numbers(found.hours.low, found.hours.high)} hours of study" if found.hours else ""
    return "; ".join(part for part in (told, hours) if part)


def _numbers(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def noted(since: object) -> str:
    """What follows a figure that waits for review *since* a day; empty where it is None."""
    return f"; {says_overdue(str(since))}" if since else ""


def oldest(since: str | None) -> str:
    """What follows a sum whose oldest figure waits for review *since* a day; empty where none does."""
    return f"; the oldest figure in it is {says_overdue(since)}" if since else ""


def _kept(step: Recommendation, upkeep: Upkeep) -> Iterator[Line]:
    """What having it costs over the years, where anything is published of that."""
    total = cost(upkeep.usd) if upkeep.usd and upkeep.usd.high else ""
    says = ", ".join(part for part in (total, units(upkeep)) if part)
    if says:
        held = "upkeep alone, without the exam" if upkeep.unknown else "exam and upkeep together"
        firm = f"; {NOT_FIRM}" if step.cost_grade == "D" else ""
        yield Line(f"{upkeep.years} years", f"{says}, {held}{oldest(upkeep.overdue)}{firm}")


def units(upkeep: Upkeep) -> str:
    """Units of continuing education over the years, and which of them are bound to a subject; empty where none."""
    bound = f" ({'; '.join(upkeep.bound)})" if upkeep.bound else ""
    return f"{count}{bound}" if (count := unit_count(upkeep)) else ""


def unit_count(upkeep: Upkeep) -> str:
    """How many units of continuing education over the years; empty where none."""
    return f"{upkeep.ceus} {'more ' if upkeep.on_top else ''}CEUs" if upkeep.ceus else ""


def months(span: MonthRange | None) -> str:
    """Months from low to high."""
    if span is None:
        return NOTHING_PUBLISHED
    word = "month" if span.high == 1 else "months"
    return f"{span.high:g} {word}" if span.low == span.high else f"{span.low:g} to {span.high:g} {word}"


def day(as_of: str) -> str:
    """A date in words."""
    when = date.fromisoformat(as_of)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def come_back(as_of: str, step: Recommendation) -> str:
    """When to look at the advice again; what is lost by a date cannot wait for it, what waits begins later."""
    span = step.months
    if step.tier == "protect":
        return "As soon as this is done; do not let it wait." if step.move == "renew" else SOON
    done = "When your course ends" if step.waits else "When this is done"
    start = date.fromisoformat(step.waits.on if step.waits and step.waits.on else as_of)
    if step.study and step.study.weeks and step.study.weeks.high <= WEEKS_IN_A_YEAR:
        last = start + timedelta(weeks=step.study.weeks.high)
        return f"{done}, and in {MONTHS[last.month - 1]} {last.year} at the latest."
    if span is None or span.high > 12:
        return f"{done} or something changes, and in six months at the latest (our judgement)."
    later = start.month - 1 + max(1, round(span.high))
    return f"{done}, and in {MONTHS[later % 12]} {start.year + later // 12} at the latest."
