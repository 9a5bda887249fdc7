"""What the person of a case earns like: the estimate as it goes out, and what changes in pay start from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from advisor.advice.beside import remote_claim, surveys
from advisor.advice.case import Case
from advisor.advice.model import Effect, PayEstimate, PayPart, Whom
from advisor.advice.standing import is_part_of_a_year, is_unemployed, low_end, of_others, standing, years_of
from advisor.knowledge.age import due_on, first_overdue, says_overdue
from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.kinds.regions import Region
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import access_claim
from advisor.pay.estimate import Estimate, estimate
from advisor.pay.formula import change, dollars
from advisor.pay.model import PayModel, pay_model
from advisor.pay.person import Person, had_coding_job, is_licence_without_coding, person_of
from advisor.pay.place import NATION, Place
from advisor.pay.steps import CHANGES_EMPLOYER, Footing, Tenths, dollars_of
from advisor.provenance import Grade
from advisor.quantities import NOT_A_PROMISE, Claim, hundred

INTERVAL = 0.8
ABOUT_THE_SAME = 1.02
"""Pay that lies no further above a middle is about the same; ours."""
RANGE = "with the range that holds four of five of them, which reaches further up than down, as official wages do"
STATISTICS: dict[Whom, str] = {
    "alike": f"our own estimate: middle of what people like this earn, {RANGE}",
    "first_job": f"our own estimate: middle of what people in a first coding job earn, an entry coder, {RANGE}",
    "next_job": (
        f"our own estimate: middle of what people with so many coding years earn, not that of an entry coder, {RANGE}"
    ),
    "everyone": f"our own estimate: middle of what the whole occupation earns, {RANGE}",
}
POPULATION = "medical records specialists (29-2072), calculated by this program from publications of {}"
WITHOUT_FIGURE = ("specialty", "setting")
"""Parts of which no figure is published, so that not to know them widens nothing."""

UNKNOWN_NOTE = "Not known, counted as the average and as a wider range: {}."


@dataclass(frozen=True, slots=True)
class Earning:
    """The estimate of a case (None: none is made), whose pay it is, and what changes start from."""

    model: PayModel
    found: Estimate | None
    whom: Whom
    footing: Footing | None


def earning(case: Case) -> Earning:
    """What the person of *case* earns like; nothing for a clinical licence without coding years, or another aim."""
    model = pay_model(case.kb)
    person = person_of(case.profile, case.told, case.kb)
    certain = case.derivation.certain
    paid = ("paid_as_coder",) in certain
    if is_licence_without_coding(person, case.profile, case.kb) or (("aims_elsewhere",) in certain and not paid):
        return Earning(model, None, "alike", None)
    whom = _whom(case, person, paid)
    if whom in ("first_job", "next_job"):
        person = person.in_a_coding_job(had_coding_job(case.profile, case.kb))
    found = estimate(case.kb, model, person)
    told = case.profile.current_pay_usd
    footing = Footing(told or found.mid_usd, told is not None, found.place, person.role) if paid else None
    return Earning(model, found, whom, footing)


def _whom(case: Case, person: Person, paid: bool) -> Whom:
    if paid:
        return "alike"
    if person.is_blank and not is_unemployed(case):
        return "everyone"
    return "next_job" if person.years else "first_job"


def estimate_out(case: Case, earned: Earning) -> PayEstimate | None:
    """The estimate as it goes out."""
    found = earned.found
    if found is None:
        return None
    place, as_of = found.place, case.as_of.isoformat()
    parts = tuple(_parts(found))
    beside = () if earned.whom == "everyone" else tuple(surveys(case.kb, earned.model, found, as_of))
    low = low_end(case.kb, found.low_usd, found.mid_usd, is_doubted=bool(beside))
    since = pay_since(case.kb, place, as_of)
    return PayEstimate(
        low_usd=found.low_usd,
        mid_usd=found.mid_usd,
        high_usd=found.high_usd,
        interval=INTERVAL,
        statistic=f"{STATISTICS[earned.whom]}{_counted(parts)}",
        population=POPULATION.format(years_of(case.kb, found.sources)),
        place=place.id,
        period=place.period,
        n=None,
        as_of=place.period,
        parts=parts,
        sources=tuple(dict.fromkeys((*found.sources, *(each for one in beside for each in one.claim.sources)))),
        base_usd=hundred(place.nation_usd),
        grade=_grade(earned.model, parts),
        note="; ".join(filter(None, (NOT_A_PROMISE, says_overdue(since)))),
        notes=tuple(_notes(case.kb, found, earned.whom, as_of)),
        whom=earned.whom,
        because=standing(case, earned.whom, found.person),
        surveys=beside,
        low_end=" ".join(filter(None, (low, of_others(case, earned.whom)))),
        overdue=since,
    )


def _counted(parts: Iterable[PayPart]) -> str:
    """What of a person makes people alike here: the parts that are known."""
    known = [part.name for part in parts if part.known and part.name not in WITHOUT_FIGURE]
    return f"; alike by {', '.join(known)}" if known else ""


def _grade(model: PayModel, parts: Iterable[PayPart]) -> Grade:
    """The worst grade behind an estimate; what a part is set against, the average of all, rests on assumptions."""
    own = [part.grade for part in parts if part.grade]
    centres = [model.terms[f"centre:{part.name}"].grade for part in parts if part.known and part.name != "place"]
    return max([*own, *(each for each in centres if each)], default="D")


def pay_since(kb: KnowledgeBase, found: Place, as_of: str) -> str | None:
    """Since when the first figure behind an estimate of a place waits for review: wages, or terms of the model."""
    dues = [
        due_on(term, entry)
        for entry in kb.entries["pay"].values()
        if isinstance(entry, Pay) and entry.sort == "parameter"
        for term in entry.terms
    ]
    for place in {found.id, NATION}:
        region = kb.entries["regions"].get(place)
        if isinstance(region, Region):
            dues += [due_on(each, region) for each in region.median_usd if each.as_of == found.period]
    return first_overdue(dues, as_of)


def _parts(found: Estimate) -> Iterator[PayPart]:
    """The parts in turn; their dollars add up from the nation's median to the middle.

    A part that rests on no figure and changes nothing cites nothing.
    """
    so_far = math.log(found.place.nation_usd)
    before = int(dollars(so_far, math))
    for at, part in enumerate(found.parts, 1):
        so_far += part.ln
        after = found.mid_usd if at == len(found.parts) else int(dollars(so_far, math))
        yield PayPart(
            name=part.name,
            percent=part.percent,
            sources=part.sources if part.grade or part.percent else (),
            says=part.says,
            usd=after - before,
            known=part.known,
            grade=part.grade,
        )
        before = after


def _notes(kb: KnowledgeBase, found: Estimate, whom: Whom, as_of: str) -> Iterator[str]:
    unknown = [part.name for part in found.parts if not part.known and part.name not in WITHOUT_FIGURE]
    if unknown:
        yield UNKNOWN_NOTE.format(", ".join(unknown))
    yield from found.place.says
    if whom == "first_job":
        yield from _beginners(kb, found, as_of)
    if whom != "everyone" and found.high_usd > found.place.p90_usd:
        yield (
            f"The upper end lies above the 90th percentile of the whole occupation{_where(found)}, "
            f"${hundred(found.place.p90_usd):,}: one in ten of all pass it, of jobs like this more. No percentile of "
            "the job itself is published."
        )
    yield from _prices(found)


def _beginners(kb: KnowledgeBase, found: Estimate, as_of: str) -> Iterator[str]:
    """Why an estimate for a beginner and the lower part of the official wages may differ."""
    entry = access_claim(kb, as_of)
    if entry:
        yield (
            "Nobody publishes what first jobs pay. The official range nearest to it, "
            f"${entry.low:,.0f} to ${entry.high:,.0f}, is the 10th to 25th percentile of the whole occupation in the "
            "nation, certified and experienced people among them; the estimate is of beginners"
            f"{_where(found)} with what you hold, and may lie below it."
        )


def _where(found: Estimate) -> str:
    return "" if found.place.id == NATION else f" in {found.place.title}"


def _prices(found: Estimate) -> Iterator[str]:
    parity = found.place.price_parity
    if parity is not None:
        real = hundred(found.mid_usd * 100 / parity.value)
        yield (
            f"Prices in {found.place.title} stand at {parity.value:.1f} of the nation's 100 ({parity.as_of}): "
            f"the middle buys there what ${real:,} buy in the nation."
        )


def remote_of(case: Case, earned: Earning) -> Claim | None:
    """What remote work for an employer who pays as the nation does may change; None for whom it changes nothing."""
    return remote_claim(earned.model, earned.found, case.as_of.isoformat()) if earned.footing else None


def in_dollars(case: Case, earned: Earning, effect: Effect, steps: tuple[str, ...]) -> Effect:
    """*effect* with its dollars on the person's own pay, where that is told, else on the estimate."""
    if earned.footing is None:
        return effect
    found: Tenths = tuple(round(each * 10) for each in (effect.low_percent, effect.mid_percent, effect.high_percent))  # type: ignore[assignment]
    low, mid, high = dollars_of(case.kb, earned.model, earned.footing, found, steps)
    elsewhere = remote_of(case, earned) if steps == ("work/remote",) else None
    after = _after(case, earned, steps[0], low) if len(steps) == 1 and mid > 0 else None
    stops = high < int(change(earned.footing.base_usd, found[2], math))
    added: dict[str, Any] = {"low_usd": low, "mid_usd": mid, "high_usd": high, "alike_after_usd": after, "stops": stops}
    if elsewhere:
        added |= {
            "elsewhere": _remote_says(elsewhere),
            "sources": tuple(dict.fromkeys((*effect.sources, *elsewhere.sources))),
        }
    return effect.model_copy(update=added)


def _after(case: Case, earned: Earning, step: str, low_usd: int) -> int | None:
    """The middle of people alike after *step*, where the full-time pay that was told lies above it; else None.

    Of another job it is enough that the least gain, *low_usd*, carries pay above it.
    """
    move, _, target = step.partition("/")
    if earned.found is None or earned.footing is None or not earned.footing.is_told or is_part_of_a_year(case):
        return None
    person, reached = earned.found.person, earned.footing.base_usd
    if move == "become":
        person, reached = replace(person, role=target), reached + low_usd
    elif move == "earn" and person.full is not None:
        person = replace(person, full=person.full + 1, held=(*person.held, target), apprentice=False)
    elif move == "join":
        person = replace(person, employer=target)
    elif step not in CHANGES_EMPLOYER:
        return None
    middle = estimate(case.kb, earned.model, person).mid_usd
    return middle if middle * ABOUT_THE_SAME < reached else None


def _remote_says(claim: Claim) -> str:
    low, mid, high = (f"{each:+.1f} %" for each in (claim.low, claim.mid or 0.0, claim.high))
    return (
        f"for an employer who pays nearer to the nation's level, instead: about {mid} ({low} to {high}) "
        f"against pay where you live ({claim.statistic}; grade {claim.grade})"
    )
