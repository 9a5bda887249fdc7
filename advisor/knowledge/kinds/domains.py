"""Kinds of work: what credentials prove, and what roles and employers practise."""

from advisor.knowledge.entry import Entry

ONE_FILE = True


class Domain(Entry):
    """A kind of work; ``coding`` says whether its years are part of ``experience_years``."""

    coding: bool


ENTRY = Domain
