"""The official projection of the occupation that a person works in or aims at."""

from __future__ import annotations

from typing import Any

from advisor.advice.case import Case
from advisor.knowledge.age import due_on, first_overdue
from advisor.knowledge.kinds.occupations import Occupation
from advisor.knowledge.kinds.outlook import Outlook
from advisor.pay.place import newest, region_of
from advisor.provenance import best

BILLERS = "43-3021"
"""Billing and posting clerks of all industries."""
CODERS = "29-2072"
"""Medical records specialists, coders among them."""
FIGURES = ("employment", "growth_percent", "openings_per_year")
AT_ITS_PUBLISHER = "A"


def outlook(case: Case) -> dict[str, Any]:
    """The newest projection for the occupation of *case*; empty where there is none.

    ``overdue``: since when the first of its figures waits for review; left out where none does. ``verified``: where the
    newest is only quoted, the last one that was read at its publisher, in the same keys. ``median``: what
    billing clerks earn in the place of a biller, in the middle.
    """
    code, as_of = _occupation(case), case.as_of.isoformat()
    entries = (each for each in case.kb.entries["outlook"].values() if isinstance(each, Outlook))
    editions = sorted((each for each in entries if each.occupation == code), key=lambda each: each.edition)
    if not editions:
        return {}
    newest_first = [_told(each, as_of) for each in reversed(editions)]
    told = {**newest_first[0], **(_median(case) if code == BILLERS else {})}
    firm = next((each for each in newest_first if each["grade"] == AT_ITS_PUBLISHER), None)
    return told if firm in (None, newest_first[0]) else {**told, "verified": firm}


def _occupation(case: Case) -> str:
    """The occupation of the job of who aims at other work than coding, empty where none is on file; else of coders."""
    if ("aims_elsewhere",) in case.derivation.certain:
        for each in case.kb.entries["occupations"].values():
            if isinstance(each, Occupation) and case.profile.role in each.roles:
                return each.code
        return ""
    return CODERS


def _median(case: Case) -> dict[str, Any]:
    """The official median of billing clerks in the person's state, else in the nation; empty where none is told."""
    place = region_of(case.kb, case.profile.state)
    figure = newest(place.billing_clerks_median_usd)
    if figure is None:
        return {}
    told = {"usd": figure.value, "place": place.title, "as_of": figure.as_of, "grade": figure.grade}
    return {"median": {**told, "sources": list(figure.source_ids)}}


def _told(entry: Outlook, as_of: str) -> dict[str, Any]:
    figures = {name: best(getattr(entry, name)) for name in FIGURES}
    cited = [figure for figure in figures.values() if figure]
    since = first_overdue((due_on(figure, entry) for figure in cited), as_of)
    return {
        **({"overdue": since} if since else {}),
        "title": entry.title,
        "edition": entry.edition,
        **{name: figure.value if figure else None for name, figure in figures.items()},
        "grade": max((figure.grade for figure in cited if figure.grade), default="D"),
        "as_of": max((figure.as_of for figure in cited if figure.as_of), default=""),
        "sources": list(dict.fromkeys(source for figure in cited for source in figure.source_ids)),
    }
