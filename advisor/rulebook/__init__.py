"""Rules: read from ``rules/``, checked, ground over the knowledge base, ordered in levels.

``load`` reads them, ``order`` makes the Program; both are imported only where there is something to compile.
"""

from advisor.rulebook.program import GroundRule, Program

__all__ = ["GroundRule", "Program"]
