"""What taking a step costs this person: the published price, and dues where an issuer must be joined first."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.kinds.issuers import Issuer
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import best


def dues_to_join(kb: KnowledgeBase, held: Sequence[str]) -> dict[str, int]:
    """By ``earn/`` step the first year's dues in dollars, where the issuer asks membership and is not paid already."""
    paid = {issuer.id for each in held if (issuer := issuer_of(kb, each))}
    found = {}
    for credential in kb.ids("credentials"):
        issuer = issuer_of(kb, credential)
        required = best(issuer.membership_required) if issuer else None
        dues = best(issuer.dues_usd) if issuer else None
        if issuer and issuer.id not in paid and required and required.value and dues:
            found[f"earn/{credential}"] = dues.value
    return found


def reinstatement(kb: KnowledgeBase, lapsed: Sequence[str]) -> dict[str, int]:
    """By ``renew/`` step what taking a lapsed credential back costs beside the dues, in dollars."""
    issuers = {each: issuer_of(kb, each) for each in lapsed}
    fees = {each: best(issuer.reinstatement_usd) for each, issuer in issuers.items() if issuer}
    return {f"renew/{each}": fee.value for each, fee in fees.items() if fee}


def dues_sources(kb: KnowledgeBase, step: str) -> tuple[str, ...]:
    """The sources of the dues that go with an ``earn/`` step."""
    issuer = issuer_of(kb, step.partition("/")[2])
    dues = best(issuer.dues_usd) if issuer else None
    return dues.source_ids if dues else ()


def issuer_of(kb: KnowledgeBase, credential_id: str) -> Issuer | None:
    """Who issues *credential_id*; None where there is no such credential, or nobody is named."""
    credential = kb.entries["credentials"].get(credential_id)
    issuer_id = credential.issuer if isinstance(credential, Credential) else None
    issuer = kb.entries["issuers"].get(issuer_id or "")
    return issuer if isinstance(issuer, Issuer) else None
