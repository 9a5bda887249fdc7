"""What people like this earn: an association, with the interval of the individual and the parts that lead there."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.kinds.roles import Role
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.formula import Around, bounds, count_part, dollars, placed, tenths, years_part
from advisor.pay.model import FACTORS, PayModel
from advisor.pay.person import Person
from advisor.pay.place import NATION, Place, place_of
from advisor.provenance import Grade

REMOTE = "remote"
JOINED = (("years", "credentials"), ("years", "role"), ("credentials", "role"))
"""Factors that go together in the population."""


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of an estimate against the average of all; ``known`` is false where it widens the range instead."""

    name: str
    says: str
    known: bool
    ln: float
    sources: tuple[str, ...]
    grade: Grade | None

    @property
    def percent(self) -> float:
        """The factor as a change in percent, to a tenth."""
        return float(tenths(self.ln, math)) / 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """Yearly pay in dollars of ``place.period``; the parts multiply from the nation's median to the middle.

    ``ln_mid`` is the middle before rounding; ``deviation`` and ``variance`` say where in the population it lies.
    """

    low_usd: int
    mid_usd: int
    high_usd: int
    ln_mid: float
    place: Place
    around: Around
    parts: tuple[Part, ...]
    person: Person

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source of a part."""
        return tuple(dict.fromkeys(source for part in self.parts for source in part.sources))


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a factor adds, in logarithms; ``terms`` are those that it was read from, None where it is not known."""

    ln: float
    says: str
    terms: tuple[str, ...] | None


def estimate(kb: KnowledgeBase, model: PayModel, person: Person) -> Estimate:
    """The estimate for *person*; unknown inputs count as the average and widen the range.

    Of whom nothing at all is known it is the occupation itself, which holds the spread of all states already.
    """
    place = place_of(kb, model, person.state)
    worths = {factor: read(kb, model, person) for factor, read in _READINGS.items()}
    unknown = [factor for factor, worth in worths.items() if worth.terms is None]
    centred = {
        factor: 0.0 if worth.terms is None else worth.ln - model[f"centre:{factor}"] for factor, worth in worths.items()
    }
    deviation = sum(centred.values())
    is_anyone = place.id == NATION and len(unknown) == len(FACTORS)
    around = around_of(model, *((1.0, 1.0) if is_anyone else (place.spread_down, place.spread_up)))
    pull = model["remote_pull"] if person.setting == REMOTE else 0.0
    ln_place = place.ln_level * (1 - pull)
    level = math.log(place.nation_usd) + ln_place
    ends = bounds(level, deviation, variance(model, unknown, place.id == NATION), around, math)
    low, mid, high = (int(dollars(each, math)) for each in ends)
    scale = float(placed(deviation, around, math)) / deviation if deviation else 1.0
    parts = (_place_part(person, place, ln_place), *_parts(model, worths, centred, scale))
    return Estimate(low, mid, high, ends[1], place, around, parts, person)


def around_of(model: PayModel, place_down: Any, place_up: Any) -> Around:
    """How pay spreads in a place, or in a column of them."""
    return Around(
        model["down"], model["up"], place_down, place_up, within_down=model["within_down"], within_up=model["within_up"]
    )


def variance(model: PayModel, unknown: Iterable[str], place_unknown: bool) -> float:
    """The variance, in logarithms, of what is not known: of a person, and how unsure the terms are."""
    names = set(unknown)
    found = sum(model[f"variance:{factor}"] for factor in names)
    found += model["variance:terms"] * (len(names) < len(FACTORS))
    found += sum(2 * model[f"covariance:{a}_{b}"] for a, b in JOINED if {a, b} <= names)
    return found + model["variance:place"] * place_unknown


