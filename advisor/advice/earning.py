"""What the person of a case earns like: the estimate as it goes out, and what changes in pay start from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from advisor.advice.case import Case
from advisor.advice.model import Effect, JointEffect, PayEstimate, PayPart, Recommendation
from advisor.knowledge.age import due_on, overdue, says_overdue
from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.kinds.regions import Region
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.estimate import Estimate, estimate
from advisor.pay.formula import dollars, tenths
from advisor.pay.model import PayModel, pay_model
from advisor.pay.person import UNEMPLOYED, Person, had_coding_job, is_licence_without_coding, person_of
from advisor.pay.place import NATION
from advisor.pay.steps import Footing, Single, Tenths, dollars_of, joint
from advisor.quantities import NOT_A_PROMISE, hundred

INTERVAL = 0.8
Whom = Literal["alike", "first_job", "next_job", "everyone"]
"""Whose pay an estimate is: of people like this one, of an entry coder, of a coder between jobs, or of all alike."""

STATISTICS: dict[Whom, str] = {
    "alike": "middle of what people like this earn, with the range that holds four of five of them",
    "first_job": (
        "middle of what people in a first coding job earn, an entry coder, with the range that holds four of five of "
        "them"
    ),
    "next_job": (
        "middle of what people with so many coding years earn, not that of an entry coder, with the range that holds "
        "four of five of them"
    ),
    "everyone": "middle of what the whole occupation earns, with the range that holds four of five of them",
}
POPULATION = "medical records specialists (29-2072), by a model of published figures"
WHOM_NOTES: dict[Whom, str] = {
    "alike": "",
    "first_job": (
        "You are not paid as a coder now, so this is the estimate of an entry coder: a first job, no coding years."
    ),
    "next_job": (
        "You are not paid as a coder now; this is what people with your coding years earn in such a job. What a break "
        "takes from pay is not published."
    ),
    "everyone": "Neither your coding years nor your credentials nor your job are known: this is the whole occupation.",
}
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
    """What the person of *case* earns like; nothing for a clinical licence without coding years."""
    model = pay_model(case.kb)
    person = person_of(case.profile, case.told, case.kb)
    certain = case.derivation.certain
    paid = ("paid_as_coder",) in certain
    if is_licence_without_coding(person, case.profile, case.kb) or (("clinician",) in certain and not paid):
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
    if person.is_blank and case.profile.employment != UNEMPLOYED:
        return "everyone"
    return "next_job" if person.years else "first_job"


def estimate_out(case: Case, earned: Earning) -> PayEstimate | None:
    """The estimate as it goes out."""
    found = earned.found
    if found is None:
        return None
    place = found.place
    parts = tuple(_parts(found))
    grades = [part.grade for part in parts if part.grade]
    return PayEstimate(
        low_usd=found.low_usd,
        mid_usd=found.mid_usd,
        high_usd=found.high_usd,
        interval=INTERVAL,
        statistic=STATISTICS[earned.whom],
        population=POPULATION,
        place=place.id,
        period=place.period,
        n=None,
        as_of=place.period,
        parts=parts,
        sources=found.sources,
        base_usd=hundred(place.nation_usd),
        grade=max(grades, default="D"),
        notes=tuple(_notes(case.kb, found, earned.whom, case.as_of.isoformat())),
    )


def _parts(found: Estimate) -> Iterator[PayPart]:
    """The parts in turn; their dollars add up from the nation's median to the middle."""
    so_far = math.log(found.place.nation_usd)
    before = int(dollars(so_far, math))
    for at, part in enumerate(found.parts, 1):
        so_far += part.ln
        after = found.mid_usd if at == len(found.parts) else int(dollars(so_far, math))
        yield PayPart(
            name=part.name,
            percent=part.percent,
            sources=part.sources,
            says=part.says,
            usd=after - before,
            known=part.known,
            grade=part.grade,
        )
        before = after


