"""A hand-made advice that uses every key, with *text* in each place where a text from outside may stand."""

from __future__ import annotations

from advisor.advice.model import (
    Advice,
    Caution,
    ChallengeFaced,
    Effect,
    EngineVersion,
    KnowledgeVersion,
    MissingFact,
    MonthRange,
    NotRecommended,
    PayEstimate,
    Proof,
    Question,
    ReasonSaid,
    Recommendation,
    SourceShown,
    StageReached,
    UsdRange,
    Whom,
    Why,
)
from advisor.quantities import Claim, Triple

EFFECT = Effect(
    statistic="mean pay of holders of two credentials against one",
    low_percent=0.0,
    mid_percent=4.0,
    high_percent=8.0,
    association_percent=Triple(low=5.5, mid=7.9, high=13.0),
    grade="C",
    population="respondents to a survey",
    place="US",
    period="2022",
    n=1200,
    as_of="2023",
    sources=("survey",),
)
ACCESS = Claim(
    basis="association",
    statistic="10th to 25th percentile",
    unit="usd_per_year",
    low=37000,
    high=43500,
    population="wage earners of the occupation",
    place="US",
    period="May 2025",
    grade="A",
    as_of="2026-05",
    sources=("oews",),
)


def proof(text: str) -> Proof:
    """A proof of two floors."""
    told = Proof(
        fact="experience(years>=3)", says=f"You have 4 years of coding {text}", rule="told", because="You told us."
    )
    denied = Proof(fact="no done(step)", says="You have not done it", rule="not", because="You have not done it")
    return Proof(
        fact="recommended(step=earn/cpma)",
        says=f"the CPMA is recommended {text}",
        rule="recommendations.recommend[earn/cpma]",
        because=f"It is open and you are ready. {text}",
        from_=(told, denied),
        cites=("survey",),
    )


def step(
    text: str = "",
    step_id: str = "earn/cpma",
    rank: int = 1,
    effect: Effect | None = EFFECT,
    access: Claim | None = None,
) -> Recommendation:
    """A recommended step."""
    move, _, target = step_id.partition("/")
    return Recommendation(
        id=step_id,
        rank=rank,
        tier="answer",
        move=move,
        target=target,
        title=f"Step {step_id} {text}".strip(),
        effect=effect,
        access=access,
        cost_usd=UsdRange(low=399, high=499),
        months=MonthRange(low=2.0, high=4.0),
        because=(f"You want to audit. {text}".strip(),),
        proof=proof(text),
        alternatives=("earn/cic",),
        reasons=(
            ReasonSaid(why="wanted_role_asks", about="auditor", says="You want to audit.", rule="fit.wanted_role"),
        ),
        counted_in=None,
        sources=("survey", "judgement"),
    )


def estimate(whom: Whom) -> PayEstimate:
    """An estimate of whomever."""
    return PayEstimate(
        low_usd=30_000,
        mid_usd=40_000,
        high_usd=50_000,
        interval=0.8,
        statistic="our own estimate",
        population="records staff",
        place="OH",
        period="2025-05",
        n=None,
        as_of="2025-05",
        parts=(),
        sources=("survey",),
        whom=whom,
    )


def advice(text: str = "", recommendations: tuple[Recommendation, ...] | None = None) -> Advice:
    """An advice with *text* in its texts."""
    steps = (step(text), step(text, "become/auditor", 2, None)) if recommendations is None else recommendations
    return Advice(
        as_of="2026-11-23",
        knowledge=KnowledgeVersion(version="0.1.0", sha256="ab" * 32),
        engine=EngineVersion(name="durable", version="2.0.28"),
        stage=StageReached(id="experienced", title=f"Experienced {text}".strip(), because=(f"Six years. {text}",)),
        pay=None,
        recommendations=steps,
        not_recommended=(
            NotRecommended(
                id="become/educator",
                title=f"Educator {text}",
                missing=(MissingFact(fact="experience", says=f"5 years {text}"),),
            ),
        ),
        challenges=(
            ChallengeFaced(
                id="burnout", title=f"Burnout {text}", eased_by=("practice/mentorship",), because=(f"It helps. {text}",)
            ),
        ),
        cautions=(Caution(id="cautions.books", says=f"Buy the books of the year. {text}"),),
        outlook={
            "title": "Medical records",
            "edition": "2025-35",
            "growth_percent": 7.0,
            "grade": "A",
            "as_of": "2026",
        },
        questions=(Question(field="accuracy_percent", asks=f"How accurate? {text}", why=f"It decides. {text}"),),
        sources=(
            SourceShown(id="judgement", title="Our judgement", publisher="Coder Advisor", period="2026", url=None),
            SourceShown(id="oews", title="Wages", publisher="BLS", period="May 2025", url="https://www.bls.gov/oes/"),
            SourceShown(
                id="survey",
                title=f"Survey {text}".strip(),
                publisher=f"AAPC {text}".strip(),
                period="2022",
                url=text or None,
            ),
        ),
        disclosure=f"Associations, not promises. {text}".strip(),
    )


def why(text: str = "") -> Why:
    """Why a step is recommended."""
    return Why(
        step="earn/cpma",
        title="Earn the CPMA",
        recommended=True,
        says="It is recommended.",
        proof=proof(text),
        missing=(),
    )
