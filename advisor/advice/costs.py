"""What taking a step costs this person: the published price, and dues where an issuer must be joined first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.knowledge.kinds.credentials import Credential
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.provenance import best


def dues_to_join(kb: KnowledgeBase, held: Sequence[str]) -> dict[str, int]:
    """By ``earn/`` step the first year's dues in dollars, where the issuer asks membership and is not paid already."""
    issuers = {issuer for each in held if (issuer := _issuer(kb, each))}
    found = {}
    for credential in kb.entries["credentials"].values():
        issuer = _issuer(kb, credential.id)
        if issuer and issuer not in issuers:
            dues = _dues(kb, issuer)
            if dues:
                found[f"earn/{credential.id}"] = dues
    return found


def reinstatement(kb: KnowledgeBase, lapsed: Sequence[str]) -> dict[str, int]:
    """By ``renew/`` step what taking a lapsed credential back costs beside the dues, in dollars."""
    found = {}
    for each in lapsed:
        issuer: Any = kb.entries["issuers"].get(_issuer(kb, each) or "")
        fee = best(issuer.reinstatement_usd) if issuer else None
        if fee:
            found[f"renew/{each}"] = fee.value
    return found


def _issuer(kb: KnowledgeBase, credential_id: str) -> str | None:
    credential = kb.entries["credentials"].get(credential_id)
    return credential.issuer if isinstance(credential, Credential) else None


def _dues(kb: KnowledgeBase, issuer_id: str) -> int | None:
    issuer: Any = kb.entries["issuers"].get(issuer_id)
    required = best(issuer.membership_required) if issuer else None
    dues = best(issuer.dues_usd) if issuer else None
    return dues.value if required and required.value and dues else None


def dues_sources(kb: KnowledgeBase, step: str) -> tuple[str, ...]:
    """The sources of the dues that go with an ``earn/`` step."""
    issuer: Any = kb.entries["issuers"].get(_issuer(kb, step.partition("/")[2]) or "")
    dues = best(issuer.dues_usd) if issuer else None
    return dues.source_ids if dues else ()
