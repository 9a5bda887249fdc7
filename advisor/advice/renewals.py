"""Renewals: what has to be in by when, what one payment keeps, and which days are left once the day has passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from advisor.advice.costs import has_one_payment, issuer_of
from advisor.advice.days import in_words, listed, months_later, so_many_days
from advisor.advice.model import Due
from advisor.advice.upkeep import cycle_units
from advisor.knowledge.age import due_on, first_overdue
from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.issuers import Issuer
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.provenance import Citation, best


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, and the figures of *entry* that stand in it."""

    says: str
    entry: Entry
    figures: Sequence[Citation] = ()


@dataclass(frozen=True, slots=True)
class _Renewal:
    """Credentials of one issuer that run out on one day; ``kept``: all of its that are in force with them."""

    issuer: Issuer
    renewed: Sequence[Credential]
    kept: Sequence[Credential]
    on: date
    as_of: date

    @property
    def names(self) -> str:
        return listed([each.abbreviation for each in self.renewed])


def due(kb: KnowledgeBase, profile: Profile, renewed: Sequence[str], as_of: date) -> Due | None:
    """What the renewal of the credentials *renewed*, paid together, asks and by when.

    None where no day is told, or nothing is on file.
    """
    days = [held.expires for held in profile.credentials if held.id in renewed and held.expires]
    issuer = issuer_of(kb, renewed[0])
    if not days or issuer is None:
        return None
    kept = [_credential(kb, each) for each in _kept(kb, profile, issuer, renewed, as_of)]
    renewal = _Renewal(issuer, [_credential(kb, each) for each in renewed], kept, min(days), as_of)
    units, load = cycle_units(issuer, kept)
    said = [*_payment(renewal), *(_ahead(renewal, units, load) if renewal.on >= as_of else _late(renewal, units, load))]
    return _due(said, renewed, units, renewal.on, as_of)


def _due(said: Sequence[_Said], renewed: Sequence[str], units: int | None, on: date | None, as_of: date) -> Due | None:
    if not said:
        return None
    figures = [(each.entry, figure) for each in said for figure in each.figures]
    return Due(
        on=on.isoformat() if on else None,
        credentials=tuple(renewed),
        ceus=units,
        says=tuple(each.says for each in said),
        sources=tuple(dict.fromkeys(source for _, figure in figures for source in figure.source_ids)),
        overdue=first_overdue((due_on(figure, entry) for entry, figure in figures), as_of.isoformat()),
    )


def _by_day(group: tuple[tuple[str, date], list[str]]) -> date:
    return group[0][1]


def planned(kb: KnowledgeBase, profile: Profile, as_of: date) -> Due | None:
    """What continuing education asks of all credentials in force, first those whose day is told; None: nothing."""
    days: dict[tuple[str, date], list[str]] = {}
    undated: dict[str, list[str]] = {}
    for held in profile.credentials:
        issuer = issuer_of(kb, held.id)
        if issuer is None or (held.earned and held.earned > as_of):
            continue
        if held.expires is None:
            undated.setdefault(issuer.id, []).append(held.id)
        elif held.expires >= as_of:
            days.setdefault((issuer.id, held.expires), []).append(held.id)
    dated = {issuer for issuer, _ in days}
    found = [due(kb, profile, ids, as_of) for _, ids in sorted(days.items(), key=_by_day)]
    found += [_undated(kb, ids, as_of) for issuer_id, ids in undated.items() if issuer_id not in dated]
    return _together([each for each in found if each])


def _undated(kb: KnowledgeBase, held: Sequence[str], as_of: date) -> Due | None:
    """What the issuer of *held* asks in each cycle."""
    issuer = issuer_of(kb, held[0])
    kept = [_credential(kb, each) for each in held]
    return _due(list(_each_cycle(issuer, kept)), held, cycle_units(issuer, kept)[0], None, as_of) if issuer else None


def _together(found: Sequence[Due]) -> Due | None:
    if not found:
        return None
    return Due(
        on=min((each.on for each in found if each.on), default=None),
        credentials=tuple(held for each in found for held in each.credentials),
        ceus=None if len(found) > 1 else found[0].ceus,
        says=tuple(dict.fromkeys(says for each in found for says in each.says)),
        sources=tuple(dict.fromkeys(source for each in found for source in each.sources)),
        overdue=min((each.overdue for each in found if each.overdue), default=None),
    )


def title(kb: KnowledgeBase, renewed: Sequence[str], *, is_back: bool) -> str:
    """How the renewal of several credentials is called, or their being had back after they lapsed (*is_back*)."""
    names = listed([_credential(kb, each).abbreviation for each in renewed])
    return f"Have the {names} reinstated" if is_back else f"Renew the {names}"


def _kept(kb: KnowledgeBase, profile: Profile, issuer: Issuer, renewed: Sequence[str], as_of: date) -> list[str]:
    """The credentials of *issuer* whose units count together: those renewed, and the others in force."""
    mine = [
        held.id
        for held in profile.credentials
        if (held.id in renewed or not held.expires or held.expires >= as_of)
        and not (held.earned and held.earned > as_of)
    ]
    return [each for each in dict.fromkeys(mine) if (other := issuer_of(kb, each)) and other.id == issuer.id]


