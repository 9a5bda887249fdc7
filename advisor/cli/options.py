"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

Decorated = Callable[..., Any]


def layers(function: Decorated) -> Decorated:
    """``--kb`` and ``--rules``: folders laid over the built-in ones."""
    for option in (
        click.option("--rules", metavar="DIR", multiple=True, help="Rules to lay over the built-in ones; repeatable."),
        click.option("--kb", metavar="DIR", multiple=True, help="Knowledge to lay over the built-in one; repeatable."),
    ):
        function = option(function)
    return function


def text_or_json(function: Decorated) -> Decorated:
    """``--format text|json``."""
    return click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        function
    )


def to_file(function: Decorated) -> Decorated:
    """``--output`` and ``--force``."""
    for option in (
        click.option("--force", is_flag=True, help="Overwrite the output file."),
        click.option("--output", metavar="FILE", help="Write there instead of to standard output."),
    ):
        function = option(function)
    return function


FIRST_YEAR, LAST_YEAR = 2000, 2100


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value if len(value) == len("YYYY-MM-DD") and "W" not in value else "")
        except ValueError:
            self.fail(f"{value!r} is no date; write YYYY-MM-DD", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value!r} is out of reach; give a day from {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return day


def as_of(function: Decorated) -> Decorated:
    """``--as-of``: the day that the advice is for."""
    return click.option(
        "--as-of", type=Day(), metavar="DATE", help="The day to advise for (YYYY-MM-DD); default: today."
    )(function)


def engine(function: Decorated) -> Decorated:
    """``--engine``."""
    return click.option("--engine", metavar="NAME", default="durable", show_default=True, help="The inference engine.")(
        function
    )
