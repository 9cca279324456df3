"""What is recorded without a new version changes some views and not others, and each copy is judged by that."""

from collections.abc import Callable

import pytest
from httpx2 import Response
from sqlalchemy import update
from starlette.testclient import TestClient

from app.store.ledger import next_instant, note
from app.store.tables import CalendarRow
from tests.conftest import StoppedClock
from tests.http.serving import XI, database_of, wait_for_pulse
from tests.store.factories import meet, tell, writing

API = "/api/v1"
DINNER = f"{API}/meetings/dinner"
FEED = "/feeds/meetings.ics"
PLACE = "4475a37c-0b3d-543d-8335-e7e6750754d8"
SOURCE = "3442d9e0-a889-5fc8-bef9-247a96e2b14b"
CALENDARS = [f"{API}/calendars", f"{API}/calendars/us-china", "/feeds/us-china.ics"]
OF_VERSIONS = [
    API,
    f"{API}/meetings",
    f"{API}/meetings?country=KR",
    f"{API}/meetings?as_of=2025-10-18",
    DINNER,
    f"{DINNER}/history",
    f"{API}/changes",
    FEED,
    f"{FEED}?country=KR",
    "/feeds/meetings/dinner.ics",
]
"""Views that show versions alone: they can be told by the number."""
OF_RECORDS = [
    f"{API}/meetings?known_on=2025-10-10",
    f"{API}/meetings?known_on=2025-10-18",
    f"{API}/meetings?party=US",
    f"{API}/changes?person=Xi",
    f"{DINNER}/claims",
    f"{API}/parties",
    f"{API}/parties/US",
    f"{API}/places",
    f"{API}/places/{PLACE}",
    f"{API}/sources",
    f"{API}/sources/{SOURCE}",
    f"{API}/topics",
    f"{API}/series",
    f"{FEED}?known_on=2025-10-10",
    f"{FEED}?party=US",
    "/feeds/meetings/dinner.ics?known_on=2025-10-10",
    *CALENDARS,
]
"""Views that claims, rulings, names or calendars can change."""
CHANGED_BY_A_CLAIM = [
    f"{API}/meetings?known_on=2025-10-10",
    f"{API}/meetings?known_on=2025-10-18",
    f"{DINNER}/claims",
    f"{FEED}?known_on=2025-10-10",
    "/feeds/meetings/dinner.ics?known_on=2025-10-10",
]
"""Those that a claim of 10 October on the dinner changes: it shows there, or its time does."""


@pytest.fixture
def dining(client: TestClient, stopped_clock: StoppedClock) -> TestClient:
    """Give a client of a service that has heard of a dinner, an hour ago."""
    stopped_clock.advance(hours=1)
    meet(database_of(client), "dinner")
    wait_for_pulse(client)
    stopped_clock.advance(hours=1)
    return client


def say_it_was_known_earlier(client: TestClient) -> None:
    """Record that the same source said the same eight days earlier: the dinner looks as it did."""
    assert meet(database_of(client), "dinner", said_on="2025-10-10").versions == []
    wait_for_pulse(client)


def rename_a_calendar(client: TestClient) -> None:
    with writing(database_of(client)) as (session, ledger):
        session.execute(update(CalendarRow).where(CalendarRow.name == "us-china").values(title="G2", query="party=CN"))
        note(ledger, next_instant(ledger))
    wait_for_pulse(client)


Recording = Callable[[TestClient], None]
RECORDINGS = [say_it_was_known_earlier, rename_a_calendar]


def since(client: TestClient, path: str, copy: Response) -> int:
    """Return what a reader is told who goes by the time of their copy."""
    return client.get(path, headers={"If-Modified-Since": copy.headers["Last-Modified"]}).status_code


def unless(client: TestClient, path: str, copy: Response) -> int:
    """Return what a reader is told who goes by the tag of their copy."""
    return client.get(path, headers={"If-None-Match": copy.headers["ETag"]}).status_code


@pytest.mark.parametrize("record", RECORDINGS)
@pytest.mark.parametrize("path", [one for one in OF_RECORDS if "/dinner.ics?" not in one])
def test_a_copy_from_before_is_not_taken_for_new_by_its_time(
    dining: TestClient, stopped_clock: StoppedClock, path: str, record: Recording
) -> None:
    before = dining.get(path)
    record(dining)
    recorded_at = stopped_clock.instant
    stopped_clock.advance(hours=1)
    after = dining.get(path)

    assert since(dining, path, before) == 200
    assert after.headers["Last-Modified"] == f"{recorded_at:%a, %d %b %Y %H:%M:%S} GMT"
    assert since(dining, path, after) == 304


@pytest.mark.parametrize("record", RECORDINGS)
@pytest.mark.parametrize("path", OF_VERSIONS)
def test_what_shows_versions_alone_stays_as_it_was(
    dining: TestClient, stopped_clock: StoppedClock, path: str, record: Recording
) -> None:
    before = dining.get(path)
    record(dining)
    stopped_clock.advance(hours=1)
    after = dining.get(path)

    assert (since(dining, path, before), unless(dining, path, before)) == (304, 304)
    assert (after.content, after.headers["Last-Modified"]) == (before.content, before.headers["Last-Modified"])


@pytest.mark.parametrize("path", [*OF_RECORDS, *OF_VERSIONS])
def test_a_claim_that_makes_no_version_changes_the_tag_of_what_it_changes_and_no_other(
    dining: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    before = dining.get(path)
    say_it_was_known_earlier(dining)
    stopped_clock.advance(hours=1)
    after = dining.get(path)

    is_changed = path in CHANGED_BY_A_CLAIM
    assert (after.content != before.content) is is_changed
    assert unless(dining, path, before) == (200 if is_changed else 304)
    assert unless(dining, path, after) == 304


@pytest.mark.parametrize("path", [*OF_RECORDS, *OF_VERSIONS])
def test_a_calendar_that_was_changed_changes_its_own_tags_and_no_others(
    dining: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    before = dining.get(path)
    rename_a_calendar(dining)
    stopped_clock.advance(hours=1)
    after = dining.get(path)

    is_changed = path in CALENDARS
    assert (b"G2" in after.content) is is_changed
    assert unless(dining, path, before) == (200 if is_changed else 304)


@pytest.mark.parametrize(
    "path", [f"{DINNER}/claims", f"{API}/meetings?known_on=2025-10-10", f"{FEED}?known_on=2025-10-10"]
)
def test_a_record_in_a_second_that_was_seen_before_it_ended_is_not_missed(
    dining: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    tell(database_of(dining), XI, summary="They talk.")
    wait_for_pulse(dining)
    before = dining.get(path)
    say_it_was_known_earlier(dining)
    stopped_clock.advance(seconds=1)
    between = dining.get(path)

    assert since(dining, path, before) == 200
    assert between.content != before.content
    stopped_clock.advance(seconds=1)
    assert since(dining, path, between) == 304
