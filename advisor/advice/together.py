"""What several recommended steps may do to pay together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from advisor.advice.case import Case
from advisor.advice.earning import Earning, in_dollars
from advisor.advice.model import Effect, JointEffect, Recommendation
from advisor.knowledge.age import due_on, first_overdue, says_overdue
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.pay import Pay
from advisor.pay.steps import Single, joint
from advisor.provenance import Grade
from advisor.quantities import NOT_A_PROMISE

JOINT_NOTE = "one exam counts once, later ones for less, and of several jobs the best"


def joint_out(case: Case, earned: Earning, recommended: tuple[Recommendation, ...]) -> JointEffect | None:
    """What the recommended steps with an effect may do together; None where fewer than two count."""
    singles = [
        Single(step.id, entry, step.counted_in)
        for step in _on_one_road(case, recommended)
        if step.effect and (entry := _effect_entry(case, step.id)) is not None
    ]
    found = joint(case.kb, singles)
    if found is None:
        return None
    singles = [each for each in singles if each.step in found.steps]
    alone = [each.effect for each in recommended if each.effect and each.id in found.steps]
    low, mid, high = (each / 10 for each in found.tenths)
    effect = Effect(
        statistic="what the steps may do together: logarithms added, and no more dollars than they bring one by one",
        low_percent=low,
        mid_percent=mid,
        high_percent=high,
        association_percent=None,
        association_grade=_worst_gap(alone),
        grade=found.grade,
        population="as for each step",
        place="US",
        period=_period(singles),
        n=None,
        as_of=_as_of(singles),
        sources=found.sources,
        note="; ".join(filter(None, (f"{NOT_A_PROMISE}; {JOINT_NOTE}", says_overdue(_singles_since(singles, case))))),
    )
    return JointEffect(steps=found.steps, effect=_at_most(in_dollars(case, earned, effect, found.steps), alone))


def _worst_gap(alone: Iterable[Effect]) -> Grade | None:
    """The worst grade of the gaps behind the effects of steps *alone*: together they are no surer."""
    return max((each.association_grade for each in alone if each.association_grade), default=None)


def _on_one_road(case: Case, recommended: Iterable[Recommendation]) -> list[Recommendation]:
    """The steps that count beside the best paid new job.

    No exam that only another job asks for, nor one in a job, nor one of a specialty: its gap was seen among coders.
    """
    with_figure = [step for step in recommended if step.effect]
    own = {step.id for step in with_figure}
    kept = [step for step in with_figure if step.counted_in is None or step.counted_in in own]
    jobs = sorted((step for step in kept if step.move == "become"), key=_by_gain)
    road = jobs[0].target if jobs else None
    roles = case.kb.entries["roles"]
    return [
        step
        for step in kept
        if road is None or (road in (_roles_of(step, roles) or {road}) and not _is_of_a_specialty(case, step))
    ]


def _is_of_a_specialty(case: Case, step: Recommendation) -> bool:
    credential = case.kb.entries["credentials"].get(step.target) if step.move == "earn" else None
    return isinstance(credential, Credential) and bool(credential.specialties)


def _by_gain(step: Recommendation) -> tuple[float, float, float, str]:
    """The order in which the joint effect takes jobs: the best first."""
    effect = step.effect
    assert effect is not None
    return -effect.high_percent, -effect.mid_percent, -effect.low_percent, step.id


def _roles_of(step: Recommendation, roles: Collection[str]) -> set[str]:
    """The jobs that *step* is taken for."""
    asked = {reason.about for reason in step.reasons if reason.about in roles} if step.move == "earn" else set()
    return asked | ({step.target} if step.move == "become" else set())


def _at_most(effect: Effect, singles: Sequence[Effect]) -> Effect:
    """*effect* with dollars that never pass the sum of those of the *singles*, as they stand beside them."""
    ends = {}
    for name in ("low_usd", "mid_usd", "high_usd"):
        together, alone = getattr(effect, name), [getattr(each, name) for each in singles]
        if together is not None and None not in alone:
            ends[name] = min(together, sum(alone))
    return effect.model_copy(update=ends)


def _effect_entry(case: Case, step: str) -> Pay | None:
    facts = case.derivation.of("has_effect", step)
    entry = case.kb.entries["pay"].get(str(facts[0][2])) if facts else None
    return entry if isinstance(entry, Pay) and entry.same_person_percent else None


def _singles_since(singles: list[Single], case: Case) -> str | None:
    dues = (due_on(each.effect.same_person_percent, each.effect) for each in singles)
    return first_overdue(dues, case.as_of.isoformat())


def _period(singles: list[Single]) -> str:
    years = sorted(year for each in singles for year in each.effect.period.split("-")[:1])
    last = sorted(each.effect.period[-4:] for each in singles)
    return years[0] if years[0] == last[-1] else f"{years[0]}-{last[-1]}"


def _as_of(singles: list[Single]) -> str:
    return max(each.effect.same_person_percent.as_of or "" for each in singles if each.effect.same_person_percent)
