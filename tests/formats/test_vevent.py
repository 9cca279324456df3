"""One meeting as an entry of a calendar: what it says at a glance, where it is, and what must not be published."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.formats.description import MOST_OF_SUMMARY
from app.formats.headline import ical_status, summary
from app.formats.ical import FACE, face, write_vevent
from app.formats.safe_text import safe_text, shorten
from app.meetings.terms import Eos, Field, Kind, Precision, Status
from app.meetings.text import Line, Prose
from tests.formats.documents import (
    BASE_URL,
    EVENING,
    MEETINGS,
    document,
    golden,
    properties,
    summarised,
    text_of,
    titled,
)
from tests.meetings.factories import ASEAN, BUSAN, KOREA, claim, locality, meeting, part, status, when, where
from tests.meetings.strategies import law


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("within", ("TENTATIVE", "(date not fixed) Trump-Xi meeting")),
        ("one-of", ("TENTATIVE", "(date not fixed) 47th ASEAN Summit")),
        ("former", ("TENTATIVE", "(date not fixed) Trump-Xi meeting")),
        ("several-days", ("CONFIRMED", "47th ASEAN Summit")),
        ("with-an-end", ("CONFIRMED", "Trump-Xi meeting")),
        ("without-an-end", ("TENTATIVE", "Trump-Xi meeting")),
        ("postponed", ("TENTATIVE", "POSTPONED: Trump-Xi meeting")),
        ("cancelled", ("CANCELLED", "CANCELLED: Trump-Xi meeting")),
        ("lapsed", ("CANCELLED", "CANCELLED: Trump-Xi meeting")),
        ("not-listed", ("CANCELLED", "CANCELLED: Trump-Xi meeting")),
    ],
)
def test_status_and_summary_say_how_a_meeting_stands(name: str, shown: tuple[str, str]) -> None:
    assert (ical_status(MEETINGS[name]), summary(MEETINGS[name])) == shown


VAGUE = "[2025-10-30..2025-10-31]"


@pytest.mark.parametrize(
    ("window", "now", "expected"),
    [
        (VAGUE, Status.CANCELLED, "CANCELLED"),
        (VAGUE, Status.POSTPONED, "TENTATIVE"),
        (VAGUE, Status.HELD, "TENTATIVE"),
        ("2025-10-30", Status.HELD, "CONFIRMED"),
        ("2025-10-30", Status.SCHEDULED, "TENTATIVE"),
    ],
)
def test_the_first_status_that_fits_counts(window: str, now: Status, expected: str) -> None:
    assert ical_status(document(meeting(when(window), status(now)))) == expected


def test_a_status_is_confirmed_when_all_have_confirmed_it() -> None:
    organiser = [part(ASEAN)]

    sure = meeting(when("2025-10-30", said_for=ASEAN, certainty=Eos.EOS5), kind=Kind.SUMMIT, parts=organiser)

    assert ical_status(document(sure)) == "CONFIRMED"


def test_the_face_is_what_sequence_depends_on() -> None:
    assert face(golden("special-characters")) == (
        "DTEND;VALUE=DATE:20251031",
        "DTSTART;VALUE=DATE:20251030",
        'LOCATION:The "Blue" House\\; Hall\\, 1\\, Busan\\, South Korea',
        "STATUS:TENTATIVE",
        "SUMMARY:US-China: Talks\\; tariffs\\, “trade” \\\\ 习近平会见特朗普 — لقاء القمة 🤝🇨🇳",
    )
    assert {re.split("[;:]", line)[0] for line in face(golden("within"))} == {*FACE}


def test_the_order_in_which_an_event_is_written_is_not_on_its_face() -> None:
    event = golden("within")
    lines = event.split(b"\r\n")

    assert face(b"\r\n".join([*lines[:1], *lines[-3:0:-1], *lines[-2:]])) == face(event)


def test_stamps_are_those_of_the_version() -> None:
    later = MEETINGS["within"].model_copy(update={"modified_at": EVENING + timedelta(hours=1), "sequence": 4})

    written = properties(write_vevent(later, BASE_URL))

    assert [written[name] for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE")] == [
        "20251018T210000Z",
        "20251018T210000Z",
        "20251018T200000Z",
        "4",
    ]


@pytest.mark.parametrize(
    ("of", "color"),
    [
        (Kind.STATE_VISIT, "steelblue"),
        (Kind.STOPOVER, "steelblue"),
        (Kind.SUMMIT, "indigo"),
        (Kind.SIGNING, "seagreen"),
        (Kind.CALL, "slategray"),
        (Kind.TALKS, "chocolate"),
        (Kind.BILATERAL, "firebrick"),
    ],
)
def test_each_sort_of_meeting_has_its_color(of: Kind, color: str) -> None:
    assert properties(write_vevent(document(meeting(when("2025-10-30"), kind=of)), BASE_URL))["COLOR"] == color


def test_what_is_off_is_grey() -> None:
    names = ("cancelled", "lapsed", "not-listed", "postponed")

    assert [properties(golden(name))["COLOR"] for name in names] == ["darkgray", "darkgray", "darkgray", "firebrick"]


@pytest.mark.parametrize("precision", [Precision.COUNTRY, Precision.REGION, Precision.SEVERAL])
def test_what_is_wider_than_a_city_is_no_point_on_a_map(precision: Precision) -> None:
    wide = locality("Somewhere", precision, KOREA if precision is Precision.REGION else None)
    there = where(wide.model_copy(update={"latitude": 36.0, "longitude": 128.0}))

    written = properties(write_vevent(document(meeting(when("2025-10-30"), there)), BASE_URL))

    assert written.keys().isdisjoint({"GEO", "X-APPLE-STRUCTURED-LOCATION"})


def test_a_venue_without_a_point_has_that_of_its_city() -> None:
    city = BUSAN.model_copy(update={"latitude": 35.18, "longitude": 129.075})
    hall = meeting(when("2025-10-30"), where(locality("Town Hall", Precision.VENUE, city)))

    written = properties(write_vevent(document(hall), BASE_URL))

    assert written["GEO"] == "35.180000;129.075000"
    assert written["X-APPLE-STRUCTURED-LOCATION"] == (
        'VALUE=URI;X-ADDRESS="Town Hall, Busan, South Korea";X-APPLE-RADIUS=500;X-TITLE=Busan:geo:35.180000,129.075000'
    )


def test_a_point_close_to_a_meridian_is_written_without_an_exponent() -> None:
    greenwich = locality("Greenwich", Precision.CITY).model_copy(update={"latitude": 51.4779, "longitude": -0.00001})

    written = properties(write_vevent(document(meeting(when("2025-10-30"), where(greenwich))), BASE_URL))

    assert written["GEO"] == "51.477900;-0.000010"


# What must not be published.


@pytest.mark.parametrize("text", ["a\rb", "a\r\nEND:VEVENT", "\rBEGIN:VEVENT"], ids=repr)
def test_an_event_that_does_not_read_back_is_refused(text: str) -> None:
    """No text gets so far with a carriage return in it: this is the last guard before a feed."""
    broken = MEETINGS["within"].model_copy(update={"title": text})

    with pytest.raises(ValueError, match="does not read back as it was written"):
        write_vevent(broken, BASE_URL)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        write_vevent(MEETINGS["within"].model_copy(update={"title": "\ud800"}), BASE_URL)


def texts(longest: int, clean: Callable[[str], str]) -> st.SearchStrategy[str]:
    """Draw texts as they enter a claim."""

    def cleaned(text: str) -> str | None:
        try:
            return clean(text)
        except ValidationError:
            return None

    return st.text(min_size=1, max_size=longest).map(cleaned).filter(bool).map(str)


@law
@given(texts(300, TypeAdapter(Line).validate_python), texts(600, TypeAdapter(Prose).validate_python))
@example(line="C:\\New \\n \\\\N", prose="\\N\n\\n")
def test_every_text_that_enters_a_claim_can_be_written_and_read_back(line: str, prose: str) -> None:
    said = (titled(line), summarised(prose), where(locality(line, Precision.VENUE, BUSAN)))
    told = meeting(when("2025-10-30"), *said, kind=Kind.OTHER, parts=())

    written = write_vevent(document(told), BASE_URL)

    seen = {name: text_of(written, name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")}
    assert seen["SUMMARY"] == safe_text(line)
    assert seen["LOCATION"] == safe_text(", ".join(dict.fromkeys([line, "Busan", "South Korea"])))
    assert f"\n\n{safe_text(shorten(prose, MOST_OF_SUMMARY))}\n\n{BASE_URL}" in seen["DESCRIPTION"]
    assert max(len(octets) for octets in written.split(b"\r\n")) <= 75


def test_what_is_claimed_to_be_empty_is_not_written() -> None:
    told = meeting(when("2025-10-30"), claim(Field.SUMMARY, None), where(None))

    assert b"None" not in write_vevent(document(told), BASE_URL)
