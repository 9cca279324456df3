"""Paragraphs of lines: what there is room for, and what stands in HTML."""

import pytest

from app.formats.paragraphs import TextLine, as_html, as_text, fit, length

ONE, TWO, THREE = (TextLine(text) for text in ("one", "two", "three"))


@pytest.mark.parametrize(("room", "kept"), [(29, 5), (27, 5), (26, 4), (15, 1), (14, 0), (0, 0), (-5, 0)], ids=str)
def test_where_not_all_lines_fit_the_last_one_says_how_many_more(room: int, kept: int) -> None:
    lines = [TextLine(f"n{number}") for number in range(10)]

    found = fit(lines, room)

    assert found == ([*lines[:kept], TextLine(f"and {10 - kept} more")] if kept else [])
    assert length(found) - 1 <= max(room, 0)
    assert fit(lines, 30) == lines


def test_nothing_fits_anywhere() -> None:
    assert fit([], -1) == []


def test_paragraphs_are_parted_by_an_empty_line_and_empty_ones_are_left_out() -> None:
    assert as_text([[ONE, TWO], [], [THREE]]) == "one\ntwo\n\nthree"
    assert as_html([[ONE, TWO], [], [THREE]]) == "<p>one<br/>two</p><p>three</p>"


def test_what_would_be_markup_is_escaped() -> None:
    line = TextLine("<script>alert('1')</script> & more\nand more")

    assert as_html([[line]]) == ("<p>&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; more<br/>and more</p>")


def test_a_line_with_an_address_is_a_link() -> None:
    line = TextLine("Reuters: https://example.org/?a=1&b='2'", "https://example.org/?a=1&b='2'", "Reuters")

    assert as_html([[line]]) == '<p><a href="https://example.org/?a=1&amp;b=&#x27;2&#x27;">Reuters</a></p>'
    assert as_html([[line._replace(label="")]]).endswith(
        ">Reuters: https://example.org/?a=1&amp;b=&#x27;2&#x27;</a></p>"
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "mailto:a@b.org"])
def test_only_the_web_is_linked_to(address: str) -> None:
    assert as_html([[TextLine("Reuters", address)]]) == "<p>Reuters</p>"


def test_a_text_in_another_language_says_so_and_finds_its_own_direction() -> None:
    assert as_html([[TextLine("قمة", language="ar")]]) == '<p><span lang="ar" dir="auto">قمة</span></p>'
