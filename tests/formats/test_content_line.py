"""Content lines: what is written is read back, and nothing that icalendar would find gets through."""

import re
from typing import Any

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st
from icalendar import Event

from app.formats.content_line import Line, is_read_back, read_lines, write_lines
from app.formats.description import describe
from app.formats.headline import summary
from app.formats.ical import write_vevent
from app.formats.safe_text import safe_text
from app.meetings.document import Meeting
from app.meetings.words import place_in_words
from tests.formats.documents import BASE_URL, MEETINGS, golden
from tests.meetings.strategies import law

EVENT = [
    Line("BEGIN", "VEVENT"),
    Line("UID", ("one",)),
    Line("SUMMARY", ("Talks; tariffs, trade",)),
    Line("CATEGORIES", ("talks", "a, b")),
    Line("X-PLACE", "geo:1,2", (("VALUE", "URI"), ("X-TITLE", "Hall: 1, ^n"))),
    Line("END", "VEVENT"),
]
WRITTEN = (
    b"BEGIN:VEVENT\r\nUID:one\r\nSUMMARY:Talks\\; tariffs\\, trade\r\nCATEGORIES:talks,a\\, b\r\n"
    b'X-PLACE;VALUE=URI;X-TITLE="Hall: 1, ^^n":geo:1,2\r\nEND:VEVENT\r\n'
)


def test_texts_are_escaped_and_parameters_are_quoted_where_they_must_be() -> None:
    assert write_lines(EVENT) == WRITTEN


def test_lines_read_back_as_they_were_written() -> None:
    assert read_lines(WRITTEN) == EVENT
    assert is_read_back(WRITTEN, EVENT)


@pytest.mark.parametrize("letter", ["a", "é", "习", "🤝"])
@pytest.mark.parametrize("before", range(5))
def test_a_long_line_is_folded_at_75_octets_between_two_characters(letter: str, before: int) -> None:
    text = "x" * before + letter * 200

    written = write_lines([Line("SUMMARY", (text,))])

    lines = written.removesuffix(b"\r\n").split(b"\r\n ")
    assert "".join(line.decode() for line in lines) == f"SUMMARY:{text}"
    assert {len(line) <= 75 - (number > 0) for number, line in enumerate(lines)} == {True}
    assert min(map(len, lines[:-1])) > 75 - 1 - len(letter.encode())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param(b"UID:one", b"UID:two", id="another text"),
        pytest.param(b"UID:one\r\n", b"UID:one\n", id="a bare line feed"),
        pytest.param(b"UID:one", b"UID:o\rne", id="a bare carriage return"),
        pytest.param(b"UID:one", b"UID:one\r\nUID:one", id="a line more"),
        pytest.param(b"UID:one\r\n", b"", id="a line less"),
        pytest.param(b"UID:one", b"UID:one\r\n", id="an empty line"),
        pytest.param(b"UID:one", b"UID:one\x00", id="a control"),
        pytest.param(b"UID:one", b"UID:one\xc2\x85", id="what some readers take for a line's end"),
        pytest.param(b"UID:one", b"UID", id="no value"),
        pytest.param(b"tariffs\\,", b"tariffs,", id="a comma without a backslash"),
        pytest.param(b"tariffs\\,", b"tariffs\\x,", id="a backslash that escapes nothing"),
        pytest.param(b"Talks\\;", b"Talks;", id="a semicolon without a backslash"),
        pytest.param(b'"Hall: 1, ^^n"', b"Hall: 1, ^^n", id="a parameter without its quotation marks"),
        pytest.param(b"talks,a", b"talks" + b"x" * 75 + b",a", id="a line that is too long"),
        pytest.param(b"END:VEVENT\r\n", b"END:VEVENT", id="no end"),
    ],
)
def test_whatever_breaks_an_event_is_found(right: bytes, wrong: bytes) -> None:
    assert right in WRITTEN

    assert not is_read_back(WRITTEN.replace(right, wrong), EVENT)


# What icalendar would find.

PIECES = [*'\\Nn;,:"^ \t\n\r', "\x00", "\x0b", "\x85", "\u2028", "\ud800", "\u202e", "\ufeff", "é", "习", "🤝", "ق"]
HOSTILE = st.lists(st.sampled_from([*PIECES, "BEGIN:VEVENT", "\r\nEND:VEVENT", "\r\n ", "x" * 70]), max_size=12)
TEXTS = st.one_of(HOSTILE.map("".join), st.text(max_size=80))


def hostile(title: str, prose: str, name: str) -> Meeting:
    """Return a meeting with texts that never came through the door at which texts are cleaned."""
    meeting = MEETINGS["without-an-end"]
    assert meeting.place is not None
    place = meeting.place.model_copy(update={"name": name})
    return meeting.model_copy(update={"title": title, "summary": prose, "place": place, "topics": [title, name]})


def read_by_icalendar(written: bytes) -> dict[str, Any]:
    event: Any = Event.from_ical(written)
    assert event.errors == []
    assert event.subcomponents == []
    texts = {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "URL")}
    days = {name: event[name].dt for name in ("DTSTART", "DTEND", "DTSTAMP")}
    place = event["X-APPLE-STRUCTURED-LOCATION"].params["X-TITLE"]
    return texts | days | {"CATEGORIES": [str(one) for one in event["CATEGORIES"].cats], "X-TITLE": place}


@law
@given(TEXTS, TEXTS, TEXTS)
@example("A\\New", "C:\\n", '"^n"')
def test_an_event_is_refused_or_icalendar_reads_it_as_it_was_meant(title: str, prose: str, name: str) -> None:
    meeting = hostile(title, prose, name)
    try:
        written = write_vevent(meeting, BASE_URL)
    except ValueError:
        reject()

    read = read_by_icalendar(written)

    assert meeting.place is not None
    assert read["SUMMARY"] == summary(meeting)
    assert read["DESCRIPTION"] == describe(meeting, BASE_URL).text
    assert read["LOCATION"] == safe_text(place_in_words(meeting.place))
    assert read["CATEGORIES"] == ["bilateral", *map(safe_text, meeting.topics)]
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", written)


@law
@given(TEXTS, TEXTS)
def test_a_text_with_a_control_is_refused_and_no_other(title: str, name: str) -> None:
    meeting = hostile(title, "", name)
    controls = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", title + name)
    # A place has one line: in a parameter a line break could not be escaped.
    expected = bool(controls or "\n" in name)

    try:
        write_vevent(meeting, BASE_URL)
        refused = False
    except ValueError:
        refused = True

    assert refused is expected


@law
@given(st.data())
def test_an_octet_that_was_changed_is_found_or_changes_nothing_for_icalendar(data: st.DataObject) -> None:
    written = golden("without-an-end")
    lines = read_lines(written)
    at = data.draw(st.integers(0, len(written) - 1))
    octet = data.draw(st.sampled_from([*b"\r\n\t \\,;:\"'N0x", 0, 0x80, 0xC3, 0xFF]))
    changed = written[:at] + bytes([octet]) + written[at + 1 :]

    assert lines is not None
    try:
        passed = is_read_back(changed, lines)
    except UnicodeDecodeError:
        passed = False

    assert not passed or read_by_icalendar(changed) == read_by_icalendar(written)
