"""From a derivation to the advice of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisor.advice.asking import questions
from advisor.advice.candidates import Candidate, candidates
from advisor.advice.costs import dues_sources, dues_to_join, reinstatement
from advisor.advice.effects import effect_out
from advisor.advice.gaps import gaps
from advisor.advice.model import (
    Advice,
    Caution,
    ChallengeFaced,
    EngineVersion,
    KnowledgeVersion,
    MissingFact,
    MonthRange,
    NotRecommended,
    Proof,
    Question,
    ReasonSaid,
    Recommendation,
    SourceShown,
    StageReached,
    UsdRange,
    Why,
)
from advisor.advice.ranking import Ranked, rank
from advisor.explain import Explainer
from advisor.explain import Proof as Proved
from advisor.inference.derivation import Derivation
from advisor.inference.infer import Inference
from advisor.knowledge.kinds.outlook import Outlook
from advisor.knowledge.kinds.reasons import TIERS
from advisor.knowledge.kinds.sources import Source
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import access_claim
from advisor.profile import Profile
from advisor.profile.told import ToldFact, told_facts
from advisor.provenance import best
from advisor.quantities import Span

KNOWLEDGE_VERSION = "0.1.0"
OCCUPATION = "29-2072"
MOST_NAMED = 3
HOW_SHOWN = 2
LIMITED_AFTER = ("practitioner", "experienced", "expert")


@dataclass(frozen=True, slots=True)
class Case:
    """One person's profile with what follows from it."""

    profile: Profile
    as_of: date
    told: tuple[ToldFact, ...]
    derivation: Derivation
    explainer: Explainer
    inference: Inference
    search: Inference

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge that the advice rests on."""
        return self.inference.program.kb


def open_case(inference: Inference, search: Inference, profile: Profile, as_of: date) -> Case:
    """What follows from *profile* on the day *as_of*; *search* runs what is only supposed."""
    told = told_facts(profile, inference.program.kb, as_of)
    derivation = inference.run(told)
    return Case(profile, as_of, told, derivation, Explainer(inference.program, derivation, told), inference, search)


def advise(case: Case, top: int) -> Advice:
    """The advice of *case* with at most *top* recommendations."""
    stage_id, stage = _stage(case)
    dues = dues_to_join(case.kb, _named(case, "holds")) | reinstatement(case.kb, _named(case, "lapsed"))
    found = candidates(case.kb, case.derivation, dues)
    ranked = rank(found, habits_limited=stage_id in LIMITED_AFTER)[:top]
    recommended = tuple(_recommendation(case, place, each, dues) for place, each in enumerate(ranked, 1))
    outlook = _outlook(case.kb)
    return Advice(
        as_of=case.as_of.isoformat(),
        knowledge=KnowledgeVersion(version=KNOWLEDGE_VERSION, sha256=case.inference.program.sha256),
        engine=EngineVersion(name=case.inference.engine.name, version=case.inference.engine.version),
        stage=stage,
        pay=None,
        recommendations=recommended,
        not_recommended=tuple(_not_yet(case)),
        challenges=tuple(_challenges(case)),
        cautions=tuple(_cautions(case, recommended)),
        outlook=outlook,
        questions=tuple(_questions(case)),
        sources=_sources(case.kb, recommended, outlook),
        disclosure=" ".join(_disclosures(case)),
    )


def _named(case: Case, fact_name: str) -> list[str]:
    """The credentials of the certain told facts called *fact_name*."""
    return [str(dict(fact.fields)["credential"]) for fact in case.told if fact.name == fact_name and fact.certain]


def _stage(case: Case) -> tuple[str, StageReached]:
    """The certain stage, else the lowest possible one."""
    certain = case.derivation.of("stage")
    order: Any = case.kb.entries["stages"]
    if certain:
        stage_id = str(certain[0][1])
        because: Iterable[str] = _because(case, certain[0])
    else:
        maybe = [str(fact[1]) for fact in case.derivation.maybe("stage")] or list(order)
        stage_id = min(maybe, key=lambda each: order[each].order)
        because = ["This is the lowest stage that fits what you told us; the questions below would settle it."]
    return stage_id, StageReached(id=stage_id, title=order[stage_id].title, because=tuple(because))


def _because(case: Case, fact: tuple[Any, ...]) -> list[str]:
    """The words of the rule that gave *fact*, and of those right below it that gave facts of the same name."""
    proof = case.explainer.prove(fact)
    below = [each.because for each in proof.rests_on if each.rule not in ("told", "not")]
    return list(dict.fromkeys([*below, proof.because] if fact[0] == "stage" else [proof.because]))


def _recommendation(case: Case, place: int, ranked: Ranked, dues: dict[str, int]) -> Recommendation:
    candidate = ranked.candidate
    step: Any = case.kb.entries["steps"][candidate.step]
    proved = case.explainer.prove(("recommended", candidate.step))
    reasons = tuple(_reasons(case, candidate))
    effect = effect_out(case.kb, candidate.effect, case.as_of.isoformat())
    access = None if effect or is_paid_as_coder(case) else access_claim(case.kb)
    cited = [proved.all_cites, effect.sources if effect else (), access.sources if access else (), step.effort_sources]
    if candidate.step in dues:
        cited.append(dues_sources(case.kb, candidate.step))
    return Recommendation(
        id=candidate.step,
        rank=place,
        tier=TIERS[candidate.tier],
        move=step.move,
        target=step.target,
        title=step.title,
        effect=effect,
        access=access,
        cost_usd=_with_dues(step.cost_usd, dues.get(candidate.step, 0)),
        months=MonthRange(low=step.months.low, high=step.months.high) if step.months else None,
        because=tuple(dict.fromkeys(reason.says for reason in reasons)),
        how=_how(case.kb, step),
        proof=proof_out(proved),
        alternatives=ranked.alternatives,
        reasons=reasons,
        counted_in=_counted_in(case, candidate.step),
        sources=tuple(dict.fromkeys(source for some in cited for source in some)),
    )


def _how(kb: KnowledgeBase, step: Any) -> tuple[str, ...]:
    """What to do, where and when: the first lines of the strategy; empty for other moves."""
    strategy: Any = kb.entries["strategies"].get(step.target) if step.move == "practice" else None
    return strategy.how[:HOW_SHOWN] if strategy else ()


def is_paid_as_coder(case: Case) -> bool:
    """Whether the person has a role that codes, and work."""
    role: Any = case.kb.entries["roles"].get(case.profile.role or "")
    return bool(role) and role.codes and case.profile.employment != "unemployed"


def _with_dues(cost: Span | None, dues: int) -> UsdRange | None:
    return UsdRange(low=round(cost.low) + dues, high=round(cost.high) + dues) if cost else None


def _reasons(case: Case, candidate: Candidate) -> Iterator[ReasonSaid]:
    for reason in candidate.reasons:
        rule = case.explainer.rule_of(("reason", candidate.step, reason.why, reason.about))
        says = case.explainer.because(rule)
        yield ReasonSaid(why=reason.why, about=reason.about.partition("/")[2], says=says)


def _counted_in(case: Case, step: str) -> str | None:
    facts = case.derivation.of("counted_in", step)
    return str(facts[0][2]) if facts else None


def proof_out(proof: Proved) -> Proof:
    """A proof as it goes out."""
    return Proof(
        fact=proof.fact,
        says=proof.says,
        rule=proof.rule,
        because=proof.because,
        from_=tuple(map(proof_out, proof.rests_on)),
        cites=proof.cites,
    )


def _not_yet(case: Case) -> Iterator[NotRecommended]:
    for step, missing in gaps(case.kb, case.told, case.derivation, case.explainer):
        lines = tuple(MissingFact(fact=each.fact, says=each.says) for each in missing)
        yield NotRecommended(id=step, title=case.kb.title("steps", step), missing=lines)


def _challenges(case: Case) -> Iterator[ChallengeFaced]:
    for challenge in case.profile.challenges or ():
        entry = case.kb.get("challenges", challenge)
        eased = [fact for fact in case.derivation.of("eases") if fact[2] == challenge]
        because = [case.explainer.because(case.explainer.rule_of(fact)) for fact in eased]
        yield ChallengeFaced(
            id=challenge,
            title=entry.title,
            eased_by=tuple(f"practice/{fact[1]}" for fact in eased),
            because=tuple(dict.fromkeys(because)),
        )


def _cautions(case: Case, recommended: Sequence[Recommendation]) -> Iterator[Caution]:
    shown = {step for each in recommended for step in (each.id, *each.alternatives)}
    seen: set[str] = set()
    for rule in case.inference.program.by_fact_name("caution"):
        about = str(rule.facts[0][1])
        if rule.id not in case.derivation.fired or (about.startswith("steps/") and about[6:] not in shown):
            continue
        says = case.explainer.because(rule)
        if says not in seen:
            seen.add(says)
            yield Caution(id=rule.rule, says=says)


def _outlook(kb: KnowledgeBase) -> dict[str, Any]:
    """The newest official projection for the occupation; empty where there is none."""
    found = [e for e in kb.entries["outlook"].values() if isinstance(e, Outlook) and e.occupation == OCCUPATION]
    if not found:
        return {}
    entry = max(found, key=lambda each: each.edition)
    figures = {name: best(getattr(entry, name)) for name in ("employment", "growth_percent", "openings_per_year")}
    cited = [figure for figure in figures.values() if figure]
    return {
        "title": entry.title,
        "edition": entry.edition,
        **{name: figure.value if figure else None for name, figure in figures.items()},
        "grade": max((figure.grade for figure in cited if figure.grade), default="D"),
        "as_of": max((figure.as_of for figure in cited if figure.as_of), default=""),
        "sources": list(dict.fromkeys(source for figure in cited for source in figure.source_ids)),
    }


def _questions(case: Case) -> Iterator[Question]:
    vocabulary = case.inference.program.vocabulary
    for asked in questions(vocabulary, given_keys(case.profile), case.told, case.search.run):
        steps = [case.kb.title("steps", str(fact[1])) for fact in asked.open_facts if fact[0] == "recommended"]
        yield Question(field=asked.key, asks=asked.asks, why=_hangs(steps))


def _hangs(steps: Sequence[str]) -> str:
    """What depends on an answer, for the reader."""
    if not steps:
        return "The answer decides which stage you are at."
    if len(steps) > MOST_NAMED:
        return f"{len(steps)} possible steps depend on the answer."
    return f"The answer decides on: {'; '.join(steps)}."


def given_keys(profile: Profile) -> frozenset[str]:
    """The keys that the profile names, those of ``wants`` spelt ``wants.KEY``."""
    own = set(profile.model_fields_set)
    if profile.wants is not None:
        own |= {f"wants.{key}" for key in profile.wants.model_fields_set}
    return frozenset(own)


def _sources(
    kb: KnowledgeBase, recommended: Sequence[Recommendation], outlook: dict[str, Any]
) -> tuple[SourceShown, ...]:
    cited = {source for each in recommended for source in each.sources} | set(outlook.get("sources", ()))
    return tuple(_source(kb, source) for source in sorted(cited))


def _source(kb: KnowledgeBase, source_id: str) -> SourceShown:
    source = kb.get("sources", source_id)
    assert isinstance(source, Source)
    return SourceShown(
        id=source_id, title=source.title, publisher=source.publisher, period=source.period, url=source.url
    )


def _disclosures(case: Case) -> Iterator[str]:
    for entry in case.kb.entries["disclosures"].values():
        text: Any = entry
        if text.jurisdiction in ("US", case.profile.state):
            yield text.text


def why(case: Case, step: str) -> Why:
    """Why *step* is recommended, or what is missing.

    Raises: InputError: there is no such step.
    """
    title = case.kb.get("steps", step).title
    if ("recommended", step) in case.derivation.certain:
        proof = proof_out(case.explainer.prove(("recommended", step)))
        return Why(step=step, title=title, recommended=True, says=f"'{title}' is recommended.", proof=proof, missing=())
    missing = tuple(MissingFact(fact=each.fact, says=each.says) for each in case.explainer.missing(step))
    says = f"'{title}' is not recommended. The ways there are for the command why-not, still to come."
    return Why(step=step, title=title, recommended=False, says=says, proof=None, missing=missing)
