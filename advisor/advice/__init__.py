"""Advice for one person: ranked, worded, with what is missing and what to ask."""

from advisor.advice.assemble import Case, advise, open_case, why
from advisor.advice.model import Advice, Why

__all__ = ["Advice", "Case", "Why", "advise", "open_case", "why"]
