"""The official projection in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.advice.model import Advice
from advisor.advice.outlook import AT_ITS_PUBLISHER
from advisor.reports.claims import percent
from advisor.reports.document import Section
from advisor.reports.notes import Notes
from advisor.reports.steps import noted

SAID = (("employment", "people employed"), ("growth_percent", "growth"), ("openings_per_year", "openings a year"))


def outlook(advice: Advice, notes: Notes) -> Iterator[Section]:
    """The newest projection; where it is only quoted, beside it the last one read at its publisher."""
    said = [_says(advice.outlook, notes, "A projection")]
    firm, median = advice.outlook.get("verified"), advice.outlook.get("median")
    if isinstance(median, dict):
        said.append(_earned(median, notes))
    if isinstance(firm, dict):
        said.append(_says(firm, notes, "The last one that we read at its publisher"))
    if said[0]:
        yield Section("The occupation", (" ".join(said),))


def _earned(median: Mapping[str, Any], notes: Notes) -> str:
    told = f"{median['as_of']}, {notes.grade(median['grade'])}"
    places = notes.places(tuple(median["sources"]))
    return (
        f"Their official median in {median['place']}, as another site copies it, is ${median['usd']:,} a year "
        f"({told}), of all industries; look at bls.gov {places}."
    )


def _says(found: Mapping[str, Any], notes: Notes, what: str) -> str:
    figures = [f"{say} {_figure(key, found[key])}" for key, say in SAID if found.get(key) is not None]
    if not figures:
        return ""
    grade = found.get("grade")
    quoted = "as others quote it" if grade not in (None, AT_ITS_PUBLISHER) else ""
    graded = f"{notes.grade(grade)}; as of {found.get('as_of')}{noted(found.get('overdue'))}" if grade else ""
    behind = ", ".join(filter(None, (what, quoted, graded)))
    places = notes.places(tuple(found.get("sources", ())))
    return f"{found.get('title', 'The occupation')}: {', '.join(figures)}. {behind} {places}".strip() + "."


def _figure(key: str, value: object) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    return percent(value) if key.endswith("_percent") else f"{value:,.0f}"
