"""Whoever cannot go on from the number that they hold is told so, and told where to read anew."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from app import clock
from app.formats.ical import WRITER_VERSION
from app.http.asking import filter_of
from app.http.following import PUT_BACK, query_of
from app.http.lists import API
from app.http.tokens import read_cursor, read_token
from app.main import create_app
from app.meetings.filter import Wanted, resolve
from app.settings import Settings
from app.store.ledger import Mark, open_ledger
from tests.api.test_changes import applied, follow
from tests.conftest import BASE_URL, ERA, Shelf, StoppedClock
from tests.http.serving import SUMMIT, TALKS, XI, database_of, plant_next, put_back, wait_for_pulse
from tests.store.factories import list_again, meet, tell

CHANGES = "/api/v1/changes"
MEETINGS = "/api/v1/meetings"
QUERIES = [
    "",
    "country=KR",
    "party=US&party=Xi%20Jinping&vague=hide",
    "start=-14d&end=%2B1d&tz=Asia/Seoul",
    "past=90d",
    "past=2d&status=scheduled&certainty_min=eos4",
    "updated_since=2025-10-18T19:00:00Z&cancelled=hide",
]
Told = dict[str, Any]


def call_era(client: TestClient, name: str) -> None:
    """Begin another era, as a restore does."""
    with database_of(client).writing() as session:
        open_ledger(session).era = name
    wait_for_pulse(client)


def shown(body: Told) -> Told:
    return {item["slug"]: item for item in body["items"]}


def resync_of(client: TestClient, address: str) -> tuple[str, str]:
    """Ask for what cannot be gone on from; return the rule, and where to read anew."""
    answer = client.get(address)
    assert (answer.status_code, answer.json()["type"]) == (410, "/problems/resync")
    (error,) = answer.json()["errors"]
    assert answer.json()["detail"] == f"{error['field']}: {error['rule']}"
    return error["rule"], answer.json()["resync"]


def test_a_reader_who_is_told_to_read_anew_ends_with_the_list(client: TestClient) -> None:
    before = {query: client.get(f"{MEETINGS}?{query}").json() for query in QUERIES}
    call_era(client, "another")
    list_again(database_of(client), SUMMIT, listed=False)

    told = {query: resync_of(client, f"{CHANGES}?since={seen['sync_token']}") for query, seen in before.items()}
    anew = {query: client.get(address).json() for query, (_, address) in told.items()}
    plant_next(client)

    for query, (rule, address) in told.items():
        changes, _ = follow(client, f"{CHANGES}?since={anew[query]['sync_token']}&limit=3")
        assert rule == PUT_BACK
        assert read_token(anew[query]["sync_token"]).wanted == read_token(before[query]["sync_token"]).wanted
        assert applied(shown(anew[query]), changes) == shown(client.get(address).json()), query


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (9, "the calendar has not come to this number: read the list again"),
        (2**62 - 1, "the calendar has not come to this number: read the list again"),
    ],
)
def test_a_number_beyond_the_newest_cannot_be_gone_on_from(reader: TestClient, number: int, rule: str) -> None:
    token = read_token(reader.get(f"{MEETINGS}?country=KR").json()["sync_token"])

    told = resync_of(reader, f"{CHANGES}?since={replace(token, mark=Mark(ERA, number)).write()}")

    assert told == (rule, f"{MEETINGS}?country=KR")


@pytest.mark.parametrize("number", [1, 8])
def test_a_number_that_was_given_out_at_another_time_is_of_a_calendar_that_is_no_more(
    reader: TestClient, number: int
) -> None:
    token = read_token(reader.get(MEETINGS).json()["sync_token"])
    held = replace(token, mark=Mark(ERA, number))

    assert reader.get(f"{CHANGES}?since={held.write()}").status_code == 200
    for other in (held.stamp - 1, held.stamp + 1, 0):
        assert resync_of(reader, f"{CHANGES}?since={replace(held, stamp=other).write()}") == (PUT_BACK, MEETINGS)


def test_the_beginning_can_always_be_gone_on_from(new_client: Callable[[str], TestClient]) -> None:
    client = new_client("empty")
    token = client.get(MEETINGS).json()["sync_token"]

    for number in range(3):
        meet(database_of(client), f"meeting-{number}")
    changes, _ = follow(client, f"{CHANGES}?since={token}&limit=2")

    assert applied({}, changes) == shown(client.get(MEETINGS).json())


@pytest.mark.parametrize("limit", [1, 3])
def test_the_token_of_a_later_page_is_that_of_the_first(client: TestClient, limit: int) -> None:
    page = client.get(f"{MEETINGS}?limit={limit}").json()
    token = page["sync_token"]
    tell(database_of(client), XI, summary="They have met before.")

    later = client.get(page["next"]).json()
    changes, _ = follow(client, f"{CHANGES}?since={later['sync_token']}&limit={limit}")

    assert later["sync_token"] == token
    assert [change["meeting"] for change in changes] == [XI]


# Age.


@pytest.fixture
def client_for(shelf: Shelf, kind: str) -> Iterator[Callable[[int], TestClient]]:
    """Give clients of services that tell changes for so many days."""
    with ExitStack() as stack:

        def make(days: int) -> TestClient:
            url = stack.enter_context(shelf.lend(kind, "first"))
            settings = Settings(database_url=url, base_url=BASE_URL, token_days=days, allow_unsafe_database=True)
            return stack.enter_context(TestClient(create_app(settings), base_url=BASE_URL))

        yield make


@pytest.mark.parametrize(("days", "after", "status"), [(30, 30, 200), (30, 31, 410), (1, 31, 410), (0, 36_500, 200)])
def test_a_token_is_too_old_when_what_followed_it_is(
    client_for: Callable[[int], TestClient], stopped_clock: StoppedClock, days: int, after: int, status: int
) -> None:
    client = client_for(days)
    token = client.get(f"{MEETINGS}?country=MY").json()["sync_token"]
    stopped_clock.advance(days=1000)
    assert client.get(f"{CHANGES}?since={token}").status_code == 200

    tell(database_of(client), TALKS, summary="Third round.")
    stopped_clock.advance(days=after)
    answer = client.get(f"{CHANGES}?since={token}")

    assert answer.status_code == status
    if status == 410:
        rule = f"changes are told for {days} days, and this number is older: read the list again"
        assert resync_of(client, f"{CHANGES}?since={token}") == (rule, f"{MEETINGS}?country=MY")


# Pages.


@pytest.mark.parametrize("era", [ERA, "another"])
def test_a_page_of_a_calendar_that_is_no_more_begins_anew(client: TestClient, era: str) -> None:
    following = client.get(f"{MEETINGS}?limit=3&party=US&sort=-start").json()["next"]
    cursor = read_cursor(following.rpartition("cursor=")[2])
    number = cursor.mark.number + (1 if era == ERA else 0)
    other = following.replace(cursor.write(), replace(cursor, mark=Mark(era, number)).write())

    rule, address = resync_of(client, other)

    assert rule == PUT_BACK
    assert address == f"{MEETINGS}?limit=3&party=US&sort=-start"
    assert client.get(address).json()["next"] == following


# What was put back.


@pytest.mark.parametrize("path", [MEETINGS, f"{MEETINGS}/{XI}", "/feeds/us-china.ics", "/api/v1/calendars", "/api/v1"])
def test_being_put_back_is_a_change_even_for_readers_who_only_tell_the_time(
    client: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    stopped_clock.advance(hours=1)
    before = client.get(path).headers["Last-Modified"]
    put_back(client)
    stopped_clock.advance(hours=1)

    after = client.get(path, headers={"If-Modified-Since": before})

    assert (after.status_code, after.headers["Last-Modified"]) == (200, "Sat, 18 Oct 2025 21:00:00 GMT")


def test_a_version_that_is_counted_a_second_time_has_another_tag(client: TestClient) -> None:
    before = client.get(f"{MEETINGS}/{XI}").headers["ETag"]
    put_back(client)

    after = client.get(f"{MEETINGS}/{XI}", headers={"If-None-Match": before})

    again = int(clock.now().timestamp())
    assert before == f'"1-{WRITER_VERSION}"'
    assert (after.status_code, after.headers["ETag"]) == (200, f'"1.{again}-{WRITER_VERSION}"')


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        (Wanted(), ""),
        (Wanted(ended_after=date(2025, 10, 18)), "past=0d"),
        (Wanted(ended_after=date(2025, 10, 19)), "past=0d"),
        (Wanted(party=("CN", "US"), ended_after=date(2025, 10, 8)), "party=CN&party=US&past=10d"),
    ],
)
def test_the_query_of_a_view_is_a_lists(wanted: Wanted, query: str) -> None:
    assert query_of(wanted) == query


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(start=date(2025, 10, 18), end=date(2025, 10, 20), ended_after=date(2024, 10, 18)),
        Wanted(start=datetime.fromisoformat("2025-10-18T01:00:00+00:00"), topic=("chips", "trade")),
    ],
)
def test_the_list_of_a_view_shows_that_view(wanted: Wanted, stopped_clock: StoppedClock) -> None:
    asked = filter_of(parse_qsl(query_of(wanted)))

    assert resolve(asked, stopped_clock.instant + timedelta(hours=1), API) == wanted
