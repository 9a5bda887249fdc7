"""What stands behind the figures: said once, at the end, under a letter that the figures carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from advisor.advice.model import SourceShown
from advisor.provenance import GRADE_MEANS, Grade
from advisor.quantities import NOT_A_PROMISE, Claim
from advisor.reports.claims import evidence
from advisor.reports.document import Item, Section


@dataclass(slots=True)
class Notes:
    """Gives each different evidence a letter; ``numbers`` are the places of the sources in their list."""

    sources: Mapping[str, SourceShown]
    numbers: Mapping[str, int]
    letters: dict[str, str] = field(default_factory=dict)
    grades: set[Grade] = field(default_factory=set)

    def on(self, claim: Claim) -> str:
        """The mark to print after *claim*: its grade, its year and the letter of its note."""
        letter = self.of(evidence(claim, self.sources, self.numbers))
        self.grades.add(claim.grade)
        return f"grade {claim.grade}, {claim.period} [{letter}]"

    def of(self, says: str) -> str:
        """The letter of the note that *says* this."""
        return self.letters.setdefault(says, _letter(len(self.letters)))

    def places(self, ids: tuple[str, ...]) -> str:
        """The numbers of the sources *ids*, in brackets; empty where none is listed."""
        found = sorted({self.numbers[each] for each in ids if each in self.numbers})
        return f"[{', '.join(map(str, found))}]" if found else ""

    def section(self) -> Iterator[Section]:
        """All notes given so far, and what the grades mean."""
        if self.letters:
            items = tuple(Item(says, (), letter) for says, letter in self.letters.items())
            means = "; ".join(f"{grade} {GRADE_MEANS[grade]}" for grade in sorted(self.grades))
            above = f"Each of these figures is {NOT_A_PROMISE}." + (f" Grades: {means}." if means else "")
            yield Section("Where the figures come from", (above,), items)


def _letter(place: int) -> str:
    """a to z, then aa, ab and so on."""
    first, last = divmod(place, len(ascii_lowercase))
    return (_letter(first - 1) if first else "") + ascii_lowercase[last]
