"""What taking a step costs this person: the published price, dues to join an issuer, fees for being late."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from advisor.advice.model import CostPart, UsdRange
from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.issuers import Issuer
from advisor.knowledge.kinds.steps import Step
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.provenance import Cited, best
from advisor.quantities import Span

Extras = Mapping[str, tuple[CostPart, ...]]
"""By step what this person pays beside its price."""

PRICED = {"earn": "exam", "learn": "course", "renew": "dues or renewal"}
"""How the price of a step itself is called, by move."""


def extras(kb: KnowledgeBase, profile: Profile, held: Sequence[str], as_of: date) -> Extras:
    """The first year's dues of exams whose issuer is not paid yet, and what being late with a renewal costs."""
    return dues_to_join(kb, held) | dict(_late(kb, profile, as_of))


def dues_to_join(kb: KnowledgeBase, held: Sequence[str]) -> dict[str, tuple[CostPart, ...]]:
    """By ``earn/`` step the first year's dues, where the issuer asks membership and is not paid already."""
    paid = {issuer.id for each in held if (issuer := issuer_of(kb, each))}
    found: dict[str, tuple[CostPart, ...]] = {}
    for credential in kb.ids("credentials"):
        issuer = issuer_of(kb, credential)
        required = best(issuer.membership_required) if issuer else None
        dues = best(issuer.dues_usd) if issuer else None
        if issuer and issuer.id not in paid and required and required.value and dues:
            found[f"earn/{credential}"] = (_part(f"{issuer.abbreviation} dues, first year", dues),)
    return found


def _late(kb: KnowledgeBase, profile: Profile, as_of: date) -> Iterator[tuple[str, tuple[CostPart, ...]]]:
    """What the issuer asks for a credential that ran out: the late fee first, later that for reinstatement."""
    for each in profile.credentials:
        if each.expires and each.expires < as_of:
            part = late_fee(kb, each.id, (as_of - each.expires).days)
            if part:
                yield f"renew/{each.id}", (part,)


def late_fee(kb: KnowledgeBase, credential_id: str, days: int) -> CostPart | None:
    """What the issuer asks for *credential_id*, which ran out so many *days* ago."""
    issuer = issuer_of(kb, credential_id)
    return _late_fee(issuer, days) if issuer else None


def _late_fee(issuer: Issuer, days: int) -> CostPart | None:
    ends, fee, back = best(issuer.cancelled_after_days), best(issuer.late_fee_usd), best(issuer.reinstatement_usd)
    if back and (ends is None or days > ends.value):
        return _part(f"{issuer.abbreviation} reinstatement", back)
    if fee is None:
        return None
    grace = sorted(each.value for each in issuer.grace_days) or [0]
    low, high = (fee.value if days > grace[-1] else 0), (fee.value if days > grace[0] else 0)
    return CostPart(name="late fee", low_usd=low, high_usd=high, sources=fee.source_ids) if high else None


def _part(name: str, price: Cited[int]) -> CostPart:
    return CostPart(name=name, low_usd=price.value, high_usd=price.value, sources=price.source_ids)


def cost_parts(step: Step, extra: Sequence[CostPart]) -> tuple[CostPart, ...]:
    """The price of *step* and what comes on top; empty where its price is not published, or where it is free."""
    if step.cost_usd is None or step.cost_usd.high == 0:
        return ()
    name = PRICED.get(step.move, "price")
    if step.members_pay_usd is not None:
        name += f" for non-members, members ${step.members_pay_usd:,}"
    low, high = _whole(step.cost_usd)
    return (CostPart(name=name, low_usd=low, high_usd=high, sources=step.effort_sources), *extra)


def total(step: Step, extra: Sequence[CostPart]) -> UsdRange | None:
    """The price of *step* with *extra*, in dollars; None where the price is not published."""
    if step.cost_usd is None:
        return None
    low, high = _whole(step.cost_usd)
    return UsdRange(low=low + sum(part.low_usd for part in extra), high=high + sum(part.high_usd for part in extra))


def _whole(span: Span) -> tuple[int, int]:
    return math.floor(span.low + 0.5), math.floor(span.high + 0.5)


def issuer_of(kb: KnowledgeBase, credential_id: str) -> Issuer | None:
    """Who issues *credential_id*; None where there is no such credential, or nobody is named."""
    credential = kb.entries["credentials"].get(credential_id)
    issuer_id = credential.issuer if isinstance(credential, Credential) else None
    issuer = kb.entries["issuers"].get(issuer_id or "")
    return issuer if isinstance(issuer, Issuer) else None
