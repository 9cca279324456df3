"""The seed files of the project: what their sources say is quoted, and shown as it was said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.meetings.document import Meeting
from app.meetings.words import participant_in_words, place_in_words, when_in_words
from app.settings import ROOT
from app.store.database import Database
from app.store.tables import ClaimRow
from tests.conftest import FIRST, NEXT, read_file
from tests.store.factories import find, get

FILES = sorted((ROOT / "seeds").glob("*.yaml"))


def told(meeting: Meeting) -> tuple[str, str, str, str, list[str], str, str, list[str]]:
    """Return what a reader is told of a meeting."""
    return (
        meeting.slug,
        meeting.title,
        when_in_words(meeting.when),
        place_in_words(meeting.place),
        [participant_in_words(one) for one in meeting.participants],
        meeting.status,
        meeting.certainty.eos,
        [party.name for party in meeting.certainty.confirmed_by],
    )


def test_the_first_article_as_it_is_shown(new_database: Callable[[str], Database]) -> None:
    assert [told(meeting) for meeting in find(new_database("first"))] == [
        (
            "bessent-he-video-call-2025-10",
            "Bessent-He Lifeng video call",
            "18 October 2025",
            "By video",
            [
                "Scott Bessent (United States, Treasury Secretary, head of delegation; remote)",
                "He Lifeng (China, Vice-Premier, head of delegation; remote)",
            ],
            "held",
            "eos5",
            [],
        ),
        (
            "us-china-trade-talks-malaysia-2025",
            "US-China trade talks",
            "some time in 23-27 October 2025",
            "Malaysia",
            [
                "Scott Bessent (United States, Treasury Secretary, head of delegation; expected)",
                "He Lifeng (China, Vice-Premier, head of delegation; expected)",
            ],
            "scheduled",
            "eos4",
            ["China", "United States"],
        ),
        (
            "cambodia-thailand-peace-accord-signing-2025",
            "Signing of the Cambodia-Thailand peace accord",
            "26 October 2025",
            "Malaysia",
            [
                "Cambodia (signatory)",
                "Thailand (signatory)",
                "Donald Trump (United States, President, guest; expected)",
            ],
            "scheduled",
            "eos4",
            ["United States"],
        ),
        (
            "trump-malaysia-visit-2025",
            "Donald Trump's visit to Malaysia",
            "26 October 2025",
            "Malaysia",
            ["Donald Trump (United States, President, visitor; expected)"],
            "scheduled",
            "eos4",
            ["United States"],
        ),
        (
            "asean-summit-2025",
            "ASEAN Summit",
            "26-28 October 2025",
            "Malaysia",
            ["ASEAN (organiser)", "Li Qiang (China, Premier; expected)", "ASEAN leaders (expected)"],
            "scheduled",
            "eos4",
            [],
        ),
        (
            "trump-south-korea-visit-2025",
            "Donald Trump's visit to South Korea",
            "29-30 October 2025",
            "South Korea",
            ["Donald Trump (United States, President, visitor; expected)"],
            "scheduled",
            "eos3",
            [],
        ),
        (
            "trump-xi-meeting-2025",
            "Trump-Xi meeting",
            "some time in 31 October - 1 November 2025",
            "South Korea",
            ["Donald Trump (United States, President; expected)", "Xi Jinping (China, President; expected)"],
            "scheduled",
            "eos4",
            [],
        ),
        (
            "apec-economic-leaders-meeting-2025",
            "APEC Economic Leaders' Meeting",
            "31 October - 1 November 2025",
            "South Korea",
            ["APEC (organiser)", "Xi Jinping (China, President; expected)"],
            "scheduled",
            "eos4",
            [],
        ),
    ]


def test_the_first_article_has_its_meetings_hang_together(new_database: Callable[[str], Database]) -> None:
    links = {
        (meeting.slug, link.rel.value, link.to.title)
        for meeting in find(new_database("first"))
        for link in meeting.links
        if link.to
    }

    assert links == {
        ("bessent-he-video-call-2025-10", "prepares", "US-China trade talks"),
        ("us-china-trade-talks-malaysia-2025", "prepares", "Trump-Xi meeting"),
        ("cambodia-thailand-peace-accord-signing-2025", "part_of", "ASEAN Summit"),
        ("cambodia-thailand-peace-accord-signing-2025", "part_of", "Donald Trump's visit to Malaysia"),
        ("trump-xi-meeting-2025", "on_sidelines_of", "APEC Economic Leaders' Meeting"),
    }


@pytest.mark.parametrize(
    ("slug", "shown"),
    [
        (
            "us-china-trade-talks-malaysia-2025",
            ("US-China trade talks, fifth round", "25-26 October 2025", "Kuala Lumpur, Malaysia", "held", ["when"]),
        ),
        (
            "asean-summit-2025",
            ("47th ASEAN Summit", "26-28 October 2025", "Kuala Lumpur, Malaysia", "scheduled", ["when"]),
        ),
        (
            "trump-xi-meeting-2025",
            (
                "Trump-Xi meeting",
                "30 October 2025, 11:00 (Asia/Seoul)",
                "Gimhae Air Base, Busan, South Korea",
                "held",
                [],
            ),
        ),
        (
            "bessent-he-video-call-2025-10",
            ("Bessent-He Lifeng video call", "18 October 2025", "By video", "held", []),
        ),
    ],
)
def test_what_happened_next_as_it_is_shown(
    new_database: Callable[[str], Database], slug: str, shown: tuple[str, str, str, str, list[str]]
) -> None:
    meeting = get(new_database("both"), slug)

    assert (
        meeting.title,
        when_in_words(meeting.when),
        place_in_words(meeting.place),
        meeting.status,
        meeting.disputed,
    ) == shown


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_field_that_a_story_claims_has_a_quote(file: Path) -> None:
    seed = read_file(file)

    unquoted = [
        f"{seed.at(('sources', index, 'statements', place))} {field}"
        for index, source in enumerate(seed.content.sources)
        for place, statement in enumerate(source.statements)
        for field in statement.fields()
        if field not in statement.quotes
    ]

    assert unquoted == []


def test_every_stored_claim_has_at_most_300_characters_of_its_source(new_database: Callable[[str], Database]) -> None:
    with new_database("both").reading() as session:
        quotes = session.scalars(select(ClaimRow.quote)).all()

    assert len(quotes) == 168
    assert all(quote and len(quote) <= 300 for quote in quotes)


@pytest.mark.parametrize("calendar", ["us-china", "asean", "korea"])
def test_each_named_calendar_holds_its_three_meetings(client: TestClient, calendar: str) -> None:
    assert client.get(f"/feeds/{calendar}.ics").text.count("BEGIN:VEVENT") == 3


def test_every_seed_file_is_loaded_by_the_tests() -> None:
    assert {*FILES} == {FIRST, NEXT}