def _parts(model: PayModel, worths: dict[str, _Worth], centred: dict[str, float], scale: float) -> Iterator[Part]:
    for factor in FACTORS:
        worth = worths[factor]
        terms = [model.terms[name] for name in worth.terms or () if name in model.terms]
        cited = [*terms, model.terms[f"centre:{factor}"]]
        sources = tuple(dict.fromkeys(source for term in cited for source in term.source_ids))
        grade = max((term.grade for term in terms if term.grade), default=None)
        yield Part(factor, worth.says, worth.terms is not None, centred[factor] * scale, sources, grade)


def _place_part(person: Person, place: Place, ln_place: float) -> Part:
    says = place.title if place.id != NATION else "the nation" if person.state is None else f"{place.title}: no figure"
    if ln_place != place.ln_level:
        says = f"{says}, half of it for remote work"
    return Part("place", says, place.id != NATION, ln_place, place.sources, _grade(place.grade))


def _grade(grade: str) -> Grade | None:
    return grade if grade in ("A", "B", "C", "D") else None  # type: ignore[return-value]


def _years(_kb: KnowledgeBase, model: PayModel, person: Person) -> _Worth:
    if person.years is None:
        return _unknown("years of coding")
    ln = years_part(model["k"], model["tau"], person.years, math)
    return _Worth(ln, f"{person.years:g} year{'' if person.years == 1 else 's'} of coding", ("k", "tau"))


def _credentials(_kb: KnowledgeBase, model: PayModel, person: Person) -> _Worth:
    """The number of full credentials, and what the best paid of them is known to add or lack beside that.

    So no further credential lowers it. An apprentice is told the pay of people without a certificate, though
    apprentices in surveys report a little more.
    """
    if person.full is None:
        return _unknown("credentials")
    if person.apprentice:
        return _Worth(0.0, "an apprentice form, which counts as no certificate yet", ("apprentice",))
    own = [f"credential:{each}" for each in person.held if f"credential:{each}" in model.terms]
    ln = count_part(model["certified"], model["second"], model["third"], person.full)
    ln += max((model.get(f"credential:{each}") for each in person.held), default=0.0)
    counted = ("certified", "second", "third")[: min(3, max(1, person.full))]
    says = {0: "no credential", 1: "one credential"}.get(person.full, f"{person.full} credentials")
    return _Worth(ln, says, (*counted, *own))


def _role(kb: KnowledgeBase, model: PayModel, person: Person) -> _Worth:
    entry = kb.entries["roles"].get(person.role or "")
    if not isinstance(entry, Role):
        return _unknown("job")
    name = f"role:{entry.id}" if f"role:{entry.id}" in model.terms else f"rung:{entry.rung}"
    return _Worth(model[name], f"job: {entry.title}", (name,))


def _one_of(field: str, kind: str, noun: str) -> Any:
    def read(kb: KnowledgeBase, model: PayModel, person: Person) -> _Worth:
        told = getattr(person, field)
        if told is None:
            return _unknown(noun)
        entry = kb.entries[kind].get(told) if kind else None
        title = entry.title if entry else told.replace("_", " ")
        return _Worth(model.get(f"{field}:{told}"), f"{noun}: {title}", (f"{field}:{told}",))

    return read


def _specialty(_kb: KnowledgeBase, model: PayModel, person: Person) -> _Worth:
    """The average over the specialties worked in."""
    if person.specialties is None:
        return _unknown("specialty")
    names = tuple(f"specialty:{each}" for each in person.specialties)
    ln = _average([model.get(name) for name in names])
    return _Worth(ln, f"specialties: {', '.join(person.specialties) or 'none'}".replace("_", " "), names)


def _average(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _unknown(noun: str) -> _Worth:
    return _Worth(0.0, f"{noun} not known", None)


_READINGS: dict[str, Any] = {
    "years": _years,
    "credentials": _credentials,
    "role": _role,
    "employer": _one_of("employer", "employers", "employer"),
    "education": _one_of("education", "", "education"),
    "specialty": _specialty,
    "setting": _one_of("setting", "settings", "setting"),
}
