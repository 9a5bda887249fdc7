"""Days ahead that concern this person: what lapses and when, and when codes and code books change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Any

from advisor.advice.costs import has_one_payment, issuer_of
from advisor.advice.days import in_words, listed, months_later, next_on
from advisor.advice.model import DateAhead, Recommendation
from advisor.advice.prices import asks_books
from advisor.advice.whom import CHARTS
from advisor.knowledge.age import due_on, first_overdue
from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds.code_systems import CodeSystem, Update
from advisor.knowledge.kinds.issuers import Issuer
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.provenance import Citation, Cited, best

NEAR = timedelta(days=62)
"""A day of renewal this near the end of a cycle fits it."""
SAME_DAYS = 7
"""The end and the last day of reinstatement that lie so close are one thing, told in days and in months."""


def dates(
    kb: KnowledgeBase, profile: Profile, as_of: date, steps: Iterable[Recommendation], works_in: Set[str] = frozenset()
) -> tuple[DateAhead, ...]:
    """The days ahead in order: of the person's own credentials, of exam books, of the codes of who *works_in* what."""
    found = [
        *_own(kb, profile, as_of),
        *_books(kb, as_of, steps),
        *(_code_updates(kb, as_of, works_in & CHARTS) if _meets_codes(kb, profile) else ()),
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.about)))


def _meets_codes(kb: KnowledgeBase, profile: Profile) -> bool:
    """Whether the person has a job of the trade or a credential of it; a license to treat people is none."""
    held: Any = kb.entries["credentials"]
    return bool(profile.role) or any(held[each.id].kind == "credential" for each in profile.credentials)


def _own(kb: KnowledgeBase, profile: Profile, as_of: date) -> Iterator[DateAhead]:
    """Days of the person's credentials; those of one issuer that run out on one day stand together."""
    groups: dict[tuple[str, date], list[str]] = {}
    for held in profile.credentials:
        credential: Any = kb.get("credentials", held.id)
        if held.expires and credential.kind == "credential":
            groups.setdefault((credential.issuer or held.id, held.expires), []).append(held.id)
    for (_, due), ids in groups.items():
        entries: list[Any] = [kb.get("credentials", each) for each in ids]
        name, issuer = listed([each.abbreviation for each in entries]), issuer_of(kb, ids[0])
        if due >= as_of:
            cited = issuer.sources[0].source if issuer else entries[0].sources[0].source
            are = "is" if len(ids) == 1 else "are"
            says = f"{name} {are} due for renewal, as you told us; check the day in your account."
            yield _ahead(due, ids[0], says, (cited,), also=ids[1:])
        if issuer:
            doubts = list(_by_the_cycle(kb, profile, ids, issuer, due, as_of)) if due >= as_of else []
            yield from doubts
            windows = (each for each in _windows(ids, name, issuer, due, as_of) if each.on >= f"{as_of}")
            yield from (_doubted(each, due) for each in windows) if doubts else windows


def _by_the_cycle(
    kb: KnowledgeBase, profile: Profile, ids: Sequence[str], issuer: Issuer, due: date, as_of: date
) -> Iterator[DateAhead]:
    """The last day before *due* on which a whole number of cycles since it was earned ends, where *due* is no such day.

    Whose renewal is the dues of a year has no such days.
    """
    cycle = None if has_one_payment(issuer) else best(issuer.cycle_months)
    if cycle is None:
        return
    earned = {held.id: held.earned for held in profile.credentials if held.id in ids and held.earned}
    for id_, first in earned.items():
        ends = list(takewhile(lambda day: day <= due + NEAR, (months_later(first, cycle.value * n) for n in count(1))))
        if not ends or due - ends[-1] <= NEAR or ends[-1] < as_of:
            continue
        credential: Any = kb.get("credentials", id_)
        says = (
            f"{credential.abbreviation}, earned on {in_words(first)}, would be due on this day by cycles of "
            f"{cycle.value} months; you told us {in_words(due)}. Look in your account now which of the days holds."
        )
        yield _ahead(ends[-1], id_, says, cycle.source_ids, _since(as_of, issuer, cycle), doubts=True)


def _doubted(window: DateAhead, due: date) -> DateAhead:
    """*window*, which is counted from a day that is doubted."""
    says = f"{window.says} Counted from {in_words(due)}; if the earlier day holds, this one comes sooner too."
    return window.model_copy(update={"says": says})