def _notes(kb: KnowledgeBase, found: Estimate, whom: Whom, as_of: str) -> Iterator[str]:
    if WHOM_NOTES[whom]:
        yield WHOM_NOTES[whom]
    unknown = [part.name for part in found.parts if not part.known and part.name not in WITHOUT_FIGURE]
    if unknown:
        yield UNKNOWN_NOTE.format(", ".join(unknown))
    yield from found.place.says
    yield from _overdue(kb, found, as_of)
    yield from _prices(found)


def _overdue(kb: KnowledgeBase, found: Estimate, as_of: str) -> Iterator[str]:
    """That the official wages should have been looked at again by now."""
    region = kb.entries["regions"].get(found.place.id)
    if isinstance(region, Region):
        for figure in region.median_usd:
            mark = says_overdue(overdue(due_on(figure, region), as_of)) if figure.as_of == found.place.period else ""
            if mark:
                yield f"The official wages of {found.place.title} are {mark}."


def _prices(found: Estimate) -> Iterator[str]:
    parity = found.place.price_parity
    if parity is not None:
        real = hundred(found.mid_usd * 100 / parity.value)
        yield (
            f"Prices in {found.place.title} stand at {parity.value:.1f} of the nation's 100 ({parity.as_of}): "
            f"the middle buys there what ${real:,} buy in the nation."
        )


def remote_says(earned: Earning) -> str:
    """What remote work for an employer who pays as the nation does would change where the person lives."""
    found = earned.found
    if found is None or found.place.id == NATION or earned.footing is None:
        return ""
    ends = sorted(
        float(tenths(-earned.model[name] * found.place.ln_level, math)) / 10
        for name in ("remote_pull_low", "remote_pull", "remote_pull_high")
    )
    low, mid, high = (f"{each:+.1f} %" for each in ends)
    return f"for an employer who pays as the nation does, about {mid} ({low} to {high}) where you live, an assumption"


def in_dollars(case: Case, earned: Earning, effect: Effect, steps: tuple[str, ...]) -> Effect:
    """*effect* with its dollars on the person's own pay, where that is told, else on the estimate."""
    if earned.footing is None:
        return effect
    found: Tenths = tuple(round(each * 10) for each in (effect.low_percent, effect.mid_percent, effect.high_percent))  # type: ignore[assignment]
    low, mid, high = dollars_of(case.kb, earned.model, earned.footing, found, steps)
    says = remote_says(earned) if steps == ("work/remote",) else ""
    note = f"{effect.note}; {says}" if says else effect.note
    return effect.model_copy(update={"low_usd": low, "mid_usd": mid, "high_usd": high, "note": note})


def joint_out(case: Case, earned: Earning, recommended: tuple[Recommendation, ...]) -> JointEffect | None:
    """What the recommended steps with an effect may do together; None where fewer than two count."""
    singles = [
        Single(step.id, entry, step.counted_in)
        for step in recommended
        if step.effect and (entry := _effect_entry(case, step.id)) is not None
    ]
    found = joint(case.kb, singles)
    if found is None:
        return None
    low, mid, high = (each / 10 for each in found.tenths)
    effect = Effect(
        statistic="what the steps may do together, logarithms added",
        low_percent=low,
        mid_percent=mid,
        high_percent=high,
        association_percent=None,
        grade=found.grade,
        population="as for each step",
        place="US",
        period=_period(singles),
        n=None,
        as_of=_as_of(singles),
        sources=found.sources,
        note=f"{NOT_A_PROMISE}; one exam counts once, later ones for less, and of several jobs the best",
    )
    return JointEffect(steps=found.steps, effect=in_dollars(case, earned, effect, found.steps))


def _effect_entry(case: Case, step: str) -> Pay | None:
    facts = case.derivation.of("has_effect", step)
    entry = case.kb.entries["pay"].get(str(facts[0][2])) if facts else None
    return entry if isinstance(entry, Pay) and entry.same_person_percent else None


def _period(singles: list[Single]) -> str:
    years = sorted(year for each in singles for year in each.effect.period.split("-")[:1])
    last = sorted(each.effect.period[-4:] for each in singles)
    return years[0] if years[0] == last[-1] else f"{years[0]}-{last[-1]}"


def _as_of(singles: list[Single]) -> str:
    return max(each.effect.same_person_percent.as_of or "" for each in singles if each.effect.same_person_percent)
