"""The Program of some folders: from the cache where it is the same, else compiled and kept."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pydantic

from advisor.errors import Fault
from advisor.rulebook import Program
from advisor.service.coding import decode, encode
from advisor.service.store import Store, cache_folder
from advisor.yamlio.read import folder_paths

Warn = Callable[[str], None]


def compiled(
    kb: Sequence[Path], rules: Sequence[Path], warn: Warn, *, cached: bool = True, today: date | None = None
) -> Program:
    """The Program of the folders *kb* and *rules*, each later one laid over the earlier.

    Given *today*, a figure of a later day is refused where knowledge is read anew.

    Raises: KnowledgeError: faults in the files, all together.
    """
    if not cached:
        return _compile(kb, rules, warn, "", today)
    key = _key(kb, rules)
    store = Store(cache_folder(), warn)
    kept = store.get(key)
    if kept is not None:
        try:
            return decode(kept, key)
        except (ValueError, EOFError, TypeError):
            warn("the cache is of another make; it is ignored and made anew")
    program = _compile(kb, rules, warn, key, today)
    store.put(key, encode(program))
    return program


def _compile(kb: Sequence[Path], rules: Sequence[Path], warn: Warn, key: str, today: date | None) -> Program:
    from advisor.knowledge.load import load_knowledge
    from advisor.rulebook.load import load_rulebook
    from advisor.rulebook.order import compile_program

    loaded = load_knowledge(kb, today)
    book = load_rulebook(rules, loaded.kb)
    _say((*loaded.words, *book.words), warn)
    program = compile_program(loaded.kb, book.vocabulary, book.rules)
    return replace(program, sha256=key or _key(kb, rules), content_sha256=_said(program))


def _said(program: Program) -> str:
    """A digest of what knowledge and rules say, wherever they lie and whatever code reads them."""
    digest = hashlib.sha256(program.kb.sha256.encode())
    for rule in (*program.rules, *program.always):
        read = (*(str(program.flags[each]) for each in (*rule.reads, *rule.denies)), *map(str, rule.because))
        digest.update("\0".join((rule.id, *map(str, rule.facts), *read)).encode())
    return digest.hexdigest()


def _say(words: Sequence[Fault], warn: Warn) -> None:
    for word in words:
        warn(str(word))


def _key(kb: Sequence[Path], rules: Sequence[Path]) -> str:
    """A digest of all that the Program depends on: the folders' content, this code, Python and pydantic."""
    digest = hashlib.sha256(f"{sys.version} {pydantic.VERSION}".encode())
    for folder in (*kb, *rules, Path(__file__).resolve().parent.parent):
        digest.update(b"\0folder\0")
        for name, data in _content(str(folder)):
            digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    return digest.hexdigest()


def _content(folder: str) -> Iterator[tuple[str, bytes]]:
    """The YAML and Python files below *folder*, each with its place in it."""
    for path in folder_paths(folder):
        if path.endswith((".yaml", ".py")):
            try:
                with open(path, "rb", buffering=0) as file:
                    yield path[len(folder) :], file.read()
            except OSError:
                yield path[len(folder) :], b"\0unreadable"
