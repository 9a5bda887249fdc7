"""Why a step is advised, and how urgent that is."""

from typing import Literal

from advisor.knowledge.entry import Entry

ONE_FILE = True

Tier = Literal["protect", "unlock", "answer", "grow", "keep_up"]
TIERS: tuple[Tier, ...] = ("protect", "unlock", "answer", "grow", "keep_up")


class Reason(Entry):
    """A motive: ``tier`` orders steps, ``rank`` orders the reasons of one step (1 is told first).

    ``one_is_enough``: steps of one reason and one subject are alternatives; ``named``: the person named the step.
    """

    tier: Tier
    rank: int
    one_is_enough: bool = False
    named: bool = False


ENTRY = Reason
