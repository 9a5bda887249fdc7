"""Days as a reader writes them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(day: date) -> str:
    """A day: 31 May 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def so_many_days(number: int) -> str:
    """A number of days, of which one is a day."""
    return "1 day" if number == 1 else f"{number} days"


def listed(names: Sequence[str]) -> str:
    """*names* in one phrase: A, B and C."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def months_later(start: date, months: int) -> date:
    """*start* and *months*, on the last day of a month that is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def next_on(day: str, as_of: date) -> date:
    """The first MM-DD after *as_of*."""
    month, number = map(int, day.split("-"))
    this_year = date(as_of.year, month, number)
    return this_year if this_year > as_of else date(as_of.year + 1, month, number)
