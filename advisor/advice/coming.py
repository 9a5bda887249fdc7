"""What becomes true by the course under way and by the steps of a report, and how a reader finds them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from advisor.advice.case import Case
from advisor.advice.days import in_words
from advisor.advice.model import Recommendation, Waits
from advisor.explain import Coming, facts_given
from advisor.profile.told import is_full
from advisor.rulebook.fact import Fact


def course_ends(case: Case) -> date | None:
    """The day on which the course under way ends; None where there is none, or no day ahead is told."""
    education = case.profile.education
    end = education.finishes if education and education.in_progress else None
    return end if end and end >= case.as_of else None


def waits(case: Case, step: str) -> Waits | None:
    """That *step* comes after the course under way, where a rule says so."""
    for fact in case.derivation.of("after_course", step):
        end = course_ends(case)
        says = case.explainer.because(case.explainer.rule_of(fact))
        ends = f"Your course ends on {in_words(end)}. " if end else ""
        return Waits(on=end.isoformat() if end else None, says=ends + says)
    return None


def coming(case: Case, recommended: Iterable[Recommendation]) -> Coming:
    """By fact the course or the step of the report that makes it true, the first of them."""
    found: dict[Fact, str] = dict(_by_the_course(case))
    for step in recommended:
        for given in facts_given(case.kb, step.id):
            held = _as_held(case, given)
            for fact in (held, *_counted(case, held)):
                found.setdefault(fact, f"step {step.rank} ({step.title})")
    return found


def _counted(case: Case, held: Fact) -> Iterator[Fact]:
    """How many full credentials are in force with the one *held* then, where it is one and their number is told."""
    credential: Any = case.kb.entries["credentials"].get(str(held[1])) if held[0] == "holds" else None
    if credential and is_full(credential):
        counts = (dict(fact.fields)["count"] for fact in case.told if fact.name == "credentials_held" and fact.certain)
        yield from (("credentials_held", count + 1) for count in counts if isinstance(count, float))


def _by_the_course(case: Case) -> Iterator[tuple[Fact, str]]:
    end = course_ends(case)
    label = "the course that you are in" + (f" (done on {in_words(end)})" if end else "")
    for fact in case.told:
        if fact.name == "finishing" and fact.certain:
            yield ("completed", str(dict(fact.fields)["course"])), label


def _as_held(case: Case, fact: Fact) -> Fact:
    """*fact*; of a credential that this person would hold as an apprentice first, that of the apprentice form."""
    marked = ("would_be_apprentice", fact[1])
    if fact[0] != "holds" or marked not in case.derivation.certain | case.derivation.possible:
        return fact
    forms: Iterable[Any] = case.kb.entries["credentials"].values()
    return next((("holds", each.id) for each in forms if each.apprentice_of == fact[1]), fact)
