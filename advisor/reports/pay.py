"""The pay of one person in lines: the range, its parts, where the stated pay lies, and a picture."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from advisor.advice.model import PayEstimate, PayPart, Whom
from advisor.advice.pay_report import OfficialPercentiles, PayReport
from advisor.quantities import Claim
from advisor.reports.claims import amount, dollars, field_says, hearsay, percent
from advisor.reports.earned import ESTIMATE_IS, survey_differs
from advisor.reports.harmless import harmless, safe_url
from advisor.reports.notes import GRADES

WIDTH = 80
BAR = 60
"""Columns of the picture."""


def render(found: PayReport) -> str:
    """*found* as lines of at most 80 columns."""
    numbers = {source.id: number for number, source in enumerate(found.sources, 1)}
    return "".join(f"{line}\n" for line in _lines(found, numbers))


def _lines(found: PayReport, numbers: Mapping[str, int]) -> Iterator[str]:
    if found.pay is None:
        yield from _wrapped(found.why or "No estimate.")
    else:
        yield from _estimate(found.pay, numbers)
        yield from _picture(found)
    yield from _also(found, numbers)
    yield ""
    yield from _wrapped(GRADES)
    yield ""
    yield "SOURCES"
    for source in found.sources:
        yield from _wrapped(f"[{numbers[source.id]}] {source.title} ({source.publisher}, {source.period})", "  ")
        if source.url and (url := safe_url(source.url)):
            yield f"      {url}"
    yield ""
    yield from _wrapped(found.disclosure)


TITLES: dict[Whom, tuple[str, str]] = {
    "alike": ("WHAT PEOPLE LIKE YOU EARN", "people like you"),
    "first_job": ("WHAT PEOPLE LIKE YOU EARN IN A FIRST CODING JOB", "such beginners"),
    "next_job": ("WHAT CODERS WITH YOUR YEARS EARN", "such coders"),
    "everyone": ("WHAT THE WHOLE OCCUPATION EARNS", "them"),
}
"""The title of an estimate, and of whom it speaks."""


def _estimate(pay: PayEstimate, numbers: Mapping[str, int]) -> Iterator[str]:
    title, whom = TITLES[pay.whom]
    yield title
    yield from _wrapped(
        f"{dollars(pay.low_usd)} to {dollars(pay.high_usd)} for a full-time year, middle {dollars(pay.mid_usd)}: "
        f"{ESTIMATE_IS[pay.grade]}, our own, not a count, and published by nobody. We expect four of five of "
        f"{whom} in this range. {pay.place}, dollars of {pay.period}; "
        f"grade {pay.grade}; {pay.note}.",
        "  ",
    )
    for note in filter(None, (pay.because, pay.low_end, *pay.notes)):
        yield from _wrapped(note, "  ")
    yield ""
    yield "HOW IT COMES ABOUT"
    yield f"  {'median of the whole occupation':<42}{'':>9}{dollars(pay.base_usd):>10}"
    for part in pay.parts:
        yield from _part(part, numbers)
    yield f"  {'middle of ' + whom:<42}{'':>9}{dollars(pay.mid_usd):>10}"
    yield from _wrapped("Each part is set against the average of all; the parts multiply.", "  ")
    yield ""


def _part(part: PayPart, numbers: Mapping[str, int]) -> Iterator[str]:
    first, *more = textwrap.wrap(harmless(part.says), 41) or [part.name]
    sign = "" if part.usd == 0 else "+" if part.usd > 0 else "-"
    places = ",".join(str(numbers[each]) for each in part.sources if each in numbers)
    behind = f"  {part.grade} [{places}]" if part.known and part.grade else ""
    yield f"  {first:<42}{percent(part.percent):>9}{sign + dollars(abs(part.usd)):>10}{_cut(behind, WIDTH - 63)}"
    yield from (f"    {line}" for line in more)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: text.rfind(',', 0, most - 4)]},..]"


def _picture(found: PayReport) -> Iterator[str]:
    """The official percentiles, the range and the stated pay on one scale of dollars."""
    pay = found.pay
    assert pay is not None
    marks = [*found.official.usd, pay.low_usd, pay.high_usd, *([found.stated.usd] if found.stated else [])]
    low, high = min(marks) * 0.95, max(marks) * 1.05

    def column(usd: float) -> int:
        return round((usd - low) / (high - low) * (BAR - 1))

    p10, p25, p50, p75, p90 = (column(each) for each in found.official.usd)
    official = _row(dict.fromkeys(range(p10, p90 + 1), "-") | dict.fromkeys(range(p25, p75 + 1), "=") | {p50: "|"})
    own = dict.fromkeys(range(column(pay.low_usd), column(pay.high_usd) + 1), "=") | {column(pay.mid_usd): "|"}
    yield "THE PICTURE"
    yield f"  {'occupation':<14}{official}"
    yield f"  {'people alike':<14}{_row(own)}"
    if found.stated:
        yield f"  {'your pay':<14}{_row({column(found.stated.usd): '^'})}"
    ends = f"{dollars(round(low, -2))}", f"{dollars(round(high, -2))}"
    yield f"  {'':<14}{ends[0]}{ends[1]:>{BAR - len(ends[0])}}"
    yield from _wrapped(_key(found.official), "  ")


def _row(marks: Mapping[int, str]) -> str:
    return "".join(marks.get(at, " ") for at in range(BAR)).rstrip()


def _key(official: OfficialPercentiles) -> str:
    shown = ", ".join(f"P{share} {dollars(usd)}" for share, usd in zip(official.shares, official.usd, strict=True))
    note = f"; {official.note}" if official.note else ""
    return (
        f"Occupation: {shown} ({official.period}, grade {official.grade}{note}); - runs from P10 to P90, = from "
        "P25 to P75. People alike: = holds four of five. | is the middle."
    )


def _also(found: PayReport, numbers: Mapping[str, int]) -> Iterator[str]:
    if found.stated:
        yield ""
        yield "WHERE YOUR PAY LIES"
        alike = found.stated.alike_percent
        told = found.stated.survey_percent
        by_survey = (
            f" ({told} were our estimates of all such holders raised as far as they lie below the survey)"
            if told not in (None, alike)
            else ""
        )
        among = f"roughly {alike} of 100 people like you are paid less{by_survey}, and it lies "
        among = among if alike is not None else "it lies " if found.stated.compared else "it is "
        yield from _wrapped(f"{dollars(found.stated.usd)} a year: {among}{found.stated.official}.", "  ")
    if found.access:
        yield ""
        yield "NEAREST TO FIRST PAY (10TH TO 25TH PERCENTILE OF ALL RECORDS STAFF)"
        yield from _wrapped(_claim(found.access, numbers), "  ")
    if found.pay and found.pay.surveys:
        yield ""
        yield "WHAT A SURVEY REPORTS"
        yield from _surveys(found.pay, numbers)
    if found.specialties:
        yield ""
        yield "WHAT IS SAID OF YOUR SPECIALTIES"
        for said in found.specialties:
            places = ", ".join(str(numbers[each]) for each in said.sources if each in numbers)
            yield from _wrapped(f"{field_says(said, _behind)} [{places}].", "  ")
    if found.moves:
        yield ""
        yield "WHAT MOVES PAY"
        for moves in found.moves:
            places = ", ".join(str(numbers[each]) for each in moves.sources if each in numbers)
            says = hearsay(moves, f"grade {moves.grade}")
            yield from _wrapped(f"{says} [{places}].", "  ")
    if found.remote:
        yield ""
        yield "REMOTE WORK"
        yield from _wrapped(f"For an employer who pays as the nation does, {_claim(found.remote, numbers)}", "  ")


def _surveys(pay: PayEstimate, numbers: Mapping[str, int]) -> Iterator[str]:
    for each in pay.surveys:
        yield from _wrapped(_claim(each.claim, numbers), "  ")
    yield from _wrapped(survey_differs(pay), "  ")


def _behind(claim: Claim) -> str:
    return f"{claim.period}, grade {claim.grade}; {claim.population}; {claim.note}"


def _claim(claim: Claim, numbers: Mapping[str, int]) -> str:
    places = ", ".join(str(numbers[each]) for each in claim.sources if each in numbers)
    return (
        f"{amount(claim)}{'' if claim.unit == 'percent' else ' a year'}: {claim.statistic}; {claim.population}; "
        f"{claim.place}, {claim.period}; grade "
        f"{claim.grade}; {claim.note}" + (f" [{places}]." if places else ".")
    )


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(harmless(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
