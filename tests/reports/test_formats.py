"""Formats: found by name, harmless with hostile texts, honest with figures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice.model import JointEffect, Recommendation, Upkeep, UsdRange, Whom
from advisor.reports import formats
from advisor.reports.formats import format_names, load_format
from advisor.reports.formats.markdown import escaped
from advisor.reports.look import Look
from tests.reports.sample import ACCESS, EFFECT, advice, estimate, step

HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x00\x08 [bold]rich[/bold] [link=file:///etc/passwd]x[/link] "
    "<script>alert(1)</script> \u202eevil\u202c \u2066x\u2069 \u200f &amp; `code` [a](javascript:x) | $x$ # h\r\nnext"
)
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("name", format_names())
def test_no_format_lets_control_or_direction_marks_through(name: str) -> None:
    shown = load_format(name)(advice(HOSTILE), Look(client=HOSTILE))
    assert not FORBIDDEN.search(shown)
    assert shown.encode("utf-8")
    assert shown.endswith("\n")


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_name_whatever_is_printed_harmless(name: str) -> None:
    for each in format_names():
        shown = load_format(each)(advice(), Look(client=name))
        assert not FORBIDDEN.search(shown)


def test_a_lone_surrogate_in_the_name_is_replaced() -> None:
    assert "Ann \ufffd" in load_format("text")(advice(), Look(client="Ann \ud800"))
    assert "Ann \ufffd" in load_format("markdown")(advice(), Look(client="Ann \ud800"))


def test_rich_markup_in_a_name_is_shown_letter_by_letter() -> None:
    assert "[bold]Ann[/bold] :smile:" in load_format("text")(advice(), Look(client="[bold]Ann[/bold] :smile:"))


def test_markdown_shows_html_and_markup_letter_by_letter() -> None:
    shown = load_format("markdown")(advice(HOSTILE), Look(client="<img src=x onerror=alert(1)> *a* [b](http://c)"))
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; \\*a\\* \\[b\\](http\\://c)" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("a_b $5", "a\\_b \\$5"),
        ("==", "\\=="),
    ],
)
def test_markdown_takes_no_line_for_a_heading_a_list_or_mathematics(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_source_links_only_to_the_web() -> None:
    shown = load_format("markdown")(advice("javascript:alert(1)"), Look(explain=True))
    assert "<https://www.bls.gov/oes/>" in shown
    assert "<javascript:" not in shown


def test_text_keeps_to_eighty_columns_without_colour() -> None:
    shown = load_format("text")(advice("some words " * 30), Look(client="N" * 200))
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


def test_colour_appears_only_where_it_is_asked_for() -> None:
    assert "\x1b[" in load_format("text")(advice(), Look(colour=True))


def test_the_first_screen_says_where_you_stand_and_the_next_step_with_why_cost_time_and_when_to_return() -> None:
    screen = "\n".join(load_format("text")(advice(), Look(client="Ann")).splitlines()[:24])
    wanted = ["Next steps for Ann", "23 November 2026", "WHERE YOU STAND", "Experienced", "YOUR NEXT STEP"]
    wanted += ["Step earn/cpma", "You want to audit.", "$399 to $499", "2 to 4 months", "March 2027"]
    assert [each for each in wanted if each not in screen] == []


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_printed_effect_has_range_basis_grade_year_source_and_caveat(name: str) -> None:
    shown = " ".join(load_format(name)(advice(recommendations=(step(),)), Look()).split()).replace("\\", "")
    for said in [
        "may change by 0 % to +8 %, middle +4 %: once, not each year; inferred, not measured; grade C "
        "(explained below), 2022 [a]",
        "mean pay of holders of two credentials against one: +5.5 % to +13 %, middle +7.9 %; the gap between groups and not your raise; grade C, 2022 [a]",
        'US, 2022, 1,200 answers; "Survey", AAPC [1], 2023; grade C',
        "Each published figure here is an association, not a promise.",
    ]:
        assert said in shown


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_the_entry_range_is_said_once_at_a_first_job_and_is_not_called_the_pay_of_beginners(name: str) -> None:
    ids = ("learn/certificate_program", "earn/cpc", "practice/first_job_search", "become/coder", "renew/cpc")
    steps = tuple(step("", each, place, None, ACCESS) for place, each in enumerate(ids, 1))
    steps = tuple(each.model_copy(update={"sources": ("oews",)}) if each.rank in (3, 4) else each for each in steps)
    shown = _shown(name, steps, "first_job")
    assert shown.count("$37,000") == 1
    said = " ".join(shown.split()).partition("practice/first_job_search")[2]
    assert (
        "we know of no published figure of what first jobs pay; nearest to it stands the 10th to 25th percentile of all records staff in the nation, experienced ones too, by official wages: $37,000 to $43,500 a year"
        in said
    )
    others: tuple[Whom, ...] = ("next_job", "everyone")
    for whom in others:
        assert "$37,000" not in _shown(name, steps, whom)


def _shown(name: str, steps: tuple[Recommendation, ...], whom: Whom) -> str:
    known = advice(recommendations=steps).model_copy(update={"pay": estimate(whom)})
    return load_format(name)(known, Look()).replace("\\", "")


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_an_absent_effect_is_called_unpublished_and_never_zero(name: str) -> None:
    shown = " ".join(load_format(name)(advice(), Look()).split())
    assert "we know of no published figure" in shown


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_step_counted_in_another_prints_no_effect_of_its_own(name: str) -> None:
    counted = step().model_copy(update={"counted_in": "become/auditor"})
    shown = load_format(name)(advice(recommendations=(counted, step("", "become/auditor", 2))), Look())
    assert "counted once, with the step: Step become/auditor" in " ".join(shown.split())
    assert shown.count("For you") == 1


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_step_counted_in_one_without_a_figure_is_not_sent_there(name: str) -> None:
    counted = step().model_copy(update={"counted_in": "become/auditor"})
    shown = load_format(name)(advice(recommendations=(counted, step("", "become/auditor", 2, None))), Look())
    assert "what it would add to your pay by itself is not published" in " ".join(shown.split())
    assert "counted once" not in shown


def test_a_figure_measured_on_others_names_them_and_a_pay_above_it_is_told() -> None:
    other = EFFECT.model_copy(update={"measured_on": "workers in the UK", "alike_after_usd": 39_200})
    shown = " ".join(load_format("text")(advice(recommendations=(step(effect=other),)), Look()).split())
    assert "it rests on workers in the UK" in shown
    paid_well = (
        "your pay now is about what we expect of people like you who hold it, or above it; or our estimate is too low"
    )
    assert paid_well in shown


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_with_too_little_known_there_are_questions_and_no_step(name: str) -> None:
    known = advice(recommendations=())
    beginner = known.model_copy(update={"stage": known.stage.model_copy(update={"id": "student"})})
    shown = load_format(name)(beginner, Look())
    assert "Too little is known" in shown
    assert "How accurate?" in shown
    assert "Too little is known" not in load_format(name)(known, Look()), "who has years is known well enough"


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_with_nothing_to_ask_and_no_step_open_it_is_said_that_nothing_calls_for_one(name: str) -> None:
    all_told = advice(recommendations=()).model_copy(update={"questions": ()})
    shown = " ".join(load_format(name)(all_told, Look()).split())
    assert "nothing that you told us calls for a step now. Come back with a new wish" in shown
    assert "Too little is known" not in shown


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_the_disclosure_stands_in_every_report(name: str) -> None:
    assert "Associations, not promises." in load_format(name)(advice(), Look())


def test_alternatives_are_called_by_their_titles() -> None:
    shown = load_format("text")(advice(), Look(titles={"earn/cic": "Earn the CIC"}))
    assert "Or else   Earn the CIC" in shown


def test_json_is_canonical() -> None:
    shown = load_format("json")(advice("é\u202e"), Look(client="Ann"))
    value = json.loads(shown)
    assert shown == json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2).replace("\u202e", "\\u202e") + "\n"
    assert "Ann" not in shown
    assert "é" in shown


KEYS = """
advice: advice as_of knowledge engine stage pay recommendations not_recommended challenges cautions outlook questions
    sources disclosure upkeep dates joint current_pay target_pay said_of_pay said_of_specialties
