"""What a profile has no place for, because advice must not depend on it."""

from __future__ import annotations

import re

_REFUSED = {
    "age": "age aged birth birthday birthdate dob born",
    "sex or gender": "sex gender pronouns orientation",
    "race, ethnicity or color": "race racial ethnicity ethnic color colour ancestry tribe",
    "religion": "religion religious faith creed",
    "health or disability": "health disability disabled disabilities illness diagnosis medical genetic",
    "family": "family marital married spouse children kids dependents pregnancy pregnant parent",
    "citizenship or immigration": "citizenship citizen nationality immigration immigrant visa national_origin",
    "a criminal record": "criminal_record criminal conviction convictions arrest arrests felony",
    "veteran or military status": "veteran veterans military",
    "union membership": "union",
    "politics": "politics political party",
}
_TOPICS = {word: topic for topic, words in _REFUSED.items() for word in words.split()}
REFUSED_KEYS = tuple(_TOPICS)


def refusal(key: str) -> str | None:
    """Why there is no such key, where it is one that advice must not depend on; else None."""
    words = re.sub(r"[^a-z]+", "_", key[:100].lower()).strip("_")
    topic = _TOPICS.get(words) or next((_TOPICS[word] for word in words.split("_") if word in _TOPICS), None)
    if topic is None:
        return None
    return f"is refused: advice must not depend on {topic}, and a profile has no place for it; take the key out"
