"""What may enter a claim, and so every document, feed and page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.meetings.text import Code, CountryCode, Line, Name, Prose, Slug, Word, clean, fold, slugify, slugs
from tests.meetings.strategies import law

LINE: TypeAdapter[str] = TypeAdapter(Line)
NAME: TypeAdapter[str] = TypeAdapter(Name)
CODE: TypeAdapter[str] = TypeAdapter(Code)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)
WORD: TypeAdapter[str] = TypeAdapter(Word)
SLUG: TypeAdapter[str] = TypeAdapter(Slug)
COUNTRY: TypeAdapter[str] = TypeAdapter(CountryCode)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Busan\n", "Busan"),
        ("one\r\ntwo", "one\ntwo"),
        ("one\ttwo\n\nthree", "one\ttwo\n\nthree"),
        ("Cafe\u0301", "Café"),
        ("日本 🇯🇵", "日本 🇯🇵"),
    ],
)
def test_text_is_composed_and_trimmed_with_plain_line_ends(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("character", "code"),
    [
        *[("\x00", "0000"), ("\x07", "0007"), ("\x0b", "000B"), ("\x1b", "001B"), ("\x7f", "007F"), ("\x85", "0085")],
        *[("\r", "000D"), ("\u2028", "2028"), ("\u2029", "2029"), ("\ud800", "D800"), ("\udfff", "DFFF")],
    ],
)
def test_a_character_that_texts_cannot_hold_is_named(character: str, code: str) -> None:
    with pytest.raises(ValueError, match=rf"^has a character that texts cannot hold: U\+{code}$"):
        clean(f"one{character}two")


@law
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("  Xi \n Jinping", "xi jinping"),
        ("SÃO TOMÉ", "sao tome"),
        ("Straße", "strasse"),
        ("ﬁnance", "finance"),
        ("Ho Chi Minh", "ho chi minh"),
        ("习近平", "习近平"),
    ],
)
def test_names_are_compared_without_case_accents_and_spacing(text: str, folded: str) -> None:
    assert fold(text) == folded


@law
@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Trump-Xi meeting", "trump-xi-meeting"),
        ("  32nd APEC Economic Leaders' Meeting (2025) ", "32nd-apec-economic-leaders-meeting-2025"),
        ("Côte d’Ivoire", "cote-divoire"),
        ("US–China talks", "us-china-talks"),
        ("Саммит БРИКС", "sammit-briks-be0399d9"),
        ("한미 정상회담", "hanmi-jeongsanghoedam-c55d72d1"),
        ("Støre in Łódź", "store-in-lodz-382c98ef"),
        ("ASEAN峰会2025", "asean-2025-d5fc026e"),
        ("习近平", "meeting-92a054e8"),
        ("!?", "meeting-8faf838e"),
        ("G7+", "g7-d2a49925"),
        ("a" * 80, "a" * 80),
        ("a" * 79 + " b", "a" * 71 + "-9b07f1d5"),
        ("c0ffee00-c0ff-ee00-c0ff-ee00c0ffee00", "c0ffee00-c0ff-ee00-c0ff-ee00c0ffee00-af4837b8"),
        ("a" * 24 + "☃", "a" * 24 + "-32c0d563edd41f04"),
    ],
)
def test_a_slug_is_readable_and_fits_into_a_url(text: str, slug: str) -> None:
    assert slugify(text) == slug


@law
@given(st.text())
def test_every_text_has_slugs_of_which_all_but_the_first_are_its_own(text: str) -> None:
    found = list(slugs(text))

    assert [SLUG.validate_python(slug) for slug in found] == found
    assert len(found) == len({*found}) >= 3


WORDS = st.lists(st.sampled_from(["ASEAN", "Summit", "峰会", "サミット", "саммит", "Ş", "+", "☃", "2025"]), max_size=4)


@law
@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_two_names_of_which_the_slug_does_not_say_all_never_share_one(one: str, other: str) -> None:
    assert (slugify(one) == slugify(other)) is (fold(one) == fold(other))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        pytest.param(LINE, " one \n two\t three ", "one two three", id="a line has one line"),
        pytest.param(LINE, "x" * 300, "x" * 300, id="a line of 300"),
        pytest.param(NAME, " Xi  Jinping ", "Xi Jinping", id="a name"),
        pytest.param(NAME, "习" * 300, "习" * 300, id="a name of 300"),
        pytest.param(CODE, " ASEAN\r\n", "ASEAN", id="a code"),
        pytest.param(PROSE, " one\n\ntwo ", "one\n\ntwo", id="prose keeps its lines"),
        pytest.param(PROSE, "", "", id="prose may be empty"),
        pytest.param(PROSE, "x" * 5000, "x" * 5000, id="prose of 5,000"),
        pytest.param(WORD, " Rare  Earths", "rare earths", id="a topic is in lower case"),
        pytest.param(WORD, "x" * 60, "x" * 60, id="a topic of 60"),
        pytest.param(SLUG, "apec-2025", "apec-2025", id="a slug"),
        pytest.param(COUNTRY, "KR", "KR", id="a country"),
    ],
)
def test_each_kind_of_text_is_read_clean(kind: TypeAdapter[str], text: str, value: str) -> None:
    assert kind.validate_python(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(LINE, "", id="an empty line"),
        pytest.param(LINE, " \n ", id="a blank line"),
        pytest.param(LINE, "\u200b \u200b", id="a line of which nothing is seen"),
        pytest.param(LINE, "\u3164\u202e", id="a line of a blank letter"),
        pytest.param(LINE, "x" * 301, id="a line of 301"),
        pytest.param(LINE, "\ufb2c" * 300, id="a line that composing makes longer than 300"),
        pytest.param(LINE, "one\u2028two", id="a line with a separator"),
        pytest.param(NAME, "x" * 301, id="a name of 301"),
        pytest.param(NAME, "\u0301", id="a name of an accent alone"),
        pytest.param(NAME, "한" * 300, id="a name that no database could index without its accents"),
        pytest.param(CODE, "x" * 21, id="a code of 21"),
        pytest.param(CODE, "US\x00", id="a code with a control character"),
        pytest.param(CODE, "\ufb2c" * 20, id="a code that composing makes longer than 20"),
        pytest.param(PROSE, "x" * 5001, id="prose of 5,001"),
        pytest.param(PROSE, "\ufb2c" * 5000, id="prose that composing makes longer than 5,000"),
        pytest.param(WORD, "", id="an empty topic"),
        pytest.param(WORD, "   ", id="a blank topic"),
        pytest.param(WORD, "\u2060", id="a topic of which nothing is seen"),
        pytest.param(WORD, "x" * 61, id="a topic of 61"),
        pytest.param(WORD, "İ" * 60, id="a topic that lower case makes longer than 60"),
        pytest.param(SLUG, "", id="an empty slug"),
        pytest.param(SLUG, "APEC", id="a slug in capitals"),
        pytest.param(SLUG, "a--b", id="a slug with two hyphens"),
        pytest.param(SLUG, "-a", id="a slug that begins with a hyphen"),
        pytest.param(SLUG, "a\n", id="a slug of two lines"),
        pytest.param(SLUG, "a" * 81, id="a slug of 81"),
        pytest.param(COUNTRY, "kr", id="a country in small letters"),
        pytest.param(COUNTRY, "KOR", id="a country of three letters"),
    ],
)
def test_each_kind_of_text_refuses_what_it_cannot_hold(kind: TypeAdapter[str], text: str) -> None:
    with pytest.raises(ValidationError):
        kind.validate_python(text)


@law
@given(st.text(min_size=1, max_size=60))
def test_a_topic_that_was_read_reads_as_itself(text: str) -> None:
    try:
        topic = WORD.validate_python(text)
    except ValidationError:
        return

    assert WORD.validate_python(topic) == topic