recommendation: id rank tier move target title effect access cost_usd cost_parts cost_as_of months because how proof alternatives
    reasons counted_in sources overdue cost_grade full_name not_in_cost left due study effort holders
    waits others first_because brings budget_aside how_sources numbers cost_undated
effect: basis low_percent mid_percent high_percent low_usd mid_usd high_usd association_percent grade population place
    period n sources note statistic as_of told_of measured_on alike_after_usd stops elsewhere unlike overdue association_grade
proof: fact rule because from cites says overdue
"""
"""Those of the contract; to the effect are added what a claim needs, to the proof its words for a reader, to the step how it is done
and what it takes this person; to the advice where pay lies, what credentials cost to keep, and days ahead; overdue: since when a figure waits for review."""


def test_json_has_the_keys_of_the_contract() -> None:
    value = advice().model_dump(mode="json")
    first = value["recommendations"][0]
    found = {"advice": value, "recommendation": first, "effect": first["effect"], "proof": first["proof"]}
    wanted = {name: set(keys.split()) for name, keys in re.findall(r"^(\w+): ((?:.|\n    )+)", KEYS, re.MULTILINE)}
    assert {name: set(each) for name, each in found.items()} == wanted


def test_json_read_back_is_the_same_advice() -> None:
    value = advice()
    assert type(value).model_validate(json.loads(load_format("json")(value, Look()))) == value


def test_a_new_format_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shout.py").write_text("def render(advice, look):\n    return advice.stage.title.upper()\n")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    assert "shout" in format_names()
    assert load_format("shout")(advice(), Look()) == "EXPERIENCED"


def test_a_renewal_does_not_open_the_pay_of_a_first_job() -> None:
    renewal = step("", "renew/cpc", effect=None, access=ACCESS)
    assert "what first jobs pay" not in load_format("text")(advice(recommendations=(renewal,)), Look())


def test_dollars_stand_first_and_a_change_is_said_to_come_once() -> None:
    known = EFFECT.model_copy(update={"low_usd": 0, "mid_usd": 1600, "high_usd": 3200})
    shown = " ".join(load_format("text")(advice(recommendations=(step(effect=known),)), Look()).split())
    says = "your pay for a year may be $0 to $3,200 higher than our middle for you, middle $1,600 (0 % to +8 %, middle +4 %)"
    assert f"{says}: once, not each year" in shown


def test_a_middle_that_is_one_of_the_ends_is_not_printed() -> None:
    flat = EFFECT.model_copy(update={"mid_percent": 8.0})
    shown = " ".join(load_format("text")(advice(recommendations=(step(effect=flat),)), Look()).split())
    assert "may change by 0 % to +8 %: once" in shown


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2010", ", figures 16 years old"),
        ("2010-2016", ", the oldest figures 16 years old"),
        ("2018-2024", ""),
        ("May 2025", ""),
    ],
)
def test_a_figure_of_more_than_ten_years_says_so_in_its_line(period: str, said: str) -> None:
    old = EFFECT.model_copy(update={"period": period})
    shown = " ".join(load_format("text")(advice(recommendations=(step(effect=old),)), Look()).split())
    assert f"{period}{said} [a]" in shown


def test_a_figure_of_any_credential_is_not_said_of_this_one() -> None:
    general = EFFECT.model_copy(update={"told_of": "Second credential, same role"})
    shown = " ".join(load_format("text")(advice(recommendations=(step(effect=general),)), Look()).split())
    assert "the figure of any second credential, same role, not of this one by itself" in shown


def test_staying_costs_what_keeping_costs() -> None:
    kept = Upkeep(
        id="held",
        title="What you hold now",
        years=4,
        usd=UsdRange(low=888, high=888),
        ceus=72,
        parts=(),
        unknown=(),
        sources=(),
    )
    known = advice().model_copy(update={"upkeep": (kept,)})
    shown = " ".join(load_format("markdown")(known, Look()).replace("\\", "").split())
    assert "| Stay as you are | as now | $888 and 72 CEUs in 4 years, to keep what you hold |" in shown


def test_a_fall_in_pay_is_said_with_its_sign() -> None:
    lower = EFFECT.model_copy(update={"low_percent": -5.0, "mid_percent": -0.5, "high_percent": 3.0})
    shown = load_format("text")(advice(recommendations=(step(effect=lower),)), Look())
    assert "-5 % to +3 %, middle -0.5 %" in " ".join(shown.split())


def test_what_is_lost_by_a_date_is_not_put_off_to_the_next_look() -> None:
    urgent = step().model_copy(update={"tier": "protect", "move": "renew"})
    shown = load_format("text")(advice(recommendations=(urgent,)), Look())
    assert "As soon as this is done" in shown
    assert "at the latest" not in shown


def test_a_beginner_of_whom_little_is_known_is_not_told_that_nothing_calls_for_a_step() -> None:
    habit = step().model_copy(update={"tier": "keep_up"})
    known = advice(recommendations=(habit,))
    assert "Nothing is urgent" in load_format("text")(known, Look())
    unknown = known.model_copy(update={"stage": known.stage.model_copy(update={"id": "student"})})
    assert "Nothing is urgent" not in load_format("text")(unknown, Look())


@pytest.mark.parametrize(("after", "said"), [(39_200, True), (None, False)])
def test_together_it_is_less_where_one_of_the_steps_may_bring_nothing(after: int | None, said: bool) -> None:
    graded = EFFECT.model_copy(update={"grade": "B", "alike_after_usd": after})
    together = JointEffect(steps=("earn/cpma", "become/auditor"), effect=graded)
    steps = (step(effect=graded), step("", "become/auditor", 2, graded.model_copy(update={"alike_after_usd": None})))
    both = advice(recommendations=steps).model_copy(update={"joint": together})
    shown = " ".join(load_format("text")(both, Look()).split())
    assert "TAKEN TOGETHER" in shown
    assert ("If one of the steps brings nothing, it is less than that." in shown) is said
    assert (shown.count("by itself it may bring nothing") == 1) is said
