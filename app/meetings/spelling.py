"""Which names a misspelled one may mean."""

from collections.abc import Iterable
from difflib import get_close_matches

from app.meetings.text import fold

LONGEST = 60
"""How many characters of a misspelled name are compared."""
ALIKE = 0.75
"""How much of two spellings has to be the same."""


class Spellings:
    """Known names, each with its spellings, to be asked many times for what comes near."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        """Remember names. `known` gives each with a spelling of it; one name can have several."""
        self._names: dict[str, dict[str, None]] = {}
        for name, spelling in known:
            self.add(name, spelling)

    def add(self, name: str, spelling: str) -> None:
        """Remember one more."""
        folded = fold(spelling)
        for one in (folded, *folded.split()):
            self._names.setdefault(one, {})[name] = None

    def nearest(self, text: str) -> list[str]:
        """Return up to three names that are spelled, as a whole or in one word, much like a text."""
        close = get_close_matches(fold(text)[:LONGEST], self._names, n=3, cutoff=ALIKE)
        return list(dict.fromkeys(name for one in close for name in self._names[one]))[:3]


def nearest(text: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return up to three known names that are spelled much like a text."""
    return Spellings(known).nearest(text)
