"""Steps that the person asked for, or might expect next, and that are not recommended; with what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.advice.model import MissingFact
from advisor.explain import Coming, Explainer, Missing
from advisor.inference.derivation import Derivation
from advisor.knowledge.age import overdue
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile.told import ToldFact

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


def missing_out(missing: Iterable[Missing], as_of: str) -> tuple[MissingFact, ...]:
    """What is missing as it goes out on the day *as_of*."""
    return tuple(
        MissingFact(
            fact=each.fact,
            says=each.says,
            ways=each.ways,
            judged=each.judged,
            overdue=overdue(each.review_by, as_of),
        )
        for each in missing
    )


def gaps(
    kb: KnowledgeBase, told: Sequence[ToldFact], derivation: Derivation, explainer: Explainer, coming: Coming
) -> list[tuple[str, tuple[Missing, ...]]]:
    """(step, what is missing) of each expected step that is neither recommended nor done.

    Of what nobody asked for nothing is said where something speaks against it, nor of an exam whose apprentice mark
    can go now.
    """
    found = []
    wished = {(fact.name, dict(fact.fields).get("step")) for fact in told if fact.name == "wants"}
    for step in expected_steps(kb, told):
        if ("recommended", step) in derivation.certain or ("done", step) in derivation.certain:
            continue
        if step.startswith("earn/") and ("recommended", f"clear_apprentice/{step[5:]}") in derivation.certain:
            continue
        if ("ruled_out", step) in derivation.certain and ("wants", step) not in wished:
            continue
        missing = explainer.missing(step, coming)
        if missing and not all(each.unknown for each in missing):
            found.append((step, missing))
    return found[:MOST_SHOWN]
