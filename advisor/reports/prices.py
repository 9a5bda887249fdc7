"""Prices in words: what is asked, what it is made of, what it leaves out, and what it leaves of a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.advice.days import listed
from advisor.advice.model import Advice, CostPart, Left, Priced, Recommendation, UsdRange
from advisor.advice.prices import BORROWED, CODE_BOOKS, COURSE, ON_TOP
from advisor.advice.upkeep import NOT_FIRM
from advisor.knowledge.age import says_overdue
from advisor.provenance import Grade
from advisor.reports.claims import dollars
from advisor.reports.document import Line, Section

NO_PRICE = "no price in our files"
ASKED_OF_ISSUERS = ("earn", "renew")
"""Moves that cost money even where no price is in our files; of training its ways say so."""
ASK_FOR_THE_SUM = " at most; what comes on top may go beyond it: have the whole sum in writing before you count on this"
NOT_ITS_OWN = "not known; at the price of another exam of its issuer "
ELSEWHERE = "not set against yours: the price is that of another place, so ask what it costs near you"
BEFORE = ((COURSE, "course"), (CODE_BOOKS, "books"))
"""What the price of an exam leaves out, and how it is called beside a budget."""


def cost(span: UsdRange | None) -> str:
    """Dollars from low to high."""
    if span is None:
        return NO_PRICE
    if span.low == span.high:
        return dollars(span.low) if span.high else "nothing"
    return f"{dollars(span.low)} to {dollars(span.high)}"


def span(part: CostPart) -> str:
    """A part of a price in dollars."""
    return cost(UsdRange(low=part.low_usd, high=part.high_usd))


def part_says(part: CostPart) -> str:
    """A part of a price: what it is, its dollars, and what to know of it."""
    note = part.note[:1].lower() + part.note[1:].rstrip(".")
    return f"{part.name} {span(part)}" + (f": {note}" if note else "")


def price(step: Priced) -> str:
    """The cost with its parts and what to know of them, the year of the prices and how good they are."""
    parts = [part_says(part) for part in step.cost_parts]
    if len(step.cost_parts) == 1:
        only = step.cost_parts[0]
        parts = [part for part in (only.name if " " in only.name else "", only.note.rstrip(".")) if part]
    year = [_told(step)] if step.cost_as_of and step.cost_parts else []
    behind = "; ".join((*parts, *year))
    usd = f"{NOT_ITS_OWN if is_borrowed(step) else ''}{at_least(step)}"
    return f"{usd} ({behind})" if behind else usd


def is_borrowed(step: Priced) -> bool:
    """Whether the price is that of another exam."""
    return any(BORROWED in part.note for part in step.cost_parts)


def at_least(step: Priced) -> str:
    """The cost in dollars, and that it is the least where something without a price comes on top."""
    return f"{'at least ' if _is_least(step) else ''}{cost(step.cost_usd)}"


def _is_least(step: Priced) -> bool:
    """Whether something without a price in our files comes on top."""
    return any(ON_TOP in part.note for part in step.cost_parts)


def brief(step: Priced) -> str:
    """The cost with the year of the prices and how good they are, without its parts."""
    dues = " with dues" if len(step.cost_parts) > 1 else ""
    year = f", {_told(step)}" if step.cost_as_of and step.cost_parts else ""
    return f"{cost(step.cost_usd)}{dues}{year}"


def _told(step: Priced) -> str:
    """Of when the prices of *step* are, and who tells them."""
    read = f"{step.cost_as_of}"[:4]
    of = f"no date is given, read in {read}" if step.cost_undated else f"prices of {read}"
    return f"{of}{_TOLD_BY[step.cost_grade]}, grade {step.cost_grade}" if step.cost_grade else of


_TOLD_BY: dict[Grade, str] = {
    "A": " as their publisher tells them",
    "B": " as the press or an official body tells them",
    "C": " as another site tells them",
    "D": " on weak ground",
}


def beside_price(step: Recommendation, new: Callable[[str], str]) -> Iterator[Line]:
    """What a renewal asks by its day; what the price leaves out, and what it leaves of the budget.

    Args: new: a text without the sentences that were said before.
    """
    due = " ".join(filter(None, map(new, step.due.says))) if step.due else ""
    if step.due and due:
        yield Line("Due", due + (f" ({says_overdue(step.due.overdue)})" if step.due.overdue else ""))
    if step.not_in_cost:
        yield Line("Not in it", "; ".join(step.not_in_cost))
    if step.budget_aside:
        yield Line("Budget", ELSEWHERE)
    if step.left:
        before = listed([word for text, word in BEFORE if any(each.startswith(text) for each in step.not_in_cost)])
        firm = f"; {NOT_FIRM}" if step.cost_grade == "D" else ""
        firm += ASK_FOR_THE_SUM if _is_least(step) else ""
        only_if = "if it costs that, " if is_borrowed(step) else ""
        yield Line(
            "Budget", only_if + leaves(step.left) + (f", before {before} from the same money" if before else "") + firm
        )


def leaves(left: Left) -> str:
    """What is left of the budget; or by how much the price goes beyond it."""
    named = f"of your {dollars(left.budget_usd)}"
    if left.high_usd < 0:
        return f"more than your {dollars(left.budget_usd)} by {_between(-left.high_usd, -left.low_usd)}"
    if left.low_usd < 0:
        return f"{named} it leaves {dollars(left.high_usd)} at most, and may go {dollars(-left.low_usd)} beyond"
    return f"{named} it leaves {_between(left.low_usd, left.high_usd)}"


def _between(low: int, high: int) -> str:
    return dollars(low) if low == high else f"{dollars(low)} to {dollars(high)}"


def budget(advice: Advice) -> Iterator[Section]:
    """What all steps with a price come to, against the budget that was named."""
    paid = [step for step in advice.recommendations if step.left and step.cost_usd]
    if len(paid) < 2 or not paid[0].left:
        return
    told = paid[0].left.budget_usd
    low = sum(step.cost_usd.low for step in paid if step.cost_usd)
    high = sum(step.cost_usd.high for step in paid if step.cost_usd)
    together = Left(budget_usd=told, low_usd=told - high, high_usd=told - low)
    places = listed([str(step.rank) for step in paid])
    says = f"Steps {places} come to {_between(low, high)} together; {leaves(together)}."
    yield Section("Your budget", (f"{says} What has no price in our files is not counted.",))
