"""``advisor advise``: the next steps of one person."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import click

from advisor.cli.options import as_of, engine, layers, to_file
from advisor.reports.formats import format_names


@click.command("advise", short_help="The next steps of one person, with reasons, effects and sources.")
@click.argument("profile")
@click.option("--format", "shape", type=click.Choice(format_names()), default="text", show_default=True)
@click.option("--top", type=click.IntRange(min=1), default=7, show_default=True, help="So many steps at most.")
@click.option("--explain", is_flag=True, help="Show the proof under each step.")
@to_file
@as_of
@engine
@layers
def command(
    profile: str,
    shape: str,
    top: int,
    explain: bool,
    output: str | None,
    force: bool,
    as_of: Any,
    engine: str,
    kb: tuple[str, ...],
    rules: tuple[str, ...],
) -> None:
    """Advise the person of PROFILE (a YAML or JSON file; - is standard input)."""
    from advisor.cli.opening import open_advisor
    from advisor.cli.output import check_target, deliver, wants_colour
    from advisor.knowledge.words import meanings
    from advisor.profile import read_profile
    from advisor.reports.formats import load_format
    from advisor.reports.look import Look

    check_target(output, force=force)
    advisor = open_advisor(kb, rules, engine)
    person = read_profile(profile, advisor.kb, as_of or date.today())
    advice = advisor.advise(person, as_of=as_of, top=top)
    is_text = shape == "text"
    colour = is_text and wants_colour(output)
    titles, short = advisor.kb.titles("steps"), is_text and not explain
    look = Look(person.name, titles, partial(meanings, advisor.kb), colour=colour, explain=explain, short=short)
    deliver(load_format(shape)(advice, look), output, force=force, utf8=shape != "text")
