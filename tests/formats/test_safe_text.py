"""Text as it may be shown: nothing in it turns round what is beside it, and a long one ends where a word does."""

import unicodedata

import pytest

from app.formats.safe_text import safe_text, shorten


def test_every_control_that_opens_or_closes_a_direction_is_left_out() -> None:
    controls = [chr(code) for code in range(0x3000) if unicodedata.bidirectional(chr(code)) in BIDI_CONTROLS]

    assert len(controls) == 9
    assert safe_text(f"a{'b'.join(controls)}c") == f"a{'b' * 8}c"


BIDI_CONTROLS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""Unicode Standard Annex 9, table 4: those that reach beyond themselves."""


@pytest.mark.parametrize("text", ["פסגה – قمة", "نمی\u200cشد", "👩\u200d⚖️", "a\u200f, b", "\ufffd"])
def test_scripts_from_right_to_left_and_joined_letters_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "most", "shortened"),
    [
        ("Talks on trade", 14, "Talks on trade"),
        ("Talks on trade", 13, "Talks on…"),
        ("Talks on trade", 9, "Talks on…"),
        ("Talks\non trade", 8, "Talks…"),
        ("Supercalifragilistic talks", 10, "Supercali…"),
        ("I supercalifragilistic", 10, "I superca…"),
        ("首脳会談では関税について話し合う", 6, "首脳会談で…"),
    ],
)
def test_a_text_is_cut_at_the_end_of_a_word_where_it_has_words(text: str, most: int, shortened: str) -> None:
    assert shorten(text, most) == shortened
