"""JSON Schemas of the files in a knowledge folder, for editors."""

from __future__ import annotations

from typing import Any

from advisor.knowledge.kinds import Kind, kinds

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of the files of each kind that is kept in files."""
    return {kind.name: _schema(kind) for kind in kinds().values() if kind.written}


def _schema(kind: Kind) -> dict[str, Any]:
    entry = kind.entry.model_json_schema()
    entry["properties"].pop("id")
    entry["required"] = [key for key in entry.get("required", ()) if key != "id"]
    if not kind.one_file:
        return {"$schema": DIALECT, **entry}
    shared = entry.pop("$defs", {})
    return {"$schema": DIALECT, "$defs": shared, "title": kind.name, "type": "object", "additionalProperties": entry}
