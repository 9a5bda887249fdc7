"""What goes out: the advice, its proofs and its figures, with the keys of the JSON that other programs read."""

from typing import Literal

from pydantic import ConfigDict, Field, JsonValue

from advisor.knowledge.kinds.reasons import Tier
from advisor.provenance import FullDate, Grade, Items, Model, PartialDate, SourceId
from advisor.quantities import NOT_A_PROMISE, Basis, Claim, Triple, Usd


class UsdRange(Model):
    """From *low* to *high* whole dollars, both included."""

    low: Usd
    high: Usd


class CostPart(Model):
    """One thing to pay: what it is, whole dollars from low to high, who publishes the price, and what to know of it."""

    name: str
    low_usd: Usd
    high_usd: Usd
    sources: Items[SourceId]
    note: str = ""


class MonthRange(Model):
    """From *low* to *high* months, both included."""

    low: float
    high: float


class HourRange(Model):
    """From *low* to *high* hours, both included."""

    low: float
    high: float


class WeekRange(Model):
    """From *low* to *high* whole weeks, both included."""

    low: int
    high: int


class Study(Model):
    """How long learning takes this person: published ``months``, hours, and weeks at ``hours_per_week`` of their own.

    ``new_to_medicine``: whether the months are those told of people without a medical background; null where the
    publications do not tell the two apart, or the person does not say. ``grade`` is the worst of what is published,
    ``months_wished`` the most that the person wants to give.
    """

    months: MonthRange | None
    new_to_medicine: bool | None
    hours: HourRange | None
    hours_per_week: float | None
    weeks: WeekRange | None
    grade: Grade | None = None
    months_wished: float | None = None


class KnowledgeVersion(Model):
    """Which knowledge and rules gave the advice."""

    version: str
    sha256: str


class EngineVersion(Model):
    """Which engine derived it; nothing else in the advice depends on it."""

    name: str
    version: str


class StageReached(Model):
    """Where the person stands."""

    id: str
    title: str
    because: Items[str]


class PayPart(Model):
    """One factor of an estimate; ``grade`` is null without a figure behind it, and nothing is cited where it is 0 %."""

    name: str
    percent: float
    sources: Items[SourceId]
    says: str = ""
    usd: int = 0
    known: bool = True
    grade: Grade | None = None


Whom = Literal["alike", "first_job", "next_job", "everyone"]
"""Whose pay an estimate is: of people like this one, of an entry coder, of a coder between jobs, or of all alike."""


class SurveyBeside(Model):
    """What holders of a credential told a survey; shown, not used.

    ``model_usd``: the middle that our model gives the same holders, all of them together, in wages of the same year;
    ``then_usd`` the middle of people like the person, set back to the official wages of that year.
    """

    credential: str
    title: str
    claim: Claim
    model_usd: Usd | None
    then_usd: Usd


class SpecialtySaid(Model):
    """What is said of the pay of a specialty, beside what a survey measured of those who proved it.

    ``overdue``: since when the first of the two waits for review; ``note`` is of what is said, not of ``measured``.
    """

    specialty: str
    title: str
    says: str
    grade: Grade
    as_of: str
    note: str
    measured: Claim | None
    sources: Items[SourceId]
    overdue: FullDate | None = None


class SaidOfPay(Model):
    """What somebody says of pay without a figure; ``overdue``: since when it waits for review."""

    id: str
    title: str
    says: str
    grade: Grade
    as_of: str
    sources: Items[SourceId]
    overdue: FullDate | None = None


