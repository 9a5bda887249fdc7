"""From a derivation to the advice of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.advice.beside import holders, said_of_pay, said_of_specialties
from advisor.advice.candidates import Candidate, candidates
from advisor.advice.case import Case
from advisor.advice.coming import course_ends, waits
from advisor.advice.costs import Extras, extras, paid_together
from advisor.advice.dates import dates
from advisor.advice.doing import effort, how, how_sources
from advisor.advice.earning import Earning, earning, estimate_out, in_dollars
from advisor.advice.effects import effect_out, told_of, unlike
from advisor.advice.gaps import missing_out, not_yet
from advisor.advice.model import (
    Advice,
    EngineVersion,
    KnowledgeVersion,
    MonthRange,
    PayEstimate,
    Proof,
    ReasonSaid,
    Recommendation,
    SaidOfPay,
    StageReached,
    StatedPay,
    Why,
)
from advisor.advice.others import first_because, others
from advisor.advice.outlook import outlook
from advisor.advice.own import brings, numbers
from advisor.advice.pay_report import official_percentiles, other_pay, stated_pay
from advisor.advice.prices import left, not_in_cost, priced
from advisor.advice.ranking import Ranked, rank
from advisor.advice.reach import target
from advisor.advice.reinstating import reinstating
from advisor.advice.renewals import due, planned, title
from advisor.advice.sections import Citing, cautions, challenges, disclosures, questions, sources, tells_published
from advisor.advice.study import study
from advisor.advice.together import joint_out
from advisor.advice.upkeep import upkeep
from advisor.explain import Proof as Proved
from advisor.knowledge.age import overdue
from advisor.knowledge.kinds.reasons import TIERS
from advisor.pay import access_claim
from advisor.rulebook.program import GroundRule

KNOWLEDGE_VERSION = "0.1.0"
CEU_PLAN = "practice/continuing_education"
FIRST_JOB_SEARCH = "practice/first_job_search"
NOBODY_ASKS = "Nothing that it asks for is missing, but nothing that you told us speaks for it"
"""The step to which the units of every credential belong."""
HAD_BACK = "fit.regain_credential"
"""The rule for what has lapsed and is not renewed but had back."""
LIMITED_AFTER = ("practitioner", "experienced", "expert")


def advise(case: Case, top: int) -> Advice:
    """The advice of *case* with at most *top* recommendations."""
    stage_id, stage = _stage(case)
    extra = extras(case.kb, case.profile, _named(case, "holds"), case.as_of)
    found = candidates(case.kb, case.derivation, extra)
    paid = paid_together(case.kb, case.profile, case.as_of)
    ranked = rank(found, habits_limited=stage_id in LIMITED_AFTER, paid_together=paid)[:top]
    earned = earning(case)
    by_step = {each.step: each for each in found}
    recommended = tuple(
        _recommendation(case, place, each, _beside(case, each, by_step), extra, earned)
        for place, each in enumerate(ranked, 1)
    )
    projected = outlook(case)
    kept = tuple(upkeep(case.kb, _named(case, "holds"), recommended, case.as_of.isoformat()))
    ahead = dates(case.kb, case.profile, case.as_of, recommended, case.asker.ids["works_in"])
    pay = estimate_out(case, earned)
    current = _current_pay(case, earned, pay)
    together = joint_out(case, earned, recommended)
    minded = tuple(cautions(case, recommended))
    moves, fields = tuple(_said_of_pay(case)), tuple(said_of_specialties(case))
    gaps_left = tuple(not_yet(case, recommended, extra))
    access = [step.access for step in recommended if step.access]
    about_pay: list[Citing] = [*moves, *fields, *(each for each in (pay, current) if each)]
    cited: tuple[Citing, ...] = (*recommended, *gaps_left, *access, *kept, *ahead, *minded, *about_pay)
    return Advice(
        as_of=case.as_of.isoformat(),
        knowledge=KnowledgeVersion(version=KNOWLEDGE_VERSION, sha256=case.inference.program.content_sha256),
        engine=EngineVersion(name=case.inference.engine.name, version=case.inference.engine.version),
        stage=stage,
        pay=pay,
        recommendations=recommended,
        joint=together,
        current_pay=current,
        target_pay=target(case, earned, recommended, together),
        said_of_pay=moves,
        said_of_specialties=fields,
        not_recommended=gaps_left,
        challenges=tuple(challenges(case, recommended)),
        cautions=minded,
        upkeep=kept,
        dates=ahead,
        outlook=projected,
        questions=tuple(questions(case)),
        sources=sources(case.kb, cited, projected),
        disclosure=" ".join(disclosures(case)),
    )


def _beside(case: Case, ranked: Ranked, by_step: Mapping[str, Candidate]) -> list[Candidate]:
    """What may be offered beside a step, of the candidates *by_step*."""
    return [by_step[other] for other in ranked.alternatives if other in by_step and _is_vouched_for(case, other)]


def _said_of_pay(case: Case) -> Iterator[SaidOfPay]:
    """What is said to move pay, for whoever names a pay or reports a trouble with it."""
    named = case.profile.wants.target_pay_usd is not None
    yield from said_of_pay(case.kb, case.as_of.isoformat(), None if named else case.profile.challenges)


def _current_pay(case: Case, earned: Earning, pay: PayEstimate | None) -> StatedPay | None:
    """Where the present pay lies; for someone paid for other work what a coding job may pay beside it."""
    if earned.footing is None:
        return other_pay(case, earned)
    official = official_percentiles(case.kb, case.as_of.isoformat())
    return stated_pay(case, earned, pay, official)


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
    brought = (case.explainer.because(case.explainer.rule_of(fact)) for fact in case.derivation.of("brings"))
    return stage_id, StageReached(id=stage_id, title=order[stage_id].title, because=(*because, *brought))


def _because(case: Case, fact: tuple[Any, ...]) -> list[str]:
    """The words of the rules right below the one that gave *fact*, then its own."""
    proof = case.explainer.prove(fact)
    below = [each.because for each in proof.rests_on if each.rule not in ("told", "not")]
    return list(dict.fromkeys([*below, proof.because]))


def _recommendation(
    case: Case, place: int, ranked: Ranked, beside_it: Sequence[Candidate], extra: Extras, earned: Earning
) -> Recommendation:
    candidate = ranked.candidate
    step: Any = case.kb.entries["steps"][candidate.step]
    proved = case.explainer.prove(("recommended", candidate.step))
    rules = list(_reason_rules(case, candidate))
    reasons = tuple(_reasons(candidate, rules))
    effect = effect_out(case.kb, candidate.effect, case.as_of.isoformat())
    if effect:
        named = told_of(case.kb, candidate.step, candidate.effect)
        effect = in_dollars(case, earned, effect, (candidate.step,))
        others_than = unlike(case.kb, candidate.effect, case.asker.ids["works_in"], case.asker.ids["faces"])
        effect = effect.model_copy(update={"told_of": named, "unlike": others_than})
    beside_pay = holders(case.kb, step.target, case.as_of.isoformat()) if _earns_more(case, step) else None
    access = None if effect or is_paid_as_coder(case) else access_claim(case.kb, case.as_of.isoformat())
    beginning = access.sources if access and _is_coding_job(case, step) and not _aims_elsewhere(case) else ()
    beside, after = extra.get(candidate.step, ()), waits(case, candidate.step)
    price = priced(case.kb, step, beside)
    spare = left(case.profile, price["cost_usd"])
    cited = [proved.all_cites, effect.sources if effect else (), beginning, step.effort_sources]
    renewed = [step.target, *(other.partition("/")[2] for other in ranked.paid_with)] if step.move == "renew" else []
    is_back = any(reason.rule == HAD_BACK for reason in reasons)
    renewal = due(case.kb, case.profile, renewed, case.as_of) if renewed else None
    if candidate.step == CEU_PLAN:
        renewal = planned(case.kb, case.profile, case.as_of)
    cited += [renewal.sources] if renewal else []
    cited += [part.sources for part in beside] + ([beside_pay.sources] if beside_pay else [])
    own, back = numbers(case, step), reinstating(case.kb, case.profile, renewed, case.as_of)
    told_by = (*how_sources(case.kb, case.derivation, step), *back.sources)
    cited += [told_by, own.sources if own else ()]
    cited += [rule.cites for rule, says in rules if tells_published(case, rule, says)]
    if step.move == "learn":
        steps: Any = case.kb.entries["steps"]
        cited += [steps[other].effort_sources for other in ranked.alternatives]
    return Recommendation(
        id=candidate.step,
        rank=place,
        tier=TIERS[candidate.tier],
        move=step.move,
        target=step.target,
        title=title(case.kb, renewed, is_back=is_back) if ranked.paid_with or is_back else step.title,
        full_name=case.kb.get("credentials", step.target).title if step.move == "earn" else None,
        waits=after,
        effect=effect,
        access=access,
        holders=beside_pay,
        **price,
        not_in_cost=tuple(not_in_cost(case, step, beside, course_ends(case) if after else None)),
        left=spare if _is_of_here(step) else None,
        budget_aside=spare is not None and not _is_of_here(step),
        due=renewal,
        months=MonthRange(low=step.months.low, high=step.months.high) if step.months else None,
        study=study(step, case.asker),
        effort=effort(case.kb, step),
        because=merged(reason.says for reason in reasons),
        brings=brings(case, proved, frozenset(reason.why for reason in reasons)),
        numbers=own,
        how=back.lines or how(case.kb, case.derivation, step, ranked.alternatives, case.asker),
        how_sources=told_by,
        proof=proof_out(proved, case.as_of.isoformat()),
        alternatives=tuple(each.step for each in beside_it),
        others=others(case.kb, [each.step for each in beside_it], extra),
        first_because=first_because(case.kb, candidate, beside_it, pay_counts=not (effect and effect.unlike)),
        reasons=reasons,
        counted_in=_counted_in(case, candidate.step),
        sources=tuple(dict.fromkeys(source for some in cited for source in some)),
        overdue=overdue(step.effort_review_by, case.as_of.isoformat()),
    )


def _is_vouched_for(case: Case, step: str) -> bool:
    """Whether *step* may be offered beside another: an exam whose conditions, or whose questions, its issuer tells."""
    entry: Any = case.kb.entries["steps"][step]
    credential: Any = case.kb.entries["credentials"].get(entry.target)
    exam = credential.exam.questions if entry.move == "earn" and credential.exam else ()
    return entry.move != "earn" or bool(entry.routes) or any(each.grade == "A" for each in exam)


def is_paid_as_coder(case: Case) -> bool:
    """Whether the rules find that the person has a role that codes, and work."""
    return ("paid_as_coder",) in case.derivation.certain


def _is_of_here(step: Any) -> bool:
    """Whether the price of *step* may be set against a budget: a weak price of schools is that of another place."""
    return bool(step.move != "learn" or step.cost_grade != "D")


def _earns_more(case: Case, step: Any) -> bool:
    """Whether *step* is a further exam of a coder in full, whom the pay of its holders may concern."""
    return step.move == "earn" and is_paid_as_coder(case) and ("certified",) in case.derivation.certain


def _is_coding_job(case: Case, step: Any) -> bool:
    """Whether *step* leads into a job of which the entry range speaks: the search, or a role that codes."""
    role: Any = case.kb.entries["roles"].get(step.target) if step.move == "become" else None
    return step.id == FIRST_JOB_SEARCH or bool(role and role.codes)


def _aims_elsewhere(case: Case) -> bool:
    """Whether the rules find an aim outside coding: a report prints no entry range of coders then."""
    return ("aims_elsewhere",) in case.derivation.certain


def merged(lines: Iterable[str]) -> tuple[str, ...]:
    """*lines* once each; those that say the same of several things ("It helps with: X.") become one."""
    found: dict[str, list[str]] = {}
    for line in dict.fromkeys(lines):
        start, colon, what = line.partition(": ")
        found.setdefault(start + colon, []).append(what)
    return tuple(
        start + "; ".join([*(each.rstrip(".") for each in what[:-1]), what[-1]]) for start, what in found.items()
    )


def _reasons(candidate: Candidate, rules: Sequence[tuple[GroundRule, str]]) -> Iterator[ReasonSaid]:
    for reason, (rule, says) in zip(candidate.reasons, rules, strict=True):
        yield ReasonSaid(why=reason.why, about=reason.about.partition("/")[2], says=says, rule=rule.rule)


def _reason_rules(case: Case, candidate: Candidate) -> Iterator[tuple[GroundRule, str]]:
    """The rule behind each reason of *candidate*, and what it says."""
    for reason in candidate.reasons:
        rule = case.explainer.rule_of(("reason", candidate.step, reason.why, reason.about))
        yield rule, case.explainer.because(rule)


def _counted_in(case: Case, step: str) -> str | None:
    facts = case.derivation.of("counted_in", step)
    return str(facts[0][2]) if facts else None


def proof_out(proof: Proved, as_of: str) -> Proof:
    """A proof as it goes out on the day *as_of*."""
    return Proof(
        fact=proof.fact,
        says=proof.says,
        rule=proof.rule,
        because=proof.because,
        from_=tuple(proof_out(below, as_of) for below in proof.rests_on),
        cites=proof.cites,
        overdue=overdue(proof.review_by, as_of),
    )


def why(case: Case, step: str) -> Why:
    """Why *step* is recommended, or what is missing.

    Raises: InputError: there is no such step.
    """
    title = case.kb.get("steps", step).title
    if ("recommended", step) in case.derivation.certain:
        proof = proof_out(case.explainer.prove(("recommended", step)), case.as_of.isoformat())
        return Why(step=step, title=title, recommended=True, says=f"'{title}' is recommended.", proof=proof, missing=())
    missing = missing_out(case.explainer.missing(step), case.as_of.isoformat())
    told = "What is missing stands here" if missing else NOBODY_ASKS
    says = f"'{title}' is not recommended for you now. {told}; why-not weighs the ways there."
    return Why(step=step, title=title, recommended=False, says=says, proof=None, missing=missing)
