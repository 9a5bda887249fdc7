"""Renewals of a block: which of a person's are one payment, and what is paid beside the price of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.advice.costs import beside_renewal, issuer_of, renews_together
from advisor.advice.model import CostPart
from advisor.cohort.alike import sorts
from advisor.cohort.block import NO_DAY, Block, Bools, Integers
from advisor.knowledge.knowledge_base import KnowledgeBase

ALONE = -1
_DAY_BITS = 23
"""What any day since 1970 takes, with its sign."""


@dataclass(frozen=True, slots=True)
class Renewals:
    """Credentials that run out, item by item: whose, which step renews it, how late it is, and with what it is paid.

    ``group`` is a number shared by those of one payment (ALONE: of none other), ``together`` how many these are.
    """

    who: Integers
    step: Integers
    days: Integers
    group: Integers
    together: Integers
    names: tuple[str, ...]


def renewals(kb: KnowledgeBase, block: Block, steps: dict[str, int], today: int) -> Renewals:
    """The credentials of *block* whose day is told and that a step renews; *steps*: the row of each step."""
    items, expires = block.held.credentials, block.held.expires
    rows = np.array([steps.get(f"renew/{each}", -1) for each in items.ids] or [-1], np.int64)
    issuers = [issuer_of(kb, each) for each in items.ids]
    known = {name: at for at, name in enumerate(dict.fromkeys(each.id for each in issuers if each))}
    shared = [known[each.id] if each and renews_together(each) else ALONE for each in issuers]
    mine = np.flatnonzero((expires != NO_DAY) & (block.held.earned <= today) & (rows[items.codes] >= 0))
    who, codes, days = items.who[mine], items.codes[mine], expires[mine].astype(np.int64)
    issuer = np.array(shared or [ALONE], np.int64)[codes]
    group, _ = sorts(((who.astype(np.int64) * (len(known) + 1) + issuer + 1) << _DAY_BITS) + days)
    together = np.where(issuer == ALONE, 1, np.bincount(group)[group])
    names = tuple(items.ids[code] for code in codes.tolist())
    return Renewals(who, rows[codes], today - days, np.where(together > 1, group, ALONE), together, names)


def beside(kb: KnowledgeBase, found: Renewals, item: int) -> tuple[CostPart, ...]:
    """What is paid beside the price of the renewal *item*."""
    return beside_renewal(kb, found.names[item], max(0, int(found.days[item])), int(found.together[item]))


def firsts(group: Integers) -> Bools:
    """Of rows in order of people which are the first of their group, or of none."""
    kept = np.ones(len(group), np.bool_)
    grouped = np.flatnonzero(group != ALONE)
    first = np.full(int(group.max(initial=ALONE)) + 1, len(group))
    np.minimum.at(first, group[grouped], grouped)
    kept[grouped] = first[group[grouped]] == grouped
    return kept