class PayEstimate(Model):
    """What people like this earn, in dollars a year; ``interval`` is the share of them that the range holds.

    The parts multiply from ``base_usd``, the median of the whole occupation, to ``mid_usd``; the dollars of a part are
    what it changes in its turn, and together they are the difference. ``notes`` are remarks for the reader.
    ``overdue``: since when the first of the figures behind it waits for review. ``because`` says on which answers it
    rests where it is not of people in the person's own job; ``low_end`` what to know of the lowest number,
    and of the people behind it.
    """

    low_usd: Usd
    mid_usd: Usd
    high_usd: Usd
    interval: float
    basis: Literal["association"] = "association"
    statistic: str
    population: str
    place: str
    period: str
    n: int | None
    as_of: PartialDate
    parts: Items[PayPart]
    sources: Items[SourceId]
    base_usd: Usd = 0
    grade: Grade = "D"
    note: str = NOT_A_PROMISE
    notes: Items[str] = ()
    whom: Whom = "alike"
    because: str = ""
    surveys: Items[SurveyBeside] = ()
    low_end: str = ""
    overdue: FullDate | None = None


class Effect(Model):
    """What a step may do to the pay of this person, and beside it the gap between groups.

    ``grade`` is that of the same-person figure, ``association_grade`` that of the gap. Dollars are null where pay is
    not estimated. ``told_of`` names what the figure was told of, where that is not this credential but any of its sort;
    ``measured_on``: what the figure rests on. ``alike_after_usd``: the middle of our estimate of people alike after the
    step, where the pay that was told, in another job with the least gain, lies clearly above it. ``stops``: dollars go
    no further than the 90th percentile of the place for such work. ``elsewhere``: what remote work for an employer who
    pays as the nation does may change, as a sentence. ``unlike``: in what the people measured are others than this one,
    for whom the step may so bring nothing; else empty. ``overdue``: since when the first of the figures
    behind it waits for review.
    """

    basis: Basis = "same_person"
    statistic: str
    low_percent: float
    mid_percent: float
    high_percent: float
    low_usd: int | None = None
    mid_usd: int | None = None
    high_usd: int | None = None
    association_percent: Triple | None
    association_grade: Grade | None = None
    grade: Grade
    population: str
    place: str
    period: str
    n: int | None
    as_of: PartialDate
    sources: Items[SourceId]
    note: str = NOT_A_PROMISE
    told_of: str = ""
    measured_on: str = ""
    alike_after_usd: Usd | None = None
    stops: bool = False
    elsewhere: str = ""
    unlike: str = ""
    overdue: FullDate | None = None


