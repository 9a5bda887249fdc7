"""A recommended step as an item of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from advisor.advice.model import Effect, MonthRange, Recommendation, SourceShown, UsdRange
from advisor.provenance import JUDGEMENT
from advisor.quantities import Claim
from advisor.reports.claims import (
    amount,
    association_claim,
    basis,
    dollars,
    evidence,
    same_person_claim,
    same_person_dollars,
)
from advisor.reports.document import Item, Line

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(slots=True)
class StepWriter:
    """Writes steps; what stands behind a figure is said in full the first time, then by reference."""

    titles: Mapping[str, str]
    sources: Mapping[str, SourceShown]
    numbers: Mapping[str, int]
    said: dict[str, str] = field(default_factory=dict)

    def item(self, step: Recommendation, extra: tuple[Line, ...] = ()) -> Item:
        """*step* with its reasons, cost, time, effect and sources."""
        return Item(step.title, (*self._lines(step), *extra), step.rank)

    def _lines(self, step: Recommendation) -> Iterator[Line]:
        yield Line("Why", " ".join(step.because))
        if step.how:
            yield Line("How", " ".join(step.how))
        yield from _effort(step)
        if step.counted_in:
            yield Line("Pay", f"Counted once, with the step: {self.title(step.counted_in)}.")
        elif step.effect:
            yield from self._effect(step.effect)
        elif step.access and step.access.model_dump_json() not in self.said:
            yield from self._access(step.access)
        if step.alternatives:
            yield Line("Or", "; ".join(map(self.title, step.alternatives)))
        yield Line("Sources", self._rests_on(step.sources))

    def _effect(self, effect: Effect) -> Iterator[Line]:
        own, beside, usd = same_person_claim(effect), association_claim(effect), same_person_dollars(effect)
        in_dollars = f" ({amount(usd)})" if usd else ""
        yield Line("For you", f"{amount(own)} a year{in_dollars}: {basis(own)}.")
        if beside:
            yield Line("Groups", f"{amount(beside)}: {basis(beside)}.")
        yield Line("Evidence", self._evidence(own))

    def _access(self, claim: Claim) -> Iterator[Line]:
        self.said[claim.model_dump_json()] = ""
        yield Line("Pay", f"Access to the official entry range, {amount(claim)} a year: what others are paid.")
        yield Line("Evidence", self._evidence(claim))

    def _evidence(self, claim: Claim) -> str:
        return evidence(claim, self.sources, self.numbers)

    def _rests_on(self, ids: tuple[str, ...]) -> str:
        found = sorted(self.numbers[each] for each in ids if each in self.numbers)
        places = ", ".join(map(str, found))
        parts = [f"[{places}]" if places else "", "our judgement" if JUDGEMENT in ids or not places else ""]
        return " and ".join(part for part in parts if part)

    def title(self, step: str) -> str:
        """How the step is called; its id where nobody knows it."""
        return self.titles.get(step, step)


def _effort(step: Recommendation) -> Iterator[Line]:
    if step.cost_usd is None and step.months is None:
        yield Line("Effort", "no published figure on cost or time")
        return
    yield Line("Cost", cost(step.cost_usd))
    yield Line("Time", months(step.months))


def cost(span: UsdRange | None) -> str:
    """Dollars from low to high."""
    if span is None:
        return "no published figure"
    if span.low == span.high:
        return dollars(span.low) if span.high else "nothing"
    return f"{dollars(span.low)} to {dollars(span.high)}"


def months(span: MonthRange | None) -> str:
    """Months from low to high."""
    if span is None:
        return "no published figure"
    word = "month" if span.high == 1 else "months"
    return f"{span.high:g} {word}" if span.low == span.high else f"{span.low:g} to {span.high:g} {word}"


def day(as_of: str) -> str:
    """A date in words."""
    when = date.fromisoformat(as_of)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def come_back(as_of: str, step: Recommendation) -> str:
    """When to look at the advice again; what is lost by a date cannot wait for it."""
    span = step.months
    if step.tier == "protect":
        return "As soon as this is done; do not let it wait."
    if span is None or span.high > 12:
        return "When this is done or something changes, and in six months at the latest (our judgement)."
    start = date.fromisoformat(as_of)
    later = start.month - 1 + max(1, round(span.high))
    return f"When this is done, and in {MONTHS[later % 12]} {start.year + later // 12} at the latest."
