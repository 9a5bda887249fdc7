"""Everything about the pay of one person: the estimate, the place, the stated pay, and what else is published."""

from __future__ import annotations

import math

from advisor.advice.beside import said_of_pay, said_of_specialties
from advisor.advice.case import Case
from advisor.advice.earning import Earning, earning, estimate_out, remote_of
from advisor.advice.model import PayEstimate, SaidOfPay, SourceShown, SpecialtySaid, StatedPay
from advisor.advice.sections import disclosures, sources
from advisor.advice.standing import PART_OF_A_YEAR, is_part_of_a_year, is_unemployed
from advisor.knowledge.age import due_on, overdue, says_overdue
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import access_claim
from advisor.pay.formula import Z_80
from advisor.pay.place import newest, region_of
from advisor.provenance import Grade, Items, Model, SourceId
from advisor.quantities import Claim, Usd, hundred

SHARES = (10, 25, 50, 75, 90)
NO_ESTIMATE = (
    "No estimate: the figures are of coders, and you have no paid coding years that we know of, but a clinical licence "
    "or an aim outside coding."
)


class OfficialPercentiles(Model):
    """Official yearly pay below which so many of a hundred of the occupation are paid."""

    shares: Items[int]
    usd: Items[Usd]
    period: str
    grade: Grade
    sources: Items[SourceId]
    note: str = ""


class PayReport(Model):
    """The pay of one person; ``pay`` is null where no estimate is made, and ``why`` then says why.

    ``access`` is the official entry range, for someone not paid as a coder; ``remote`` what working for an employer
    elsewhere may change; ``specialties`` what is said of their pay, ``moves`` of what moves pay.
    """

    as_of: str
    pay: PayEstimate | None
    why: str | None
    access: Claim | None
    official: OfficialPercentiles
    stated: StatedPay | None
    remote: Claim | None
    specialties: Items[SpecialtySaid]
    moves: Items[SaidOfPay]
    sources: Items[SourceShown]
    disclosure: str


def pay_report(case: Case) -> PayReport:
    """What the person of *case* earns like, with all that stands behind it."""
    earned = earning(case)
    estimate = estimate_out(case, earned)
    as_of = case.as_of.isoformat()
    official = official_percentiles(case.kb, as_of)
    remote = remote_of(case, earned)
    said, moves = tuple(said_of_specialties(case)), tuple(said_of_pay(case.kb, as_of))
    cited = [each for each in (estimate, official, remote, *said, *moves) if each]
    return PayReport(
        as_of=as_of,
        pay=estimate,
        why=None if estimate else NO_ESTIMATE,
        access=access_claim(case.kb, as_of) if estimate and earned.footing is None else None,
        official=official,
        stated=stated_pay(case, earned, estimate, official),
        remote=remote,
        specialties=said,
        moves=moves,
        sources=sources(case.kb, cited, {}),
        disclosure=" ".join(disclosures(case)),
    )


def official_percentiles(kb: KnowledgeBase, as_of: str) -> OfficialPercentiles:
    """The newest official percentiles of the occupation in the nation."""
    nation = region_of(kb)
    columns = (nation.p10_usd, nation.p25_usd, nation.median_usd, nation.p75_usd, nation.p90_usd)
    found = [figure for column in columns if (figure := newest(column))]
    first = found[0]
    return OfficialPercentiles(
        shares=SHARES,
        usd=tuple(hundred(figure.value) for figure in found),
        period=first.as_of or "",
        grade=first.grade or "D",
        sources=tuple(dict.fromkeys(source for figure in found for source in figure.source_ids)),
        note=says_overdue(overdue(due_on(first, nation), as_of)),
    )


def stated_pay(
    case: Case, earned: Earning, estimate: PayEstimate | None, official: OfficialPercentiles
) -> StatedPay | None:
    """Where the pay that was told lies; None where none is.

    Among people alike in whole twentieths; in the occupation between which official percentiles.
    """
    usd, employment = case.profile.current_pay_usd, case.profile.employment
    if usd is None:
        return None
    if employment in PART_OF_A_YEAR:
        says = f"not compared: it is {PART_OF_A_YEAR[employment]} pay, and every figure here is of a full year"
        return StatedPay(usd=usd, alike_percent=None, official=says, compared=False)
    median, told_by = _there(earned)
    above = [each.claim.high / each.model_usd for each in (estimate.surveys if estimate else ()) if each.model_usd]
    return StatedPay(
        usd=usd,
        alike_percent=_among_alike(earned, usd),
        survey_percent=_among_alike(earned, usd / above[0]) if above else None,
        official=f"{_between(usd, official)}{median}",
        sources=(*official.sources, *told_by),
    )


def _there(earned: Earning) -> tuple[str, tuple[str, ...]]:
    """The official median of the person's own state, and who tells it; nothing where none is known."""
    place = earned.found.place if earned.found else None
    if place is None or place.median_usd is None:
        return "", ()
    return f"; the official median in {place.title} is ${place.median_usd:,} ({place.period})", place.sources


def other_pay(case: Case, earned: Earning) -> StatedPay | None:
    """The pay of full-time work other than coding beside our estimate of a coding job; None where either is missing."""
    usd = case.profile.current_pay_usd
    if usd is None or earned.found is None or earned.whom == "everyone":
        return None
    if is_unemployed(case) or is_part_of_a_year(case):
        return None
    says = "the pay of other work"
    return StatedPay(usd=usd, alike_percent=None, official=says, compared=False, coding_usd=earned.found.mid_usd)


def _among_alike(earned: Earning, usd: float) -> int | None:
    found = earned.found
    if found is None or earned.whom != "alike":
        return None
    off = math.log(usd / found.mid_usd)
    side = math.log(found.mid_usd / found.low_usd) if off < 0 else math.log(found.high_usd / found.mid_usd)
    share = (1 + math.erf(Z_80 * off / side / math.sqrt(2))) / 2 if side > 0 else 0.5
    return min(95, max(5, math.floor(share * 20 + 0.5) * 5))


def _between(usd: int, official: OfficialPercentiles) -> str:
    below = [share for share, amount in zip(official.shares, official.usd, strict=True) if amount <= usd]
    of = f"percentile of the occupation (US, {official.period})"
    if not below:
        return f"below the {official.shares[0]}th {of}"
    if len(below) == len(official.shares):
        return f"above the {official.shares[-1]}th {of}"
    return f"between the {below[-1]}th and the {official.shares[len(below)]}th {of}"
