"""Random people; the product makes them, and its tests use the same."""

from advisor.profile.people import AS_OF, complete_profile, profile_of, random_profile

__all__ = ["AS_OF", "complete_profile", "profile_of", "random_profile"]
