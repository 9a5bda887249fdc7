"""Some people of a run advised again, one at a time, by the engines that are slow and sure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from advisor.cohort.one_by_one import OneByOne
from advisor.cohort.records import Record, Wrongs
from advisor.cohort.rows import COLUMNS
from advisor.cohort.settings import Sampled, Settings
from advisor.service import Advisor

ENGINES = ("durable", "reference")
MOST_SHOWN = 5


def verify(sample: Sequence[Sampled], settings: Settings, warn: Callable[[str], None]) -> list[str]:
    """Where the rows of *sample* differ from what the engines say, at most five places; empty where they agree."""
    if not sample:
        return []
    found = []
    for engine in ENGINES:
        again = OneByOne(Advisor(settings.kb, settings.rules, engine, warn=warn), settings)
        found += [says for each in sample if (says := _difference(each, again, engine))]
    return found[:MOST_SHOWN]


def _difference(person: Sampled, again: OneByOne, engine: str) -> str | None:
    rows = again.rows(Record(person.row, person.profile_id, person.plain))
    if isinstance(rows, Wrongs):
        return f"row {person.row:,}: {engine} refuses it"
    for mine, other in zip_longest(person.rows, rows, fillvalue=()):
        column = next((name for name, a, b in zip_longest(COLUMNS, mine, other) if a != b), None)
        if column:
            return f"row {person.row:,}: {engine} says otherwise in '{column}'"
    return None
