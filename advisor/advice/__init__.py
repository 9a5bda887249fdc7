"""Advice for one person: ranked, worded, with what is missing and what to ask."""

from advisor.advice.assemble import advise, why
from advisor.advice.case import Case, open_case
from advisor.advice.model import Advice, Why

__all__ = ["Advice", "Case", "Why", "advise", "open_case", "why"]
