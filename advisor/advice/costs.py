"""What taking a step costs this person: its price, dues to join an issuer, further credentials, being late."""

from __future__ import annotations

import math
from collections import Counter
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


def extras(kb: KnowledgeBase, profile: Profile, held: Sequence[str], as_of: date) -> Extras:
    """The first year's dues of exams whose issuer is not paid yet, and what comes on top of a renewal."""
    return dues_to_join(kb, held) | dict(_renewals(kb, profile, as_of))


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


def paid_together(kb: KnowledgeBase, profile: Profile, as_of: date) -> dict[str, str]:
    """By ``renew/`` step what it is paid with: one issuer's credentials that run out on one day are one renewal.

    Where the issuer has neither dues of the person nor a price for further credentials, each stands for itself.
    """
    found = {}
    for held in profile.credentials:
        issuer = issuer_of(kb, held.id)
        is_mine = not (held.earned and held.earned > as_of)
        if is_mine and held.expires and issuer and renews_together(issuer):
            found[f"renew/{held.id}"] = f"{issuer.id} {held.expires}"
    return found


def renews_together(issuer: Issuer) -> bool:
    """Whether several credentials of *issuer* are renewed for less than each for itself."""
    return has_one_payment(issuer) or bool(issuer.renewal_further_usd)


def has_one_payment(issuer: Issuer) -> bool:
    """Whether what *issuer* asks for renewal is the dues of the person, whatever the person holds."""
    required = best(issuer.membership_required)
    return bool(required and required.value and issuer.dues_usd)


def _renewals(kb: KnowledgeBase, profile: Profile, as_of: date) -> Iterator[tuple[str, tuple[CostPart, ...]]]:
    groups = paid_together(kb, profile, as_of)
    counts = Counter(groups.values())
    for each in profile.credentials:
        step = f"renew/{each.id}"
        if each.expires:
            late = max(0, (as_of - each.expires).days)
            parts = beside_renewal(kb, each.id, late, counts[groups[step]] if step in groups else 1)
            if parts:
                yield step, parts


def beside_renewal(kb: KnowledgeBase, credential_id: str, days: int, together: int) -> tuple[CostPart, ...]:
    """What is paid beside the price of renewing *credential_id*, which ran out *days* ago (0: not yet).

    Args: together: how many credentials of its issuer run out on the same day, itself included.
    """
    issuer = issuer_of(kb, credential_id)
    if issuer is None:
        return ()
    times = 1 if has_one_payment(issuer) else together
    further = best(issuer.renewal_further_usd) if times > 1 else None
    more = [_part(f"{issuer.abbreviation} renewal, {times - 1} further", further, times - 1)] if further else []
    late = _late_fee(issuer, days, times) if days > 0 else None
    return (*more, *([late] if late else []))


def _late_fee(issuer: Issuer, days: int, times: int) -> CostPart | None:
    """What the issuer asks of the late: the late fee first, later that for reinstatement."""
    ends, fee, back = best(issuer.cancelled_after_days), best(issuer.late_fee_usd), best(issuer.reinstatement_usd)
    if back and (ends is None or days > ends.value):
        return _part(f"{issuer.abbreviation} reinstatement", back, times)
    if fee is None:
        return None
    grace = sorted(each.value for each in issuer.grace_days) or [0]
    low, high = (fee.value if days > grace[-1] else 0), (fee.value if days > grace[0] else 0)
    part = CostPart(name="late fee", low_usd=low * times, high_usd=high * times, sources=fee.source_ids)
    return part if high else None


def _part(name: str, price: Cited[int], times: int = 1) -> CostPart:
    usd = price.value * times
    return CostPart(name=name, low_usd=usd, high_usd=usd, sources=price.source_ids, note=price.note or "")


def total(step: Step, extra: Sequence[CostPart]) -> UsdRange | None:
    """The price of *step* with *extra*, in dollars; None where the price is not published."""
    if step.cost_usd is None:
        return None
    low, high = whole(step.cost_usd)
    return UsdRange(low=low + sum(part.low_usd for part in extra), high=high + sum(part.high_usd for part in extra))


def whole(span: Span) -> tuple[int, int]:
    """Both ends in whole dollars."""
    return math.floor(span.low + 0.5), math.floor(span.high + 0.5)


def issuer_of(kb: KnowledgeBase, credential_id: str) -> Issuer | None:
    """Who issues *credential_id*; None where there is no such credential, or nobody is named."""
    credential = kb.entries["credentials"].get(credential_id)
    issuer_id = credential.issuer if isinstance(credential, Credential) else None
    issuer = kb.entries["issuers"].get(issuer_id or "")
    return issuer if isinstance(issuer, Issuer) else None
