"""From advice to the document: where you stand and the next step first, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from advisor.advice.model import Advice, Recommendation, SourceShown
from advisor.provenance import JUDGEMENT
from advisor.reports.ahead import challenges, comparison, dates, upkeep
from advisor.reports.claims import change, field_says, hearsay, inside, same_person_claim, same_person_dollars
from advisor.reports.document import Document, Item, Line, Section
from advisor.reports.earned import headline, leans, told_by_survey
from advisor.reports.gains import NO_FIGURE_FITS, gains_nothing, says_no_figure, with_figures
from advisor.reports.gaps import asked
from advisor.reports.look import Look
from advisor.reports.notes import Notes
from advisor.reports.outlook import outlook
from advisor.reports.prices import budget
from advisor.reports.sources import Numbers, listed
from advisor.reports.steps import StepWriter, come_back, day
from advisor.reports.target import current, wanted
from advisor.reports.words import means_overdue, words

BEGINNING = ("student", "novice")
RUNS_OUT = (
    "Find the day on which your credential runs out: should it be near, the renewal comes first. Beside that, nothing "
    "is urgent."
)
MAY_BE_SOONER = (
    "Look in your account today which day of renewal holds: it may come sooner than you told us (see the days ahead), "
    "and then the renewal comes first. Beside that, nothing is urgent."
)
NOTHING_URGENT = "Nothing is urgent: nothing that you told us calls for a step now."
WORTH_IT = "What may still be worth it:"
NO_RANGE = "We make no estimate of your pay: ours are of coders alone."
NOTHING_YET = "Too little is known for a first step. Answer the questions below and ask again."
COME_BACK = "Come back with a new wish or a new trouble, and in six months at the latest (our judgement)."
OFFICIAL_BELOW = " The official median of your work stands under 'The occupation'."
SEE_BELOW = " What may come later stands under 'Not yet', with what it asks."
EACH_COUNTED = "If one of the steps brings nothing, it is less than that."


def report(advice: Advice, look: Look) -> Document:
    """The document that every format shows."""
    shown = [source for source in advice.sources if source.id != JUDGEMENT]
    found, read = _written(advice, look, shown)
    cited = [source for source in shown if source.id in read or look.explain]
    return found if len(cited) == len(shown) else _written(advice, look, cited)[0]


def _written(advice: Advice, look: Look, shown: Sequence[SourceShown]) -> tuple[Document, Set[str]]:
    """The document over the list of the sources *shown*, and those of them that it refers to."""
    title = f"Next steps for {look.client}" if look.client else "Next steps"
    numbers = Numbers(source.id for source in shown)
    notes = Notes({source.id: source for source in advice.sources}, numbers, year=int(advice.as_of[:4]))
    said = (*_advised(advice, look, notes),)
    explained = words(said, look.words()) if advice.stage.id in BEGINNING else ()
    behind = (*notes.section(means_overdue(said)), *listed(shown, look))
    last = Section("What these figures are", (advice.disclosure, _origin(advice)))
    return Document(title, f"As of {day(advice.as_of)}", (*said, *explained, *behind, last)), numbers.read


def _advised(advice: Advice, look: Look, notes: Notes) -> Iterator[Section]:
    own = {step.id: step.title for step in advice.recommendations}
    kept = {each.id: each for each in advice.upkeep}
    first_job = advice.pay is not None and advice.pay.whom == "first_job"
    base = "now" if advice.current_pay else "our middle for you"
    writer = StepWriter(
        {**look.titles, **own},
        notes,
        kept,
        look.explain,
        with_figures(advice),
        first_job,
        base,
        _is_said_for_all(advice),
    )
    yield Section("Where you stand", tuple(_standing(advice, notes)))
    yield from _next_step(advice, writer)
    yield from _not_yet(advice, notes)
    yield from _other_steps(advice, writer)
    yield from _together(advice, writer)
    yield from _what_moves_pay(advice, notes)
    yield from comparison(advice)
    yield from budget(advice)
    yield from challenges(advice, writer)
    yield from _mind(advice, writer)
    yield from _questions(advice, look)
    yield from dates(advice, notes)
    yield from upkeep(advice, notes)
    yield from told_by_survey(advice.pay, notes)
    yield from outlook(advice, notes)


def _is_said_for_all(advice: Advice) -> bool:
    """Whether a step after the first has no line on pay either."""
    return any(not (step.effect or step.counted_in or step.holders) for step in advice.recommendations[1:])


def _standing(advice: Advice, notes: Notes) -> Iterator[str]:
    stage = advice.stage.title
    if advice.pay is None and advice.stage.id in BEGINNING:
        stage = f"In coding: {inside(stage)}"
    yield f"{stage}. {' '.join(advice.stage.because)}".strip()
    yield headline(advice.pay, notes) if advice.pay else NO_RANGE + (OFFICIAL_BELOW if _has_median(advice) else "")
    if advice.current_pay:
        yield current(advice.current_pay, notes.places(advice.current_pay.sources), leans(advice.pay))


def _next_step(advice: Advice, writer: StepWriter) -> Iterator[Section]:
    if not advice.recommendations:
        is_early = advice.stage.id in BEGINNING and advice.questions
        below = SEE_BELOW if advice.not_recommended else ""
        yield Section("Your next step", (NOTHING_YET if is_early else f"{_calm(advice)} {COME_BACK}{below}",))
        return
    first = advice.recommendations[0]
    back = Line("Come back", come_back(advice.as_of, first))
    yield Section("Your next step", _opening(advice, first), (writer.item(first, (back,)),))


def _other_steps(advice: Advice, writer: StepWriter) -> Iterator[Section]:
    others = advice.recommendations[1:]
    if others:
        yield Section("After that", _without_figure(advice.recommendations), tuple(map(writer.item, others)))


def _together(advice: Advice, writer: StepWriter) -> Iterator[Section]:
    """What several of the steps may do to pay together."""
    if advice.joint and _is_fair(advice):
        own, usd = same_person_claim(advice.joint.effect), same_person_dollars(advice.joint.effect)
        unsure = {step.id for step in advice.recommendations if step.effect and gains_nothing(step.effect)}
        names = tuple(
            Item(f"{writer.title(step)}{'; by itself it may bring nothing' if step in unsure else ''}")
            for step in advice.joint.steps
        )
        less = f". {EACH_COUNTED}" if unsure & set(advice.joint.steps) else ""
        says = f"{_first_up(change(own, usd, writer.base))}; {writer.notes.on(own)}{less}"
        yield Section("Taken together", (says,), names)
    if advice.target_pay:
        yield Section("The pay that you want", (wanted(advice.target_pay, advice.pay),))


def _what_moves_pay(advice: Advice, notes: Notes) -> Iterator[Section]:
    """What is said to move pay, and what is said of specialties."""
    said = [(hearsay(each, notes.grade(each.grade)), notes.places(each.sources)) for each in advice.said_of_pay]
    told = {step.effect.statistic for step in advice.recommendations if step.effect and not step.counted_in}
    said += [(field_says(each, notes.on, told), notes.places(each.sources)) for each in advice.said_of_specialties]
    if said:
        yield Section("What is said of pay", tuple(f"{' '.join(filter(None, each))}." for each in said))


def _has_median(advice: Advice) -> bool:
    """Whether what the person's own occupation earns in the middle stands further below."""
    return "median" in advice.outlook


