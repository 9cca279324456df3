"""The one text type: what may enter a claim, and so every document, feed and page."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from app.meetings.letters import spell


@dataclass(frozen=True)
class Form:
    """The form that a text has, as a regular expression of the whole of it; and in words, for whom it was refused."""

    pattern: str
    rule: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 (Pydantic's own)
        """Check the form once all else is checked."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the form to programs."""
        return handler(schema) | {"pattern": f"^{self.pattern}$"}

    def fits(self, text: str) -> bool:
        """Tell whether a text has it."""
        return re.fullmatch(self.pattern, text) is not None

    def _check(self, text: str) -> str:
        if not self.fits(text):
            raise ValueError(self.rule)
        return text


ALLOWED_CONTROLS = frozenset("\t\n")
# Surrogates, control characters, and the separators that some iCalendar readers take for the end of a line.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Format characters and spaces; and letters, signs and marks that are blank.
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zs"})
_UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\ufe0e\ufe0f\uffa0")
LONGEST_SLUG = 80
_HASHES = (8, 16, 32)
"""How many digits of its hash a slug can have: more where fewer are another's."""
MOST_FOLDED_BYTES = 2000
"""What a database can index of a name is a little more."""


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


def clean_line(text: str) -> str:
    """Return the text as one line.

    Raises:
        ValueError: for what `clean` refuses.
    """
    return " ".join(clean(text).split())


def is_blank(text: str) -> bool:
    """Tell whether a text shows nothing."""
    return all(one in _UNSEEN or unicodedata.category(one) in _UNSEEN_CATEGORIES for one in text)


def _clean_word(text: str) -> str:
    return clean_line(text).lower()


def fold(text: str) -> str:
    """Return the text as names are compared: without case, accents and differences of spacing."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(text.casefold().split())


def slugs(text: str) -> Iterator[str]:
    """Return readable names for URLs that a text can have: lower-case ASCII letters and digits joined by hyphens.

    The first is all that most texts need. Where it would leave something out it ends in a hash of the folded text, so
    that no other has it; the others do in any case, for texts of which the first is taken.
    """
    folded = fold(text)
    # Only whole syllables have a sound of their own.
    spelled = [_spell(character) for character in unicodedata.normalize("NFC", folded)]
    slug = "-".join("".join(letters for letters, _ in spelled).split())
    digest = sha256(folded.encode(errors="surrogatepass")).hexdigest()
    found = [slug] if slug and len(slug) <= LONGEST_SLUG and all(is_whole for _, is_whole in spelled) else []
    for digits in _HASHES:
        readable = slug[: LONGEST_SLUG - digits - 1].strip("-") or "meeting"
        found.append(f"{readable}-{digest[:digits]}")
    return (one for one in found if not _is_id(one))


def slugify(text: str) -> str:
    """Return the first of a text's readable names for URLs."""
    return next(slugs(text))


def _spell(character: str) -> tuple[str, bool]:
    """Return a folded character as it stands in a slug, and whether that says all of it. Punctuation says nothing."""
    category = unicodedata.category(character)
    if character.isascii():
        return character if character.isalnum() else " ", not category.startswith("S")
    if category.startswith("P"):
        return " " if category == "Pd" else "", True
    spelled = spell(character)
    return " " if spelled is None else spelled, False


def _is_id(slug: str) -> bool:
    try:
        UUID(slug)
    except ValueError:
        return False
    return True


def _not_an_id(slug: str) -> str:
    if _is_id(slug):
        raise ValueError("an id is no readable name, and could be taken for another's")
    return slug


def _tellable(name: str) -> str:
    folded = fold(name)
    if not folded:
        raise ValueError("has no letter, digit or sign by which it could be told from others")
    if len(folded.encode()) > MOST_FOLDED_BYTES:
        raise ValueError(f"is longer than {MOST_FOLDED_BYTES} bytes without its accents")
    return name


def _sized(most: int, least: int = 1) -> AfterValidator:
    """Return the check of a text's length once it is clean."""

    def check(text: str) -> str:
        if least and is_blank(text):
            raise ValueError("is blank")
        if len(text) > most:
            raise ValueError(f"has more than {most} characters when it is composed")
        return text

    return AfterValidator(check)


# A length is checked before cleaning too, so that no long text costs time; cleaning can make a text longer.
Line = Annotated[str, StringConstraints(max_length=300, min_length=1), AfterValidator(clean_line), _sized(most=300)]
"""One line of text, at most 300 characters: titles, names, quotes."""

Name = Annotated[Line, AfterValidator(_tellable)]
"""A line by which a party, place, series or meeting is known."""

Code = Annotated[
    str,
    StringConstraints(max_length=20, min_length=1),
    AfterValidator(clean_line),
    _sized(most=20),
    AfterValidator(_tellable),
]
"""What is written for a name: US, ASEAN."""

Prose = Annotated[str, StringConstraints(max_length=5000), AfterValidator(clean), _sized(most=5000, least=0)]
"""Text of several lines, at most 5,000 characters."""

SLUG = Form(r"[a-z0-9]+(-[a-z0-9]+)*", "wants lower-case letters and digits, joined by hyphens, such as asean-2025")
Slug = Annotated[
    str,
    StringConstraints(max_length=LONGEST_SLUG),
    SLUG,
    AfterValidator(_not_an_id),
]
"""A readable name for URLs: lower-case letters, digits and hyphens."""

Word = Annotated[
    str,
    StringConstraints(max_length=60, min_length=1),
    AfterValidator(_clean_word),
    _sized(most=60),
]
"""A topic: a free tag in lower case, at most 60 characters."""

CountryCode = Annotated[str, Form(r"[A-Z]{2}", "wants two capital letters, ISO 3166-1, such as KR")]
"""ISO 3166-1 alpha-2, and the codes it once had or reserves (SU, XK)."""
