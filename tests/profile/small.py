"""A knowledge base just large enough to tell profiles apart."""

from __future__ import annotations

from typing import Any

from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds import kinds
from advisor.knowledge.knowledge_base import KnowledgeBase

_STATUS = {"status": [{"value": "active", "source": "issuer", "as_of": "2026-01", "grade": "A"}]}
_CODING = ("professional", "outpatient_facility", "inpatient", "risk_adjustment", "auditing", "cdi")
_ENTRIES: dict[str, dict[str, dict[str, Any]]] = {
    "credentials": {
        **{
            each: {"abbreviation": each.upper(), "kind": "credential", "domains": [domain], **_STATUS}
            for each, domain in (
                ("cpc", "professional"),
                ("coc", "outpatient_facility"),
                ("ccs", "inpatient"),
                ("cpma", "auditing"),
                ("cpb", "billing"),
            )
        },
        "cpc_a": {"abbreviation": "CPC-A", "kind": "credential", "apprentice_of": "cpc", **_STATUS},
        "rn": {"abbreviation": "RN", "kind": "licence", **_STATUS},
    },
    "domains": {
        **{each: {"coding": True} for each in _CODING},
        **{each: {"coding": False} for each in ("billing", "compliance", "teaching")},
    },
    "roles": {
        "coder": {"codes": True, "rung": "coding", "practises": ["professional"]},
        "auditor": {
            "codes": True,
            "rung": "senior",
            "practises": ["professional", "inpatient", "auditing", "compliance"],
        },
        "biller": {"codes": False, "rung": "entry", "practises": ["billing"]},
    },
    "employers": {"physician_group": {}, "payer": {}},
    "settings": {"on_site": {}, "hybrid": {}, "remote": {}},
    "specialties": {"cardiology": {}, "anesthesia": {}},
    "challenges": {"code_updates": {}, "burnout": {}},
    "education": {
        "certificate": {"sort": "level"},
        "course_80_hours": {"sort": "course"},
        "practicode": {"sort": "course"},
        "certificate_program": {"sort": "programme", "level": "certificate", "gives": ["approved_program"]},
        "approved_program": {"sort": "course", "gives": ["course_80_hours"]},
        "associate_him_cahiim": {"sort": "programme", "level": "associate"},
        "bachelor_him_cahiim": {"sort": "programme", "level": "bachelor"},
    },
    "regions": {"US": {}, "OH": {}, "WY": {}},
}


def _entry(kind: str, entry_id: str, keys: dict[str, Any]) -> Entry:
    frame = {"id": entry_id, "title": f"{kind} {entry_id}", "sources": [{"source": "judgement"}]}
    return kinds()[kind].entry.model_validate(frame | keys)


SMALL = KnowledgeBase.of(
    {kind: {each: _entry(kind, each, keys) for each, keys in entries.items()} for kind, entries in _ENTRIES.items()},
    "small",
)
