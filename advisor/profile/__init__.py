"""What a person tells: read, checked, and turned into facts."""

from advisor.profile.model import Profile
from advisor.profile.read import check_profile, read_profile

__all__ = ["Profile", "check_profile", "read_profile"]
