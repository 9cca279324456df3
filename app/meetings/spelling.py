"""Which names a misspelled one may mean."""

from collections.abc import Iterable
from difflib import get_close_matches

from app.meetings.text import fold

LONGEST = 60
"""How many characters of a misspelled name are compared."""
ALIKE = 0.75
"""How much of two spellings has to be the same."""


def nearest(text: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return up to three names that are spelled, as a whole or in one word, much like a text.

    `known` gives each name with a spelling of it; one name can have several.
    """
    spelled: dict[str, dict[str, None]] = {}
    for name, spelling in known:
        folded = fold(spelling)
        for one in (folded, *folded.split()):
            spelled.setdefault(one, {})[name] = None
    close = get_close_matches(fold(text)[:LONGEST], spelled, n=3, cutoff=ALIKE)
    return list(dict.fromkeys(name for one in close for name in spelled[one]))[:3]
