"""Short forms and names of the trade that a beginner may not know, each in a few plain words."""

from advisor.knowledge.entry import Entry

ONE_FILE = True


class Word(Entry):
    """A short form; ``title`` is how it is written in texts, ``says`` what it means."""

    says: str


ENTRY = Word
