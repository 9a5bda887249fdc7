"""``advisor why``: the proof of a recommendation."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from advisor.cli.options import as_of, engine, layers, text_or_json


@click.command("why", short_help="The proof of a recommendation.")
@click.argument("profile")
@click.argument("step")
@click.option(
    "--depth",
    type=click.Choice(["client", "counselor", "auditor"]),
    default="client",
    show_default=True,
    help="Reasons alone; every fact; or facts, rules and sources.",
)
@text_or_json
@as_of
@engine
@layers
def command(
    profile: str,
    step: str,
    depth: Any,
    shape: str,
    as_of: Any,
    engine: str,
    kb: tuple[str, ...],
    rules: tuple[str, ...],
) -> None:
    """Say why STEP (such as earn/cpma) is recommended to the person of PROFILE."""
    from advisor.cli.opening import open_advisor
    from advisor.cli.output import put
    from advisor.profile import read_profile
    from advisor.reports.canonical import canonical
    from advisor.reports.proof import render

    advisor = open_advisor(kb, rules, engine)
    person = read_profile(profile, advisor.kb, as_of or date.today())
    found = advisor.why(person, step, as_of=as_of)
    if shape == "json":
        put(canonical(found.model_dump(mode="json")), utf8=True)
    else:
        put(render(found, depth))
