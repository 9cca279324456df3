"""Views of the calendar beside its list: as it was at an instant, as a feed, around an instant, and counted."""

from datetime import datetime, timedelta

import pytest

from app.formats.ical import face
from app.meetings.filter import Cancelled, Vague
from app.store.database import Database
from app.store.find import count, find_around, find_vevents
from app.store.ids import identify
from tests.conftest import FIRST_EVENING, StoppedClock
from tests.store.factories import get, meet, meeting_ids, slugs, tell, wanted


def test_as_of_shows_what_was_shown_then_exactly_to_the_second(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, title="First")
    stopped_clock.advance(hours=1)
    tell(database, title="Second")
    stopped_clock.advance(hours=1)
    tell(database, title="Third")

    def title_at(**later: float) -> list[str]:
        moment = f"{FIRST_EVENING + timedelta(**later):%Y-%m-%dT%H:%M:%SZ}"
        return [get(database, as_of=moment).title for slug in slugs(database, as_of=moment)]

    assert title_at(seconds=-1) == []
    assert title_at() == ["First"]
    assert title_at(minutes=59, seconds=59) == ["First"]
    assert title_at(hours=1) == ["Second"]
    assert title_at(hours=2) == title_at(days=7) == ["Third"]


def test_as_of_a_day_shows_its_end(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, title="First")
    stopped_clock.advance(hours=4)
    tell(database, title="Second")

    assert [get(database, as_of=day).title for day in ("2025-10-18", "2025-10-19")] == ["First", "Second"]
    assert slugs(database, as_of="2025-10-17") == []


def test_as_of_is_filtered_by_what_was_shown_then(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, topics=["trade"])
    stopped_clock.advance(hours=1)
    tell(database, topics=[{"topic": "trade", "absent": True}])

    assert slugs(database, topic=["trade"], as_of="2025-10-18T20:30:00Z") == ["trump-xi-meeting"]
    assert slugs(database, topic=["trade"]) == []


def summary_of(vevent: bytes) -> str:
    return next(line.removeprefix("SUMMARY:") for line in face(vevent) if line.startswith("SUMMARY:"))


def test_a_feed_holds_the_latest_by_start_in_the_order_of_their_starts(atlas: Database) -> None:
    with atlas.reading() as session:
        events = find_vevents(session, wanted(cancelled=Cancelled.HIDE, vague=Vague.WEEK), most=3)

    assert [summary_of(event) for event in events] == [
        "ASEAN Summit",
        "Trump-Xi meeting",
        "POSTPONED: A visit",
    ]


def test_a_feed_keeps_what_was_taken_off_the_calendar_unless_cancelled_is_hidden(atlas: Database) -> None:
    day = {"start": "2025-10-30", "end": "2025-10-30", "vague": "hide"}
    with atlas.reading() as session:
        marked, hidden = (find_vevents(session, wanted(**day, cancelled=how), most=9) for how in ("mark", "hide"))

    assert [summary_of(event) for event in marked] == ["CANCELLED: A mistake", "Trump-Xi meeting"]
    assert [summary_of(event) for event in hidden] == ["Trump-Xi meeting"]


def test_a_feed_of_one_meeting_holds_that_one(atlas: Database) -> None:
    with atlas.reading() as session:
        events = find_vevents(session, wanted(), most=9, meeting=identify("meeting", "call"))

    assert [summary_of(event) for event in events] == ["China: Call"]


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2025-10-30T03:00:00+00:00", (["meeting", "postponed"], True)),
        ("2025-10-30T03:40:00+00:00", (["postponed", "month"], True)),
        ("2026-05-01T00:00:00+00:00", (["postponed", "month"], False)),
    ],
)
def test_around_an_instant_are_the_next_or_else_the_latest(
    atlas: Database, at: str, found: tuple[list[str], bool]
) -> None:
    named = meeting_ids(atlas)

    with atlas.reading() as session:
        around, is_ahead = find_around(session, wanted(cancelled="hide"), datetime.fromisoformat(at), limit=2)

    assert ([named[one.meeting_id] for one in around], is_ahead) == found


def test_counting_goes_no_further_than_asked(atlas: Database) -> None:
    with atlas.reading() as session:
        counts = [count(session, wanted(**asked), most=4) for asked in ({}, {"country": ["MY"]}, {"country": ["JP"]})]

    assert counts == [4, 3, 0]
