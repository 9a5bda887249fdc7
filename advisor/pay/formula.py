"""The formulas of the pay model, the same for one number and for a NumPy column.

``xp`` is the module that does the arithmetic: ``math`` for numbers, ``numpy`` for columns, which whoever passes columns
imports. Everything is in natural logarithms of yearly pay until ``dollars`` and ``tenths`` round, once.
Source: docs/pay-model.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TIE = 1e-9
"""So near to a tie it is rounded up: exp and log differ in their last digits between machines."""

Z_80 = 1.2815515655446004
"""Four of five people lie within so many standard deviations."""

Column = Any
"""A float or a NumPy column of floats, the same throughout one call."""

Arithmetic = Any
"""``math`` or ``numpy``: log1p, exp, sqrt, floor and fabs of a ``Column``."""


@dataclass(frozen=True, slots=True)
class Around:
    """How pay spreads around the middle, in logarithms, below and above it.

    ``down`` and ``up``: what people alike differ by. ``place_down`` and ``place_up``: how far all the people of a place
    spread, against ``within_down`` and ``within_up``, in which all the people of the nation do.
    """

    down: Column
    up: Column
    place_down: Column = 1.0
    place_up: Column = 1.0
    within_down: Column = 0.0
    within_up: Column = 0.0


def years_part(k: float, tau: float, years: Column, xp: Arithmetic) -> Column:
    """What *years* of coding add: k·ln(1 + years/tau); steep at first, flat later."""
    return k * xp.log1p(years / tau)


def count_part(certified: float, second: float, third: float, full: Column) -> Column:
    """What *full* credentials (those without an apprentice mark) add by their number alone."""
    return certified * (full >= 1) + second * (full >= 2) + third * (full >= 3)


def placed(deviation: Column, around: Around, xp: Arithmetic) -> Column:
    """*deviation* from the middle of the nation as it is in a place: less where pay spreads less there, never more."""
    size = xp.fabs(deviation)
    above, below = lesser(around.place_up, 1.0, xp), lesser(around.place_down, 1.0, xp)
    return above * (size + deviation) / 2 - below * (size - deviation) / 2


def there(variance: Column, place: Column, within: Column, xp: Arithmetic) -> Column:
    """*variance* in a place that spreads *place* times as far as the nation, in which all spread by *within*.

    Less where pay spreads less; what it spreads more there is added whole: nobody knows why, so it is chance.
    """
    less, more = lesser(place, 1.0, xp), greater(place, 1.0, xp)
    return less * less * variance + (more * more - 1) * within * within


def bounds(
    level: Column, deviation: Column, unknown_variance: Column, around: Around, xp: Arithmetic
) -> tuple[Column, Column, Column]:
    """The logarithms of pay between which four of five such people lie, with the middle one.

    Args: level: the logarithm of the median of the place. unknown_variance: of what is not known of the person.
    No end is cut off: one in ten of the occupation is paid above its 90th percentile.
    """
    below = around.down * around.down + unknown_variance
    above = around.up * around.up + unknown_variance
    mid = level + placed(deviation, around, xp)
    low = mid - Z_80 * xp.sqrt(there(below, around.place_down, around.within_down, xp))
    return low, mid, mid + Z_80 * xp.sqrt(there(above, around.place_up, around.within_up, xp))


def lesser(a: Column, b: Column, xp: Arithmetic) -> Column:
    """The smaller of *a* and *b*; exact for whole numbers."""
    return (a + b - xp.fabs(a - b)) / 2


def greater(a: Column, b: Column, xp: Arithmetic) -> Column:
    """The greater of *a* and *b*."""
    return (a + b + xp.fabs(a - b)) / 2


def rounded(amount: Column, xp: Arithmetic) -> Column:
    """*amount* to whole numbers, ties upward."""
    return xp.floor(amount + 0.5 + TIE)


def dollars(ln_pay: Column, xp: Arithmetic) -> Column:
    """Yearly pay in whole hundreds of dollars."""
    return rounded(xp.exp(ln_pay) / 100, xp) * 100


def tenths(ln_ratio: Column, xp: Arithmetic) -> Column:
    """A factor as a change in percent, in tenths, as a whole number."""
    return rounded((xp.exp(ln_ratio) - 1) * 1000, xp)


def change(base_usd: Column, change_tenths: Column, xp: Arithmetic) -> Column:
    """What *change_tenths* of a percent are of *base_usd*, in whole hundreds of dollars."""
    return rounded(base_usd * change_tenths / 100_000, xp) * 100


def capped(change_usd: Column, base_usd: Column, cap_usd: Column, xp: Arithmetic) -> Column:
    """*change_usd* as far as *cap_usd* lets *base_usd* rise; a loss, and pay beyond the cap, stay as they are."""
    room = (xp.fabs(cap_usd - base_usd) + cap_usd - base_usd) / 2
    return lesser(change_usd, room, xp)


def joint_tenths(singles: Sequence[Column], xp: Arithmetic) -> Column:
    """Several changes at once, in tenths of a percent: logarithms add, the sum of the *singles* is never passed."""
    total = 0.0
    plain = 0.0
    for each in singles:
        total = total + xp.log1p(each / 1000)
        plain = plain + each
    return lesser(tenths(total, xp), plain, xp)
