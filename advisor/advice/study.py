"""How long learning takes: the published months for people like this one, and hours divided by those they have."""

from __future__ import annotations

import math

from advisor.advice.model import HourRange, MonthRange, Study, WeekRange
from advisor.advice.whom import Whom
from advisor.knowledge.kinds.steps import Step
from advisor.quantities import Span


def study(step: Step, whom: Whom) -> Study | None:
    """What is published of *step* for *whom*; None where it is neither months nor hours."""
    months = _months(step, whom)
    if months is None and step.study_hours is None:
        return None
    return Study(
        months=MonthRange(low=months.low, high=months.high) if months else None,
        new_to_medicine=whom.is_new_to_medicine if step.beginners_months else None,
        hours=HourRange(low=step.study_hours.low, high=step.study_hours.high) if step.study_hours else None,
        hours_per_week=whom.hours,
        weeks=weeks(step.study_hours, whom.hours),
        grade=step.time_grade,
        months_wished=whom.months,
    )


def _months(step: Step, whom: Whom) -> Span | None:
    if whom.is_new_to_medicine is None:
        return step.months
    return (step.beginners_months if whom.is_new_to_medicine else step.others_months) or step.months


def weeks(hours: Span | None, per_week: float | None) -> WeekRange | None:
    """*hours* at so many *per_week*, in whole weeks, rounded up; None where one of them is not known."""
    if hours is None or not per_week:
        return None
    return WeekRange(low=math.ceil(hours.low / per_week), high=math.ceil(hours.high / per_week))
