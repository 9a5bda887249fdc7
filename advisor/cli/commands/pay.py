"""``advisor pay``: what people like this one earn."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from advisor.cli.options import as_of, engine, layers, text_or_json


@click.command("pay", short_help="What people like this one earn, and the parts that lead there.")
@click.argument("profile")
@text_or_json
@as_of
@engine
@layers
def command(profile: str, shape: str, as_of: Any, engine: str, kb: tuple[str, ...], rules: tuple[str, ...]) -> None:
    """Estimate the pay of people like the one of PROFILE (a YAML or JSON file; - is standard input)."""
    from advisor.cli.opening import open_advisor
    from advisor.cli.output import put
    from advisor.profile import read_profile
    from advisor.reports.canonical import canonical
    from advisor.reports.pay import render

    advisor = open_advisor(kb, rules, engine)
    person = read_profile(profile, advisor.kb, as_of or date.today())
    found = advisor.pay(person, as_of=as_of)
    if shape == "json":
        put(canonical(found.model_dump(mode="json")), utf8=True)
    else:
        put(render(found))
