"""What is shown beside an estimate of pay and never used for it: surveys, remote work, what is said of specialties."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator

from advisor.advice.case import Case
from advisor.advice.model import SaidOfPay, SpecialtySaid, SurveyBeside
from advisor.knowledge.age import due_on, overdue, says_overdue
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.kinds.specialties import Specialty
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import association_claim, range_claim
from advisor.pay.estimate import REMOTE, Estimate
from advisor.pay.formula import tenths
from advisor.pay.model import PayModel
from advisor.pay.place import NATION, newest, region_of
from advisor.provenance import Grade
from advisor.quantities import NOT_A_PROMISE, Claim, hundred

EFFECT_OF_CREDENTIAL = "spec_{}"
PULLS = ("remote_pull_low", "remote_pull", "remote_pull_high")


def surveys(kb: KnowledgeBase, model: PayModel, found: Estimate, as_of: str) -> Iterator[SurveyBeside]:
    """What holders of the person's own credentials told a survey, the best paid first; nothing for an apprentice."""
    told = ((each, holders(kb, each, as_of)) for each in found.person.held)
    own = [(each, claim) for each, claim in told if claim]
    for credential, claim in sorted(own, key=lambda each: -each[1].high):
        name, wages = f"holders:{credential}", _nation(kb, claim.period)
        alike = hundred(wages * math.exp(model[name])) if name in model.terms else None
        then = hundred(found.mid_usd * wages / found.place.nation_usd)
        holds = kb.entries["credentials"].get(credential)
        short = holds.abbreviation if isinstance(holds, Credential) else credential
        yield SurveyBeside(credential=credential, title=short, claim=claim, model_usd=alike, then_usd=then)


def holders(kb: KnowledgeBase, credential: str, as_of: str) -> Claim | None:
    """What holders of *credential* told a survey, the newest where several did; None where none is on file."""
    entries = (each for each in kb.entries["pay"].values() if isinstance(each, Pay) and each.credential == credential)
    claims = [claim for entry in entries if (claim := range_claim(entry, as_of))]
    return max(claims, key=lambda each: each.period, default=None)


def _nation(kb: KnowledgeBase, year: str) -> int:
    """The nation's official median of *year*, else the newest."""
    nation = region_of(kb)
    of_year = tuple(each for each in nation.median_usd if (each.as_of or "").startswith(year))
    found = newest(of_year or nation.median_usd)
    assert found is not None
    return found.value


def remote_claim(model: PayModel, found: Estimate | None, as_of: str) -> Claim | None:
    """What remote work for an employer who pays as the nation does may change for someone not yet remote."""
    if found is None or found.place.id == NATION or found.person.setting == REMOTE:
        return None
    low, mid, high = sorted(float(tenths(-model[name] * found.place.ln_level, math)) / 10 for name in PULLS)
    terms = [model.terms[name] for name in PULLS]
    grades: list[Grade] = [each.grade for each in terms if each.grade]
    sources = (*(source for each in terms for source in each.source_ids), *found.place.sources)
    mark = says_overdue(overdue(min((each.review_by for each in terms if each.review_by), default=None), as_of))
    return Claim(
        basis="same_person",
        statistic="an assumption: a fifth to four fifths of the way from the pay of the state to that of the nation",
        unit="percent",
        low=low,
        mid=mid,
        high=high,
        population="medical records specialists (29-2072)",
        place=found.place.id,
        period=found.place.period,
        grade=max(grades, default="D"),
        as_of=max((each.as_of or "" for each in terms), default=""),
        sources=tuple(dict.fromkeys(sources)),
        note="; ".join(filter(None, (NOT_A_PROMISE, mark))),
    )


def said_of_specialties(case: Case) -> Iterator[SpecialtySaid]:
    """What is said of the pay of specialties worked in or wished for, beside what a survey measured."""
    wanted = case.profile.wants.specialties if case.profile.wants else ()
    for each in dict.fromkeys((*(case.profile.specialties or ()), *wanted)):
        entry = case.kb.entries["specialties"].get(each)
        if isinstance(entry, Specialty) and entry.pay_claims:
            yield _said(case.kb, entry, case.as_of.isoformat())


def said_of_pay(kb: KnowledgeBase, as_of: str, faced: Collection[str] | None = None) -> Iterator[SaidOfPay]:
    """What is said of pay without a figure; of that to whoever reports one of *faced* alone, where it is given."""
    for entry in kb.entries["pay"].values():
        if isinstance(entry, Pay) and entry.said and (faced is None or not set(faced).isdisjoint(entry.faces)):
            for told in entry.said:
                yield SaidOfPay(
                    id=entry.id,
                    title=entry.title,
                    says=told.value,
                    grade=told.grade or "D",
                    as_of=told.as_of or "",
                    sources=told.source_ids,
                    overdue=overdue(due_on(told, entry), as_of),
                )


def _said(kb: KnowledgeBase, entry: Specialty, as_of: str) -> SpecialtySaid:
    told = entry.pay_claims[0]
    measured = next(_measured(kb, entry.id, as_of), None)
    since = overdue(due_on(told, entry), as_of)
    return SpecialtySaid(
        specialty=entry.id,
        title=entry.title,
        says=told.value,
        grade=told.grade or "D",
        as_of=told.as_of or "",
        note=says_overdue(since),
        measured=measured[0] if measured else None,
        sources=tuple(dict.fromkeys((*told.source_ids, *(measured[0].sources if measured else ())))),
        overdue=min(filter(None, (since, measured[1] if measured else None)), default=None),
    )


def _measured(kb: KnowledgeBase, specialty: str, as_of: str) -> Iterator[tuple[Claim, str | None]]:
    """What holders of the credential of *specialty* reported against others, and since when it waits for review."""
    for credential in _proofs(kb.entries["credentials"].values(), specialty):
        effect = kb.entries["pay"].get(EFFECT_OF_CREDENTIAL.format(credential))
        claim = association_claim(effect) if isinstance(effect, Pay) else None
        if claim and isinstance(effect, Pay):
            since = overdue(due_on(effect.association_percent, effect), as_of)
            note = "; ".join(filter(None, (claim.note, says_overdue(since))))
            yield claim.model_copy(update={"note": note}), since


def _proofs(entries: Iterable[object], specialty: str) -> Iterator[str]:
    for each in entries:
        if isinstance(each, Credential) and specialty in each.specialties:
            yield each.id
