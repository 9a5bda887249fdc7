"""What credentials cost to have over four years: exam, dues, renewal and continuing education."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisor.advice.costs import has_one_payment
from advisor.advice.days import listed
from advisor.advice.model import CostPart, Recommendation, Upkeep, UsdRange
from advisor.advice.prices import BORROWED, weak_notes
from advisor.knowledge.age import due_on, first_overdue
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.issuers import Issuer
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import Citation, Cited, best, told_alike

YEARS = 4
HELD = "held"
NOT_FIRM = "price not firm"
"""What follows a price that rests on weak ground or is that of another exam."""


@dataclass(frozen=True, slots=True)
class _Bill:
    """What one issuer asks for some of its credentials; ``ceus`` None where no load is published.

    ``cycle_units`` are the units of one cycle, of which those are a part that ``bound`` tells of.
    ``due`` is the first day on which one of its figures is to be looked at again.
    """

    parts: tuple[CostPart, ...]
    ceus: int | None
    unknown: tuple[str, ...]
    load_sources: tuple[str, ...] = ()
    due: str | None = None
    notes: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    cycle_units: int | None = None


def upkeep(
    kb: KnowledgeBase, held: Sequence[str], recommended: Iterable[Recommendation], as_of: str
) -> Iterator[Upkeep]:
    """The upkeep of what is *held* together, then what each recommended exam would add to it, on the day *as_of*."""
    kept = [each for each in held if _is_credential(kb, each)]
    before = _bills(kb, kept)
    if kept:
        yield _upkeep(HELD, "What you hold now", before.values(), as_of)
    before_it: list[str] = []
    for step in recommended:
        if step.move != "earn":
            continue
        issuer_id = _credential(kb, step.target).issuer or step.target
        bill = _bills(kb, [*kept, step.target])[issuer_id]
        exam: Any = kb.get("steps", step.id)
        name = _issuer_name(kb, step.target)
        before_it.append(step.target)
        then = _bills(kb, [*kept, *before_it])[issuer_id].cycle_units
        bills = [_with_what_comes_first(_more(bill, before.get(issuer_id)), then), _exam(kb, exam, name)]
        yield _upkeep(step.id, step.title, bills, as_of, on_top=issuer_id in before)


def _with_what_comes_first(bill: _Bill, then: int | None) -> _Bill:
    """*bill*, whose units of a cycle are *then* where the exams of the steps before are passed too."""
    if then is None or then == bill.cycle_units:
        return bill
    return replace(bill, bound=tuple(f"{line}, {then} with the steps before" for line in bill.bound))


def _issuer_name(kb: KnowledgeBase, credential_id: str) -> str:
    issuer = kb.entries["issuers"].get(_credential(kb, credential_id).issuer or "")
    return issuer.abbreviation if isinstance(issuer, Issuer) else "its issuer"


def _exam(kb: KnowledgeBase, step: Step, issuer: str) -> _Bill:
    """The price of the exam itself, from its published low to its high."""
    if step.cost_usd is None:
        return _Bill((), 0, (f"the exam: no price in our files; ask {issuer}",))
    low, high = round(step.cost_usd.low), round(step.cost_usd.high)
    dated = f"{step.cost_as_of}"[:4] if step.cost_as_of and not step.cost_undated else "no date is given"
    borrowed = [note for note in weak_notes(_credential(kb, step.target).fees) if BORROWED in note]
    weak = borrowed[:1] or ([NOT_FIRM] if step.cost_grade == "D" else [])
    note = "; ".join([f"{dated}, grade {step.cost_grade}", *weak]) if step.cost_grade else ""
    part = CostPart(name="exam", low_usd=low, high_usd=high, sources=step.effort_sources, note=note)
    return _Bill((part,), 0, (), due=step.effort_review_by)


def _upkeep(id_: str, title: str, bills: Iterable[_Bill], as_of: str, *, on_top: bool = False) -> Upkeep:
    found = list(bills)
    parts = tuple(part for bill in found for part in bill.parts if part.high_usd)
    unknown = tuple(line for bill in found for line in bill.unknown)
    loads = [bill.ceus for bill in found]
    cited = (*(part.sources for part in parts), *(bill.load_sources for bill in found))
    total = UsdRange(low=sum(part.low_usd for part in parts), high=sum(part.high_usd for part in parts))
    return Upkeep(
        id=id_,
        title=title,
        years=YEARS,
        usd=total if parts or not unknown else None,
        ceus=None if None in loads else sum(load for load in loads if load is not None),
        parts=parts,
        unknown=unknown,
        bound=tuple(line for bill in found for line in bill.bound),
        on_top=on_top,
        notes=tuple(_held_notes(found)) if id_ == HELD else (),
        sources=tuple(dict.fromkeys(source for some in cited for source in some)),
        overdue=first_overdue((bill.due for bill in found), as_of),
    )


def _held_notes(bills: Sequence[_Bill]) -> Iterator[str]:
    yield from (note for bill in bills for note in bill.notes)
    if sum(bool(bill.ceus) for bill in bills) > 1:
        yield "Ask each body which units of the other it takes; what counts with both is learned once."


def _more(bill: _Bill, before: _Bill | None) -> _Bill:
    """What *bill* asks above *before*."""
    if before is None:
        return bill
    paid = {part.name: part for part in before.parts}
    parts = tuple(_above(part, paid.get(part.name)) for part in bill.parts)
    ceus = None if bill.ceus is None or before.ceus is None else bill.ceus - before.ceus
    bound = tuple(line for line in bill.bound if line not in before.bound)
    return replace(bill, parts=parts, ceus=ceus, bound=bound)


def _above(part: CostPart, paid: CostPart | None) -> CostPart:
    low, high = (paid.low_usd, paid.high_usd) if paid else (0, 0)
    return _part(part.name, max(0, part.low_usd - low), part.sources, high=max(0, part.high_usd - high))


def _bills(kb: KnowledgeBase, credentials: Sequence[str]) -> dict[str, _Bill]:
    """By issuer (by credential where it names none) what keeping *credentials* asks over the years."""
    groups: dict[str, list[Credential]] = defaultdict(list)
    for each in dict.fromkeys(credentials):
        credential = _credential(kb, each)
        groups[credential.issuer or each].append(credential)
    issuers: Mapping[str, Any] = kb.entries["issuers"]
    return {issuer_id: _bill(issuers.get(issuer_id), group) for issuer_id, group in groups.items()}


def _bill(issuer: Issuer | None, credentials: Sequence[Credential]) -> _Bill:
    names = ", ".join(each.abbreviation for each in credentials)
    if issuer is None:
        return _Bill((), None, (f"keeping {names}: no price in our files; ask its issuer",))
    parts = tuple(_parts(issuer, len(credentials)))
    load, sources = _load(issuer, credentials)
    unknown = () if parts else (f"keeping {names}: no price in our files; ask {issuer.abbreviation}",)
    total, _ = cycle_units(issuer, credentials)
    bound = tuple(_bound(credentials, total)) if load else ()
    notes = tuple(_notes(issuer, credentials))
    return _Bill(parts, load, unknown, sources, _due(issuer, credentials), notes, bound, total)


def _bound(credentials: Sequence[Credential], total: int | None) -> Iterator[str]:
    """Which of the *total* units of each cycle have to be on a subject, as the issuer says it."""
    of = f", of the {total} in each cycle" if total else " in each cycle"
    for each in credentials:
        if part := best(each.ceus_specific):
            yield f"for {each.abbreviation} {part.value}{of}"


def _notes(issuer: Issuer, credentials: Sequence[Credential]) -> Iterator[str]:
    """What rests on a weak page; that dues are one payment, and what leaving one of several credentials would save."""
    weak = [each.abbreviation for each in credentials if (units := best(each.ceus)) and units.grade == "D"]
    if weak:
        yield f"The units counted for {listed(weak)} come from a weak or older page: ask {issuer.abbreviation}."
    if len(credentials) < 2 or not has_one_payment(issuer):
        return
    names = listed([each.abbreviation for each in credentials])
    yield f"{issuer.abbreviation} dues are one payment a year for {names} together."
    (now, _), (then, _) = cycle_units(issuer, credentials), cycle_units(issuer, credentials[1:])
    if now is not None and then is not None:
        yield f"Leaving one of them saves no dues; it saves {now - then} units of education in each cycle."


def _due(issuer: Issuer, credentials: Sequence[Credential]) -> str | None:
    """The first day on which a figure of this upkeep is to be looked at again."""
    several = (issuer.renewal_further_usd, issuer.ceus_each_further) if len(credentials) > 1 else ()
    figures = [best(issuer.dues_usd), *told_alike(issuer.renewal_usd), *map(best, several)]
    dues = [due_on(figure, issuer) for figure in figures if figure]
    dues += (due_on(load, issuer) for load in issuer.ceu_loads)
    own = ((each, figure) for each in credentials for figure in (best(each.ceus), best(each.ceus_specific)) if figure)
    dues += (due_on(figure, each) for each, figure in own)
    return min(filter(None, dues), default=None)


def _parts(issuer: Issuer, count: int) -> Iterator[CostPart]:
    required, dues = best(issuer.membership_required), best(issuer.dues_usd)
    if required and required.value and dues:
        note = f"{YEARS} times ${dues.value:,} ({_when([dues])}{_told_otherwise(issuer.dues_usd, dues)})"
        yield _part(f"{issuer.abbreviation} dues, {YEARS} years", dues.value * YEARS, dues.source_ids, note)
    told, cycles = told_alike(issuer.renewal_usd), _cycles(best(issuer.cycle_months))
    if told and cycles:
        low, high = min(each.value for each in told), max(each.value for each in told)
        each_time = f"${low:,}" if low == high else f"${low:,} to ${high:,}, as publications tell it,"
        note = f"{cycles:g} times {each_time}{_members(issuer)} ({_when(told)})"
        sources = tuple(dict.fromkeys(source for each in told for source in each.source_ids))
        yield _part(f"{issuer.abbreviation} renewal", round(low * cycles), sources, note, round(high * cycles))
        further = best(issuer.renewal_further_usd)
        if further and count > 1:
            times = (count - 1) * cycles
            note = f"{times:g} times ${further.value:,} ({_when([further])})"
            price = round(further.value * times)
            yield _part(f"{issuer.abbreviation} renewal of further credentials", price, further.source_ids, note)


def _when(told: Sequence[Cited[int]]) -> str:
    """Of which years prices are, and the worst of their grades."""
    years = sorted({f"{each.as_of}"[:4] for each in told if not each.undated})
    of = "-".join(dict.fromkeys((years[0], years[-1]))) if years else "no date is given"
    return f"{of}, grade {max((each.grade or 'D' for each in told), default='D')}"


def _told_otherwise(figures: Sequence[Cited[int]], used: Cited[int]) -> str:
    """What other pages tell of the same price."""
    others = sorted({each.value for each in figures} - {used.value}, reverse=True)
    return f"; older or weaker pages tell {listed([f'${each:,}' for each in others])}" if others else ""


def _members(issuer: Issuer) -> str:
    """That the price is the one for non-members, where members pay less."""
    member, dues = best(issuer.renewal_member_usd), best(issuer.dues_usd)
    if member is None:
        return ""
    beside = f", beside dues of ${dues.value:,} a year" if dues else ""
    return f" for non-members; members pay ${member.value:,} each time{beside}"


def _part(name: str, usd: int, sources: tuple[str, ...], note: str = "", high: int | None = None) -> CostPart:
    return CostPart(name=name, low_usd=usd, high_usd=usd if high is None else high, sources=sources, note=note)


def _cycles(months: Cited[int] | None) -> float:
    """How often the cycle of *months* ends within the years."""
    return 12 * YEARS / months.value if months and months.value else 0.0


def _load(issuer: Issuer, credentials: Sequence[Credential]) -> tuple[int | None, tuple[str, ...]]:
    """Units of continuing education over the years, and who publishes them."""
    cycles = _cycles(best(issuer.cycle_months))
    if issuer.ceu_loads and cycles:
        fitting = [load for load in issuer.ceu_loads if load.credentials <= len(credentials)]
        if fitting:
            load = max(fitting, key=lambda each: each.credentials)
            return round(load.ceus * cycles), load.source_ids
    own = [(best(each.ceus), _cycles(best(each.ceu_cycle_months)) or cycles) for each in credentials]
    loads = [(round(units.value * times), units.source_ids) for units, times in own if units and times]
    if len(loads) < len(credentials):
        return None, ()
    sources = tuple(dict.fromkeys(source for _, ids in loads for source in ids))
    further, most = best(issuer.ceus_each_further), best(issuer.ceus_at_most)
    if not further:
        return sum(units for units, _ in loads), sources
    together = max(units for units, _ in loads) + round(further.value * cycles) * (len(loads) - 1)
    return (min(together, round(most.value * cycles)) if most else together), (*sources, *further.source_ids)


def cycle_units(issuer: Issuer, credentials: Sequence[Credential]) -> tuple[int | None, tuple[Citation, ...]]:
    """Units of continuing education that *issuer* asks in one cycle for *credentials*, and the figures behind it."""
    fitting = [load for load in issuer.ceu_loads if load.credentials <= len(credentials)]
    if fitting:
        load = max(fitting, key=lambda each: each.credentials)
        return load.ceus, (load,)
    own = [units for each in credentials if (units := best(each.ceus))]
    further, most = best(issuer.ceus_each_further), best(issuer.ceus_at_most)
    if len(own) < len(credentials) or (len(own) > 1 and not further):
        return None, ()
    if len(own) == 1 or not further:
        return own[0].value, tuple(own)
    together = max(units.value for units in own) + further.value * (len(own) - 1)
    return (min(together, most.value), (*own, further, most)) if most else (together, (*own, further))


def _is_credential(kb: KnowledgeBase, credential_id: str) -> bool:
    return _credential(kb, credential_id).kind == "credential"


def _credential(kb: KnowledgeBase, credential_id: str) -> Credential:
    entry = kb.get("credentials", credential_id)
    assert isinstance(entry, Credential)
    return entry
