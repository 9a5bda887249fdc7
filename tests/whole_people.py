"""Whole people from ``tests/cases/*.yaml``: what a counselor expects of their advice, and what fails it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pydantic import Field

from advisor.advice import Advice, Case, advise, open_case
from advisor.errors import did_you_mean
from advisor.inference.infer import Inference
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.words import meanings
from advisor.profile import Profile, check_profile
from advisor.profile.read import profile_of
from advisor.profile.told import ToldFact, told_facts
from advisor.provenance import Items, Model
from advisor.reports.formats import load_format
from advisor.reports.look import Look
from advisor.rulebook import Program
from advisor.yamlio import read_node

FOLDER = Path(__file__).resolve().parent / "cases"
SHOWN = 7
NEVER_SAID = ("you will earn", "guarantee", "you should network")
OR = " or "


class WholePerson(Model):
    """One case. Steps and fields by id; ``must``, ``must_not`` and ``not_yet`` give the counselor's reason with each.

    ``first``: the steps of which one comes first; none: nothing is recommended. ``must``: shown, or shown as the "or"
    of a shown one; ``A or B`` is met by either. ``must_not``: never, at any place. ``*`` stands for any part of an id.
    ``one_of``: of these at most one is shown as a step. ``by``: the last place at which a step may stand. ``order``: shown steps that stand in this order.
    ``not_yet``: steps that stand under "not yet", with the facts said to be missing. ``cautions``: ids of their rules.
    ``says`` and ``says_not``: fragments of the text report, line breaks aside.
    ``same_order_as``: the case whose steps are the same in the same order.
    """

    story: str = Field(min_length=10, max_length=200)
    profile: dict[str, Any]
    as_of: str
    stage: str
    first: Items[str] = ()
    must: dict[str, str] = Field(default_factory=dict)
    must_not: dict[str, str] = Field(default_factory=dict)
    one_of: Items[str] = ()
    by: dict[str, int] = Field(default_factory=dict)
    order: Items[str] = ()
    not_yet: dict[str, Items[str]] = Field(default_factory=dict)
    cautions: Items[str] = ()
    questions: Items[str] = ()
    says: Items[str] = ()
    says_not: Items[str] = ()
    same_order_as: str | None = None

    def steps_named(self) -> Iterator[str]:
        """Every step id or pattern of ids that the case names."""
        yield from self.first
        for names in (self.must, self.must_not, self.one_of, self.by, self.order, self.not_yet):
            for name in names:
                yield from name.split(OR)


@dataclass(frozen=True, slots=True)
class Advised:
    """A case with the advice that its person gets, as shown, and all that follows for the person."""

    name: str
    expected: WholePerson
    shown: Advice
    text: str
    case: Case

    @property
    def program(self) -> Program:
        """What the advice was derived from."""
        return self.case.inference.program

    @property
    def recommended(self) -> list[str]:
        """Every step that is recommended, shown or not, by id."""
        return sorted(str(fact[1]) for fact in self.case.derivation.of("recommended"))

    def because(self, step: str) -> str:
        """Why *step* is advised."""
        reasons = self.case.derivation.of("reason", step)
        return _joined(self.case.explainer.because(self.case.explainer.rule_of(fact)) for fact in reasons)

    def place(self, names: str) -> int | None:
        """The first place among the shown steps of one that *names* stands for, be it as the "or" of that place."""
        places = ((each.rank, (each.id, *each.alternatives)) for each in self.shown.recommendations)
        return next((rank for rank, steps in places if any(stands_for(names, step) for step in steps)), None)


def stands_for(names: str, step: str) -> bool:
    """Whether *names*, such as ``earn/ccs or earn/cic`` or ``learn/*``, stands for *step*."""
    return any(fnmatchcase(step, name) for name in names.split(OR))


def case_names() -> list[str]:
    """The stems of the case files, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read_case(name: str, kb: KnowledgeBase) -> tuple[WholePerson, Profile]:
    """The case called *name* and its person.

    Raises: InputError: the profile is wrong. ValidationError: the case is.
    """
    node = read_node(str(FOLDER / f"{name}.yaml"))
    expected = WholePerson.model_validate(node.plain())
    profile = profile_of(node.children()["profile"])
    check_profile(profile, kb, node.children()["profile"], date.fromisoformat(expected.as_of))
    return expected, profile


def advised(name: str, inference: Inference, search: Inference) -> Advised:
    """The advice for the person of the case called *name*, derived by *inference*; *search* runs what is supposed."""
    program = inference.program
    expected, profile = read_case(name, program.kb)
    case = open_case(inference, search, profile, date.fromisoformat(expected.as_of))
    shown = advise(case, SHOWN)
    return Advised(name, expected, shown, text_of(shown, profile, program), case)


def told_of(name: str, kb: KnowledgeBase) -> tuple[ToldFact, ...]:
    """What the person of the case called *name* tells, as facts."""
    expected, profile = read_case(name, kb)
    return told_facts(profile, kb, date.fromisoformat(expected.as_of))


def text_of(advice: Advice, profile: Profile, program: Program) -> str:
    """The text report, as printed without colour."""
    titles = {step.id: step.title for step in program.kb.entries["steps"].values()}
    text: str = load_format("text")(advice, Look(profile.name, titles, lambda: meanings(program.kb)))
    return text


def failures(found: Advised) -> list[str]:
    """What is not as the counselor expects, one readable line each."""
    checks = (_unknown, _stage, _first, _must, _must_not, _places, _not_yet, _cautions, _questions, _fragments)
    lines = dict.fromkeys(line for check in checks for line in check(found))
    return [f"{found.name}: {line}" for line in lines]


def _unknown(found: Advised) -> Iterator[str]:
    """Ids in the case itself that the knowledge or the rules lack."""
    kb, vocabulary = found.program.kb, found.program.vocabulary
    steps = list(kb.ids("steps"))
    for name in found.expected.steps_named():
        if not any(fnmatchcase(step, name) for step in steps):
            yield f"the case names no known step: {name}{did_you_mean(name, steps)}"
    words = list(vocabulary)
    for fact in (fact for facts in found.expected.not_yet.values() for fact in facts):
        if fact not in words:
            yield f"the case names no known fact: {fact}{did_you_mean(fact, words)}"
    rules = {rule.rule for rule in (*found.program.rules, *found.program.always)}
    for caution in found.expected.cautions:
        if caution not in rules:
            yield f"the case names no known rule: {caution}{did_you_mean(caution, sorted(rules))}"


def _stage(found: Advised) -> Iterator[str]:
    stage = found.shown.stage
    if stage.id != found.expected.stage:
        yield f"the stage must be {found.expected.stage}; it was {stage.id}, because {_joined(stage.because)}"


def _first(found: Advised) -> Iterator[str]:
    steps, wanted = found.shown.recommendations, OR.join(found.expected.first)
    if not found.expected.first and steps:
        yield f"nothing must be recommended; there was {steps[0].id}, because {_joined(steps[0].because)}"
    elif found.expected.first and not steps:
        yield f"{wanted} must come first; nothing is recommended"
    elif steps and not stands_for(wanted, steps[0].id):
        yield f"{wanted} must come first; first was {steps[0].id}, because {_joined(steps[0].because)}"


def _must(found: Advised) -> Iterator[str]:
    for names, why in found.expected.must.items():
        if found.place(names) is None:
            late = any(stands_for(names, step) for step in found.recommended)
            because = f"it stands behind the {SHOWN} shown" if late else f"missing: {_missing(found, names)}"
            yield f"{names} must be recommended: {why}; it was not, {because}; {_steps(found)}"


def _missing(found: Advised, names: str) -> str:
    steps = [step for step in found.program.kb.ids("steps") if stands_for(names, step)]
    return _joined(each.says for each in found.case.explainer.missing(steps[0])) if steps else "there is no such step"


def _must_not(found: Advised) -> Iterator[str]:
    for step in found.recommended:
        for names, why in found.expected.must_not.items():
            if stands_for(names, step):
                yield f"{step} must not be recommended: {why}; it was, because {found.because(step)}"


def _places(found: Advised) -> Iterator[str]:
    for step, last in found.expected.by.items():
        place = found.place(step)
        if place is None or place > last:
            yield f"{step} must stand among the first {last}; its place was {place}; {_steps(found)}"
    twice = [each.id for each in found.shown.recommendations if each.id in found.expected.one_of]
    if len(twice) > 1:
        yield f"of {', '.join(found.expected.one_of)} one is enough; shown were {', '.join(twice)}"
    places = [found.place(step) for step in found.expected.order]
    if None in places or places != sorted(p for p in places if p):
        yield f"the order must be {', '.join(found.expected.order)}; {_steps(found)}"


def _not_yet(found: Advised) -> Iterator[str]:
    said = {each.id: [missing.fact for missing in each.missing] for each in found.shown.not_recommended}
    for step, facts in found.expected.not_yet.items():
        if step not in said:
            where = f"it was recommended at place {found.place(step)}" if found.place(step) else "it does not"
            yield f"{step} must stand under 'not yet'; {where}"
        elif lacking := [fact for fact in facts if fact not in said[step]]:
            yield f"{step} must be said to lack {', '.join(lacking)}; said to be missing: {', '.join(said[step])}"


def _cautions(found: Advised) -> Iterator[str]:
    given = [each.id for each in found.shown.cautions]
    yield from (f"the caution {each} must be given" for each in found.expected.cautions if each not in given)


def _questions(found: Advised) -> Iterator[str]:
    asked = [each.field for each in found.shown.questions]
    for each in found.expected.questions:
        if each not in asked:
            yield f"'{each}' must be asked; asked were {', '.join(asked) or 'nothing'}"


def _fragments(found: Advised) -> Iterator[str]:
    text = _on_one_line(found.text)
    yield from (f"must say: {each}" for each in found.expected.says if _on_one_line(each) not in text)
    yield from (
        f"must not say: {each}" for each in (*NEVER_SAID, *found.expected.says_not) if _on_one_line(each) in text
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).casefold()


def _steps(found: Advised) -> str:
    return f"the steps were {', '.join(each.id for each in found.shown.recommendations) or 'none'}"


def _joined(lines: Iterable[str]) -> str:
    return " ".join(lines) or "(nothing said)"


def gist(advice: Advice) -> Mapping[str, Any]:
    """What is the advice's own: without the day, the engine and the knowledge that it came from."""
    return advice.model_dump(mode="json", exclude={"as_of", "engine", "knowledge", "sources", "outlook", "disclosure"})
