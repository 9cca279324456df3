"""What a calendar entry says of a meeting: everything that is asked first, briefly, and nothing twice."""

from datetime import UTC, datetime
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.description import MOST, LastChange, describe
from app.meetings.claim import Claim
from app.meetings.document import Meeting
from app.meetings.terms import Bearing, Eos, Field, Kind, Level, PartyKind, Precision, Rel, Status, Verdict
from tests.formats.documents import BASE_URL, CHANGES, MEETINGS, document, golden, properties, summarised, text_of
from tests.meetings.factories import (
    BUSAN,
    CN,
    GIMHAE,
    US,
    claim,
    in_series,
    link,
    linked,
    locality,
    meeting,
    meeting_ref,
    part,
    party,
    source,
    status,
    when,
    where,
)
from tests.meetings.strategies import law

PAGE = f"{BASE_URL}/meetings/trump-xi-meeting-2025"
LONG = "A long name " * 25


def blocks(*said: Claim, kind: Kind = Kind.BILATERAL, change: LastChange | None = None) -> list[list[str]]:
    """Return the lines of what is said of a meeting, by paragraphs."""
    text = describe(document(meeting(*said, kind=kind)), BASE_URL, change).text
    return [block.split("\n") for block in text.split("\n\n")]


def test_all_that_is_asked_first_is_said_in_the_order_in_which_it_is_asked() -> None:
    moved = MEETINGS["moved-twice"]

    assert describe(moved, BASE_URL, CHANGES["moved-twice"]).text == (
        "Not certain: highly likely.\n"
        "Confirmed by China and United States.\n"
        "\n"
        "Bilateral meeting.\n"
        "30 October 2025, 11:00 (Asia/Seoul); 02:00 UTC.\n"
        "The end is not announced: one hour is shown.\n"
        "Gimhae Air Base, Busan, South Korea.\n"
        "\n"
        "Donald Trump (United States, President)\n"
        "Xi Jinping (China, President)\n"
        "\n"
        "On the sidelines of: APEC Economic Leaders' Meeting\n"
        "\n"
        "Changed on 29 October 2025: 30 October, 11:00 (Asia/Seoul) (before: 30 October); "
        "place: Gimhae Air Base, Busan, South Korea\n"
        "\n"
        "Source: Yonhap, 23 October 2025: https://en.yna.co.kr/view/AEN20251023?section=news&a=1\n"
        "Source: Reuters, 18 October 2025\n"
        "\n"
        "https://summitry.example.org/meetings/moved-twice"
    )


DAY = when("2025-10-30", said_for=US)
CERTAIN = when("2025-10-30", said_for=US, certainty=Eos.EOS5)


@pytest.mark.parametrize(
    ("said", "kind", "first"),
    [
        ([DAY], Kind.BILATERAL, ["Not certain: highly likely.", "Confirmed by United States."]),
        ([when("2025-10-30")], Kind.BILATERAL, ["Not certain: may take place.", "No side has confirmed it itself."]),
        ([CERTAIN], Kind.STATE_VISIT, ["Certain.", "Confirmed by United States."]),
        (
            [when("[2025-10-30..2025-10-31]", certainty=Eos.EOS2)],
            Kind.TALKS,
            [
                "The day is not fixed: some time in 30-31 October 2025.",
                "How sure: highly uncertain.",
                "No side has confirmed it itself.",
            ],
        ),
        (
            [when("2025-10-30", bearing=Bearing.FORMER)],
            Kind.TALKS,
            [
                "The date 30 October 2025 no longer holds, and no new one is known.",
                "How sure: may take place.",
                "No side has confirmed it itself.",
            ],
        ),
        ([DAY, status(Status.HELD)], Kind.TALKS, ["Held."]),
        ([DAY, status(Status.CANCELLED)], Kind.TALKS, ["Cancelled."]),
        ([DAY, status(Status.POSTPONED)], Kind.TALKS, ["Postponed: no new date is known."]),
        ([DAY, status(Status.LAPSED)], Kind.TALKS, ["Lapsed: its time passed without it."]),
        ([DAY, claim(Field.LISTED, value=False)], Kind.TALKS, ["Taken off the calendar."]),
        (
            [DAY, status(Status.HELD), when("2025-11-03", verdict=Verdict.CONFLICT)],
            Kind.TALKS,
            ["Held.", "Disputed: when."],
        ),
    ],
)
def test_it_begins_with_how_sure_the_meeting_is(said: list[Claim], kind: Kind, first: list[str]) -> None:
    assert blocks(*said, kind=kind)[0] == first


