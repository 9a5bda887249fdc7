"""The command line; ``main`` is what the program ``advisor`` runs."""

from advisor.cli.program import main

__all__ = ["main"]
