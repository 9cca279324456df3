"""The one text type: what may enter a claim, and so every document, feed and page."""

import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, StringConstraints

ALLOWED_CONTROLS = frozenset("\t\n")
# Surrogates, control characters, and the separators that some iCalendar readers take for the end of a line.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return the text in NFC, without white space at its ends and with plain line ends.

    Raises:
        ValueError: for control characters other than tab and newline, lone surrogates and line separators.
    """
    text = text.replace("\r\n", "\n")
    for character in text:
        if unicodedata.category(character) in _REFUSED_CATEGORIES and character not in ALLOWED_CONTROLS:
            rule = f"has a character that texts cannot hold: U+{ord(character):04X}"
            raise ValueError(rule)
    return unicodedata.normalize("NFC", text).strip()


def _clean_line(text: str) -> str:
    return " ".join(clean(text).split())


def _clean_word(text: str) -> str:
    return _clean_line(text).lower()


def fold(text: str) -> str:
    """Return the text as names are compared: without case, accents and differences of spacing."""
    bare = (character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character))
    return " ".join("".join(bare).casefold().split())


def slugify(text: str) -> str:
    """Return a readable name for URLs: lower-case ASCII letters and digits joined by hyphens, at most 80 long."""
    ascii_only = fold(text).encode("ascii", "ignore").decode()
    words = "".join(character if character.isalnum() else " " for character in ascii_only).split()
    return "-".join(words)[:80].strip("-") or "meeting"


def _not_an_id(slug: str) -> str:
    try:
        UUID(slug)
    except ValueError:
        return slug
    raise ValueError("an id is no readable name, and could be taken for another's")


# A length is checked before cleaning too, so that no long text costs time; cleaning can make a text longer.
Line = Annotated[
    str,
    StringConstraints(max_length=300, min_length=1),
    AfterValidator(_clean_line),
    StringConstraints(max_length=300, min_length=1),
]
"""One line of text, at most 300 characters: titles, names, quotes."""

Prose = Annotated[str, StringConstraints(max_length=5000), AfterValidator(clean), StringConstraints(max_length=5000)]
"""Text of several lines, at most 5,000 characters."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80), AfterValidator(_not_an_id)]
"""A readable name for URLs: lower-case letters, digits and hyphens."""

Word = Annotated[
    str,
    StringConstraints(max_length=60, min_length=1),
    AfterValidator(_clean_word),
    StringConstraints(max_length=60, min_length=1),
]
"""A topic: a free tag in lower case, at most 60 characters."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2, and the codes it once had or reserves (SU, XK)."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=2000), AfterValidator(clean)]
"""An http or https address."""
