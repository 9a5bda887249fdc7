"""What people like this one earn, in the words that stand above every advice."""

from __future__ import annotations

from advisor.advice.model import PayEstimate, Whom
from advisor.provenance import GRADE_MEANS, Grade
from advisor.quantities import NOT_A_PROMISE
from advisor.reports.claims import dollars
from advisor.reports.notes import Notes

ESTIMATE_IS: dict[Grade, str] = {
    "A": "a sound estimate",
    "B": "a fair estimate",
    "C": "a rough estimate",
    "D": "a weak estimate",
}
WHO_EARNS: dict[Whom, str] = {
    "alike": "People like you earn",
    "first_job": "You do not code for pay now. In a first coding job people with what you bring earn",
    "next_job": "You are not paid as a coder now. Coders with your years earn",
    "everyone": "Nothing we know of you narrows it: medical records specialists, coders among them, earn",
}


ENTRY_IS_OTHER = (
    "The official entry range is something else, and may lie above it: the 10th to 25th percentile of the whole "
    "occupation in the nation, experienced people among them."
)


def headline(pay: PayEstimate, notes: Notes) -> str:
    """*pay* as a claim: whose it is, the range, how good an estimate it is, and of when."""
    behind = f"{pay.statistic}; {pay.population}; {pay.place}, {pay.period}"
    letter = notes.of(f"{behind} {notes.places(pay.sources)}".strip())
    marked = f"; overdue for review since {pay.overdue}" if pay.overdue else ""
    beside = f" {ENTRY_IS_OTHER}" if pay.whom == "first_job" else ""
    return (
        f"{WHO_EARNS[pay.whom]} {dollars(pay.low_usd)} to {dollars(pay.high_usd)} a year, middle "
        f"{dollars(pay.mid_usd)}. This is {ESTIMATE_IS[pay.grade]} (four of five of them; {pay.place}, dollars of "
        f"{pay.period}; grade {pay.grade}: {GRADE_MEANS[pay.grade]}{marked}) [{letter}].{beside}"
    )


def survey_differs(pay: PayEstimate) -> str:
    """What surveys say of holders of the person's credentials, and why the estimate says something else."""
    figures = [f"{each.title} {dollars(each.claim.high)}" for each in pay.surveys]
    first = pay.surveys[0]
    same = [f"{dollars(each.model_usd)} ({each.title})" for each in pay.surveys if each.model_usd]
    ours = f" Our model gives all such holders of that year {', '.join(same)}." if same else ""
    marked = f"; {late}" if (late := first.claim.note.removeprefix(NOT_A_PROMISE).strip(" ;")) else ""
    return (
        f"Holders who answered a survey report a middle of {', '.join(figures)} (dollars of "
        f"{first.claim.period}, grade {first.claim.grade}{marked}). They chose to answer and are of all jobs, managers "
        f"too, and all years.{ours} Your years, job, place and employer make the rest of the difference. We start from "
        "official wages, which hold other records staff too: a certified coder may be paid more than we say."
    )
