"""What stands behind the figures: said once, at the end, under a letter that the figures carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from advisor.advice.model import SourceShown
from advisor.provenance import GRADE_MEANS
from advisor.quantities import NOT_A_PROMISE, Claim
from advisor.reports.claims import evidence
from advisor.reports.document import Item, Section

OLD_YEARS = 10
GRADES = (
    f"Grades: {'; '.join(f'{grade}: {means}' for grade, means in GRADE_MEANS.items())}. What a step may do for you is "
    "inferred: there B stands for fair evidence, C for weak, D for an assumption."
)


@dataclass(slots=True)
class Notes:
    """Gives each different evidence a letter; ``numbers`` are the places of the sources in their list.

    ``year`` is that of the advice, by which figures are old (0: not said).
    """

    sources: Mapping[str, SourceShown]
    numbers: Mapping[str, int]
    letters: dict[str, str] = field(default_factory=dict)
    year: int = 0
    graded: bool = False

    def on(self, claim: Claim) -> str:
        """The mark to print after *claim*: its grade, its year and the letter of its note."""
        letter = self.of(evidence(claim, self.sources, self.numbers))
        return f"{self.grade(claim.grade)}, {claim.period}{self.aged(claim.period)} [{letter}]"

    def grade(self, letter: str) -> str:
        """How a grade is written: the first one says that it is explained below."""
        first, self.graded = not self.graded, True
        return f"grade {letter}{' (explained below)' if first else ''}"

    def aged(self, period: str) -> str:
        """How old the oldest figures are, where that is more than ten years; else empty."""
        years = [int(each) for each in re.findall(r"(?:19|20)\d\d", period)]
        age = self.year - min(years) if years and self.year else 0
        of = "figures" if years and min(years) == max(years) else "the oldest figures"
        return f", {of} {age} years old" if age > OLD_YEARS else ""

    def of(self, says: str) -> str:
        """The letter of the note that *says* this."""
        return self.letters.setdefault(says, _letter(len(self.letters)))

    def places(self, ids: tuple[str, ...]) -> str:
        """The numbers of the sources *ids*, in brackets; empty where none is listed."""
        found = sorted({self.numbers[each] for each in ids if each in self.numbers})
        return f"[{', '.join(map(str, found))}]" if found else ""

    def section(self, marks: tuple[str, ...] = ()) -> Iterator[Section]:
        """All notes given so far, behind what grades and other *marks* mean."""
        if self.letters or marks or self.graded:
            items = tuple(Item(says, (), letter) for says, letter in self.letters.items())
            grades = (f"Each published figure here is {NOT_A_PROMISE}.", GRADES) if items or self.graded else ()
            yield Section("Where the figures come from", (*grades, *marks), items)


def _letter(place: int) -> str:
    """a to z, then aa, ab and so on."""
    first, last = divmod(place, len(ascii_lowercase))
    return (_letter(first - 1) if first else "") + ascii_lowercase[last]
