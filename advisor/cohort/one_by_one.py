"""A block advised one person after another, by any engine: slow, and what the columns are held to."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

from advisor.advice.model import Advice, PayEstimate, Recommendation
from advisor.cohort.formats import Format, Keys
from advisor.cohort.keys import PROFILE_ID
from advisor.cohort.records import Record, Wrong, Wrongs, person, refused
from advisor.cohort.rows import COLUMNS, Row, rules_said
from advisor.cohort.settings import EVERY_BIT, Done, Refused, Sampled, Settings, order_of
from advisor.service import Advisor

WEIGHTS = tuple(map(order_of, range(1, 4097)))
"""By the place of a byte in an id what it counts."""


class OneByOne:
    """Advises blocks as ``Advisor.advise`` does each of its people."""

    def __init__(self, advisor: Advisor, settings: Settings) -> None:
        self._advisor, self._settings = advisor, settings

    def work(
        self,
        source: Format,
        target: Format,
        block: Any,
        first: int,
        keys: Keys | None,
        twice: Mapping[int, int],
        most: int,
    ) -> Done:
        """What comes of *block*, whose first row is *first*.

        Args: twice: rows whose id stands in an earlier one, with that. most: the greatest order of whom to sample.
        """
        rows: list[Row] = []
        wrong: list[Refused] = []
        sample: list[Sampled] = []
        ids: list[bytes] = []
        people = bad = 0
        for record in source.records(block, first, keys):
            ids += [bytes(8)] * (record.number - first - len(ids)) + [id_number(record.profile_id)]
            found = self.rows(record, twice.get(record.number))
            if isinstance(found, Wrongs):
                wrong += refused(record, found.all)
                bad += 1
                continue
            people += 1
            rows += found
            if (order := order_of(record.number)) <= most:
                sample.append(Sampled(order, record.number, record.profile_id, record.plain, tuple(found)))
        text, known = target.block(rows) if rows else (b"", b"")
        return Done(text, known, tuple(wrong), people, bad, b"".join(ids), tuple(sample))

    def rows(self, record: Record, earlier: int | None = None) -> list[Row] | Wrongs:
        """The rows of *record*, or what is wrong with it; *earlier* is the row that has its id already."""
        if earlier is not None:
            return repeated(earlier)
        profile = person(record, self._advisor.kb, self._settings.as_of)
        if isinstance(profile, Wrongs):
            return profile
        advice = self._advisor.advise(profile, as_of=self._settings.as_of, top=self._settings.top)
        return rows_of(record.profile_id, advice)


def repeated(earlier: int) -> Wrongs:
    """What is wrong with a row whose id stands in an *earlier* one."""
    says = f"'{PROFILE_ID}' is the id of row {earlier:,} already; each person needs an id of their own"
    return Wrongs((Wrong(PROFILE_ID, says),))


def id_number(profile_id: str) -> bytes:
    """Eight bytes for an id, those of none being 0; two ids have the same once in 2^56."""
    data = profile_id.encode()[: len(WEIGHTS)]
    found: int = sum(map(operator.mul, WEIGHTS, (byte + 1 for byte in data))) & EVERY_BIT
    return found.to_bytes(8, "little")


def rows_of(profile_id: str, advice: Advice) -> list[Row]:
    """The rows of one person."""
    person = (profile_id, advice.stage.id, *_pay(advice.pay))
    since = advice.pay.overdue if advice.pay else None
    steps = [(*_step(each), _overdue(each, since)) for each in advice.recommendations]
    return [(*person, *step) for step in steps or [(*(None,) * (len(COLUMNS) - len(person) - 1), since)]]


def _pay(pay: PayEstimate | None) -> Row:
    return (pay.low_usd, pay.mid_usd, pay.high_usd) if pay else (None, None, None)


def _overdue(step: Recommendation, pay: str | None) -> str | None:
    """Since when a figure on the price, time or effect of *step*, or on *pay*, waits for review."""
    dues = (pay, step.overdue, step.effect.overdue if step.effect else None)
    return min(filter(None, dues), default=None)


def _step(step: Recommendation) -> Row:
    effect, cost, months = step.effect, step.cost_usd, step.months
    return (
        step.rank,
        step.id,
        *((effect.low_percent, effect.mid_percent, effect.high_percent) if effect else (None, None, None)),
        effect.mid_usd if effect else None,
        *((cost.low, cost.high) if cost else (None, None)),
        *((months.low, months.high) if months else (None, None)),
        rules_said([reason.rule for reason in step.reasons]),
    )
