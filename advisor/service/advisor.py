"""The advisor: one Program, one engine, any number of people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from advisor.advice import Advice, Case, Why, advise, open_case, why
from advisor.errors import EngineError
from advisor.inference.infer import Inference
from advisor.knowledge import KnowledgeBase, built_in_folder
from advisor.profile import Profile, check_profile
from advisor.rulebook import Program
from advisor.service.compiled import compiled

FALLBACK = SEARCH = "levels"


def _to_standard_error(line: str) -> None:
    sys.stderr.write(f"advisor: {line}\n")


class Advisor:
    """Advises from the built-in knowledge and rules with the folders *kb* and *rules* laid over them.

    Safe to share between threads. *warn* is told in one line what was ignored or replaced.

    Raises: KnowledgeError: faults in the folders, all together. InputError: there is no such engine.
    """

    def __init__(
        self,
        kb: Sequence[str | Path] = (),
        rules: Sequence[str | Path] = (),
        engine: str = "durable",
        *,
        warn: Callable[[str], None] = _to_standard_error,
    ) -> None:
        folders = [built_in_folder("kb"), *map(Path, kb)], [built_in_folder("rules"), *map(Path, rules)]
        self._program = compiled(*folders, warn, cached=engine != "reference", today=date.today())
        self._inference = _with_engine(self._program, engine, warn)
        self._search = Inference(self._program, SEARCH)

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base, overlays included."""
        return self._program.kb

    @property
    def program(self) -> Program:
        """The rules grounded over the knowledge."""
        return self._program

    @property
    def engine_name(self) -> str:
        """The engine that runs: the one asked for, or its fallback."""
        return str(self._inference.engine.name)

    def advise(self, profile: Profile, *, as_of: date | None = None, top: int = 7) -> Advice:
        """The advice for *profile* on the day *as_of* (default: today) with at most *top* steps.

        Raises: InputError: the profile names an id that the knowledge lacks.
        """
        return advise(self._case(profile, as_of), top)

    def pay(self, profile: Profile, *, as_of: date | None = None) -> Any:
        """What people like *profile* earn on the day *as_of*, as a ``PayReport``, which is imported only here.

        Raises: InputError: the profile names an id that the knowledge lacks.
        """
        from advisor.advice.pay_report import pay_report

        return pay_report(self._case(profile, as_of))

    def why(self, profile: Profile, step: str, *, as_of: date | None = None) -> Why:
        """Why *step* (its id or its title) is recommended to *profile*, or what is missing.

        Raises: InputError: there is no such step, or the profile names an unknown id.
        """
        return why(self._case(profile, as_of), self._step(step))

    def _step(self, named: str) -> str:
        """The id of the step that *named* is, or is called."""
        steps = self.kb.entries["steps"].values()
        return next((step.id for step in steps if step.title.casefold() == named.casefold()), named)

    def _case(self, profile: Profile, as_of: date | None) -> Case:
        day = as_of or date.today()
        check_profile(profile, self.kb, as_of=day)
        return open_case(self._inference, self._search, profile, day)


def _with_engine(program: Program, engine: str, warn: Callable[[str], None]) -> Inference:
    try:
        return Inference(program, engine)
    except EngineError as error:
        warn(f"{error}; going on with the engine '{FALLBACK}'")
        return Inference(program, FALLBACK)