@pytest.mark.parametrize(
    ("said", "kind", "setting"),
    [
        ([DAY], Kind.PRESS_EVENT, ["Press event.", "30 October 2025.", "Place not said."]),
        ([DAY, claim(Field.LEVEL, Level.LEADERS)], Kind.OTHER, ["Event at leaders' level.", "30 October 2025."]),
        ([when("2025-10-25/..")], Kind.TALKS, ["Talks.", "From 25 October 2025 (the end is not announced)."]),
        ([when("[2025-10-30..2025-10-31]")], Kind.TALKS, ["Talks.", "Place not said."]),
        (
            [when("2025-09"), status(Status.LAPSED)],
            Kind.TALKS,
            ["Talks.", "Last known date: some time in September 2025."],
        ),
        (
            [when("2025-10-30T23:30/2025-10-31T00:30 in Asia/Seoul")],
            Kind.TALKS,
            ["Talks.", "30-31 October 2025, 23:30 (Asia/Seoul), until 00:30 on 31 October 2025; 14:30 UTC."],
        ),
        (
            [when("2025-10-30T06:00/2025-10-30T07:00 in Asia/Seoul")],
            Kind.TALKS,
            ["Talks.", "30 October 2025, 06:00-07:00 (Asia/Seoul); 21:00 UTC on 29 October 2025."],
        ),
        (
            [when("2025-10-30T06:00/2025-10-30T07:00")],
            Kind.TALKS,
            [
                "Talks.",
                "30 October 2025, 06:00-07:00 (UTC); 06:00 UTC.",
                "Nobody has said in which zone: the time is taken as UTC.",
            ],
        ),
        (
            [when("2025-10-30T06:00 in Asia/Seoul")],
            Kind.CALL,
            [
                "Call.",
                "30 October 2025, 06:00 (Asia/Seoul); 21:00 UTC on 29 October 2025.",
                "The end is not announced: one hour is shown.",
            ],
        ),
    ],
)
def test_then_it_says_what_it_is_and_when_in_the_meetings_zone_and_in_utc(
    said: list[Claim], kind: Kind, setting: list[str]
) -> None:
    assert blocks(*said, kind=kind)[1][: len(setting)] == setting


@pytest.mark.parametrize(
    ("place", "kind", "words"),
    [
        (where(GIMHAE), Kind.TALKS, ["Gimhae Air Base, Busan, South Korea."]),
        (where(locality("By video", Precision.NONE)), Kind.CALL, ["Remote: By video."]),
        (where(locality(None, Precision.NONE)), Kind.CALL, ["Remote."]),
        (where(locality(None, Precision.UNDISCLOSED, BUSAN)), Kind.TALKS, ["Place not disclosed, Busan, South Korea."]),
        (where(None), Kind.TALKS, ["Place not said."]),
        (where(None), Kind.CALL, []),
    ],
)
def test_it_says_where_or_that_nobody_has_said(place: Claim, kind: Kind, words: list[str]) -> None:
    assert blocks(DAY, place, kind=kind)[1][2:] == words


def test_the_meetings_and_series_that_it_belongs_to_are_named_and_linked_to() -> None:
    links = [
        linked(link(Rel.PART_OF, meeting_ref("asean-summit", "47th ASEAN Summit"))),
        linked(in_series("Korea-China summits", 5)),
        linked(in_series("Leaders' meetings")),
    ]

    described = describe(document(meeting(DAY, *links)), BASE_URL)

    assert "\n\nPart of: 47th ASEAN Summit\nKorea-China summits, number 5\nLeaders' meetings\n\n" in described.text
    assert f'<a href="{BASE_URL}/meetings/asean-summit">Part of: 47th ASEAN Summit</a><br/>' in described.html


def test_what_changed_last_is_said_with_the_day_of_the_change() -> None:
    change = LastChange(datetime(2025, 10, 23, 22, 0, tzinfo=UTC), "now cancelled")

    assert ["Changed on 23 October 2025: now cancelled"] in blocks(DAY, change=change)


