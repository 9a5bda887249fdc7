"""One person's profile with what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.advice.whom import Whom, whom
from advisor.explain import Explainer
from advisor.inference.derivation import Derivation
from advisor.inference.infer import Inference
from advisor.knowledge.knowledge_base import KnowledgeBase
from advisor.profile import Profile
from advisor.profile.told import ToldFact, told_facts


@dataclass(frozen=True, slots=True)
class Case:
    """One person's profile with what follows from it; ``asker``: what decides in which words steps are told."""

    profile: Profile
    as_of: date
    told: tuple[ToldFact, ...]
    derivation: Derivation
    asker: Whom
    explainer: Explainer
    inference: Inference
    search: Inference

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge that the advice rests on."""
        return self.inference.program.kb


def open_case(inference: Inference, search: Inference, profile: Profile, as_of: date) -> Case:
    """What follows from *profile* on the day *as_of*; *search* runs what is only supposed."""
    told = told_facts(profile, inference.program.kb, as_of)
    derivation = inference.run(told)
    asker = whom(inference.program.kb, told, derivation)
    explainer = Explainer(inference.program, derivation, told)
    return Case(profile, as_of, told, derivation, asker, explainer, inference, search)
