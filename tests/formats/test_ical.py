"""iCalendar: the exact bytes, and what holds for every line of a calendar."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from app.formats.headline import summary
from app.formats.ical import Alarm, FeedTitle, write_calendar, write_placeholder, write_vevent
from app.meetings.document import Meeting
from tests.formats.conftest import Expected
from tests.formats.documents import BASE_URL, DOZEN, FEED, GOLDEN, MEETINGS, golden, properties, text_of, vevent
from tests.meetings.strategies import law


def everything(alarm: Alarm | None = None) -> bytes:
    """Write a calendar of a meeting of each sort."""
    return write_calendar(FEED, [vevent(name) for name in MEETINGS], alarm)


# The bytes.


@pytest.mark.parametrize("name", MEETINGS)
def test_a_meeting_is_written_byte_for_byte_as_expected(name: str, expected: Expected) -> None:
    written = vevent(name)

    assert written == expected(f"{name}.ics", written)


def test_a_whole_calendar_is_written_byte_for_byte_as_expected(expected: Expected) -> None:
    written = write_calendar(FEED, map(vevent, DOZEN))

    assert written == expected("calendar.ics", written)


def test_an_empty_feed_holds_one_entry_that_says_so(expected: Expected) -> None:
    written = write_placeholder("0e6f6d0c-8d3e-5b1a-9a53-3b5a3c1d2e4f", f"{BASE_URL}/")

    assert written == expected("placeholder.ics", written)


def test_the_same_meeting_gives_the_same_bytes() -> None:
    again = Meeting.model_validate_json(MEETINGS["special-characters"].model_dump_json(by_alias=True))

    assert write_vevent(again, BASE_URL) == golden("special-characters")


def test_every_expected_file_is_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {
        *(f"{name}.ics" for name in (*MEETINGS, "calendar", "placeholder")),
        *("changes.atom", "meetings.csv", "meetings.json", "meetings.jsonl"),
    }


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.ics")), ids=lambda file: file.stem)
def test_lines_end_in_crlf_and_are_folded_at_75_octets_never_inside_a_character(file: Path) -> None:
    written = file.read_bytes()

    lines = written.removesuffix(b"\r\n").split(b"\r\n")
    assert written.count(b"\n") == written.count(b"\r") == len(lines)
    assert max(len(line) for line in lines) <= 75
    assert "".join(f"{line.decode()}\r\n" for line in lines).encode() == written


# A calendar.


@pytest.mark.parametrize("name", ["METHOD", "ATTENDEE", "ORGANIZER", "RRULE", "BEGIN:VTIMEZONE", "BEGIN:VALARM"])
def test_a_calendar_goes_without_what_some_apps_fall_over(name: str) -> None:
    assert f"\r\n{name}".encode() not in everything()


def test_no_time_has_a_zone_beside_it() -> None:
    assert b"TZID" not in everything()


def test_a_calendar_has_no_uid_and_no_stamp_of_its_own() -> None:
    assert not re.search(rb"\r\n(UID|DTSTAMP|LAST-MODIFIED|CREATED)[:;]", write_calendar(FEED, []))


def test_a_calendar_reads_back_as_it_was_written() -> None:
    calendar = Calendar.from_ical(everything())

    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == [summary(one) for one in MEETINGS.values()]
    assert calendar.errors == []


def test_texts_of_a_calendar_are_escaped_like_those_of_an_event() -> None:
    header = write_calendar(FEED, [])

    assert [text_of(header, name) for name in ("NAME", "X-WR-CALNAME", "X-WR-CALDESC")] == [
        FEED.title,
        FEED.title,
        FEED.description,
    ]


@pytest.mark.parametrize(
    ("alarm", "trigger", "text"), [(Alarm.HOUR, "-PT1H", "In an hour"), (Alarm.DAY, "-P1D", "In a day")]
)
def test_an_alarm_that_is_asked_for_rings_before_every_meeting_that_is_on(
    alarm: Alarm, trigger: str, text: str
) -> None:
    plain = everything()

    calendar = Calendar.from_ical(everything(alarm))

    alarms = {str(one["uid"]): [properties(alarm.to_ical()) for alarm in one.walk("VALARM")] for one in calendar.events}
    wanted = {"ACTION": "DISPLAY", "TRIGGER": trigger, "DESCRIPTION": text}
    off = {"cancelled", "lapsed", "not-listed", "postponed"}
    assert alarms == {meeting.uid: [] if name in off else [wanted] for name, meeting in MEETINGS.items()}
    assert re.sub(rb"BEGIN:VALARM.*?END:VALARM\r\n", b"", everything(alarm), flags=re.DOTALL) == plain


def test_the_entry_of_an_empty_feed_has_no_alarm() -> None:
    entry = write_placeholder("0e6f6d0c-8d3e-5b1a-9a53-3b5a3c1d2e4f", f"{BASE_URL}/")

    assert write_calendar(FEED, [entry], Alarm.HOUR) == write_calendar(FEED, [entry])


@pytest.mark.parametrize(("color", "light"), [("crimson", "#DC143C"), ("nosuchcolor", "#4682B4")])
def test_a_calendar_has_its_color_for_apple_too(color: str, light: str) -> None:
    header = write_calendar(replace(FEED, color=color), [])

    assert (properties(header)["COLOR"], properties(header)["X-APPLE-CALENDAR-COLOR"]) == (color, light)


def as_sent(text: str) -> str:
    """Return a text as it can arrive in an address: whole characters of Unicode."""
    return text.encode(errors="replace").decode()


@law
@given(st.text(max_size=60).map(as_sent), st.text(max_size=60).map(as_sent))
def test_no_title_of_a_feed_breaks_out_of_its_line(title: str, description: str) -> None:
    """A feed's title holds what stands in its address."""
    header = write_calendar(FeedTitle(title, description, "red", BASE_URL, BASE_URL), [])

    unfolded = header.replace(b"\r\n ", b"")
    assert unfolded.count(b"\r\n") == unfolded.count(b"\n") == unfolded.count(b"\r") == 15
