"""What a person tells about work, credentials and wishes; every key may be left out."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError, model_validator

from advisor.errors import InputError, shown
from advisor.knowledge.entry import EducationLevel
from advisor.profile.faults import NOWHERE, Wrong, faults_in, refuse
from advisor.provenance import Model

NONE = "none"
NATION = "US"
MOST_YEARS = 80.0
EARLIEST, LATEST = date(1940, 1, 1), date(2100, 12, 31)


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"cannot be {shown(value)}; write the full date as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"is {shown(value)}; the calendar has no such day") from None


def _plausible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"is {day}; it must lie between {EARLIEST} and {LATEST}")
    return day


def _not_hourly(usd: Any) -> Any:
    if isinstance(usd, (int, float)) and 0 < usd < 200 and not isinstance(usd, bool):
        raise ValueError(f"is {usd}; is this hourly? give dollars a year")
    return usd


def _yearly_pay(usd: int) -> int:
    if usd <= 0:
        raise ValueError(f"is {shown(usd)}; a pay of 0 or less is none; leave the key out if it is not known")
    if usd > 10_000_000:
        raise ValueError(f"is {shown(usd)}; it must be at most 10000000 dollars a year")
    return usd


def _listed(value: Any) -> Any:
    if value is None or value == NONE:
        return ()
    if isinstance(value, (list, tuple)) and NONE in value:
        if len(value) > 1:
            refuse([((value.index(NONE),), "is 'none' beside other items; keep the others or 'none' alone")])
        return ()
    return value


def _readable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _mapped(value: Any) -> Any:
    return {} if value is None or value == NONE else value


def _held(value: Any) -> Any:
    if isinstance(value, str):
        return {"id": value}
    if not isinstance(value, (dict, HeldCredential)):
        raise ValueError(f"needs the id of a credential, or a mapping with 'id', not {shown(value)}")
    return value


def _levelled(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return {"level": NONE if value is None else value}
    if not isinstance(value, (dict, Education)):
        raise ValueError(f"needs a level, or a mapping with 'level', not {shown(value)}")
    return value


def _without(name: str) -> BeforeValidator:
    """``none`` written out for the one thing of this key."""
    return BeforeValidator(lambda value: None if value == name else value)


Id = Annotated[str, Field(min_length=1, max_length=80)]
OneId = Annotated[Id | None, _without(NONE)]
Ids = Annotated[tuple[Id, ...], Field(strict=False, max_length=200), BeforeValidator(_listed)]
Day = Annotated[date, BeforeValidator(_day), AfterValidator(_plausible)]
YearlyPay = Annotated[int, BeforeValidator(_not_hourly), AfterValidator(_yearly_pay)]
Years = Annotated[float, Field(ge=0, le=MOST_YEARS)]
Employment = Literal["full_time", "part_time", "per_diem", "seasonal", "unemployed"]


class HeldCredential(Model):
    """A credential or licence that the person has, or had until ``expires``."""

    id: Id
    earned: Day | None = None
    expires: Day | None = None


class Education(Model):
    """The highest level reached, or ``in_progress`` towards it until ``finishes``."""

    level: EducationLevel
    accredited_by: Literal["cahiim"] | None = None
    in_progress: bool = False
    finishes: Day | None = None


class Wants(Model):
    """What the person would like; limits are of money, of hours a week and of months."""

    roles: Ids = ()
    specialties: Ids = ()
    credentials: Ids = ()
    employers: Ids = ()
    setting: OneId = None
    target_pay_usd: YearlyPay | None = None
    budget_usd: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    hours_per_week: Annotated[float, Field(ge=0, le=168)] | None = None
    months: Annotated[float, Field(ge=0, le=600)] | None = None

    def gives(self, key: str) -> bool:
        """Whether *key* was told, be it as none."""
        return key in self.model_fields_set


class Profile(Model):
    """What one person tells; a key that is absent is unknown, one that is null or ``none`` says that there is none.

    ``experience_years`` are paid years of assigning or validating codes, full-time equivalent; ``name``, ``state`` and
    ``current_pay_usd`` (dollars a year) are read by no rule. ``credentials`` holds licences too.
    Raises: InputError: a key or a value that is refused, with all the faults.
    """

    name: Annotated[str, Field(max_length=200), BeforeValidator(_readable)] | None = None
    state: OneId = None
    student: bool | None = None
    employment: Employment | None = None
    experience_years: Years | None = None
    experience_in: Annotated[dict[Id, Years], Field(max_length=60), BeforeValidator(_mapped)] = Field(
        default_factory=dict
    )
    credentials: Annotated[
        tuple[Annotated[HeldCredential, BeforeValidator(_held)], ...],
        Field(strict=False, max_length=200),
        BeforeValidator(_listed),
    ] = ()
    role: OneId = None
    employer: OneId = None
    setting: OneId = None
    specialties: Ids = ()
    education: Annotated[Education, BeforeValidator(_levelled)] | None = None
    training: Ids = ()
    current_pay_usd: YearlyPay | None = None
    accuracy_percent: Annotated[float, Field(ge=0, le=100)] | None = None
    productivity_percent: Annotated[float, Field(ge=0, le=300)] | None = None
    challenges: Ids = ()
    wants: Annotated[Wants, BeforeValidator(_mapped)] = Wants()

    def __init__(self, /, **keys: Any) -> None:
        try:
            super().__init__(**keys)
        except ValidationError as error:
            raise InputError(faults_in(error, NOWHERE, type(self), PARTS)) from None

    # Tells pydantic that ``model_validate`` need not go through ``__init__``: there the errors keep their places.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        refuse(_contradictions(self))
        return self

    def gives(self, key: str) -> bool:
        """Whether *key* was told, be it as none."""
        return key in self.model_fields_set

    def told_keys(self) -> dict[str, Any]:
        """The keys that were told, as plain values from which ``Profile(**keys)`` is the same again."""
        return self.model_dump(mode="json", exclude_unset=True)


PARTS: dict[str, type[BaseModel]] = {"credentials": HeldCredential, "education": Education, "wants": Wants}
"""The models of the keys that hold mappings."""


def _contradictions(profile: Profile) -> Iterator[Wrong]:
    seen: set[str] = set()
    for index, held in enumerate(profile.credentials):
        if held.id in seen:
            yield ("credentials", index), f"is {shown(held.id)}, which stands twice; keep one of them"
        seen.add(held.id)
        if held.earned and held.expires and held.earned > held.expires:
            yield ("credentials", index, "earned"), f"is {held.earned}, after 'expires' {held.expires}"
    if profile.education:
        yield from _education_contradictions(profile.education)


def _education_contradictions(education: Education) -> Iterator[Wrong]:
    if education.accredited_by and education.level not in ("associate", "bachelor", "master"):
        yield ("education", "accredited_by"), f"goes with a degree, not with '{education.level}'"
    if education.finishes and not education.in_progress:
        yield ("education", "finishes"), "goes with 'in_progress: true'; leave it out of what is finished"
    if education.in_progress and education.level == NONE:
        yield ("education", "in_progress"), "goes with a level that is under way, not with 'none'"
