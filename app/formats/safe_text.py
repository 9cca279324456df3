"""Text as it may be shown beside other text, in any format."""

import re

# Embeddings, overrides and isolates (Unicode Standard Annex 9, section 2) that a text leaves open turn round all that
# follows it on its line: other people's words among them. The last two stand in no XML document.
_UNSHOWN = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def safe_text(text: str) -> str:
    """Return the text without the controls that turn round what is beside it. Scripts from right to left need none."""
    return _UNSHOWN.sub("", text)


def shorten(text: str, most: int) -> str:
    """Return the text cut at a word's end where it is longer than this many characters."""
    if len(text) <= most:
        return text
    # Where there are no spaces, as in Chinese, the cut is made at the character.
    end = max(text.rfind(space, 0, most) for space in " \n")
    return f"{text[: end if end > most // 2 else most - 1].rstrip()}…"
