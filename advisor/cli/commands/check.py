"""``advisor check``: whether knowledge and rules are sound."""

from __future__ import annotations

import os
from typing import Any

import click

from advisor.cli.options import Day, layers, text_or_json


@click.command("check", short_help="Load, lint and try out knowledge and rules.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@layers
@click.option("--schema", metavar="DIR", help="Write a JSON Schema for the files of each kind there, and do no more.")
@click.option("--stale", "day", type=Day(), metavar="DATE", help="List what is overdue for review on DATE, no more.")
@click.option("--coverage", is_flag=True, help="Count what fires and is advised, and list what no rule reads.")
@click.option("--people", type=click.IntRange(1), default=10_000, show_default=True, help="Random people to count on.")
@click.option("--seed", type=int, default=1, show_default=True, help="Where random people start.")
@text_or_json
@click.option("--verbose", is_flag=True, help="List the rule instances that an absent key left out.")
def command(
    files: tuple[str, ...],
    kb: tuple[str, ...],
    rules: tuple[str, ...],
    schema: str | None,
    day: Any,
    coverage: bool,
    people: int,
    seed: int,
    shape: str,
    verbose: bool,
) -> None:
    """Load all knowledge and rules and run every rule's examples on every engine; with FILE report on it alone.

    --people, --seed and --format belong to --coverage.
    """
    if schema is not None:
        write_schemas(schema)
        return
    if day is not None:
        list_stale(kb, day)
        return
    if coverage:
        show_coverage(kb, rules, people, seed, shape)
        return
    from datetime import date

    from advisor.cli.opening import layered
    from advisor.cli.output import put, say
    from advisor.errors import InputError
    from advisor.service.checking import check

    report = check(layered("kb", kb), layered("rules", rules), existing(files), date.today())
    for warning in report.warnings:
        say(f"{warning} (warning)")
    if report.faults:
        raise InputError(report.faults)
    if verbose:
        put("".join(f"left out: {line}\n" for line in report.skipped))
    put(summary(report))


def list_stale(kb: tuple[str, ...], day: Any) -> None:
    """Everything that is overdue for review on *day*, by the day on which it is due."""
    from advisor.cli.opening import layered
    from advisor.cli.output import put
    from advisor.service.stale import stale

    found = stale(layered("kb", kb), day)
    put("".join(f"{each}\n" for each in found), utf8=True)
    put(f"overdue on {day}: {len(found)}\n")


def show_coverage(kb: tuple[str, ...], rules: tuple[str, ...], people: int, seed: int, shape: str) -> None:
    """How often each rule fires and each credential is advised, and what no rule reads.

    Raises: InputError: something never happens and is explained nowhere.
    """
    from advisor.cli.opening import layered
    from advisor.cli.output import put
    from advisor.errors import InputError
    from advisor.knowledge import built_in_folder
    from advisor.reports.canonical import canonical
    from advisor.reports.coverage import as_json, as_text
    from advisor.service.coverage import coverage

    examples = sorted((built_in_folder("kb").parent / "examples").glob("*.yaml"))
    found = coverage(layered("kb", kb), layered("rules", rules), examples, people=people, seed=seed)
    if found.faults:
        raise InputError(found.faults)
    put(canonical(as_json(found)) if shape == "json" else as_text(found), utf8=True)


def existing(files: tuple[str, ...]) -> list[Any]:
    """*files* as paths.

    Raises: InputError: one of them is missing.
    """
    from pathlib import Path

    from advisor.errors import Fault, InputError

    missing = [
        Fault(file, 0, 0, "is a directory; name a file" if os.path.isdir(file) else "no such file")
        for file in files
        if not os.path.isfile(file)
    ]
    if missing:
        raise InputError(missing)
    return [Path(file) for file in files]


def summary(report: Any) -> str:
    """What was checked, in one line."""
    engines = ", ".join(report.engines)
    return f"sound: {report.entries} entries, {report.rules} rules, {report.examples} examples on {engines}\n"


def write_schemas(folder: str) -> None:
    """One ``KIND.schema.json`` a kind in *folder*, which is made where it is missing.

    Raises: InputError: the folder or a file cannot be written.
    """
    from advisor.cli.output import put, write_file
    from advisor.errors import Fault, InputError
    from advisor.reports.canonical import canonical
    from advisor.reports.schemas import schemas

    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise InputError([Fault(folder, 0, 0, f"cannot be made ({(error.strerror or '').lower()})")]) from None
    made = schemas()
    for kind, schema in made.items():
        write_file(os.path.join(folder, f"{kind}.schema.json"), canonical(schema))
    put(f"{len(made)} schemas in {folder}\n")