def test_a_new_meeting_says_nothing_of_changes() -> None:
    assert "Changed" not in describe(MEETINGS["within"], BASE_URL).text


def test_an_address_that_is_longer_than_an_entry_is_left_to_the_page() -> None:
    addresses = ["https://example.org/" + "x" * 230, "https://example.org/" + "x" * 231]
    short, long = (source("Reuters").model_copy(update={"url": url}) for url in addresses)

    assert [blocks(when("2025-10-30", source=one))[-2] for one in (short, long)] == [
        [f"Source: Reuters, 18 October 2025: {addresses[0]}"],
        ["Source: Reuters, 18 October 2025"],
    ]


# Brief, whatever is said.


def crowded(name: str, summary: str) -> Meeting:
    """Return a meeting of which more is known than an entry can say."""
    many = [part(party(f"{name} {number}", PartyKind.PERSON), for_party=CN, office=name) for number in range(40)]
    said = [
        when(
            "2025-10-30T23:30/2025-10-31T00:30 in Asia/Seoul",
            source=source(f"{name} {number}").model_copy(update={"url": f"https://example.org/{number}/{'x' * 200}"}),
        )
        for number in range(40)
    ]
    links = [linked(link(Rel.FOLLOWS, meeting_ref(f"m{number}", name))) for number in range(40)]
    place = locality(name, Precision.VENUE, locality(f"{name}!", Precision.CITY, BUSAN))
    return document(meeting(*said, *links, summarised(summary), where(place), parts=many))


def test_what_there_is_no_room_for_is_counted() -> None:
    told = describe(
        crowded("A name of some length", "They meet. " * 300),
        BASE_URL,
        LastChange(datetime(2025, 10, 23, tzinfo=UTC), LONG),
    )

    lines = told.text.split("\n")
    assert [line for line in lines if line.startswith("and ")] == ["and 33 more", "and 39 more"]
    assert "They meet. They meet.…" in told.text
    assert lines[-1] == PAGE


@law
@given(st.integers(1, 300), st.integers(0, 5000))
def test_no_entry_is_longer_than_people_read(name: int, summary: int) -> None:
    change = LastChange(datetime(2025, 10, 23, tzinfo=UTC), LONG * 3)

    told = describe(crowded("n" * name, "s" * summary), BASE_URL, change)

    assert len(told.text) <= MOST
    assert told.text.endswith(f"\n\n{PAGE}")


# HTML.


@pytest.mark.parametrize("name", MEETINGS)
def test_the_html_says_the_same_as_the_text(name: str) -> None:
    told = describe(MEETINGS[name], BASE_URL, CHANGES.get(name))
    html = told.html.replace("<br/>", "\n").replace("</p><p>", "\n\n")

    read = "".join(ET.fromstring(f"<div>{html}</div>").itertext())  # noqa: S314 (it was written here)

    shown = told.text.removesuffix(f"{BASE_URL}/meetings/{name}") + "All that is known, and who says so"
    assert read == shown.replace(": https://en.yna.co.kr/view/AEN20251023?section=news&a=1", "")


@pytest.mark.parametrize("name", MEETINGS)
def test_the_html_has_nothing_but_paragraphs_lines_and_links_to_the_web(name: str) -> None:
    html = describe(MEETINGS[name], BASE_URL, CHANGES.get(name)).html

    elements = [*ET.fromstring(f"<div>{html}</div>").iter()][1:]  # noqa: S314 (it was written here)

    assert {one.tag for one in elements} <= {"p", "br", "a", "span"}
    assert {key for one in elements for key in one.attrib} <= {"href", "lang", "dir"}
    assert all(one.attrib["href"].startswith("https://") for one in elements if one.tag == "a")


@pytest.mark.parametrize("name", MEETINGS)
def test_an_event_carries_the_html_as_thunderbird_reads_it(name: str) -> None:
    told = describe(MEETINGS[name], BASE_URL, CHANGES.get(name))

    written = properties(golden(name))["DESCRIPTION"]

    assert written.startswith('ALTREP="data:text/html,%3Cp%3E')
    html, _, _ = written.removeprefix('ALTREP="data:text/html,').partition('"')
    assert html.isascii()
    assert unquote(html, errors="strict") == told.html
    assert text_of(golden(name), "DESCRIPTION") == told.text
