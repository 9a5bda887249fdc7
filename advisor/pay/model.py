"""The terms of the pay model, gathered from ``kb/pay``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.errors import Fault, KnowledgeError
from advisor.knowledge.kinds.pay import Pay, Term
from advisor.knowledge.knowledge_base import KnowledgeBase

FACTORS = ("years", "credentials", "role", "employer", "education", "specialty", "setting")
"""What of a person the model reads, in the order in which parts are shown; the place comes before them."""

RUNGS = ("entry", "coding", "senior", "leading")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "model_years": ("k", "tau"),
    "model_credentials": ("certified", "apprentice", "second", "third"),
    "model_roles": tuple(f"rung:{rung}" for rung in RUNGS),
    "model_education": tuple(
        f"education:{level}" for level in ("none", "high_school", "certificate", "associate", "bachelor", "master")
    ),
    "model_spread": (
        *("down", "up", "within_down", "within_up", "variance:place", "variance:terms"),
        *(f"variance:{factor}" for factor in FACTORS),
        *("covariance:years_credentials", "covariance:years_role", "covariance:credentials_role"),
    ),
    "model_centre": tuple(f"centre:{factor}" for factor in FACTORS),
    "model_place": (
        *("half_trusted_jobs", "fewest_jobs", "remote_pull", "remote_pull_low", "remote_pull_high"),
        *("unplaced_down", "unplaced_up", "most_down", "most_up"),
    ),
}
"""The terms without which there is no estimate, by the entry of kb/pay that holds them."""


ABOVE_NOTHING = ("tau", "down", "up", "within_down", "within_up", "unplaced_down", "unplaced_up")


@dataclass(frozen=True, slots=True)
class PayModel:
    """Terms by name."""

    terms: Mapping[str, Term]

    def __getitem__(self, name: str) -> float:
        return self.terms[name].value

    def get(self, name: str) -> float:
        """The term *name*; 0 where nothing is published of it."""
        term = self.terms.get(name)
        return term.value if term else 0.0


def pay_model(kb: KnowledgeBase) -> PayModel:
    """The model of *kb*.

    Raises: KnowledgeError: terms are missing, all together.
    """
    faults = [Fault(f"kb/pay/{entry}.yaml", 0, 0, says) for entry, says in missing_terms(kb)]
    if faults:
        raise KnowledgeError(faults)
    return PayModel(_terms(kb))


def missing_terms(kb: KnowledgeBase) -> list[tuple[str, str]]:
    """The entries of kb/pay whose terms give no estimate: one lacks, or is none to reckon with; with what is wrong."""
    terms = _terms(kb)
    needed = [(entry, name) for entry, names in NEEDED.items() for name in names]
    lacking = [(e, f"lacks the term '{name}', which the pay model needs") for e, name in needed if name not in terms]
    return lacking + [
        (entry, f"the term '{name}' is {terms[name].value:g}; it must be above 0")
        for entry, name in needed
        if name in ABOVE_NOTHING and name in terms and terms[name].value <= 0
    ]


def _terms(kb: KnowledgeBase) -> dict[str, Term]:
    entries = [entry for entry in kb.entries["pay"].values() if isinstance(entry, Pay)]
    return {term.name: term for entry in entries for term in entry.terms}
