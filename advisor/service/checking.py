"""Everything that can be checked of knowledge and rules without a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.errors import EngineError, Fault, InputError
from advisor.inference.engines import engine_names, load_engine
from advisor.inference.examples import example_faults
from advisor.knowledge.load import Loaded, load_knowledge
from advisor.pay.model import NEEDED, missing_terms
from advisor.rulebook import Program
from advisor.rulebook.lint import rule_faults, rule_warnings
from advisor.rulebook.load import Rulebook, load_rulebook
from advisor.rulebook.order import compile_program


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; ``rules``, ``examples`` and ``engines`` say what was run."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    rules: int = 0
    examples: int = 0
    entries: int = 0
    engines: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def check(
    kb: Sequence[Path], rules: Sequence[Path], files: Sequence[Path] = (), today: date | None = None
) -> CheckReport:
    """Load, lint and run the examples of the folders' rules on every engine; of *files* only, where some are given.

    Given *today*, a figure of a later day is a fault.
    """
    try:
        loaded = load_knowledge(kb, today)
        book = load_rulebook(rules, loaded.kb)
        program = compile_program(loaded.kb, book.vocabulary, book.rules)
    except InputError as error:
        return CheckReport(_reported(error.faults, files), ())
    chosen = [rule for rule in book.rules if not files or _same(rule.path, files)]
    engines = usable_engines()
    faults = (
        *rule_faults(program),
        *example_faults(chosen, loaded.kb, book.vocabulary, engines),
        *_pay_faults(loaded),
    )
    return CheckReport(
        (*_only(faults, files), *_not_read(files, (*kb, *rules), (*loaded.words, *book.words))),
        _only(_warnings(program, book, loaded.words), files),
        len(chosen),
        sum(len(rule.examples) for rule in chosen),
        sum(len(found) for kind, found in loaded.kb.entries.items() if kind != "steps"),
        engines,
        program.skipped,
    )


def _pay_faults(loaded: Loaded) -> Iterator[Fault]:
    """Terms that every estimate of pay needs and that no file gives; none where the knowledge has no pay model."""
    nodes = loaded.nodes.get("pay", {})
    for entry, says in missing_terms(loaded.kb) if any(each in nodes for each in NEEDED) else ():
        node = nodes.get(entry)
        yield node.fault(says, "terms") if node else Fault(f"kb/pay/{entry}.yaml", 0, 0, f"is missing: {says}")


def _reported(faults: Sequence[Fault], files: Sequence[Path]) -> tuple[Fault, ...]:
    """The faults of *files*, or that faults elsewhere kept them from being checked."""
    own = _only(faults, files)
    if own:
        return own
    first = min(faults)
    says = f"cannot be checked: {len(faults)} faults stand elsewhere, the first in {first.path}:{first.line}"
    return tuple(Fault(str(file), 0, 0, f"{says}; mend them, or run check without FILE") for file in files)


def _not_read(files: Sequence[Path], folders: Sequence[Path], words: Sequence[Fault]) -> Iterator[Fault]:
    """Files that were asked for and that are no part of the knowledge or the rules."""
    passed_over = {Path(word.path).resolve() for word in words}
    for file in files:
        inside = any(file.resolve().is_relative_to(folder.resolve()) for folder in folders)
        if not inside or file.resolve() in passed_over:
            says = "was not checked; entries are kb/KIND/ID.yaml, rules are rules/TOPIC/NAME.yaml"
            yield Fault(str(file), 0, 0, says)


def _warnings(program: Program, book: Rulebook, words: Sequence[Fault]) -> Iterator[Fault]:
    yield from words
    yield from book.words
    yield from rule_warnings(program)


def usable_engines() -> tuple[str, ...]:
    """The engines that can be loaded on this machine."""
    return tuple(name for name in engine_names() if _loads(name))


def _loads(name: str) -> bool:
    try:
        load_engine(name)
    except EngineError:
        return False
    return True


def _only(faults: Sequence[Fault] | Iterator[Fault], files: Sequence[Path]) -> tuple[Fault, ...]:
    found = sorted(set(faults))
    return tuple(f for f in found if not files or _same(f.path, files))


def _same(path: str, files: Sequence[Path]) -> bool:
    return any(Path(path).resolve() == file.resolve() for file in files)
