"""Advisors of tests over cohorts are opened once: what is tried here is what is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

pytest.importorskip("pyarrow")

from advisor.cohort import desk, verify
from advisor.service import Advisor


@pytest.fixture(scope="session", autouse=True)
def opened_once() -> Iterator[None]:
    @cache
    def opened(kb: Any = (), rules: Any = (), engine: str = "durable") -> Advisor:
        return Advisor(kb, rules, engine)

    with pytest.MonkeyPatch.context() as patch:
        for module in (desk, verify):
            patch.setattr(module, "Advisor", lambda kb, rules, engine, warn: opened(kb, rules, engine))
        yield
