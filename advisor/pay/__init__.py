"""What people like this earn, and what steps may do to pay; said only as claims."""

from advisor.pay.claims import access_claim, association_claim, range_claim, same_person_claim
from advisor.pay.gain import conservative_gain

__all__ = ["access_claim", "association_claim", "conservative_gain", "range_claim", "same_person_claim"]