def _is_fair(advice: Advice) -> bool:
    """Whether at least one of the figures that are put together is of grade A or B."""
    joined = advice.joint.steps if advice.joint else ()
    return any(step.effect and step.effect.grade in ("A", "B") for step in advice.recommendations if step.id in joined)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opening(advice: Advice, first: Recommendation) -> tuple[str, ...]:
    """That nothing is urgent, where that is known."""
    if first.tier not in ("grow", "keep_up") or any(step.id.startswith("renew/") for step in advice.not_recommended):
        return ()
    if advice.stage.id in BEGINNING:
        return ("Nothing has to be paid for now. The questions below would tell us more.",) if advice.questions else ()
    return (f"{_calm(advice)} {WORTH_IT}",)


def _calm(advice: Advice) -> str:
    """That nothing is urgent; where the days of credentials are not known or in doubt, that they may be."""
    if any(each.doubts for each in advice.dates):
        return MAY_BE_SOONER
    return RUNS_OUT if any(each.field == "credentials" for each in advice.questions) else NOTHING_URGENT


def _without_figure(steps: tuple[Recommendation, ...]) -> tuple[str, ...]:
    """What a step without a line on pay means; where the first one is such, it says so itself."""
    is_said = says_no_figure(steps[0]) or all(step.effect or step.counted_in for step in steps)
    return () if is_said else (f"Steps without a line on pay: {NO_FIGURE_FITS}.",)


def _not_yet(advice: Advice, notes: Notes) -> Iterator[Section]:
    items = tuple(Item(step.title, tuple(asked(step, notes))) for step in advice.not_recommended)
    if items:
        yield Section("Not yet", (), items)


def _mind(advice: Advice, writer: StepWriter) -> Iterator[Section]:
    """The cautions, without what was said before."""
    said = ((writer.new(each.says), writer.notes.places(each.sources)) for each in advice.cautions)
    items = tuple(Item(" ".join(filter(None, (new, places)))) for new, places in said if new)
    if items:
        yield Section("Be careful", (), items)


def _questions(advice: Advice, look: Look) -> Iterator[Section]:
    """What to ask; for whoever asks further also under which keys of the profile the answers go."""
    items = tuple(Item(each.asks, (Line("Why", each.why),)) for each in advice.questions)
    if items:
        keys = ", ".join(each.field for each in advice.questions)
        where = (f"The answers go into the profile under: {keys}.",) if look.explain else ()
        yield Section("What we would like to know", where, items)


def _origin(advice: Advice) -> str:
    engine = advice.engine
    return (
        f"Knowledge {advice.knowledge.version} ({advice.knowledge.sha256[:12]}), {engine.name} {engine.version}; "
        "where no source is given, also under How and Effort, it is our judgement."
    )
