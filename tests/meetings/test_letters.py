"""Letters of other scripts in those of ASCII."""

import pytest

from app.meetings.letters import spell
from app.meetings.text import fold


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("Щецин", "shchetsin"),
        ("Київ", "kiiv"),
        ("Ћуприја", "cuprija"),
        ("Ἀθῆναι", "athinai"),
        ("Łęczyca", "leczyca"),
        ("Ærø", "aero"),
        ("объект", "obekt"),
        ("서울", None),
    ],
)
def test_words_are_spelled_letter_by_letter_without_case_and_accents(word: str, spelled: str | None) -> None:
    letters = [letter if letter.isascii() else spell(letter) for letter in fold(word)]

    assert (None if None in letters else "".join(filter(None, letters))) == spelled


@pytest.mark.parametrize(("syllable", "sound"), [("서", "seo"), ("울", "ul"), ("가", "ga"), ("힣", "hih")])
def test_a_korean_syllable_is_spelled_as_it_sounds(syllable: str, sound: str) -> None:
    assert spell(syllable) == sound


@pytest.mark.parametrize("letter", ["习", "カ", "م", "ש", "ก", "☃", "a"])
def test_what_has_no_usual_spelling_is_not_spelled(letter: str) -> None:
    assert spell(letter) is None
