"""JSON with one spelling for each value."""

from __future__ import annotations

import json
import re

_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LONE = re.compile("[\ud800-\udfff]")


def canonical(value: object) -> str:
    """*value* as UTF-8 JSON: keys sorted, indented by two, a newline at the end; what does not print is escaped."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", _UNPRINTABLE.sub(_escaped, text)) + "\n"


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
