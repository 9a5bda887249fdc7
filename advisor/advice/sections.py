"""What stands in the advice beside the recommendations: gaps, troubles, cautions, outlook, questions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from advisor.advice.asking import questions as asked_of
from advisor.advice.case import Case
from advisor.advice.doubts import Doubts
from advisor.advice.model import (
    Caution,
    ChallengeFaced,
    Question,
    Recommendation,
    SourceShown,
)
from advisor.knowledge.kinds.sources import Source
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.knowledge.reading import entry_sources
from advisor.profile import Profile
from advisor.rulebook.program import GroundRule

MOST_NAMED = 3
DOLLARS = "$"


class Citing(Protocol):
    """What names its sources."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def challenges(case: Case, recommended: Sequence[Recommendation]) -> Iterator[ChallengeFaced]:
    """What the person reported, and the steps that ease it, those of the report first and in its order."""
    places = {step.id: step.rank for step in recommended}
    for challenge in case.profile.challenges:
        entry = case.kb.get("challenges", challenge)
        eased = [fact for fact in case.derivation.of("eases") if fact[2] == challenge]
        about = [fact for fact in case.derivation.of("caution") if fact[1] == f"challenges/{challenge}"]
        because = [case.explainer.because(case.explainer.rule_of(fact)) for fact in (*about, *eased)]
        yield ChallengeFaced(
            id=challenge,
            title=entry.title,
            eased_by=tuple(sorted((str(fact[1]) for fact in eased), key=lambda step: places.get(step, len(places)))),
            because=tuple(dict.fromkeys(because)),
        )


def cautions(case: Case, recommended: Sequence[Recommendation]) -> Iterator[Caution]:
    """What to mind, once each; about steps only where they are *recommended* or an "or".

    What is said of a trouble that was reported stands with it, in ``challenges``.
    """
    shown = {step for each in recommended for step in (each.id, *each.alternatives)}
    faced = {f"challenges/{each}" for each in case.profile.challenges}
    seen: set[str] = set()
    for rule in case.inference.program.by_fact_name.get("caution", ()):
        if rule.id not in case.derivation.fired:
            continue
        about = str(rule.facts[0][1])
        if about in faced or (about.startswith("steps/") and about[6:] not in shown):
            continue
        says = case.explainer.because(rule)
        if says not in seen:
            seen.add(says)
            yield Caution(id=rule.rule, says=says, sources=rule.cites if tells_published(case, rule, says) else ())


def tells_published(case: Case, rule: GroundRule, says: str) -> bool:
    """Whether a rule that *says* this tells what is published: a price, or more than what its entries rest on."""
    entries = (case.kb.entries[kind][id_] for kind, _, id_ in (each.partition("/") for each in rule.entries))
    return DOLLARS in says or not {*rule.cites} <= {source for entry in entries for source in entry_sources(entry)}


WHICH_DAYS = "On what day does each of your credentials run out?"


def questions(case: Case) -> Iterator[Question]:
    """The questions whose answers would change the advice."""
    vocabulary, doubts = case.inference.program.vocabulary, Doubts(case)
    given = given_keys(case.profile)
    for asked in asked_of(vocabulary, given, case.told, case.search.run, doubts.unknown, doubts.counts):
        steps = [case.kb.title("steps", str(fact[1])) for fact in asked.open_facts if fact[0] == "recommended"]
        asks = WHICH_DAYS if asked.key == "credentials" and "credentials" in given else asked.asks
        yield Question(field=asked.key, asks=asks, why=_hangs(steps))


def _hangs(steps: Sequence[str]) -> str:
    """What depends on an answer, for the reader."""
    if not steps:
        return "may change which stage you are at"
    if len(steps) > MOST_NAMED:
        return "may change much of this plan"
    return f"may change whether we advise: {'; '.join(steps)}"


def given_keys(profile: Profile) -> frozenset[str]:
    """The keys that the profile names, those of ``wants`` spelt ``wants.KEY``."""
    return frozenset((*profile.model_fields_set, *(f"wants.{key}" for key in profile.wants.model_fields_set)))


def sources(kb: KnowledgeBase, cited_in: Iterable[Citing], outlook: dict[str, Any]) -> tuple[SourceShown, ...]:
    """Every publication that the advice rests on, by id."""
    cited = {source for each in cited_in for source in each.sources}
    parts = (outlook, outlook.get("verified", {}), outlook.get("median", {}))
    cited.update(*(each.get("sources", ()) for each in parts))
    return tuple(_source(kb, source) for source in sorted(cited))


def _source(kb: KnowledgeBase, source_id: str) -> SourceShown:
    source = kb.get("sources", source_id)
    assert isinstance(source, Source)
    return SourceShown(
        id=source_id, title=source.title, publisher=source.publisher, period=source.period, url=source.url
    )


def disclosures(case: Case) -> Iterator[str]:
    """What must stand beside pay where the person lives."""
    for entry in case.kb.entries["disclosures"].values():
        text: Any = entry
        if text.jurisdiction in ("US", case.profile.state):
            yield text.text