def _windows(ids: Sequence[str], name: str, issuer: Issuer, due: date, as_of: date) -> Iterator[DateAhead]:
    """What the issuer still allows after the day *due*; of days that its pages tell differently, the next."""
    id_, also = ids[0], ids[1:]
    fee = best(issuer.late_fee_usd)
    late = f" Afterwards ${fee.value:,} more." if fee else ""
    ahead = [each for each in issuer.grace_days if due + timedelta(days=each.value) >= as_of]
    if grace := _shortest(ahead):
        on = due + timedelta(days=grace.value)
        others = [each.value for each in issuer.grace_days if each.value != grace.value]
        told = f" (another page of {issuer.abbreviation} gives {others[0]} days)" if others else ""
        since = _since(as_of, issuer, grace, fee)
        yield _ahead(
            on, id_, f"Last day to renew {name} without a late fee{told}.{late}", grace.source_ids, since, also
        )
    back, ends = _shortest(issuer.reinstatement_months), _shortest(issuer.cancelled_after_days)
    last = months_later(due, back.value) if back else None
    over = due + timedelta(days=ends.value) if ends else None
    is_one_day = bool(last and over and over + timedelta(days=SAME_DAYS) >= last)
    if ends and over and not is_one_day:
        says = f"Last day before {issuer.abbreviation} deactivates {name}."
        yield _ahead(over, id_, says, ends.source_ids, _since(as_of, issuer, ends), also)
    if back and last:
        says = f"Last day to have {name} reinstated; afterwards the exam has to be taken again."
        on = over if is_one_day and over else last
        yield _ahead(on, id_, says, back.source_ids, _since(as_of, issuer, back), also)


def _shortest(figures: Iterable[Cited[int]]) -> Cited[int] | None:
    """The lowest of the best grade: a person loses nothing by being early."""
    found = list(figures)
    top = best(found)
    same = [each for each in found if top and each.grade == top.grade]
    return min(same, key=lambda each: each.value, default=None)


def _books(kb: KnowledgeBase, as_of: date, steps: Iterable[Recommendation]) -> Iterator[DateAhead]:
    """The next day on which an exam that is advised asks for newer code books, once for each issuer."""
    names: dict[str, list[str]] = {}
    for step in steps:
        credential: Any = kb.entries["credentials"].get(step.target) if step.move == "earn" else None
        if credential and credential.issuer and asks_books(credential):
            names.setdefault(credential.issuer, []).append(credential.abbreviation)
    for issuer_id, exams in names.items():
        issuer: Any = kb.get("issuers", issuer_id)
        change = best(issuer.exam_books_from)
        if change:
            on = next_on(change.value, as_of)
            says = f"Exams of {issuer.abbreviation} ({', '.join(exams)}) ask for the code books of {on.year}."
            yield _ahead(on, issuer_id, says, change.source_ids, _since(as_of, issuer, change))


def _code_updates(kb: KnowledgeBase, as_of: date, charts: Set[str]) -> Iterator[DateAhead]:
    """The next day of each sort of change of each code system that *charts* (any, where none) are coded with.

    Of ICD-10 that is the smaller release and the yearly one; of four like releases a year the other days are named.
    """
    for system_id, entry in kb.entries["code_systems"].items():
        assert isinstance(entry, CodeSystem)
        if charts and entry.domains and not charts & set(entry.domains):
            continue
        alike: dict[str, list[Update]] = {}
        for update in sorted(entry.updates, key=lambda update: (next_on(update.day, as_of), update.what)):
            alike.setdefault(update.what, []).append(update)
        for what, (first, *more) in alike.items():
            since = _since(as_of, entry, first, *more)
            again = f", again on {listed([_day_and_month(each.day, as_of) for each in more])}" if more else ""
            sources = tuple(dict.fromkeys(source for each in (first, *more) for source in each.source_ids))
            yield _ahead(next_on(first.day, as_of), system_id, f"{entry.title}: {what}{again}.", sources, since)


def _day_and_month(day: str, as_of: date) -> str:
    return in_words(next_on(day, as_of)).rpartition(" ")[0]


def _since(as_of: date, entry: Entry, *figures: Citation | None) -> str | None:
    """Since when the first of *figures* of *entry* waits for review."""
    return first_overdue((due_on(each, entry) for each in figures if each), as_of.isoformat())


def _ahead(
    on: date,
    about: str,
    says: str,
    sources: tuple[str, ...],
    since: str | None = None,
    also: Sequence[str] = (),
    *,
    doubts: bool = False,
) -> DateAhead:
    return DateAhead(
        on=on.isoformat(), about=about, also=tuple(also), says=says, sources=sources, doubts=doubts, overdue=since
    )