def _payment(renewal: _Renewal) -> Iterator[_Said]:
    if len(renewal.renewed) < 2:
        return
    issuer = renewal.issuer
    if has_one_payment(issuer):
        figure = best(issuer.membership_required)
        says = f"{renewal.names} run out together; one payment of {issuer.abbreviation} dues keeps all of them."
        yield _Said(says, issuer, [figure] if figure else [])
    else:
        yield _Said(f"{renewal.names} run out together and are renewed together.", issuer)


def _ahead(renewal: _Renewal, units: int | None, load: Sequence[Citation]) -> Iterator[_Said]:
    """The units that have to be entered before the day, and what can be done where they are missing."""
    issuer, day = renewal.issuer, in_words(renewal.on)
    if units is None:
        yield _Said(
            f"Ask {issuer.abbreviation} how many units of continuing education (CEUs) it wants by {day}.", issuer
        )
        return
    together = " together" if len(renewal.kept) > 1 else ""
    held = f" for {listed([each.abbreviation for each in renewal.kept])}{together}"
    yield _Said(
        f"Have {units} units of continuing education (CEUs){held} entered before {day}: "
        "count today what is there already.",
        issuer,
        load,
    )
    yield from _kinds(issuer, renewal.kept)
    price = best(issuer.extension_usd)
    if price:
        each = "" if has_one_payment(issuer) else " for each credential"
        says = f"If units are missing, {issuer.abbreviation} gives more time for ${price.value:,}{each}"
        yield _Said(f"{says}; ask before the day.", issuer, [price])


def _kinds(issuer: Issuer, kept: Sequence[Credential]) -> Iterator[_Said]:
    """Which units are bound to a subject, and what part has to come from where."""
    bound = [(each, part) for each in kept if (part := best(each.ceus_specific))]
    if bound:
        says = "; ".join(f"for {each.abbreviation} {part.value}" for each, part in bound)
        yield _Said(f"Of these: {says}. Plan those first.", bound[0][0], [part for _, part in bound])
    if share := best(issuer.ceu_shares):
        yield _Said(f"The rule of {issuer.abbreviation} on where they come from: {share.value}.", issuer, [share])


def _each_cycle(issuer: Issuer, kept: Sequence[Credential]) -> Iterator[_Said]:
    """What *issuer* asks of *kept* in a cycle whose end is not told."""
    units, load = cycle_units(issuer, kept)
    months = best(issuer.cycle_months)
    if units is None or months is None:
        return
    held = listed([each.abbreviation for each in kept])
    says = f"{issuer.abbreviation} asks {units} units of continuing education (CEUs) every {months.value} months"
    yield _Said(f"{says} for {held}.", issuer, [*load, months])
    yield from _kinds(issuer, kept)


def _late(renewal: _Renewal, units: int | None, load: Sequence[Citation]) -> Iterator[_Said]:
    """The days that are left of those in which a renewal is merely late."""
    issuer, on, as_of = renewal.issuer, renewal.on, renewal.as_of
    ends, fee = best(issuer.cancelled_after_days), best(issuer.late_fee_usd)
    over = on + timedelta(days=ends.value) if ends else None
    if ends is None or over is None:
        return
    if over < as_of:
        yield from _reinstated(renewal)
        return
    ago = so_many_days((as_of - on).days)
    yield _Said(f"{renewal.names} ran out on {in_words(on)}, {ago} ago; that is late, not lost.", issuer)
    for grace in sorted(issuer.grace_days, key=lambda each: each.value):
        free = on + timedelta(days=grace.value)
        if free >= as_of:
            others = sorted({each.value for each in issuer.grace_days} - {grace.value})
            page = f" by one page of {issuer.abbreviation} (another has {others[0]} days)" if others else ""
            more = f", then ${fee.value:,} more" if fee else ""
            left = so_many_days((free - as_of).days)
            yield _Said(f"No late fee until {in_words(free)}{page}: {left} left{more}.", issuer, [*issuer.grace_days])
            break
    left = so_many_days((over - as_of).days)
    of = f" of {units} units of continuing education (CEUs) those" if units else " the units"
    yield _Said(
        f"By {in_words(over)} ({left} left) the payment must be in, and{of} that are missing: count them today. After "
        f"that {issuer.abbreviation} takes the credential away.",
        issuer,
        [*([fee] if fee else []), ends, *(load if units else ())],
    )
    yield from _kinds(issuer, renewal.kept)


def _reinstated(renewal: _Renewal) -> Iterator[_Said]:
    """Until when what has lapsed can be had back."""
    issuer, on = renewal.issuer, renewal.on
    ran_out = f"{renewal.names} ran out on {in_words(on)}."
    months = sorted(issuer.reinstatement_months, key=lambda each: each.value)
    last = months_later(on, months[0].value) if months else None
    if last and last >= renewal.as_of:
        yield _Said(f"By {in_words(last)}, better long before; {ran_out}", issuer, months[:1])
    else:
        yield _Said(ran_out, issuer)


def _credential(kb: KnowledgeBase, credential_id: str) -> Credential:
    entry = kb.get("credentials", credential_id)
    assert isinstance(entry, Credential)
    return entry
