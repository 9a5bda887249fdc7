"""What steps may do to one person's pay in dollars, alone and together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.kinds.roles import Role
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay.formula import capped, change, joint_tenths, rounded
from advisor.pay.model import PayModel
from advisor.pay.place import Place
from advisor.provenance import Grade

Tenths = tuple[int, int, int]
"""Low, mid and high in tenths of a percent."""

ONE_AT_A_TIME = ("become", "work")
CHANGES_EMPLOYER = ("practice/job_switch",)


@dataclass(frozen=True, slots=True)
class Footing:
    """What a change starts from, in dollars a year, and the place that bounds it."""

    base_usd: int
    is_told: bool
    place: Place
    role: str | None


@dataclass(frozen=True, slots=True)
class Single:
    """A step with its own effect; ``counted_in`` is the step that already holds it."""

    step: str
    effect: Pay
    counted_in: str | None = None


@dataclass(frozen=True, slots=True)
class Joint:
    """Steps that count together, their joint effect, and the worst grade and all sources behind it."""

    steps: tuple[str, ...]
    tenths: Tenths
    grade: Grade
    sources: tuple[str, ...]


def tenths_of(effect: Pay) -> Tenths:
    """The same-person effect in whole tenths of a percent."""
    assert effect.same_person_percent is not None
    value = effect.same_person_percent.value
    low, mid, high = (int(rounded(each * 10, math)) for each in (value.low, value.mid, value.high))
    return low, mid, high


def dollars_of(kb: KnowledgeBase, model: PayModel, footing: Footing, found: Tenths, steps: Iterable[str]) -> Tenths:
    """*found* in dollars a year, never carrying pay past the 90th percentile of the place for the best paid job."""
    roles = [footing.role, *(step.partition("/")[2] for step in steps if step.startswith("become/"))]
    cap = most_paid(footing.place, max(role_part(kb, model, each) for each in roles))
    base = footing.base_usd
    low, mid, high = (int(capped(change(base, each, math), base, cap, math)) for each in found)
    return low, mid, high


def most_paid(place: Place, ln_role: float) -> int:
    """The 90th percentile of *place* for a job that is worth so much, in whole hundreds of dollars below it."""
    return math.floor(place.p90_usd * math.exp(ln_role) / 100) * 100


def role_part(kb: KnowledgeBase, model: PayModel, role: str | None) -> float:
    entry = kb.entries["roles"].get(role or "")
    if not isinstance(entry, Role):
        return 0.0
    name = f"role:{entry.id}"
    return model[name] if name in model.terms else model[f"rung:{entry.rung}"]


def joint(kb: KnowledgeBase, singles: Sequence[Single]) -> Joint | None:
    """What *singles* may do together, in any order; None where fewer than two of them count.

    An exam that a job already holds is left out; of several jobs, settings or employers the best counts, and a change
    of employer for the same work not beside a new job; after the first exam each further one counts as the next
    credential, and never for more than it would alone.
    """
    present = {each.step for each in singles}
    ordered = sorted(singles, key=lambda each: (*(-tenth for tenth in tenths_of(each.effect)[::-1]), each.step))
    chosen: dict[str, Single] = {}
    exams: list[Single] = []
    for each in ordered:
        if each.counted_in in present:
            continue
        if each.step.startswith("earn/"):
            exams.append(each)
        else:
            chosen.setdefault(_slot(each.step), each)
    if "become" in chosen and "employer" in chosen and chosen["employer"].step in CHANGES_EMPLOYER:
        del chosen["employer"]
    counted = {each.step: tenths_of(each.effect) for each in chosen.values()} | dict(_exams(kb, exams))
    if len(counted) < 2:
        return None
    kept = sorted((each for each in ordered if each.step in counted), key=lambda each: each.step)
    return _together(kept, counted)


def _slot(step: str) -> str:
    """Steps of one slot exclude each other."""
    move = step.partition("/")[0]
    if move == "join" or step in CHANGES_EMPLOYER:
        return "employer"
    return move if move in ONE_AT_A_TIME else step


def _exams(kb: KnowledgeBase, exams: Sequence[Single]) -> Mapping[str, Tenths]:
    found: dict[str, Tenths] = {}
    following: Pay | None = None
    for each in exams:
        own = tenths_of(each.effect)
        late = tenths_of(following) if following else own
        found[each.step] = (min(own[0], late[0]), min(own[1], late[1]), min(own[2], late[2]))
        entry = kb.entries["pay"].get((following or each.effect).next_effect or "")
        following = entry if isinstance(entry, Pay) else following
    return found


def _together(kept: Sequence[Single], counted: Mapping[str, Tenths]) -> Joint:
    low, mid, high = (int(joint_tenths([float(counted[each.step][at]) for each in kept], math)) for at in range(3))
    cited = [each.effect.same_person_percent for each in kept if each.effect.same_person_percent]
    grades: list[Grade] = [each.grade for each in cited if each.grade]
    sources = tuple(dict.fromkeys(source for each in cited for source in each.source_ids))
    return Joint(tuple(each.step for each in kept), (low, mid, high), max(grades, default="D"), sources)
