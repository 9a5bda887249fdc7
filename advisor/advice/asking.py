"""Which questions would change the advice: each missing key in turn is taken as unknown, the others as read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from advisor.inference.derivation import Derivation
from advisor.inference.told import unknown_fact
from advisor.profile.told import ToldFact
from advisor.rulebook.fact import Fact
from advisor.rulebook.vocabulary import Vocabulary, Word

MOST_QUESTIONS = 3
JOB = "role"
"""Asked for before all: pay, and what a job asks, hang on it as well, which no step shows."""
OUTCOMES = ("recommended", "stage")
Run = Callable[[Sequence[ToldFact]], Derivation]
Unknown = Callable[[Word], Iterable[ToldFact]]
"""What may be told of a word of which nothing is told."""
Counts = Callable[[str, Fact], bool]
"""Whether it is worth asking for a key, given first, that an answer may change a fact."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the profile key, what to ask, and the facts that hang on the answer."""

    key: str
    asks: str
    open_facts: tuple[Fact, ...]
    reads_unknown: bool


def anything(word: Word) -> Iterable[ToldFact]:
    """Any value of *word*."""
    return (unknown_fact(word),)


def questions(
    vocabulary: Vocabulary,
    given: frozenset[str],
    facts: Sequence[ToldFact],
    run: Run,
    unknown: Unknown = anything,
    counts: Counts = lambda _key, _fact: True,
) -> list[Asked]:
    """At most three questions on keys that are not *given*: the job and those read as unknown first, then by weight."""
    by_key: dict[str, list[Word]] = {}
    for name in vocabulary:
        word = vocabulary[name]
        if word.told:
            by_key.setdefault(word.told, []).append(word)
    missing = frozenset(word.name for key, words in by_key.items() if key not in given for word in words)
    kept = [fact for fact in facts if (fact.certain and fact.name not in missing) or _is_definite(fact)]
    left_open = [fact for fact in facts if not fact.certain and fact.name not in missing]
    supposed = ((key, w, _supposed(key in given, w, kept, left_open, unknown)) for key, w in by_key.items() if _asks(w))
    asked = [_asked(key, words, run(each), counts) for key, words, each in supposed if each is not None]
    worth = [each for each in asked if each.open_facts]
    return sorted(worth, key=_place)[:MOST_QUESTIONS]


def _place(asked: Asked) -> tuple[bool, bool, int, str]:
    return asked.key != JOB, not asked.reads_unknown, -_weight(asked), asked.key


def _asks(words: Sequence[Word]) -> str:
    return next((word.asks for word in words if word.asks), "")


def _weight(asked: Asked) -> int:
    """How much hangs on the answer; the stage counts for five steps."""
    return sum(5 if fact[0] == "stage" else 1 for fact in asked.open_facts)


def _asked(key: str, words: Sequence[Word], found: Derivation, counts: Counts) -> Asked:
    """What hangs on *key*; nothing, where the question is for others."""
    possible = found.possible | found.certain
    is_for = all((word.asked_of,) in possible for word in words if word.asked_of)
    changes = tuple(fact for name in OUTCOMES for fact in found.maybe(name) if is_for and counts(key, fact))
    return Asked(key, _asks(words), changes, words[0].when_absent == "unknown")


def _supposed(
    is_given: bool, words: Sequence[Word], kept: Sequence[ToldFact], left_open: Sequence[ToldFact], unknown: Unknown
) -> list[ToldFact] | None:
    """*kept* with the facts of *words* unknown; of a given key what it leaves open, None where that is nothing."""
    own = {word.name for word in words}
    if is_given:
        mine = [fact for fact in left_open if fact.name in own]
        return [*kept, *mine] if mine else None
    return [*(fact for fact in kept if fact.name not in own), *(fact for word in words for fact in unknown(word))]


def _is_definite(fact: ToldFact) -> bool:
    return fact.certain and all(isinstance(value, (str, float, int)) for _, value in fact.fields)
