"""The group of commands and the exit codes: 0 ok, 1 bad input, 2 wrong usage, 130 interrupted."""

from __future__ import annotations

import gc
import os
import pkgutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from advisor import __version__
from advisor.cli import commands
from advisor.cli.interrupts import INTERRUPTED, ends_at_once
from advisor.cli.output import ClosedPipe, forget_output, say
from advisor.errors import AdvisorError, did_you_mean

OK, BAD_INPUT, WRONG_USAGE = 0, 1, 2


class Commands(click.Group):
    """Commands by the names of their modules; a module is imported when its command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"No such command {args[0]!r}{did_you_mean(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="advisor %(version)s")
def program() -> None:
    """Advice on career and pay for medical coders, with its reasons and its sources."""


def main() -> None:
    """Run the command that the arguments name, and end with its exit code.

    No plugin of pydantic takes part: nothing foreign reads a profile, and the start is quicker. Garbage is collected
    only once the advisor stands; what stands then lives as long as the process.
    """
    ends_at_once()
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    gc.disable()
    end(run(sys.argv[1:]))


def end(code: int) -> None:
    """End with *code* and at once: taking all that stands apart would take as long as reading it.

    A process that may have started others ends in order, but does not look for garbage any more.
    """
    if "multiprocessing" in sys.modules:
        gc.freeze()
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """The exit code of *arguments*; whatever is wrong is said on standard error, never as a traceback."""
    try:
        program.main(list(arguments), prog_name="advisor", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (ClosedPipe, BrokenPipeError, SystemExit):
        forget_output()
        return OK
    except (AdvisorError, OSError, MemoryError, RecursionError) as error:
        say(str(error) or f"gave up: {type(error).__name__}")
        return BAD_INPUT
    return OK
