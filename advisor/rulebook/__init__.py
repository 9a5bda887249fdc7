"""Rules: read from ``rules/``, checked, ground over the knowledge base, ordered in levels."""

from advisor.rulebook.load import Rulebook, load_rulebook
from advisor.rulebook.order import compile_program
from advisor.rulebook.program import GroundRule, Program

__all__ = ["GroundRule", "Program", "Rulebook", "compile_program", "load_rulebook"]
