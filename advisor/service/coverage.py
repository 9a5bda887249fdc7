"""Which rules fire and which credentials are advised for random people and the examples, and what no rule reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.errors import Fault
from advisor.inference.infer import Inference
from advisor.knowledge.load import load_knowledge
from advisor.profile import Profile, read_profile
from advisor.profile.people import AS_OF, profile_of
from advisor.profile.told import told_facts
from advisor.provenance import best
from advisor.rulebook.ir import Rule
from advisor.rulebook.load import load_rulebook
from advisor.rulebook.order import compile_program
from advisor.rulebook.program import Program
from advisor.rulebook.reads import entries_unread, keys_unread
from advisor.yamlio import Node

ENGINE = "levels"
CODE_ALONE = ("sources", "disclosures", "regions", "outlook", "code_systems", "pay")
"""Kinds that code reads: of these the entries that no rule reads are counted, not named."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often each rule fired and each credential was advised, for *people* from *seed* and for the examples.

    ``unread`` and ``unread_keys`` are entries, and keys of entries, by kind; ``facts`` are told facts that no rule
    reads. ``faults`` are what never happened and is explained nowhere, or is explained and happens.
    """

    people: int
    seed: int
    rules: Mapping[str, int]
    in_examples: Mapping[str, tuple[str, ...]]
    credentials: Mapping[str, int]
    unread: Mapping[str, Sequence[str]]
    unread_keys: Mapping[str, Sequence[str]]
    facts: Sequence[str]
    faults: tuple[Fault, ...]


def coverage(
    kb: Sequence[Path], rules: Sequence[Path], examples: Sequence[Path], *, people: int, seed: int
) -> Coverage:
    """The coverage of the folders' rules by *people* random people and the profiles *examples*.

    Raises: KnowledgeError: faults in the folders. InputError: an example cannot be read.
    """
    loaded = load_knowledge(kb)
    book = load_rulebook(rules, loaded.kb)
    program = compile_program(loaded.kb, book.vocabulary, book.rules)
    inference = Inference(program, ENGINE)
    rule_of = {rule.id: rule.rule for rule in (*program.rules, *program.always)}
    fired: Counter[str] = Counter()
    advised: Counter[str] = Counter()
    for number in range(people):
        ran = _ran(inference, profile_of(seed + number, loaded.kb))
        fired.update({rule_of[each] for each in ran[0]})
        advised.update(ran[1])
    shown: dict[str, list[str]] = {}
    for path in examples:
        ran = _ran(inference, read_profile(str(path), loaded.kb, AS_OF))
        advised.update(ran[1])
        for rule in sorted({rule_of[each] for each in ran[0]}):
            shown.setdefault(rule, []).append(path.stem)
    counts = {rule.id: fired[rule.id] for rule in book.rules}
    offered = {each: advised[each] for each in _offered(program)}
    return Coverage(
        people,
        seed,
        counts,
        {rule: tuple(names) for rule, names in shown.items()},
        offered,
        {kind: found for kind, found in entries_unread(loaded.kb, program).items() if found and kind != "steps"},
        {kind: found for kind, found in keys_unread(program).items() if found},
        tuple(_facts_unread(program)),
        tuple(sorted((*_rule_faults(book.rules, counts, shown), *_credential_faults(program, offered, loaded.nodes)))),
    )


def _ran(inference: Inference, profile: Profile) -> tuple[frozenset[str], set[str]]:
    """The instances that fire for certain, and the credentials that are advised."""
    found = inference.run(told_facts(profile, inference.program.kb, AS_OF))
    steps = {str(fact[1]) for fact in found.certain if fact[0] == "recommended"}
    return found.fired, {step.removeprefix("earn/") for step in steps if step.startswith("earn/")}


def _offered(program: Program) -> list[str]:
    """The credentials that can be earned: active, with a step."""
    entries: Mapping[str, Any] = program.kb.entries["credentials"]
    statuses = {each: best(entry.status) for each, entry in entries.items()}
    active = [each for each, status in statuses.items() if status and status.value == "active"]
    return [each for each in active if f"earn/{each}" in program.kb.entries["steps"]]


def _facts_unread(program: Program) -> Iterator[str]:
    read = {pattern.fact for rule in program.sources for pattern in rule.when}
    words = program.vocabulary
    return (name for name in words if words[name].told and name not in read)


def _rule_faults(rules: Iterable[Rule], counts: Mapping[str, int], shown: Mapping[str, object]) -> Iterator[Fault]:
    for rule in rules:
        fires = bool(counts[rule.id]) or rule.id in shown
        if not fires and not rule.never_fires_because:
            says = f"rule '{rule.id}' fires for nobody; mend it, or say why in 'never_fires_because'"
            yield Fault(rule.path, rule.line, 1, says)
        if fires and rule.never_fires_because:
            yield Fault(rule.path, rule.line, 1, f"rule '{rule.id}' does fire; take 'never_fires_because' out")


def _credential_faults(
    program: Program, offered: Mapping[str, int], nodes: Mapping[str, Mapping[str, Node]]
) -> Iterator[Fault]:
    entries: Mapping[str, Any] = program.kb.entries["credentials"]
    for each, count in offered.items():
        why = entries[each].never_advised_because
        node = nodes["credentials"][each]
        if not count and not why:
            says = f"'{each}' is active and advised to nobody; give it a reason, or say why in 'never_advised_because'"
            yield node.fault(says)
        if count and why:
            yield node.fault(f"'{each}' is advised to someone; take this out", "never_advised_because")
