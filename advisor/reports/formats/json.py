"""The advice as canonical JSON, for other programs."""

from __future__ import annotations

from advisor.advice.model import Advice
from advisor.reports.canonical import canonical
from advisor.reports.look import Look


def render(advice: Advice, look: Look) -> str:
    """*advice* with the keys of the contract; nobody's name is in it."""
    return canonical(advice.model_dump(mode="json"))
