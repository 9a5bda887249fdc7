"""Coverage for a maintainer, in lines or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from advisor.service.coverage import CODE_ALONE, Coverage


def as_json(found: Coverage) -> dict[str, Any]:
    """*found* with plain keys; faults one line each."""
    return {**asdict(found), "faults": [str(fault) for fault in found.faults]}


def as_text(found: Coverage) -> str:
    """*found* in sections."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Coverage) -> Iterator[str]:
    yield f"{found.people} random people (seed {found.seed}) and the examples"
    yield ""
    yield "Rules: people, examples"
    for rule, count in sorted(found.rules.items(), key=lambda each: (-each[1], each[0])):
        yield f"{count:>7}  {rule}" + (f"  [{', '.join(found.in_examples[rule])}]" if rule in found.in_examples else "")
    yield ""
    yield "Credentials that can be earned: people who are advised them"
    for credential, count in sorted(found.credentials.items(), key=lambda each: (-each[1], each[0])):
        yield f"{count:>7}  {credential}"
    yield ""
    yield "Entries that no rule reads (code may)"
    for kind, ids in found.unread.items():
        yield f"  {kind}: {len(ids) if kind in CODE_ALONE else ', '.join(ids)}"
    yield ""
    yield "Keys that no rule reads (code may)"
    for kind, keys in found.unread_keys.items():
        yield f"  {kind}: {', '.join(keys)}"
    yield ""
    yield f"Told facts that no rule reads: {', '.join(found.facts) or 'none'}"
