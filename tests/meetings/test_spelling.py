"""Which names a misspelled one may mean."""

import pytest

from app.meetings.spelling import nearest

LEADERS = [
    ("Xi Jinping", "Xi Jinping"),
    ("Donald Trump", "Donald Trump"),
    ("Volodymyr Zelensky", "Volodymyr Zelensky"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Xi Jinpin", ["Xi Jinping"], id="a letter is missing"),
        pytest.param("xi  JINPING", ["Xi Jinping"], id="case and spacing"),
        pytest.param("Erdogan", ["Recep Tayyip Erdogan"], id="one word of a name, without its accent"),
        pytest.param("Zelenskiy", ["Volodymyr Zelensky"], id="two spellings of one name"),
        pytest.param("Narendra Modi", [], id="somebody else"),
        pytest.param("", [], id="nobody"),
        pytest.param("Donald Trump" + "x" * 100, [], id="a text too long to mean anybody"),
    ],
)
def test_a_name_spelled_much_alike_is_near(text: str, names: list[str]) -> None:
    assert nearest(text, LEADERS) == names


def test_at_most_three_names_are_near() -> None:
    presidents = [(f"President {letter}", "President") for letter in "ABCDE"]

    assert nearest("Presidant", presidents) == ["President A", "President B", "President C"]


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("Xi Jinping", []) == []
