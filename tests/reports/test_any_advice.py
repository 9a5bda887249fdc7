"""What must hold of the report of any person whatever; more people with PEOPLE=10000 in the environment."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import pytest

from advisor.advice.model import Advice, Effect, Left, Priced, Recommendation
from advisor.quantities import Claim
from advisor.reports.claims import dollars, percent
from advisor.reports.document import Document, Item, Section
from advisor.reports.formats import load_format
from advisor.reports.look import Look
from advisor.reports.report import report
from advisor.service import Advisor
from tests.people import profile_of

AS_OF = date(2026, 11, 23)
PEOPLE = int(os.environ.get("PEOPLE", "300"))
PRINTED = PEOPLE // 5
MONEY = re.compile(r"\$[\d,]*\d")
PERCENT = re.compile(r"[-+]?\d+(?:\.\d+)? %")
SENTENCE = re.compile(r"[^.!?]+[.!?](?=\s|$)")


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor(engine="levels")


@pytest.fixture(scope="module")
def look(advisor: Advisor) -> Look:
    return Look("Ann", {step.id: step.title for step in advisor.kb.entries["steps"].values()})


@pytest.fixture(scope="module")
def advices(advisor: Advisor) -> list[Advice]:
    first = int.from_bytes(os.urandom(3), "big")
    print(f"people {first} to {first + PEOPLE - 1}")
    people = map(partial(profile_of, kb=advisor.kb), range(first, first + PEOPLE))
    return [advisor.advise(person, as_of=AS_OF) for person in people]


@pytest.fixture(scope="module")
def documents(advices: list[Advice], look: Look) -> list[Document]:
    return [report(each, look) for each in advices]


def _items(document: Document) -> Iterator[tuple[Section, Item]]:
    for section in document.sections:
        yield from ((section, item) for item in section.items)


def _texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from section.paragraphs
        yield from (cell for row in (section.table.rows if section.table else ()) for cell in row)
    for _, item in _items(document):
        yield item.title
        yield from (line.says for line in item.lines)


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (found.strip() for found in SENTENCE.findall(text) if len(found.split()) > 3)


def test_no_sentence_stands_twice_in_one_advice(documents: list[Document]) -> None:
    twice: Counter[str] = Counter()
    for document in documents:
        counts = Counter(_sentences(_texts(document)))
        twice.update(sentence for sentence, count in counts.items() if count > 1)
    assert twice.most_common(5) == []


def test_no_section_and_no_line_is_empty(documents: list[Document]) -> None:
    for document in documents:
        for section in document.sections:
            assert section.paragraphs or section.items or (section.table and section.table.rows), section.title
        assert all(line.says.strip() for _, item in _items(document) for line in item.lines)


def test_every_step_says_what_it_costs_or_takes(advices: list[Advice], look: Look) -> None:
    for advice in advices:
        items = [item for section, item in _items(report(advice, look)) if section.title in STEPS]
        assert len(items) == len(advice.recommendations)
        for item, step in zip(items, advice.recommendations, strict=True):
            labels = {line.label for line in item.lines}
            assert labels & {"Cost", "Time", "Effort", "Due"}, step.id
            assert step.move != "earn" or {"Cost", "Time"} <= labels, step.id


STEPS = ("Your next step", "After that")


def _split(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) (?=[A-Z])", text) if text else []


def test_nothing_of_how_a_step_is_taken_is_cut(advices: list[Advice], look: Look) -> None:
    for advice in advices:
        shown = " ".join(_texts(report(advice, look)))
        for step in advice.recommendations:
            assert [each for line in step.how for each in _split(line) if each.rstrip(".") not in shown] == [], step.id


def test_every_dollar_and_percent_is_a_claim_a_cited_cost_or_told(
    advices: list[Advice], look: Look, advisor: Advisor
) -> None:
    every: list[Any] = list(advisor.kb.entries["steps"].values())
    prices = [step for step in every if step.move == "learn"]
    courses = {dollars(value) for step in prices if step.cost_usd for value in (step.cost_usd.low, step.cost_usd.high)}
    exams = {step.target: dollars(step.cost_usd.high) for step in every if step.move == "earn" and step.cost_usd}
    for advice in advices:
        lapsed = {
            exams[step.target] for step in advice.recommendations if step.move == "renew" and step.target in exams
        }
        stated = courses | lapsed | set(_stated(advice))
        shown = {found for text in _texts(report(advice, look)) for found in _figures(text)}
        assert shown <= stated, (shown - stated, advice.model_dump_json())


def _figures(text: str) -> set[str]:
    return {*MONEY.findall(text), *PERCENT.findall(text)}


def _stated(advice: Advice) -> Iterator[str]:
    """Every figure of the advice, as it may be printed, and those in the words of cited entries."""
    for step in advice.recommendations:
        yield from _stated_of(step)
        yield from (dollars(claim.high) for claim in (step.holders,) if claim)
        yield from (found for each in _told_of(step) for found in _figures(each))
    for gap in advice.not_recommended:
        yield from _stated_cost(gap)
        yield from _stated_left(gap.left)
        yield from _stated_cost(gap.road) if gap.road else ()
    if advice.joint:
        yield from _stated_effect(advice.joint.effect)
    for kept in advice.upkeep:
        yield from _dollars(kept.usd, *kept.parts)
        yield from (found for part in kept.parts for found in _figures(part.note))
    paid = [step for step in advice.recommendations if step.left and step.cost_usd]
    for told in {step.left.budget_usd for step in paid if step.left}:
        low, high = (sum(getattr(step.cost_usd, end) for step in paid) for end in ("low", "high"))
        yield from (dollars(abs(value)) for value in (low, high, told - low, told - high))
    if advice.current_pay:
        yield dollars(advice.current_pay.usd)
        yield from _figures(advice.current_pay.official)
        yield dollars(advice.current_pay.coding_usd or 0)
    if advice.target_pay:
        yield dollars(advice.target_pay.usd)
        yield from (percent(each) for each in (advice.target_pay.percent,) if each is not None)
        reach = (advice.target_pay.from_usd, advice.target_pay.up_to_usd)
        yield from (dollars(each) for each in reach if each is not None)
    if advice.pay:
        yield from map(dollars, (advice.pay.low_usd, advice.pay.mid_usd, advice.pay.high_usd))
        yield from _figures(advice.pay.low_end)
        for each in advice.pay.surveys:
            yield from map(dollars, (each.claim.high, each.model_usd or 0, each.then_usd))
    yield from (found for said in advice.said_of_specialties if said.measured for found in _stated_claim(said.measured))
    yield from _stated_outlook(advice.outlook)
    yield from (found for each in advice.dates for found in _figures(each.says))
    yield from (found for each in advice.cautions if each.sources for found in _figures(each.says))
    yield from (found for source in advice.sources for found in _figures(f"{source.title} {source.period}"))


def _told_of(step: Recommendation) -> tuple[str, ...]:
    """What the person told that makes ready for *step*, and what a talk about pay can rest on."""
    return (*step.brings, *(step.numbers.says if step.numbers else ()))


def _stated_outlook(told: Mapping[str, object]) -> Iterator[str]:
    for value in told.values():
        if isinstance(value, float):
            yield percent(value)
        if isinstance(value, int):
            yield dollars(value)
        if isinstance(value, dict):
            yield from _stated_outlook(value)


def _stated_claim(claim: Claim) -> Iterator[str]:
    yield from map(percent, (claim.low, claim.mid or 0.0, claim.high))
    yield from _figures(claim.statistic)


def _stated_of(step: Recommendation) -> Iterator[str]:
    for each in (step, *step.others):
        yield from _stated_cost(each)
    yield from _dollars(step.access)
    if step.due:
        yield from (found for says in step.due.says for found in _figures(says))
    yield from _stated_left(step.left)
    if step.effect:
        yield from _stated_effect(step.effect)


def _stated_cost(step: Priced) -> Iterator[str]:
    assert not step.cost_parts or all(part.sources for part in step.cost_parts)
    yield from _dollars(step.cost_usd, *step.cost_parts)
    yield from (found for part in step.cost_parts for found in _figures(f"{part.name} {part.note}"))


def _stated_left(left: Left | None) -> Iterator[str]:
    if left:
        yield from (dollars(abs(value)) for value in (left.budget_usd, left.low_usd, left.high_usd))


def _stated_effect(effect: Effect) -> Iterator[str]:
    beside = effect.association_percent
    own = (effect.low_percent, effect.mid_percent, effect.high_percent)
    yield from map(percent, (*own, *((beside.low, beside.mid, beside.high) if beside else ())))
    own_usd = (effect.low_usd, effect.mid_usd, effect.high_usd, effect.alike_after_usd)
    yield from (dollars(abs(usd or 0)) for usd in own_usd)
    yield from _figures(effect.note + effect.population + effect.statistic + effect.elsewhere)


def _dollars(*spans: object) -> Iterator[str]:
    for span in spans:
        for name in ("low", "high", "low_usd", "high_usd"):
            value = getattr(span, name, None)
            if value is not None:
                yield dollars(value)


def test_the_text_keeps_to_eighty_columns(advices: list[Advice], look: Look) -> None:
    for advice in advices[:PRINTED]:
        shown = load_format("text")(advice, look)
        assert max(map(len, shown.splitlines())) <= 80
