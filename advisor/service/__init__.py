"""The advisor as one object; ``checking`` checks knowledge and rules without a person."""

from advisor.service.advisor import Advisor

__all__ = ["Advisor"]
