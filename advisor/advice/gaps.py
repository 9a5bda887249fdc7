"""Steps that the person asked for, or might expect next, and that are not recommended; with what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.advice.case import Case
from advisor.advice.coming import coming
from advisor.advice.costs import Extras, total
from advisor.advice.model import MissingFact, NotRecommended, Recommendation, Road
from advisor.advice.prices import left, not_in_cost, price_sources, priced
from advisor.advice.study import study
from advisor.explain import Coming, Missing
from advisor.knowledge.age import overdue
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.told import ToldFact
from advisor.provenance import JUDGEMENT
from advisor.rulebook.fact import Fact

MOST_SHOWN = 8
NEXT_SHOWN = 2


def expected_steps(kb: KnowledgeBase, told: Sequence[ToldFact]) -> list[str]:
    """Steps that this person may expect: those wished for and what later proves a wished job, the end of an
    apprenticeship, and what follows the job.
    """
    return list(dict.fromkeys(step for step in _expected(kb, told) if step in kb.entries["steps"]))


def _expected(kb: KnowledgeBase, told: Sequence[ToldFact]) -> Iterator[str]:
    wishes = [str(dict(fact.fields)["step"]) for fact in told if fact.name == "wants"]
    yield from wishes
    for wish in wishes:
        yield from _proofs_of(kb, wish)
        yield from _jobs_at(kb, wish)
    for fact in told:
        values: Any = dict(fact.fields)
        credential: Any = kb.entries["credentials"].get(values.get("credential")) if fact.name == "holds" else None
        if credential and credential.apprentice_of:
            yield f"clear_apprentice/{credential.apprentice_of}"
        role: Any = kb.entries["roles"].get(values.get("role")) if fact.name == "role" else None
        if role:
            yield from (f"become/{each}" for each in role.next_roles[:NEXT_SHOWN])


def _proofs_of(kb: KnowledgeBase, wish: str) -> Iterator[str]:
    """Exams that prove the field of a wished job and ask for years in it: they come later."""
    role: Any = kb.entries["roles"].get(wish.removeprefix("become/"))
    credentials: Mapping[str, Any] = kb.entries["credentials"]
    for each in credentials.values() if role else ():
        fields = set(role.practises) & set(each.domains)
        if any(way.experience_in in fields for way in each.routes):
            yield f"earn/{each.id}"


def _jobs_at(kb: KnowledgeBase, wish: str) -> Iterator[str]:
    """The coding job that a wished kind of employer is named for: that of the first kind of work done there."""
    move, _, target = wish.partition("/")
    employer: Any = kb.entries["employers"].get(target) if move == "join" else None
    roles: Iterable[Any] = kb.entries["roles"].values()
    for each in roles if employer and employer.practises else ():
        if each.rung == "coding" and each.practises == employer.practises[:1]:
            yield f"become/{each.id}"


def missing_out(missing: Iterable[Missing], as_of: str) -> tuple[MissingFact, ...]:
    """What is missing as it goes out on the day *as_of*."""
    return tuple(
        MissingFact(
            fact=each.fact,
            says=each.says,
            ways=each.ways,
            judged=each.judged,
            sources=tuple(source for source in each.cites if source != JUDGEMENT),
            overdue=overdue(each.review_by, as_of),
        )
        for each in missing
    )


def not_yet(case: Case, recommended: Sequence[Recommendation], extra: Extras) -> Iterator[NotRecommended]:
    """Steps that the person asked for or might expect, with what is missing; what the *recommended* give, by these."""
    places = {each.id: each.rank for each in recommended}
    for step_id, missing in _gaps(case, coming(case, recommended)):
        step: Any = case.kb.entries["steps"][step_id]
        beside = extra.get(step_id, ())
        short = left(case.profile, total(step, beside))
        is_dear = short is not None and short.high_usd < 0
        road = _road(case, step_id, places, extra)
        lacking = missing_out(missing, case.as_of.isoformat())
        cited = [each.sources for each in lacking]
        cited += [price_sources(step, beside) if is_dear else (), road.sources if road else ()]
        yield NotRecommended(
            id=step_id,
            title=step.title,
            missing=lacking,
            **(priced(case.kb, step, beside) if is_dear else {}),
            left=short if is_dear else None,
            road=road,
            sources=tuple(dict.fromkeys(source for some in cited for source in some)),
        )


def _road(case: Case, step_id: str, places: Mapping[str, int], extra: Extras) -> Road | None:
    """How *step_id* begins for this person, where a rule says so; without a price where that is a step, by *places*."""
    for fact in case.derivation.of("road", step_id):
        first: Any = case.kb.entries["steps"][str(fact[2])]
        says = case.explainer.because(case.explainer.rule_of(fact))
        if first.id in places:
            return Road(id=first.id, title=first.title, says=says, rank=places[first.id])
        beside = extra.get(first.id, ())
        return Road(
            id=first.id,
            title=first.title,
            says=says,
            **priced(case.kb, first, beside),
            not_in_cost=tuple(not_in_cost(case, first, beside)),
            study=study(first, case.asker),
            sources=price_sources(first, beside),
        )
    return None


def _says_nothing(step: str, certain: frozenset[Fact]) -> bool:
    """Whether *step*, which nobody asked for, is ruled out, or a job that follows on one of another aim."""
    return ("ruled_out", step) in certain or (step.startswith("become/") and ("aims_elsewhere",) in certain)


def _gaps(case: Case, given: Coming) -> list[tuple[str, tuple[Missing, ...]]]:
    """(step, what is missing) of each expected step that is neither recommended nor done.

    Of what nobody asked for nothing is said where something speaks against it, nor of an exam whose apprentice mark
    can go now.
    """
    found = []
    certain = case.derivation.certain
    wished = {(fact.name, dict(fact.fields).get("step")) for fact in case.told if fact.name == "wants"}
    for step in expected_steps(case.kb, case.told):
        if ("recommended", step) in certain or ("done", step) in certain:
            continue
        if step.startswith("earn/") and ("recommended", f"clear_apprentice/{step[5:]}") in certain:
            continue
        if ("wants", step) not in wished and _says_nothing(step, certain):
            continue
        missing = case.explainer.missing(step, given)
        if missing and not all(each.unknown for each in missing):
            found.append((step, missing))
    return found[:MOST_SHOWN]
