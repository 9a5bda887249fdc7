"""Figures about pay in words: the one place where a claim becomes text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from advisor.advice.model import Effect, SaidOfPay, SourceShown, SpecialtySaid
from advisor.knowledge.age import says_overdue
from advisor.quantities import BASIS_MEANS, NOT_A_PROMISE, Claim

NOT_YOUR_RAISE = "the gap between groups and not your raise"


def same_person_claim(effect: Effect) -> Claim:
    """What the step may do for one person, in percent of yearly pay; graded no better than the gap behind it."""
    claim = _claim(effect, effect.basis, effect.low_percent, effect.mid_percent, effect.high_percent)
    return claim.model_copy(update={"grade": max(effect.grade, effect.association_grade or effect.grade)})


def same_person_dollars(effect: Effect) -> Claim | None:
    """The same in dollars a year; None where pay is not estimated."""
    if effect.low_usd is None or effect.high_usd is None:
        return None
    return _claim(effect, effect.basis, effect.low_usd, effect.mid_usd, effect.high_usd, "usd_per_year")


def association_claim(effect: Effect) -> Claim | None:
    """What people who have it earn against people who do not; None where nothing is published."""
    beside = effect.association_percent
    if beside is None:
        return None
    claim = _claim(effect, "association", beside.low, beside.mid, beside.high)
    return claim.model_copy(update={"grade": effect.association_grade or effect.grade})


def _claim(effect: Effect, basis: str, low: float, mid: float | None, high: float, unit: str = "percent") -> Claim:
    shared = effect.model_dump(include=set(_SHARED))
    return Claim(basis=basis, unit=unit, low=low, mid=mid, high=high, **shared)  # type: ignore[arg-type]


_SHARED = ("statistic", "population", "place", "period", "n", "grade", "as_of", "sources", "note")


def amount(claim: Claim) -> str:
    """From low to high and, where there is one, the middle."""
    says = _SAYS[claim.unit, claim.basis == "same_person" or claim.unit == "percent"]
    if claim.low == claim.high:
        return says(claim.low)
    is_between = claim.mid is not None and claim.low < claim.mid < claim.high
    middle = f", middle {says(claim.mid)}" if is_between and claim.mid is not None else ""
    return f"{says(claim.low)} to {says(claim.high)}{middle}"


def change(own: Claim, usd: Claim | None, base: str = "now") -> str:
    """What changes in yearly pay against *base*, in dollars first where they are known; once, not each year."""
    if usd is None or usd.low < 0:
        says = amount(own) if usd is None else f"{amount(usd)} ({amount(own)})"
        against = "" if usd is None or base == "now" else f" against {base}"
        return f"your pay for a year may change by {says}{against}: once, not each year"
    plain = usd.model_copy(update={"basis": "association"})
    ends, _, middle = amount(plain).partition(", middle ")
    beside = f", middle {middle}" if middle else ""
    return f"your pay for a year may be {ends} higher than {base}{beside} ({amount(own)}): once, not each year"


def up_to(own: Claim, usd: Claim, base: str = "now") -> str:
    """What yearly pay may gain at most against *base*, where it may gain nothing."""
    most = f"{dollars(usd.high)} higher than {base} ({percent(own.high)})"
    return f"your pay for a year may be up to {most}, or no higher at all: once, not each year"


def inside(text: str) -> str:
    """*text* as part of a line instead of a sentence."""
    return text[:1].lower() + text[1:].rstrip(".")


def percent(value: float) -> str:
    """A change in percent, with its sign."""
    return "0 %" if value == 0 else f"{value:+.1f} %".replace(".0 %", " %")


def dollars(value: float) -> str:
    """Whole dollars."""
    return f"${value:,.0f}"


def _change_in_dollars(value: float) -> str:
    return "$0" if value == 0 else f"{'+' if value > 0 else '-'}${abs(value):,.0f}"


_SAYS = {
    ("percent", True): percent,
    ("usd_per_year", True): _change_in_dollars,
    ("usd_per_year", False): dollars,
}


def basis(claim: Claim) -> str:
    """What kind of figure it is."""
    return BASIS_MEANS[claim.basis]


def evidence(claim: Claim, sources: Mapping[str, SourceShown], numbers: Mapping[str, int]) -> str:
    """All that a figure needs beside it: statistic, population, place, period, n, source, grade; what else to know.

    That it is an association and no promise stands once above all of them.
    """
    asked = f", {claim.n:,} answers" if claim.n else ""
    parts = (
        f"{claim.statistic.rstrip('.')}; {claim.population.rstrip('.')}; {claim.place}, {claim.period}{asked}",
        f"{cited(claim.sources, sources, numbers)}, {claim.as_of}; grade {claim.grade}",
        claim.note.removeprefix(NOT_A_PROMISE).strip(" ;."),
    )
    return "; ".join(part for part in parts if part)


def hearsay(said: SaidOfPay, grade: str) -> str:
    """What somebody says of pay without a figure, with its year and *grade*, as the report writes it."""
    mark = f"; {says_overdue(said.overdue)}" if said.overdue else ""
    return f"{said.title}: {said.says}; an article of {said.as_of[:4]}, {grade}{mark}"


def field_says(said: SpecialtySaid, behind: Callable[[Claim], str], shown: Set[str] = frozenset()) -> str:
    """What is said of the pay of a specialty, beside what a survey measured of those who proved it.

    Args: behind: what stands behind a claim, as the report writes it; shown: statistics that stand with a step.
    """
    note = f"; {said.note}" if said.note else ""
    first = f"{said.title}: {said.says} (an article of {said.as_of}, grade {said.grade}{note})."
    if said.measured is None:
        return f"{first} No survey in our files measured {said.title}, so our own estimate adds nothing for it"
    alone = f"For working in {said.title} without its credential our own estimate adds nothing: this is our judgement"
    if said.measured.statistic in shown:
        return f"{first} {alone}"
    return (
        f"{first} For holders of its credential: {said.measured.statistic.rstrip('.')}: {amount(said.measured)}, "
        f"before allowing for their experience; {NOT_YOUR_RAISE} ({behind(said.measured)}). {alone}"
    )


def cited(ids: tuple[str, ...], sources: Mapping[str, SourceShown], numbers: Mapping[str, int]) -> str:
    """The first source by its title, the others by number."""
    if not ids:
        return "No source"
    first = sources.get(ids[0])
    named = f'"{first.title}", {first.publisher}' if first else ids[0]
    places = ", ".join(map(str, sorted(numbers[each] for each in ids if each in numbers)))
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    return f"{named}{more}" + (f" [{places}]" if places else "")
