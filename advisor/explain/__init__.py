"""Why a fact was derived, and what is missing where it was not; from Program and Derivation, never from an engine."""

from advisor.explain.explainer import Explainer
from advisor.explain.proof import Missing, Proof
from advisor.explain.ways import Coming, facts_given

__all__ = ["Coming", "Explainer", "Missing", "Proof", "facts_given"]
