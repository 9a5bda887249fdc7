"""Why a step is recommended, told to a client, a counselor or an auditor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from advisor.advice.model import MissingFact, Proof, Why
from advisor.knowledge.age import says_overdue
from advisor.reports.document import Branch
from advisor.reports.harmless import harmless

Depth = Literal["client", "counselor", "auditor"]
DEPTHS: tuple[Depth, ...] = ("client", "counselor", "auditor")
TOLD, DENIED = "told", "not"


def render(why: Why, depth: Depth) -> str:
    """The proof of *why* in lines: for a client the reasons alone, for others every fact, for an auditor its rule."""
    lines = [f"{why.title} ({why.step})", why.says]
    if why.proof:
        lines += ["", *(_for_client(why.proof) if depth == "client" else _tree(why.proof, depth == "auditor", 0))]
    if why.missing:
        lines += ["", "Missing:", *(f"  - {needed(each)}" for each in why.missing)]
    return "".join(f"{_indented(line)}\n" for line in lines)


def needed(missing: MissingFact) -> str:
    """What is missing, and that what asks it waits for review where it does."""
    return f"{missing.says} ({says_overdue(missing.overdue)})" if missing.overdue else missing.says


def _indented(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + harmless(line.strip())


def walk(proof: Proof) -> Iterator[Proof]:
    """*proof* and all below it."""
    yield proof
    for below in proof.from_:
        yield from walk(below)


def branches(proof: Proof) -> tuple[Branch, ...]:
    """What *proof* rests on, as branches of a document; what the person told is marked as such."""
    return tuple(Branch(_branch(below), branches(below)) for below in proof.from_)


def _branch(proof: Proof) -> str:
    if proof.rule == TOLD:
        return f"{proof.says} (you told us)"
    return proof.says if proof.rule == DENIED else f"{proof.says}, because: {_because(proof)}"


def _because(proof: Proof) -> str:
    """The reason, and that something published behind it waits for review where it does."""
    return f"{proof.because} ({says_overdue(proof.overdue)})" if proof.overdue else proof.because


def _for_client(proof: Proof) -> Iterator[str]:
    found = list(walk(proof))
    yield from _bullets("Because:", [_because(each) for each in found if each.rule not in (TOLD, DENIED)])
    yield from _bullets("You told us:", [each.says for each in found if each.rule == TOLD])


def _bullets(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"  - {line}" for line in dict.fromkeys(lines))


def _tree(proof: Proof, with_rules: bool, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}- {proof.says}"
    if proof.rule not in (TOLD, DENIED):
        yield f"{indent}  because: {_because(proof)}"
    elif proof.rule == TOLD:
        yield f"{indent}  you told us"
    if with_rules:
        yield f"{indent}  fact: {proof.fact}; rule: {proof.rule}; sources: {', '.join(proof.cites) or 'none'}"
    for below in proof.from_:
        yield from _tree(below, with_rules, depth + 1)
