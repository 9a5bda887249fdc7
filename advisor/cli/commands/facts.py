"""``advisor facts``: what the knowledge base says."""

from __future__ import annotations

from typing import Any

import click

from advisor.cli.options import as_of, text_or_json


@click.command("facts", short_help="What the knowledge base says, with sources.")
@click.argument("kind", required=False)
@click.argument("entry_id", metavar="[ID]", required=False)
@text_or_json
@as_of
@click.option("--kb", metavar="DIR", multiple=True, help="Knowledge to lay over the built-in one; repeatable.")
def command(kind: str | None, entry_id: str | None, shape: str, as_of: Any, kb: tuple[str, ...]) -> None:
    """List the kinds of knowledge, the entries of KIND, or all that the entry ID says.

    What waits for review on DATE is marked as overdue.
    """
    from datetime import date

    from advisor.cli.opening import open_knowledge
    from advisor.cli.output import put
    from advisor.reports.canonical import canonical

    known, day = open_knowledge(kb), str(as_of or date.today())
    if shape == "json":
        put(canonical(as_json(known, kind, entry_id, day)), utf8=True)
    else:
        put(as_text(known, kind, entry_id, day))


def as_json(kb: Any, kind: str | None, entry_id: str | None, day: str) -> Any:
    """The counts of all kinds, the entries of one, or one entry.

    Raises: InputError: there is no such kind or entry.
    """
    if kind is None:
        return {"kinds": counts(kb)}
    if entry_id is not None:
        return plain(kb.get(kind, entry_id), day)
    return {"kind": kind, "entries": [plain(entry, day) for entry in entries(kb, kind)]}


def as_text(kb: Any, kind: str | None, entry_id: str | None, day: str) -> str:
    """The same for a reader."""
    from advisor.reports.facts import entry_text, kind_text, kinds_text

    if kind is None:
        return kinds_text(counts(kb))
    return kind_text(entries(kb, kind)) if entry_id is None else entry_text(kb, kb.get(kind, entry_id), day)


def counts(kb: Any) -> dict[str, int]:
    """How many entries there are of each kind."""
    return {kind: len(found) for kind, found in kb.entries.items()}


def entries(kb: Any, kind: str) -> list[Any]:
    """All entries of *kind*.

    Raises: InputError: there is no such kind.
    """
    from advisor.errors import InputError, did_you_mean, shown

    if kind not in kb.entries:
        raise InputError(f"there is no kind {shown(kind)}{did_you_mean(kind, kb.entries)}")
    return list(kb.entries[kind].values())


def plain(entry: Any, day: str) -> Any:
    """*entry* as JSON with what it says and what is overdue on *day*; a key that it does not say is left out."""
    from advisor.knowledge.age import marked

    return marked(entry, day)
