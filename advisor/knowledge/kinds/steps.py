"""Steps that a person may take; no file holds them, they are made from the other entries."""

from typing import Literal

from advisor.knowledge.entry import Entry, Requirements
from advisor.provenance import FullDate, Grade, Items, PartialDate, SourceId
from advisor.quantities import Span, Usd

WRITTEN = False

Move = Literal["learn", "earn", "clear_apprentice", "renew", "specialize", "become", "work", "join", "practice"]


class Step(Entry, Requirements):
    """``move`` applied to the entry ``target`` of the kind ``target_kind``; ``id`` is ``move/target``.

    ``cost_usd`` (without dues of an issuer) and ``months`` are absent where nothing is published; ``months`` hold
    everybody, ``beginners_months`` people new to medicine and ``others_months`` the rest, where they are told apart.
    ``study_hours`` are hours of study or instruction, ``time_grade`` the worst grade of months and hours. ``buys``
    names what the price is for, ``cost_as_of`` is the date of the oldest price (``cost_undated``: a page that tells one
    bears none), ``members_pay_usd`` what members of the
    issuer pay instead, ``joining_usd`` the price with the first year's dues where the issuer asks membership,
    ``effort_review_by`` the first day on which a figure is to be looked at again.
    """

    move: Move
    target: str
    target_kind: str
    cost_usd: Span | None = None
    cost_as_of: PartialDate | None = None
    cost_undated: bool = False
    cost_grade: Grade | None = None
    members_pay_usd: Usd | None = None
    joining_usd: Span | None = None
    months: Span | None = None
    beginners_months: Span | None = None
    others_months: Span | None = None
    study_hours: Span | None = None
    time_grade: Grade | None = None
    buys: str | None = None
    effort_sources: Items[SourceId] = ()
    effort_review_by: FullDate | None = None


ENTRY = Step
