"""What the knowledge base says, in lines: every value with its source, date and grade."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.knowledge.age import due_on, marked, overdue, says_overdue
from advisor.knowledge.entry import Entry
from advisor.knowledge.kinds.disclosures import Disclosure
from advisor.knowledge.kinds.pay import Pay
from advisor.knowledge.kinds.sources import Source
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.pay import association_claim, same_person_claim
from advisor.provenance import JUDGEMENT
from advisor.quantities import NOT_A_PROMISE, Claim
from advisor.reports.claims import amount, basis
from advisor.reports.harmless import harmless

WIDTH = 80
LONGEST_WORD = 40
_CITATION = ("source", "also", "as_of", "undated", "grade", "review_by", "note", "overdue")
_SKIPPED = ("id", "title", "description", "hidden", "association_percent", "same_person_percent", "overdue")


def kinds_text(counts: Mapping[str, int]) -> str:
    """Every kind with the number of its entries."""
    return "".join(f"{kind:<14}{count:>5}\n" for kind, count in counts.items())


def kind_text(entries: Sequence[Entry]) -> str:
    """Every entry of a kind by id and title."""
    width = max((len(entry.id) for entry in entries), default=0) + 2
    return "".join(f"{entry.id:<{width}}{harmless(entry.title)}\n" for entry in entries)


def entry_text(kb: KnowledgeBase, entry: Entry, as_of: str) -> str:
    """All that *entry* says, what is overdue for review on *as_of*, and what stands beside figures about pay."""
    told = marked(entry, as_of)
    kept = {key: value for key, value in told.items() if key not in _SKIPPED}
    lines = [line for key, value in kept.items() for line in _key(kb, key, value, "")]
    lines += [f"This entry is {says_overdue(told['overdue'])}."] if "overdue" in told else []
    lines += _claims(kb, entry, as_of)
    opening = [entry.title, *([entry.description] if entry.description else [])]
    closing = [each.text for each in kb.entries["disclosures"].values() if isinstance(each, Disclosure)]
    shown = [*map(_paragraph, opening), "", *map(_hanging, lines), "", *map(_paragraph, closing)]
    return "".join(f"{text}\n" for text in shown)


def _paragraph(text: str) -> str:
    return textwrap.fill(harmless(text), WIDTH)


def _hanging(line: str) -> str:
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return textwrap.fill(harmless(line.strip()), WIDTH, initial_indent=indent, subsequent_indent=indent + "    ")


def _key(kb: KnowledgeBase, key: str, value: Any, indent: str) -> Iterator[str]:
    name = key.replace("_", " ")
    inline = _inline(kb, value)
    if inline is not None:
        yield f"{indent}{name}: {inline}"
        return
    yield f"{indent}{name}:"
    if isinstance(value, dict) and "source" not in value:
        for inner, each in value.items():
            yield from _key(kb, inner, each, indent + "  ")
        return
    for part in value if isinstance(value, list) else [value]:
        yield from _part(kb, part, indent + "  ")


def _part(kb: KnowledgeBase, part: Any, indent: str) -> Iterator[str]:
    inline = _inline(kb, part)
    if inline is not None:
        yield f"{indent}- {inline}"
        return
    own = {key: value for key, value in part.items() if key not in _CITATION}
    lines = [line for key, value in own.items() for line in _key(kb, key, value, indent + "  ")]
    if "source" in part:
        yield f"{indent}- {cited(kb, part)}" + (":" if own else "")
    elif lines:
        lines[0] = f"{indent}- {lines[0].lstrip()}"
    yield from lines


def _inline(kb: KnowledgeBase, value: Any) -> str | None:
    """*value* where it fits one line: a scalar, a list of words, a range, a cited scalar or range; else None."""
    if isinstance(value, list):
        return ", ".join(value) if all(isinstance(each, str) and _is_word(each) for each in value) else None
    if not isinstance(value, dict):
        return _scalar(value)
    own = {key: each for key, each in value.items() if key not in _CITATION}
    if set(own) == {"low", "high"}:
        return f"{_scalar(own['low'])} to {_scalar(own['high'])}"
    shown = _inline(kb, own["value"]) if "value" in own and "source" in value else None
    if shown is None:
        return None
    more = "".join(f", {key.replace('_', ' ')} {each}" for key, each in own.items() if key != "value")
    return f"{shown}{more} ({cited(kb, value)})"


def _is_word(text: str) -> bool:
    """Whether *text* is a name or an id; sentences stand on lines of their own."""
    return len(text) <= LONGEST_WORD and not text.endswith(".") and ", " not in text


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.10g}" if isinstance(value, (int, float)) else str(value)


def cited(kb: KnowledgeBase, citation: Mapping[str, Any]) -> str:
    """A citation in words: who says so, of when, how good, and what is to be noted."""
    if citation["source"] == JUDGEMENT:
        parts = ["our judgement"]
    else:
        others = len(citation.get("also", ()))
        dated = f"read {citation['as_of']}" if citation.get("undated") else str(citation["as_of"])
        more = f" and {others} more" if others else ""
        parts = [f"{_source(kb, citation['source'])}{more}", dated, f"grade {citation['grade']}"]
    noted = [citation["note"].rstrip(".")] if citation.get("note") else []
    return "; ".join([*parts, *noted, *filter(None, [says_overdue(citation.get("overdue"))])])


def _source(kb: KnowledgeBase, source_id: str) -> str:
    source = kb.entries["sources"].get(source_id)
    return f'"{source.title}", {source.publisher}' if isinstance(source, Source) else source_id


def _claims(kb: KnowledgeBase, entry: Entry, as_of: str) -> Iterator[str]:
    if not isinstance(entry, Pay):
        return
    figures = (entry.same_person_percent, entry.association_percent)
    for claim, figure in zip((same_person_claim(entry), association_claim(entry)), figures, strict=True):
        if claim:
            since = says_overdue(overdue(due_on(figure, entry), as_of))
            yield "; ".join(filter(None, (f"{amount(claim)}: {basis(claim)}", _evidence(kb, claim), since))) + "."
    if entry.range_usd:
        yield f"The range is {NOT_A_PROMISE}."


def _evidence(kb: KnowledgeBase, claim: Claim) -> str:
    more = f" and {len(claim.sources) - 1} more" if len(claim.sources) > 1 else ""
    return f"{_source(kb, claim.sources[0])}{more}, {claim.as_of}; grade {claim.grade}; {claim.note}"
