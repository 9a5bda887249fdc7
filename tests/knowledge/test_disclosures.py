"""What every output says about itself."""

from __future__ import annotations

import pytest

from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.disclosures import Disclosure


@pytest.mark.parametrize(
    "said",
    [
        "an aid to planning",
        "no assessment of you",
        "not promises",
        "made this report",
        "trademarks of their owners",
        "backs this report",
        "O*NET 29.2 Database",
        "CC BY 4.0",
    ],
)
def test_the_scope_is_said_wherever_somebody_lives(kb: KnowledgeBase, said: str) -> None:
    texts = [each for each in kb.entries["disclosures"].values() if isinstance(each, Disclosure)]
    assert said in " ".join(each.text for each in texts if each.jurisdiction == "US")