class Proof(Model):
    """A fact and what it rests on, down to what the person told and what is published.

    ``fact`` is spelt as in rules, ``says`` for a reader; ``rule`` is ``told`` for what the profile says and ``not``
    for what the person does not have. ``overdue``: since when something published that it rests on waits for review.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    fact: str
    says: str
    rule: str
    because: str
    from_: Items["Proof"] = Field(default=(), alias="from")
    cites: Items[SourceId] = ()
    overdue: FullDate | None = None


class ReasonSaid(Model):
    """One reason for a step; ``about`` is the id of what it concerns, ``rule`` that of the rule that gave it."""

    why: str
    about: str
    says: str
    rule: str


class Due(Model):
    """What a renewal asks: the day ``on`` which ``credentials`` run out together, units of education, in sentences.

    ``on`` is null where no day is told, ``ceus`` where no number is on file; ``overdue``: since when the first of the
    figures waits for review.
    """

    on: FullDate | None
    credentials: Items[str]
    ceus: int | None
    says: Items[str]
    sources: Items[SourceId]
    overdue: FullDate | None = None


class Left(Model):
    """What the price of a step leaves of a budget; below 0 where it costs more."""

    budget_usd: Usd
    low_usd: int
    high_usd: int


class Waits(Model):
    """What a step waits for, in a sentence; ``on`` is the day on which it is over, null where none is told."""

    on: FullDate | None
    says: str


class Numbers(Model):
    """What a talk about pay can rest on, in short parts."""

    says: Items[str]
    sources: Items[SourceId]


class Priced(Model):
    """What a step costs, of what that is made, and of when and how good its prices are, the oldest and the worst.

    ``cost_undated``: a page that tells a price bears no date; ``cost_as_of`` is then the day on which it was read.
    """

    cost_usd: UsdRange | None = None
    cost_parts: Items[CostPart] = ()
    cost_as_of: PartialDate | None = None
    cost_undated: bool = False
    cost_grade: Grade | None = None


class Other(Priced):
    """A step that would do as well as another, with its price."""

    id: str
    title: str


class Recommendation(Priced):
    """A step in its place, with all that stands behind it.

    ``alternatives`` are steps that would do as well, ``others`` the same with their prices, ``first_because`` why this
    one is named before them; ``counted_in`` is the step whose effect already holds this one's.
    ``not_in_cost`` is paid beside ``cost_usd`` and has no price on file.
    ``full_name`` is that of a credential that is earned, ``holders`` what its holders told a survey: no gain of a step.
    ``budget_aside``: the price is that of another place, so that a budget is not set against it.
    ``waits``: what has to be over first. ``brings``: what makes the person ready for what was asked for, in our
    judgement; ``numbers``: what a talk about pay can rest on. ``how_sources``: who tells what is published of ``how``.
    ``overdue``: since when the first of the figures on cost and time waits for review. ``study`` is what the published
    time means for this person, ``effort`` what it takes beside a price or a length, in our judgement.
    """

    id: str
    rank: int
    tier: Tier
    move: str
    target: str
    title: str
    effect: Effect | None
    access: Claim | None
    holders: Claim | None = None
    full_name: str | None = None
    waits: Waits | None = None
    not_in_cost: Items[str] = ()
    left: Left | None = None
    budget_aside: bool = False
    due: Due | None = None
    months: MonthRange | None
    study: Study | None = None
    effort: str = ""
    because: Items[str]
    brings: Items[str] = ()
    numbers: Numbers | None = None
    how: Items[str] = ()
    how_sources: Items[SourceId] = ()
    proof: Proof
    alternatives: Items[str]
    others: Items[Other] = ()
    first_because: Items[str] = ()
    reasons: Items[ReasonSaid]
    counted_in: str | None
    sources: Items[SourceId]
    overdue: FullDate | None = None


class MissingFact(Model):
    """Something that a step asks and that is not there; ``overdue``: since when what asks it waits for review.

    ``ways`` are those of which one is enough, where ``says`` names several; ``judged``: our judgement asks them,
    ``sources``: who publishes that they are asked.
    """

    fact: str
    says: str
    ways: Items[str] = ()
    judged: bool = False
    sources: Items[SourceId] = ()
    overdue: FullDate | None = None


class Road(Priced):
    """The first step toward one that is not advised now; ``study`` is the time for it.

    ``rank`` is its place where it is itself advised: what it costs and takes then stands there.
    """

    id: str
    title: str
    says: str
    rank: int | None = None
    not_in_cost: Items[str] = ()
    study: Study | None = None
    sources: Items[SourceId] = ()


class NotRecommended(Priced):
    """A step that the person asked for or might expect next, with what is missing.

    Its cost stands there where that is above the budget, with ``left``; ``road``: how it would begin all the same.
    """

    id: str
    title: str
    missing: Items[MissingFact]
    left: Left | None = None
    road: Road | None = None
    sources: Items[SourceId] = ()


class ChallengeFaced(Model):
    """What stands in the person's way, and the steps that ease it."""

    id: str
    title: str
    eased_by: Items[str]
    because: Items[str]


class Caution(Model):
    """Something to mind; ``id`` is that of the rule that says it, ``sources`` what is published in it rests on."""

    id: str
    says: str
    sources: Items[SourceId] = ()


class Question(Model):
    """A key of the profile that is missing and matters."""

    field: str
    asks: str
    why: str


