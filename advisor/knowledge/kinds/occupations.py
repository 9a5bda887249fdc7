"""Official occupations: what the statistics and O*NET say of the work that roles belong to."""

from typing import Annotated, Literal

from pydantic import Field

from advisor.knowledge.entry import Entry, RoleId
from advisor.provenance import Citation, Cited, Items, Model

Share = Annotated[float, Field(ge=0, le=1)]
Percent = Annotated[float, Field(ge=0, le=100)]
JobZone = Annotated[int, Field(ge=1, le=5)]


class Technology(Model):
    """A product or sort of software; ``hot`` is often asked for in postings, ``in_demand`` in this occupation's."""

    name: str
    hot: bool = False
    in_demand: bool = False


class Related(Citation):
    """An occupation that O*NET holds to be like this one; ``rank`` 1 is nearest."""

    code: str
    title: str
    rank: Annotated[int, Field(ge=1)]
    nearness: Literal["nearest", "near", "further"]
    job_zone: JobZone


class Exposure(Citation):
    """Share of the tasks that are exposed to language models; exposure is not loss of jobs.

    ``alpha`` by the model alone, ``gamma`` also with software built on it, ``beta`` counts the latter by half.
    """

    labelled_by: Literal["people", "a language model"]
    alpha: Share
    beta: Share
    gamma: Share


class Schooling(Citation):
    """Percent of the people of 25 and older in the occupation, by the highest schooling that they finished."""

    less_than_high_school: Percent
    high_school: Percent
    some_college: Percent
    associate: Percent
    bachelor: Percent
    master: Percent
    doctoral_or_professional: Percent


class Occupation(Entry):
    """An occupation of the official list, by its ``code``; ``roles`` are ours that mostly count under it.

    ``titles``, ``tasks`` and ``technology`` rest on ``sources``. ``job_zone`` is O*NET's level of preparation, 1 to 5.
    ``feasible_at_home`` is the share of the work that could be done at home, 0 to 1; not what is done.
    """

    code: str
    roles: Items[RoleId] = ()
    titles: Items[str] = ()
    tasks: Items[str] = ()
    technology: Items[Technology] = ()
    related: Items[Related] = ()
    job_zone: Items[Cited[JobZone]] = ()
    exposure: Items[Exposure] = ()
    feasible_at_home: Items[Cited[Share]] = ()
    schooling: Items[Schooling] = ()
    facts: Items[Cited[str]] = ()
    notes: Items[str] = ()


ENTRY = Occupation
