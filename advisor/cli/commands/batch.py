"""``advisor batch``: the steps of a whole cohort."""

from __future__ import annotations

from typing import Any

import click

from advisor.cli.options import as_of, layers

MOST = 1_000_000
"""More steps than anyone is advised."""


@click.command("batch", short_help="The next steps of everyone in a CSV, JSONL or Parquet file.")
@click.argument("cohort")
@click.option("--output", metavar="OUT", required=True, help="Write there; .csv, .jsonl or .parquet by its ending.")
@click.option(
    "--top", type=click.IntRange(1, MOST), default=7, show_default=True, help="So many steps a person at most."
)
@click.option("--engine", metavar="NAME", help="The inference engine; default: columns, else durable.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="So many processes; default: one a core.")
@click.option("--cluster", metavar="ADDRESS", help="Work on the Dask cluster whose scheduler is there.")
@click.option(
    "--verify", type=click.IntRange(min=0), default=100, show_default=True, metavar="N",
    help="Advise so many again on durable and reference; fail where they differ.",
)  # fmt: skip
@as_of
@layers
def command(
    cohort: str,
    output: str,
    top: int,
    engine: str | None,
    workers: int | None,
    cluster: str | None,
    verify: int,
    as_of: Any,
    kb: tuple[str, ...],
    rules: tuple[str, ...],
) -> None:
    """Advise everyone in COHORT (.csv, .jsonl or .parquet by its ending), a row for each person and step.

    Rows that are wrong go to OUT.errors.csv. A run that was cut off goes on when the same is run again. With --cluster,
    OUT is a folder of Parquet files, which all machines see under one name, as they do COHORT where it is Parquet.
    """
    import os
    from datetime import date

    from advisor.cli.counting import Counter
    from advisor.cli.interrupts import ends_in_order
    from advisor.cli.output import say, warn
    from advisor.cohort.settings import Settings
    from advisor.cohort.staff import called_early, loading
    from advisor.errors import InputError

    if cluster is not None and workers is not None:
        raise click.UsageError("--workers is for this machine; a cluster has its own")
    settings = Settings(
        cohort, output, engine or _default_engine(), top, as_of or date.today(), verify, tuple(kb), tuple(rules)
    )
    counter = Counter()
    given = as_of is not None
    try:
        if cluster is not None:
            from advisor.cohort.cluster import batch_on

            ends_in_order()
            done = batch_on(cluster, settings, counter.tell, warn, day_given=given)
        else:
            number = workers or os.cpu_count() or 1
            with called_early(settings, number) as staff:
                with loading():
                    from advisor.cohort.batch import batch

                ends_in_order()
                done = batch(settings, number, counter.tell, warn, day_given=given, staff=staff)
    except KeyboardInterrupt:
        counter.end()
        warn("interrupted; run the same again and it goes on where it stopped")
        raise
    finally:
        counter.end()
    went_on = ", taken up where it stopped" if done.went_on else ""
    people = "person" if done.people == 1 else "people"
    say(f"advisor: {done.people:,} {people} advised{went_on}; {done.verified:,} of them verified")
    if done.bad:
        raise InputError(f"{done.bad:,} row{'' if done.bad == 1 else 's'} refused; {done.errors} says why")


def _default_engine() -> str:
    """``columns`` where what it needs is installed, else the engine of one person."""
    from importlib.util import find_spec

    return "columns" if find_spec("numpy") and find_spec("pyarrow") else "durable"
