"""The advisor as one object, and the check of knowledge and rules."""

from advisor.service.advisor import Advisor
from advisor.service.checking import CheckReport, check

__all__ = ["Advisor", "CheckReport", "check"]
