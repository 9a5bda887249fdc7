"""The terms of the model come from ``kb/pay`` alone."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from advisor.errors import KnowledgeError
from advisor.knowledge import KnowledgeBase
from advisor.knowledge.kinds.pay import Pay
from advisor.pay.model import NEEDED, pay_model


def test_every_needed_term_stands_where_it_is_said_to_stand(kb: KnowledgeBase) -> None:
    for entry, names in NEEDED.items():
        found = kb.get("pay", entry)
        assert isinstance(found, Pay)
        assert set(names) <= {term.name for term in found.terms}


def test_a_missing_term_is_one_clear_line(kb: KnowledgeBase) -> None:
    years = kb.get("pay", "model_years")
    assert isinstance(years, Pay)
    without = years.model_copy(update={"terms": tuple(term for term in years.terms if term.name != "tau")})
    pay = MappingProxyType({**kb.entries["pay"], "model_years": without})
    broken = KnowledgeBase(MappingProxyType({**kb.entries, "pay": pay}), "x")
    with pytest.raises(KnowledgeError) as error:
        pay_model(broken)
    assert str(error.value) == "kb/pay/model_years.yaml: lacks the term 'tau', which the pay model needs"


def test_every_term_is_cited_and_graded(kb: KnowledgeBase) -> None:
    for term in pay_model(kb).terms.values():
        assert term.source != "judgement"
        assert term.grade
        assert term.as_of


def test_an_apprentice_form_is_paid_below_the_full_one(kb: KnowledgeBase) -> None:
    model = pay_model(kb)
    assert 0 <= model["apprentice"] < model["certified"]
