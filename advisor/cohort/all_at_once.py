"""A block advised all at once, by columns; who cannot be read so is read alone and advised with the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from advisor.advice.assemble import LIMITED_AFTER
from advisor.advice.earning import pay_since
from advisor.cohort.answers import Table, Words, earliest, joined
from advisor.cohort.block import Block, Bools, Integers
from advisor.cohort.block_rows import BlockRows
from advisor.cohort.changes import Changes
from advisor.cohort.derived import BlockInference, Derived
from advisor.cohort.formats import Format, Keys
from advisor.cohort.meanings import Meanings
from advisor.cohort.needed import Asked
from advisor.cohort.one_by_one import OneByOne, repeated
from advisor.cohort.paid import Paid, Payer
from advisor.cohort.profiles import block_of
from advisor.cohort.ranked import RankedSteps, Ranker
from advisor.cohort.records import Record, Wrongs, person, refused
from advisor.cohort.rows import Row
from advisor.cohort.rule_names import RuleNames
from advisor.cohort.settings import Done, Sampled, Settings, order_of
from advisor.cohort.told import Reader
from advisor.profile import Profile
from advisor.service import Advisor

_EPOCH = 719163
"""The ordinal of 1970-01-01."""
_ASKED = Asked(
    frozenset(("stage", "paid_as_coder", "aims_elsewhere", "reason", "recommended", "has_effect", "new_issuer")),
    frozenset(("stage",)),
)
_EFFECT = ("effect_low_percent", "effect_mid_percent", "effect_high_percent")
_FIXED = (*_EFFECT, "cost_low_usd", "cost_high_usd", "months_low", "months_high")


class AllAtOnce:
    """Advises blocks by columns; not to be shared between threads."""

    def __init__(self, advisor: Advisor, settings: Settings, one_by_one: OneByOne) -> None:
        kb, day = advisor.kb, settings.as_of
        self._kb, self._settings, self._one_by_one = kb, settings, one_by_one
        self._inference = BlockInference(advisor.program, _ASKED)
        self._reader, self._meanings = Reader(kb, day), Meanings(kb, day)
        self._today = day.toordinal() - _EPOCH
        self._payer = Payer(kb, self._today)
        self._pay_since = [pay_since(kb, place, day.isoformat()) for place in self._payer.places]
        nobody = self._inference.run(block_of([Profile()], kb), self._reader)
        self._ranker = Ranker(kb, nobody, self._today, day.isoformat(), settings.top)
        self._changes = Changes(kb, self._payer.places, self._ranker.reasons.steps)
        stages: Any = kb.entries["stages"]
        self._stages = sorted(stages, key=lambda each: stages[each].order)
        self._rules = RuleNames(nobody)

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
        """What comes of *block*; see ``OneByOne.work``."""
        rows = BlockRows(source, block, first, keys)
        table, numbers, wrongs = self._advised(rows, twice)
        text, known = target.block_of(table) if len(table.who) else (b"", b"")
        lines = tuple(line for record, wrong in wrongs for line in refused(record, wrong.all))
        sample = self._sampled(rows, table, numbers, most)
        return Done(text, known, lines, len(numbers), len(wrongs), rows.ids(), sample)

    def _advised(self, rows: BlockRows, twice: Mapping[int, int]) -> tuple[Table, Any, list[tuple[Record, Wrongs]]]:
        """The table of all who are right, their rows' numbers, and the records that are wrong with why."""
        told = rows.told(self._meanings)
        if told is None:
            table, right, wrongs = self._alone(list(rows.records()), twice)
            places = right - rows.first
            ids = np.full(int(places.max(initial=-1)) + 1, "", object)
            ids[places] = table.ids.to_pylist()
            return Table(pa.array(ids, pa.string()), places[table.who], table.words, table.numbers), right, wrongs
        odd = told.odd.copy()
        odd[[number - rows.first for number in twice if number - rows.first < len(odd)]] = True
        table = self._table(told.block, told.ids)
        if not odd.any():
            return table, np.arange(len(odd)) + rows.first, []
        places = np.flatnonzero(odd)
        other, right, wrongs = self._alone([rows.record(at) for at in places.tolist()], twice)
        kept = ~odd[table.who]
        table = Table(
            table.ids,
            table.who[kept],
            {name: Words(column.codes[kept], column.words) for name, column in table.words.items()},
            {name: column[kept] for name, column in table.numbers.items()},
        )
        table = joined(table, other, right - rows.first) if len(right) else table
        numbers = np.union1d(np.flatnonzero(~odd) + rows.first, right).astype(np.int64)
        return table, numbers, wrongs

    def _alone(
        self, records: Sequence[Record], twice: Mapping[int, int]
    ) -> tuple[Table, Any, list[tuple[Record, Wrongs]]]:
        """People whose records were read one by one, advised together."""
        right: list[Record] = []
        profiles: list[Profile] = []
        wrongs: list[tuple[Record, Wrongs]] = []
        for record in records:
            earlier = twice.get(record.number)
            found = person(record, self._kb, self._settings.as_of) if earlier is None else repeated(earlier)
            if isinstance(found, Wrongs):
                wrongs.append((record, found))
            else:
                right.append(record)
                profiles.append(found)
        ids = pa.array([each.profile_id for each in right], pa.string())
        numbers = np.array([each.number for each in right], np.int64)
        return self._table(block_of(profiles, self._kb), ids), numbers, wrongs

    def _table(self, block: Block, ids: Any) -> Table:
        """The rows of everyone of *block*."""
        facts = list(self._reader.facts(block))
        derived = self._inference.run_told(facts, block.people)
        levels = next(each.ids.codes for each in facts if each.name == "education" and each.ids)
        paid_as_coder, elsewhere = _holds(derived, "paid_as_coder"), _holds(derived, "aims_elsewhere")
        paid = self._payer.pay(block, levels.astype(np.int64), paid_as_coder, elsewhere)
        stage = self._stage(derived)
        limited = np.isin(stage, [at for at, each in enumerate(self._stages) if each in LIMITED_AFTER])
        ranked = self._ranker.rank(block, derived, limited)
        return self._with_everyone(derived, ids, stage, paid, ranked)

    def _stage(self, derived: Derived) -> Integers:
        """The certain stage of everyone, else the lowest that is possible."""
        columns = derived.facts("stage")
        place = {each: at for at, each in enumerate(self._stages)}
        order = np.array([place[str(fact[1])] for fact in columns.facts], np.int64)
        lowest = np.where(columns.possible & ~columns.certain, order[:, None], len(self._stages)).min(axis=0)
        lowest = np.where(lowest == len(self._stages), 0, lowest)
        return np.where(columns.certain.any(axis=0), order[columns.certain.argmax(axis=0)], lowest)

    def _with_everyone(self, derived: Derived, ids: Any, stage: Integers, paid: Paid, ranked: RankedSteps) -> Table:
        """The table, in which who has no step stands once."""
        none = np.flatnonzero(np.bincount(ranked.who, minlength=derived.people) == 0)
        who = np.concatenate((ranked.who, none))
        order = np.argsort(who, kind="stable")
        at = np.minimum(order, len(ranked.who))

        def rows(values: Any, gap: Any = -1) -> Any:
            return np.append(values, gap)[at]

        who, variant = who[order], rows(ranked.variant)
        variants = self._ranker.variants
        by_name = {
            name: np.append(column, math.nan)[variant] for name, column in zip(_FIXED, variants.columns, strict=True)
        }
        by_person = {"low": paid.low_usd, "mid": paid.mid_usd, "high": paid.high_usd}
        pay = {f"pay_{end}_usd": np.where(paid.known, usd, math.nan)[who] for end, usd in by_person.items()}
        rules = self._rules.said(ranked, derived)
        return Table(
            ids,
            who,
            {
                "stage": Words(stage[who], self._stages),
                "step": Words(rows(ranked.advised.steps[ranked.pair]), self._ranker.reasons.steps),
                "rules": Words(rows(rules.codes), rules.words),
                "overdue": earliest(
                    variants.since, variant, self._pay_since, np.where(paid.known, paid.place, -1)[who]
                ),
            },
            {
                **pay,
                "rank": rows(ranked.rank, math.nan),
                "effect_mid_usd": rows(self._dollars(paid, ranked, variants.columns[1]), math.nan),
                **by_name,
            },
        )

    def _dollars(self, paid: Paid, ranked: RankedSteps, mid: Any) -> Any:
        """What the middle effect of each step is in dollars; NaN where there is none, or no pay to start from."""
        percent = mid[ranked.variant]
        there = np.flatnonzero(paid.paid[ranked.who] & ~np.isnan(percent))
        found = np.full(len(percent), math.nan)
        steps = ranked.advised.steps[ranked.pair[there]]
        found[there] = self._changes.dollars(paid, ranked.who[there], np.rint(percent[there] * 10), steps)
        return found

    def _sampled(self, rows: BlockRows, table: Table, numbers: Any, most: int) -> tuple[Sampled, ...]:
        """Those of the block who may be advised again, with their rows."""
        if most < 0 or not len(numbers):
            return ()
        orders = _orders(numbers)
        wanted = np.argsort(orders)[: self._settings.verify]
        chosen = sorted(int(at) for at in wanted if int(orders[at]) <= most)
        plain = table_rows(table, [int(numbers[at]) - rows.first for at in chosen]) if chosen else {}
        return tuple(
            Sampled(
                order_of(int(numbers[at])),
                int(numbers[at]),
                str(plain[int(numbers[at]) - rows.first][0][0]),
                rows.record(int(numbers[at]) - rows.first).plain,
                tuple(plain[int(numbers[at]) - rows.first]),
            )
            for at in chosen
        )


def table_rows(table: Table, people: Sequence[int]) -> dict[int, list[Row]]:
    """The rows of these *people* of *table*."""
    wanted = np.flatnonzero(np.isin(table.who, people))
    part = Table(
        table.ids,
        table.who[wanted],
        {name: Words(column.codes[wanted], column.words) for name, column in table.words.items()},
        {name: column[wanted] for name, column in table.numbers.items()},
    )
    found: dict[int, list[Row]] = {}
    for who, row in zip(part.who.tolist(), part.rows(), strict=True):
        found.setdefault(who, []).append(row)
    return found


def _orders(numbers: Any) -> Any:
    """``order_of`` of each."""
    z = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return z ^ z >> np.uint64(31)


def _holds(derived: Derived, name: str) -> Bools:
    columns = derived.facts(name)
    found: Bools = np.zeros(derived.people, np.bool_)
    for row in columns.certain:
        found |= row
    return found
