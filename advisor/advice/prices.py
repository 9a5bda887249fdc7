"""What the price of a step is made of, what it leaves out, and what it leaves of a budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from advisor.advice.case import Case
from advisor.advice.costs import has_one_payment, issuer_of, total, whole
from advisor.advice.days import in_words, next_on
from advisor.advice.model import CostPart, Left, UsdRange
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.issuers import Issuer
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.told import ToldFact
from advisor.provenance import Cited, best, newest_told
from advisor.quantities import Usd

WITHOUT_BOOKS = "no"
YEARS_FOR_A_COURSE = 2
"""Whoever has coded so long is not told of a course beside an exam."""
CODE_BOOKS, COURSE = "the code books", "a course"
"""How what the price of an exam leaves out is called; more is said of it after these words."""
BORROWED = "no price for the "
"""What the note of a price says that is the price of another exam."""
UNPRICED = "(no price in our files)"
ON_TOP = " come on top."
UNITS = "units of continuing education that you have to buy"


def cost_parts(kb: KnowledgeBase, step: Step, extra: Sequence[CostPart]) -> tuple[CostPart, ...]:
    """The price of *step* and what comes on top; empty where no price is in our files, or where it is free."""
    if step.cost_usd is None or step.cost_usd.high == 0:
        return ()
    low, high = whole(step.cost_usd)
    name, note = _called(kb, step)
    return (CostPart(name=name, low_usd=low, high_usd=high, sources=step.effort_sources, note=note), *extra)


def priced(kb: KnowledgeBase, step: Step, extra: Sequence[CostPart]) -> dict[str, Any]:
    """What *step* with *extra* costs, as the fields of ``Priced``."""
    return {
        "cost_usd": total(step, extra),
        "cost_parts": cost_parts(kb, step, extra),
        "cost_as_of": step.cost_as_of,
        "cost_undated": step.cost_undated,
        "cost_grade": step.cost_grade,
    }


def price_sources(step: Step, extra: Sequence[CostPart]) -> tuple[str, ...]:
    """Who tells the price of *step* and of *extra*."""
    return tuple(dict.fromkeys((*step.effort_sources, *(source for part in extra for source in part.sources))))


def _called(kb: KnowledgeBase, step: Step) -> tuple[str, str]:
    """How the price of *step* is called, and what to know of it."""
    entry = kb.entries["credentials"].get(step.target) if step.move in ("earn", "renew") else None
    if not isinstance(entry, Credential):
        return (step.buys or ("course" if step.move == "learn" else "price")), _of_where(kb, step)
    issuer = issuer_of(kb, step.target)
    if step.move == "earn":
        name = "exam for non-members" if step.members_pay_usd is not None else "exam"
        return name, "; ".join([*_members(step, issuer), *_tries(entry)])
    if issuer and has_one_payment(issuer):
        return f"{issuer.abbreviation} dues, one year", ""
    body = issuer.abbreviation if issuer else "the"
    name = f"{body} renewal for non-members" if step.members_pay_usd is not None else f"{body} renewal"
    return name, "; ".join(_members(step, issuer))


def _of_where(kb: KnowledgeBase, step: Step) -> str:
    """Whose price of training it is, where its source is weak; else empty."""
    program: Any = kb.entries["education"].get(step.target) if step.move == "learn" else None
    told = best(program.cost_usd) if program else None
    note = (told.note or "") if told and told.grade == "D" else ""
    return note[:1].lower() + note[1:]


def _members(step: Step, issuer: Issuer | None) -> Iterator[str]:
    if step.members_pay_usd is not None:
        dues = best(issuer.dues_usd) if issuer else None
        beside = f", beside dues of ${dues.value:,} a year" if dues else ""
        yield f"members pay ${step.members_pay_usd:,}{beside}"


def _tries(credential: Credential) -> Iterator[str]:
    """What an exam costs for one try and for two; and where the price is not its own, that."""
    one, two = (newest_told(_fees(credential, covers)) for covers in ("one_attempt", "two_attempts"))
    if one and two:
        yield f"${one.value:,} for one try, ${two.value:,} for two"
    elif two:
        yield "for two tries"
    yield from weak_notes(fee for fee in (one, two) if fee)


def weak_notes(fees: Iterable[Cited[Usd]]) -> list[str]:
    """What is to be known of prices on weak ground, once each: whose they are, where they are those of another exam."""
    assumed = {fee.note for fee in fees if fee.note and fee.grade == "D"}
    return [note[:1].lower() + note[1:].rstrip(".") for note in sorted(assumed)]


def _fees(credential: Credential, covers: str) -> Iterator[Cited[Usd]]:
    return (fee for fee in credential.fees if fee.covers == covers)


def not_in_cost(case: Case, step: Step, extra: Sequence[CostPart] = (), on: date | None = None) -> Iterator[str]:
    """What is paid beside the price of *step* with *extra*, and has no price in our files.

    Args: on: the day before which the step cannot be taken.
    """
    credential: Any = case.kb.entries["credentials"].get(step.target)
    if step.move == "renew":
        yield from (part.note[:1].lower() + part.note[1:].removesuffix(ON_TOP) for part in extra if ON_TOP in part.note)
        yield UNITS
    if step.move != "earn" or credential is None:
        return
    if asks_books(credential):
        year = books_of(case.kb, credential, on) if on else None
        later = "" if on else _later_books(case, credential)
        yield f"{CODE_BOOKS} {f'of {year} ' if year else ''}that the exam asks for {UNPRICED}{later}"
    courses = {course for way in step.advised for course in (*way.completed_one_of, *way.completed_all_of)}
    has_one = ("in_a_course",) in case.derivation.certain or courses & set(_completed(case.told))
    if courses and not has_one and not _has_coded(case.told):
        yield f"{COURSE}, where you take one"


def books_of(kb: KnowledgeBase, credential: Credential, on: date) -> int | None:
    """The year of the code books that the exam of *credential* asks for on a day; None where its issuer tells none."""
    change = _change_of_books(kb, credential)
    return None if change is None else on.year - (f"{on:%m-%d}" < change)


def _later_books(case: Case, credential: Credential) -> str:
    """From which day on the exam asks for the books of the next year; empty where its issuer tells none."""
    change = _change_of_books(case.kb, credential)
    day = next_on(change, case.as_of) if change else None
    return f"; from {in_words(day)} on those of {day.year}" if day else ""


def _change_of_books(kb: KnowledgeBase, credential: Credential) -> str | None:
    """The day of the year, MM-DD, from which on exams ask for its code books."""
    issuer = issuer_of(kb, credential.id)
    change = best(issuer.exam_books_from) if issuer else None
    return change.value if change else None


def asks_books(credential: Credential) -> bool:
    """Whether books are said to be allowed in this exam itself; those of other exams of its issuer say nothing."""
    allowed = best(credential.exam.open_book) if credential.exam else None
    return allowed is not None and allowed.value != WITHOUT_BOOKS


def _completed(told: Sequence[ToldFact]) -> Iterator[str]:
    return (str(dict(fact.fields)["course"]) for fact in told if fact.name == "completed" and fact.certain)


def _has_coded(told: Sequence[ToldFact]) -> bool:
    years = [dict(fact.fields)["years"] for fact in told if fact.name == "experience" and fact.certain]
    return any(isinstance(each, float) and each >= YEARS_FOR_A_COURSE for each in years)


def left(profile: Profile, cost: UsdRange | None) -> Left | None:
    """What *cost* leaves of the budget that was told; None where none was, or nothing is paid."""
    budget = profile.wants.budget_usd
    if budget is None or cost is None or cost.high == 0:
        return None
    return Left(budget_usd=int(budget), low_usd=int(budget) - cost.high, high_usd=int(budget) - cost.low)
