"""Where blocks are worked on: the advisor and the formats of one run, opened once in each process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from advisor.cohort.formats import Format, Keys, format_of
from advisor.cohort.keys import keys_of
from advisor.cohort.one_by_one import OneByOne
from advisor.cohort.settings import COLUMNS_ENGINE, Done, Settings
from advisor.service import Advisor


class Way(Protocol):
    """A way to advise a block."""

    def work(
        self,
        source: Format,
        target: Format,
        block: Any,
        first: int,
        keys: Keys | None,
        twice: Mapping[int, int],
        most: int,
    ) -> Done:
        """What comes of *block*; see ``OneByOne.work``."""
        ...


class Desk:
    """Advises blocks with one engine."""

    def __init__(self, settings: Settings, warn: Callable[[str], None]) -> None:
        engine = "levels" if settings.engine == COLUMNS_ENGINE else settings.engine
        self.advisor = Advisor(settings.kb, settings.rules, engine, warn=warn)
        self._source, self._target = format_of(settings.cohort), format_of(settings.output)
        self._settings = settings
        self._way = self._the_way()

    def _the_way(self) -> Way:
        one_by_one = OneByOne(self.advisor, self._settings)
        if self._settings.engine != COLUMNS_ENGINE:
            return one_by_one
        from advisor.cohort.all_at_once import AllAtOnce

        return AllAtOnce(self.advisor, self._settings, one_by_one)

    def keys(self, header: Sequence[str] | None) -> Keys | None:
        """The keys of a header.

        Raises: InputError: a column is no key of a profile, or the id has none.
        """
        return None if header is None else keys_of(header, self.advisor.kb, self._settings.cohort)

    def work(self, block: Any, first: int, keys: Keys | None, twice: Mapping[int, int], most: int) -> Done:
        """What comes of *block*, whose first row is *first*."""
        return self._way.work(self._source, self._target, block, first, keys, twice, most)
