"""What people like this one earn, in the words that stand above every advice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from advisor.advice.model import PayEstimate, SurveyBeside, Whom
from advisor.advice.standing import MAY_BE_LOW
from advisor.provenance import Grade
from advisor.quantities import NOT_A_PROMISE
from advisor.reports.claims import dollars
from advisor.reports.document import Section
from advisor.reports.notes import Notes

ESTIMATE_IS: dict[Grade, str] = {
    "A": "a sound estimate",
    "B": "a fair estimate",
    "C": "a rough estimate",
    "D": "a weak estimate",
}
WHO_EARNS: dict[Whom, str] = {
    "alike": "people like you",
    "first_job": "people in a first coding job with what you bring",
    "next_job": "coders with your years",
    "everyone": "medical records specialists, coders among them,",
}
OWN = "Our own estimate, not a count, and published by nobody"


def headline(pay: PayEstimate, notes: Notes) -> str:
    """*pay* as a claim: whose it is, the range, how good an estimate it is, and of when."""
    aged = notes.aged(pay.population.rpartition(" of ")[2])
    behind = f"{pay.statistic}; {pay.population}{aged}; {pay.place}, dollars of {pay.period}"
    letter = notes.of(f"{behind} {notes.places(pay.sources)}".strip())
    marked = f"; overdue for review since {pay.overdue}" if pay.overdue else ""
    return (
        f"{pay.because} {OWN}: we expect four of five {WHO_EARNS[pay.whom]} to earn {dollars(pay.low_usd)} to "
        f"{dollars(pay.high_usd)} for a full-time year, middle {dollars(pay.mid_usd)} ({pay.place}, dollars of "
        f"{pay.period}). This is {ESTIMATE_IS[pay.grade]}, {notes.grade(pay.grade)}{marked} [{letter}]. "
        f"{' '.join(filter(None, (_doubt(pay), pay.low_end)))}"
    ).strip()


def _doubt(pay: PayEstimate) -> str:
    """What holders of the person's best paid credential told a survey, and what that says of the estimate."""
    if not pay.surveys:
        return ""
    best = _best(pay)
    low = leans(pay)
    more = "more" if low == "low" else "less"
    least = pay.low_usd * best.then_usd / pay.mid_usd
    even = ", even its lowest number" if best.claim.high < least else ""
    return (
        f"In a survey holders of the {best.title} said that they earn {more}: {dollars(best.claim.high)} in the middle "
        f"({best.claim.period}, grade {best.claim.grade}). Ours may be too {low} for you{even}."
    )


def leans(pay: PayEstimate | None) -> Literal["low", "high", ""]:
    """Which way the estimate may be wrong, seen from surveys or from official wages; empty where neither says."""
    if pay is None:
        return ""
    if pay.surveys:
        best = _best(pay)
        return "low" if best.claim.high >= best.then_usd else "high"
    return "low" if MAY_BE_LOW in pay.low_end else ""


def _best(pay: PayEstimate) -> SurveyBeside:
    return max(pay.surveys, key=lambda each: each.claim.high)


def told_by_survey(pay: PayEstimate | None, notes: Notes) -> Iterator[Section]:
    """What holders of the person's credentials told a survey; further down, so that one figure stands first."""
    if pay and pay.surveys:
        places = notes.places(tuple(source for each in pay.surveys for source in each.claim.sources))
        yield Section("What a survey reports", (f"{_reported(pay, places)} {_against(pay)}",))


def survey_differs(pay: PayEstimate) -> str:
    """What surveys say of holders of the person's credentials, and why the estimate says something else."""
    same = [f"{dollars(each.model_usd)} ({each.title})" for each in pay.surveys if each.model_usd]
    ours = f" Our model gives all such holders of that year {', '.join(same)}." if same else ""
    differ = "Your years, job, place and employer make the rest of the difference."
    return f"{_reported(pay, '')}{ours} {differ} {_against(pay)}"


OFFICIAL = (
    "We start from official wages, which hold other records staff too: a certified coder may be paid more than we say."
)
ABOVE_THEM = "That is above what they report: it may be too high."


def _against(pay: PayEstimate) -> str:
    """Which way the estimate may be wrong, seen from the surveys, in the wages of their year."""
    best = _best(pay)
    back = f"In official wages of {best.claim.period} our middle for you is {dollars(best.then_usd)}."
    return f"{back} {OFFICIAL if best.claim.high >= best.then_usd else ABOVE_THEM}"


def _reported(pay: PayEstimate, places: str) -> str:
    figures = [f"{each.title} {dollars(each.claim.high)}" for each in pay.surveys]
    first = pay.surveys[0].claim
    inferred = ", the year is inferred" if "inferred" in first.population else ""
    marked = f"; {late}" if (late := first.note.removeprefix(NOT_A_PROMISE).strip(" ;")) else ""
    return (
        f"Holders who answered a survey report a middle of {', '.join(figures)} (dollars of {first.period}{inferred}, "
        f"grade {first.grade}{marked}){f' {places}' if places else ''}. They chose to answer and are of all jobs, "
        "managers too, and all years."
    )
