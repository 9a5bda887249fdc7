"""Kinds of steps: what is said of each step of a move that has no words of its own."""

from advisor.knowledge.entry import Doing, Entry
from advisor.knowledge.kinds.steps import Move

ONE_FILE = True


class KindOfStep(Entry, Doing):
    """A kind of step, by the name before the slash; ``how`` and ``effort`` hold where the step itself has none."""

    id: Move


ENTRY = KindOfStep
