"""Steps from entries: a table from move to the entries that it applies to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from advisor.knowledge.age import due_on
from advisor.knowledge.entry import Entry, Fee, Way
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.education import Education
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.kinds.strategies import Strategy
from advisor.provenance import Cited, Grade, best, newest_told, told_alike
from advisor.quantities import Span

Entries = Mapping[str, Mapping[str, Entry]]

COVERS: tuple[str, ...] = get_args(Fee.model_fields["covers"].annotation)
"""What a fee may buy."""


@dataclass(frozen=True, slots=True)
class Move:
    """A verb: the kind that it applies to, how its steps are called, to which entries, and what a step then says."""

    kind: str
    title: str
    applies: Callable[[Any, Entries], bool]
    says: Callable[[Any, Entries], dict[str, Any]]


def steps_of(entries: Entries) -> dict[str, Step]:
    """Every step that *entries* allow, by id ``move/target``."""
    steps = (
        _step(name, move, entry, entries)
        for name, move in MOVES.items()
        for entry in entries.get(move.kind, {}).values()
        if move.applies(entry, entries)
    )
    return {step.id: step for step in steps}


def _step(name: str, move: Move, entry: Any, entries: Entries) -> Step:
    return Step(
        id=f"{name}/{entry.id}",
        title=move.title.format(called(entry) if move.title == "{}" else _inside(entry)),
        description=entry.description,
        sources=entry.sources,
        review_by=entry.review_by,
        move=name,  # type: ignore[arg-type]
        target=entry.id,
        target_kind=move.kind,
        **move.says(entry, entries),
    )


def called(entry: Entry) -> str:
    """How *entry* is called inside a sentence: a credential by its abbreviation, anything else by its title."""
    return getattr(entry, "abbreviation", None) or entry.title


def _inside(entry: Entry) -> str:
    """How *entry* is called after other words: a title begins small, unless it is an abbreviation."""
    name = called(entry)
    return name[:1].lower() + name[1:] if name[1:2].islower() and entry.title == name else name


def _always(_entry: Entry, _entries: Entries) -> bool:
    return True


def _is_programme(entry: Education, _entries: Entries) -> bool:
    return entry.sort == "programme"


def _is_earned(entry: Credential, _entries: Entries) -> bool:
    return entry.kind == "credential" and entry.apprentice_of is None


def _is_kept(entry: Credential, _entries: Entries) -> bool:
    return entry.kind == "credential"


def _has_apprentice_form(entry: Credential, entries: Entries) -> bool:
    return bool(_ways_out(entry, entries))


def _asks(entry: Any, _entries: Entries) -> dict[str, Any]:
    return {"routes": entry.routes, "advised": entry.advised, "ready": entry.ready}


def _earning(entry: Credential, entries: Entries) -> dict[str, Any]:
    """An exam at the price for whoever is no member, where members pay less."""
    prices = {covers: newest_told(fee for fee in entry.fees if fee.covers == covers) for covers in COVERS}
    member = prices.pop("member") if prices["non_member"] else None
    told = [each for each in entry.study_months if not each.without_background]
    others, beginners = best(told), best(each for each in entry.study_months if each.without_background)
    fees = [fee for fee in prices.values() if fee]
    effort = _effort(entry, fees, [each for each in (others, beginners) if each], best(entry.study_hours))
    if others and beginners:
        effort |= {"others_months": others.value, "beginners_months": beginners.value}
    dues = _dues_to_join(entry, entries)
    if dues and effort["cost_usd"]:
        price: Span = effort["cost_usd"]
        effort["joining_usd"] = Span(low=price.low + dues, high=price.high + dues)
    return _asks(entry, entries) | effort | ({"members_pay_usd": member.value} if member else {})


def _dues_to_join(entry: Credential, entries: Entries) -> int | None:
    """What a year of membership costs where the issuer of *entry* asks it; None where it does not."""
    issuer: Any = entries.get("issuers", {}).get(entry.issuer or "")
    required, dues = (best(issuer.membership_required), best(issuer.dues_usd)) if issuer else (None, None)
    return dues.value if required and required.value and dues else None


def _clearing(entry: Credential, entries: Entries) -> dict[str, Any]:
    return {"routes": _ways_out(entry, entries)}


def _renewing(entry: Credential, entries: Entries) -> dict[str, Any]:
    """The dues where membership is asked, else the prices told of a renewal for whoever is no member."""
    issuer: Any = entries.get("issuers", {}).get(entry.issuer or "")
    if issuer is None:
        return _effort(entry, [], [])
    required = best(issuer.membership_required)
    dues = newest_told(issuer.dues_usd)
    prices = ([dues] if dues else []) if required and required.value else told_alike(issuer.renewal_usd)
    member = best(issuer.renewal_member_usd)
    return _effort(issuer, prices, []) | ({"members_pay_usd": member.value} if prices and member else {})


def _working(entry: Strategy | Education, entries: Entries) -> dict[str, Any]:
    cost, months = best(entry.cost_usd), best(entry.months)
    hours = best(entry.hours) if isinstance(entry, Education) else None
    free = Span(low=0, high=0) if getattr(entry, "free", False) else None
    effort = {
        "cost_usd": cost.value if cost else free,
        "cost_as_of": cost.as_of if cost else None,
        "cost_undated": bool(cost and cost.undated),
        "cost_grade": cost.grade if cost else None,
        "months": months.value if months else None,
        "study_hours": hours.value if hours else None,
        "time_grade": _worst([figure for figure in (months, hours) if figure]),
        "buys": getattr(entry, "buys", None),
    }
    return _asks(entry, entries) | effort | _behind(entry, [figure for figure in (cost, months, hours) if figure])


def _ways_out(entry: Credential, entries: Entries) -> tuple[Way, ...]:
    credentials: Iterable[Any] = entries.get("credentials", {}).values()
    return tuple(way for each in credentials if each.apprentice_of == entry.id for way in each.clears_by)


def _effort(
    entry: Entry, fees: list[Cited[int]], lengths: list[Cited[Span]], hours: Cited[Span] | None = None
) -> dict[str, Any]:
    """Price, length that holds all *lengths* in months, and hours, with what stands behind them."""
    prices = [fee.value for fee in fees]
    spans = [length.value for length in lengths]
    return {
        "cost_usd": Span(low=min(prices), high=max(prices)) if prices else None,
        "cost_as_of": min((fee.as_of for fee in fees if fee.as_of), default=None),
        "cost_undated": any(fee.undated for fee in fees),
        "cost_grade": _worst(fees),
        "months": Span(low=min(s.low for s in spans), high=max(s.high for s in spans)) if spans else None,
        "study_hours": hours.value if hours else None,
        "time_grade": _worst([*lengths, *([hours] if hours else [])]),
        **_behind(entry, [*fees, *lengths, *([hours] if hours else [])]),
    }


def _worst(figures: Sequence[Cited[Any]]) -> Grade | None:
    return max((figure.grade for figure in figures if figure.grade), default=None)


def _behind(entry: Entry, figures: Sequence[Cited[Any]]) -> dict[str, Any]:
    """The sources of *figures* of *entry*, and when the first of them is to be looked at again."""
    return {
        "effort_sources": tuple(dict.fromkeys(source for figure in figures for source in figure.source_ids)),
        "effort_review_by": min((due for each in figures if (due := due_on(each, entry))), default=None),
    }


MOVES: dict[str, Move] = {
    "learn": Move("education", "Take training: {}", _is_programme, _working),
    "earn": Move("credentials", "Earn the {}", _is_earned, _earning),
    "clear_apprentice": Move(
        "credentials", "Have the apprentice mark removed: full {}", _has_apprentice_form, _clearing
    ),
    "renew": Move("credentials", "Renew the {}", _is_kept, _renewing),
    "specialize": Move("specialties", "Get work in {}", _always, _asks),
    "become": Move("roles", "Move into the job of {}", _always, _asks),
    "work": Move("settings", "Work {}", _always, _asks),
    "join": Move("employers", "Work for another kind of employer: {}", _always, _asks),
    "practice": Move("strategies", "{}", _always, _working),
}
"""Every move, with the kind of entries that it applies to."""
