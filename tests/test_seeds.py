"""The stories that come with the program."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.meetings.document import Meeting
from app.meetings.filter import Wanted
from app.store.database import Database
from app.store.find import find_page
from tests.conftest import FIRST, NEXT, read_file


def shown(database: Database) -> dict[str, Meeting]:
    with database.reading() as session:
        found, _ = find_page(session, Wanted(), limit=100, number=None, after=None)
    meetings = [Meeting.model_validate_json(one.document) for one in found]
    return {meeting.slug: meeting for meeting in meetings}


@pytest.mark.parametrize("file", [FIRST, NEXT], ids=lambda file: file.stem)
def test_every_field_that_a_story_claims_has_a_quote(file: object) -> None:
    seed = read_file(FIRST if file == FIRST else NEXT)

    unquoted = [
        f"{seed.at(('sources', index, 'statements', place))} {field}"
        for index, source in enumerate(seed.content.sources)
        for place, statement in enumerate(source.statements)
        for field in statement.fields()
        if field not in statement.quotes
    ]

    assert unquoted == []


def test_the_first_article_tells_of_eight_meetings_with_honest_days(new_database: Callable[[str], Database]) -> None:
    meetings = shown(new_database("first"))

    days = {
        slug: (str(one.when.first_date), str(one.when.last_date), one.when.extent.value, one.certainty.eos.value)
        for slug, one in meetings.items()
    }
    assert days == {
        "bessent-he-video-call-2025-10": ("2025-10-18", "2025-10-18", "throughout", "eos5"),
        "us-china-trade-talks-malaysia-2025": ("2025-10-23", "2025-10-27", "within", "eos4"),
        "asean-summit-2025": ("2025-10-26", "2025-10-28", "throughout", "eos4"),
        "trump-malaysia-visit-2025": ("2025-10-26", "2025-10-26", "throughout", "eos4"),
        "cambodia-thailand-peace-accord-signing-2025": ("2025-10-26", "2025-10-26", "throughout", "eos4"),
        "trump-south-korea-visit-2025": ("2025-10-29", "2025-10-30", "throughout", "eos3"),
        "apec-economic-leaders-meeting-2025": ("2025-10-31", "2025-11-01", "throughout", "eos4"),
        "trump-xi-meeting-2025": ("2025-10-31", "2025-11-01", "within", "eos4"),
    }


def test_who_is_recorded_where_follows_the_article(new_database: Callable[[str], Database]) -> None:
    meetings = shown(new_database("first"))

    who = {slug: [one.party.name for one in meeting.participants] for slug, meeting in meetings.items()}
    assert who["asean-summit-2025"] == ["ASEAN", "Li Qiang", "ASEAN leaders"]
    assert who["apec-economic-leaders-meeting-2025"] == ["APEC", "Xi Jinping"]
    assert who["cambodia-thailand-peace-accord-signing-2025"] == ["Cambodia", "Thailand", "Donald Trump"]
    assert who["trump-xi-meeting-2025"] == ["Donald Trump", "Xi Jinping"]


def test_both_sides_said_that_the_talks_take_place(new_database: Callable[[str], Database]) -> None:
    talks = shown(new_database("first"))["us-china-trade-talks-malaysia-2025"]

    assert [party.code for party in talks.certainty.confirmed_by] == ["CN", "US"]


def test_what_happened_next_moves_the_meeting_to_busan(new_database: Callable[[str], Database]) -> None:
    meeting = shown(new_database("both"))["trump-xi-meeting-2025"]

    assert meeting.when.start is not None
    assert meeting.place is not None
    assert (f"{meeting.when.start:%Y-%m-%d %H:%M}", meeting.when.time_zone) == ("2025-10-30 11:00", "Asia/Seoul")
    assert meeting.place.name == "Gimhae Air Base"
    assert (meeting.status.value, meeting.certainty.eos.value, meeting.sequence) == ("held", "eos5", 3)


@pytest.mark.parametrize(("calendar", "count"), [("us-china", 3), ("asean", 3), ("korea", 3)])
def test_the_named_calendars_hold_their_meetings(client: TestClient, calendar: str, count: int) -> None:
    feed = client.get(f"/feeds/{calendar}.ics").text

    assert feed.count("BEGIN:VEVENT") == count
