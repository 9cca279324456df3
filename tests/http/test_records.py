"""What is recorded without a new version changes some views and not others, and each copy is judged by that."""

from collections.abc import Callable, Iterable

import pytest
from httpx2 import Response
from sqlalchemy import update
from starlette.testclient import TestClient

from app.store.ledger import next_instant, note
from app.store.named_tables import CalendarRow
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
Copies = dict[str, Response]


def copy(client: TestClient, paths: Iterable[str]) -> Copies:
    return {path: client.get(path) for path in paths}


def new_since(client: TestClient, copies: Copies) -> set[str]:
    """Return what readers get anew who go by the time of their copies."""
    return _anew(client, copies, "If-Modified-Since", "Last-Modified")


def new_unless(client: TestClient, copies: Copies) -> set[str]:
    """Return what readers get anew who go by the tag of their copies."""
    return _anew(client, copies, "If-None-Match", "ETag")


def _anew(client: TestClient, copies: Copies, condition: str, validator: str) -> set[str]:
    statuses = {
        path: client.get(path, headers={condition: seen.headers[validator]}).status_code
        for path, seen in copies.items()
    }
    assert set(statuses.values()) <= {200, 304}
    return {path for path, status in statuses.items() if status == 200}


@pytest.mark.parametrize("record", RECORDINGS)
def test_a_copy_from_before_is_not_taken_for_new_by_its_time(
    dining: TestClient, stopped_clock: StoppedClock, record: Recording
) -> None:
    paths = [one for one in OF_RECORDS if "/dinner.ics?" not in one]
    before = copy(dining, paths)
    record(dining)
    recorded_at = stopped_clock.instant
    stopped_clock.advance(hours=1)
    after = copy(dining, paths)

    assert new_since(dining, before) == set(paths)
    assert {one.headers["Last-Modified"] for one in after.values()} == {f"{recorded_at:%a, %d %b %Y %H:%M:%S} GMT"}
    assert new_since(dining, after) == set()


@pytest.mark.parametrize("record", RECORDINGS)
def test_what_shows_versions_alone_stays_as_it_was(
    dining: TestClient, stopped_clock: StoppedClock, record: Recording
) -> None:
    before = copy(dining, OF_VERSIONS)
    record(dining)
    stopped_clock.advance(hours=1)
    after = copy(dining, OF_VERSIONS)

    assert new_since(dining, before) == new_unless(dining, before) == set()
    for path in OF_VERSIONS:
        assert after[path].content == before[path].content, path
        assert after[path].headers["Last-Modified"] == before[path].headers["Last-Modified"], path


def test_a_claim_that_makes_no_version_changes_the_tag_of_what_it_changes_and_no_other(
    dining: TestClient, stopped_clock: StoppedClock
) -> None:
    paths = [*OF_RECORDS, *OF_VERSIONS]
    before = copy(dining, paths)
    say_it_was_known_earlier(dining)
    stopped_clock.advance(hours=1)
    after = copy(dining, paths)

    assert {path for path in paths if after[path].content != before[path].content} == set(CHANGED_BY_A_CLAIM)
    assert new_unless(dining, before) == set(CHANGED_BY_A_CLAIM)
    assert new_unless(dining, after) == set()


def test_a_calendar_that_was_changed_changes_its_own_tags_and_no_others(
    dining: TestClient, stopped_clock: StoppedClock
) -> None:
    paths = [*OF_RECORDS, *OF_VERSIONS]
    before = copy(dining, paths)
    rename_a_calendar(dining)
    stopped_clock.advance(hours=1)
    after = copy(dining, paths)

    assert {path for path in paths if b"G2" in after[path].content} == set(CALENDARS)
    assert new_unless(dining, before) == set(CALENDARS)


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

    assert new_since(dining, {path: before}) == {path}
    assert between.content != before.content
    stopped_clock.advance(seconds=1)
    assert new_since(dining, {path: between}) == set()
