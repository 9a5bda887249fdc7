"""``advisor profile``: a profile to fill in."""

from __future__ import annotations

import click


@click.command("profile", short_help="A commented profile with every key and its choices.")
@click.option("--template", is_flag=True, expose_value=False, help="The same, said in full.")
def command() -> None:
    """Print a commented profile with every key and its choices, to be filled in."""
    from advisor.cli.opening import open_knowledge
    from advisor.cli.output import put
    from advisor.profile.template import template

    put(template(open_knowledge(())), utf8=True)