class Upkeep(Model):
    """What credentials cost to have over ``years``: exam, dues and renewal; ``ceus`` are units to be earned then.

    ``id`` is ``held`` for what the person has, else the step that would add it; ``unknown`` says what is not on file,
    ``bound`` which of the units of a cycle are bound to a subject, ``notes`` what else to know, ``on_top`` whether the
    units come on top of those for what the person holds of the same issuer.
    ``usd`` is null where no price is published; ``overdue``: since when the first of the figures waits for review.
    """

    id: str
    title: str
    years: int
    usd: UsdRange | None
    ceus: int | None
    parts: Items[CostPart]
    unknown: Items[str]
    bound: Items[str] = ()
    on_top: bool = False
    notes: Items[str] = ()
    sources: Items[SourceId]
    overdue: FullDate | None = None


class DateAhead(Model):
    """A day that concerns this person; ``about`` is the credential or code system, ``on`` the day, YYYY-MM-DD.

    ``also`` are further credentials of which the same is said; ``doubts``: whether it speaks against a later day that
    the person told; ``overdue``: since when the figure that gives the day waits for review.
    """

    on: str
    about: str
    also: Items[str] = ()
    says: str
    sources: Items[SourceId]
    doubts: bool = False
    overdue: FullDate | None = None


class SourceShown(Model):
    """A publication that the advice rests on."""

    id: SourceId
    title: str
    publisher: str
    period: str
    url: str | None


class JointEffect(Model):
    """What several recommended steps may do together: one exam counts once, later ones less, one job at a time."""

    steps: Items[str]
    effect: Effect


class StatedPay(Model):
    """Where the pay that the person told lies: so many of a hundred people alike are paid less, and among all.

    ``survey_percent`` is the first, were pay as much above our estimate as holders of the own credential told a survey.
    Pay for a part of the year or the week is set against nobody's; ``official`` then says so. ``coding_usd``: what our
    estimate gives a coding job, for someone not paid as a coder, whose pay is of other work.
    """

    usd: Usd
    alike_percent: int | None
    survey_percent: int | None = None
    official: str
    compared: bool = True
    coding_usd: Usd | None = None
    sources: Items[SourceId] = ()


class TargetPay(Model):
    """The pay that the person asked for against what the steps may do together.

    It is ``percent`` above ``from_usd``, the pay that was told or, without one (``is_told``), the middle of people
    alike; both are null for someone not paid as a coder, who is held against our estimate of such a job. ``lies`` is
    *reached* (no more than now), *inside* the range of the steps, a *stretch* (in its upper half), *above* it, or
    *unknown* where no step has a figure.
    ``up_to_usd``: how far the steps reach at their best; ``joined``: taken together, else the largest of them alone.
    """

    usd: Usd
    lies: Literal["reached", "inside", "stretch", "above", "unknown"]
    percent: float | None = None
    from_usd: int | None = None
    is_told: bool = False
    up_to_usd: int | None = None
    joined: bool = False


class Advice(Model):
    """The advice for one person on one day."""

    advice: Literal[1] = 1
    as_of: str
    knowledge: KnowledgeVersion
    engine: EngineVersion
    stage: StageReached
    pay: PayEstimate | None
    recommendations: Items[Recommendation]
    joint: JointEffect | None = None
    current_pay: StatedPay | None = None
    target_pay: TargetPay | None = None
    said_of_pay: Items[SaidOfPay] = ()
    said_of_specialties: Items[SpecialtySaid] = ()
    not_recommended: Items[NotRecommended]
    challenges: Items[ChallengeFaced]
    cautions: Items[Caution]
    upkeep: Items[Upkeep] = ()
    dates: Items[DateAhead] = ()
    outlook: dict[str, JsonValue]
    questions: Items[Question]
    sources: Items[SourceShown]
    disclosure: str


class Why(Model):
    """Why *step* is recommended, or that it is not and what is missing."""

    step: str
    title: str
    recommended: bool
    says: str
    proof: Proof | None
    missing: Items[MissingFact]
