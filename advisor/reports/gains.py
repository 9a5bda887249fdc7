"""What a step may do to pay, in the lines of its item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from advisor.advice.model import Advice, Effect, Recommendation
from advisor.pay.steps import CHANGES_EMPLOYER
from advisor.quantities import Claim
from advisor.reports.claims import (
    NOT_YOUR_RAISE,
    amount,
    association_claim,
    change,
    dollars,
    inside,
    same_person_claim,
    same_person_dollars,
    up_to,
)
from advisor.reports.document import Line
from advisor.reports.notes import Notes

NO_FIGURE_FITS = "we know of no published figure that fits you"
NO_FIGURE = "what it would add to your pay by itself is not published"
ALIKE_THERE = {
    "become": "people like you in that job",
    "earn": "people like you who hold it",
}


@dataclass(frozen=True, slots=True)
class PayLines:
    """Writes what steps may do to pay.

    ``new`` gives the sentences of a text that were not said before, ``title`` how a step is called. ``figures`` are the
    steps with a figure of their own; ``first_job``: whether the person has no coding job and no coding years. ``base``
    is what a change in dollars is set against; ``is_said_for_all``: whether a later step has no line on pay either.
    """

    notes: Notes
    new: Callable[[str], str]
    title: Callable[[str], str]
    figures: frozenset[str] = frozenset()
    first_job: bool = False
    base: str = "now"
    is_said_for_all: bool = True

    def of(self, step: Recommendation) -> Iterator[Line]:
        """The lines of *step*; none where nothing is published."""
        if step.counted_in:
            counted = f"counted once, with the step: {self.title(step.counted_in)}"
            yield Line("Pay", counted if step.counted_in in self.figures else NO_FIGURE)
        elif step.effect:
            yield from self._effect(step.effect, step)
        elif step.holders:
            yield Line("Pay", NO_FIGURE)
        elif step.access and self.first_job and set(step.access.sources) <= set(step.sources):
            yield from self._entry(step.access)
        elif says_no_figure(step):
            later = ", here and where a later step has no line on pay" if self.is_said_for_all else ""
            yield Line("Pay", f"{NO_FIGURE_FITS}{later}")
        if step.holders:
            yield Line("Holders", self._holders(step.holders))

    def _effect(self, effect: Effect, step: Recommendation) -> Iterator[Line]:
        own, beside, usd = same_person_claim(effect), association_claim(effect), same_person_dollars(effect)
        measured = f"; it rests on {effect.measured_on}" if effect.measured_on else ""
        any_of = f"It is the figure of any {inside(effect.told_of)}, not of this one by itself."
        of = self.new(any_of) if effect.told_of else ""
        stops = "; dollars stop at the 90th percentile of such work there" if effect.stops else ""
        behind = f"inferred, not measured{measured}; {self.notes.on(own)}{of and f'. {of}'}"
        base = self._against(step)
        gain = up_to(own, usd, base) if usd and gains_nothing(effect) else change(own, usd, base)
        yield Line("For you", f"{gain}{stops}; {behind}")
        if effect.alike_after_usd is not None:
            middle = "" if step.move == "earn" else f", {dollars(effect.alike_after_usd)} in the middle"
            says = f"your pay now is about what we expect of {ALIKE_THERE.get(step.move, 'people like you')}"
            less = ", so another employer may offer the same or less" if step.id in CHANGES_EMPLOYER else ""
            yield Line("Careful", f"{says}{middle}, or above it{less}; or our estimate is too low")
        if effect.unlike:
            yield Line("Careful", effect.unlike)
        if effect.elsewhere:
            yield Line("Elsewhere", effect.elsewhere)
        if beside:
            says = f"{beside.statistic.rstrip('.')}: {amount(beside)}; {NOT_YOUR_RAISE}"
            yield Line("Groups", f"{says}; {self.notes.on(beside)}")

    def _against(self, step: Recommendation) -> str:
        """What a change in dollars is set against; nobody who changes employers is set against today."""
        if step.id not in CHANGES_EMPLOYER:
            return self.base
        return "if you stayed" if self.base == "now" else f"if you stayed, reckoned from {self.base}"

    def _holders(self, claim: Claim) -> str:
        """What holders told a survey, and that it is no gain of the step."""
        inferred = " (the year is inferred)" if "inferred" in claim.population else ""
        return (
            f"those who answered a survey of {claim.period}{inferred} report a middle of {amount(claim)} a year, of "
            f"all jobs and years: what they have, not what the exam adds; {self.notes.on(claim)}"
        )

    def _entry(self, claim: Claim) -> Iterator[Line]:
        says = (
            "we know of no published figure of what first jobs pay; nearest to it stands the 10th to 25th percentile "
            f"of all records staff in the nation, experienced ones too, by official wages: {amount(claim)} a year"
        )
        if self.new(f"{says}."):
            yield Line("Pay", f"{says}; {self.notes.on(claim)}")


def gains_nothing(effect: Effect) -> bool:
    """Whether the step may bring nothing: who is paid well already, or is unlike the people measured."""
    return effect.alike_after_usd is not None or bool(effect.unlike)


def says_no_figure(step: Recommendation) -> bool:
    """Whether *step* stands first and says, for all that follow, that no figure is published."""
    has_figure = step.effect or step.counted_in or step.holders
    return step.rank == 1 and step.tier != "protect" and not has_figure


def with_figures(advice: Advice) -> frozenset[str]:
    """The steps of *advice* that print a figure on pay of their own."""
    return frozenset(step.id for step in advice.recommendations if step.effect and not step.counted_in)
