"""Whoever pages sees one state of the calendar, whatever is written meanwhile."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.conftest import StoppedClock
from tests.http.serving import SUMMIT, TALKS, XI, counting, database_of, plant_next
from tests.store.factories import list_again, meet, source, tell

MEETINGS = "/api/v1/meetings"
SORTS = ["start", "-start", "updated", "-updated"]
CATALOGUE = ["parties", "places", "sources", "series", "topics", "calendars"]


def pages(client: TestClient, address: str, meanwhile: Callable[[int], None] | None = None) -> Iterator[list[str]]:
    """Follow `next` to the end; between two pages something happens."""
    number = 0
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert body["items"] or not body["next"]
        yield [item["slug"] for item in body["items"]]
        following = body["next"]
        link = answer.headers.get("Link")
        assert link == (f'<{following}>; rel="next"' if following else None)
        number += 1
        if meanwhile:
            meanwhile(number)


def slices(
    client: TestClient, address: str, meanwhile: Callable[[int], None] | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Follow `next` through a list of the catalogue."""
    number = 0
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        yield answer.json()["items"]
        following = answer.json()["next"]
        assert answer.headers.get("Link") == (f'<{following}>; rel="next"' if following else None)
        number += 1
        if meanwhile:
            meanwhile(number)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 3, 7, 8])
def test_pages_of_any_size_make_up_the_list(reader: TestClient, sort: str, limit: int) -> None:
    whole = [item["slug"] for item in reader.get(f"{MEETINGS}?sort={sort}").json()["items"]]

    parts = list(pages(reader, f"{MEETINGS}?sort={sort}&limit={limit}"))

    assert [slug for part in parts for slug in part] == whole
    assert {len(part) for part in parts[:-1]} <= {limit}


@pytest.mark.parametrize("sort", SORTS)
def test_each_meeting_is_seen_once_whatever_is_written_between_two_pages(
    client: TestClient, stopped_clock: StoppedClock, sort: str
) -> None:
    database = database_of(client)
    address = f"{MEETINGS}?sort={sort}&country=MY&country=KR"
    whole = [item["slug"] for item in client.get(address).json()["items"]]
    days = iter(["2025-10-01", "2025-12-24", "2025-10-29", "2025-11-30"])

    def write(number: int) -> None:
        stopped_clock.advance(minutes=1)
        if number <= 4:
            day = next(days)
            tell(database, SUMMIT, when=day, bearing="replaces")
            tell(database, XI, when=day, bearing="replaces")
            place = {"name": "Malaysia", "precision": "country", "country": "MY"}
            meet(database, f"new-{number}", when=day, place=place)
            list_again(database, TALKS, listed=number % 2 == 0)

    seen = [slug for page in pages(client, f"{address}&limit=2", write) for slug in page]

    assert seen == whole


def test_a_page_says_today_as_the_first_one_did(client: TestClient, stopped_clock: StoppedClock) -> None:
    days_pass = pages(client, f"{MEETINGS}?start=today&limit=3", lambda _: stopped_clock.advance(days=10))

    assert [len(page) for page in days_pass] == [3, 3, 2]


def test_pages_of_what_was_known_do_not_move_with_what_is_recorded_meanwhile(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(days=12)
    address = f"{MEETINGS}?known_on=2025-10-25"
    whole = [item["slug"] for item in client.get(address).json()["items"]]
    stopped_clock.advance(minutes=1)

    def write(number: int) -> None:
        stopped_clock.advance(minutes=1)
        if number == 1:
            plant_next(client)

    seen = [slug for page in pages(client, f"{address}&limit=3", write) for slug in page]

    assert seen == whole
    assert client.get(address).json()["items"] != whole


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_what_was_known_do_not_move_with_what_is_recorded_in_the_same_second(
    client: TestClient, sort: str
) -> None:
    address = f"{MEETINGS}?known_on=2025-10-18&sort={sort}"
    whole = [item["slug"] for item in client.get(address).json()["items"]]

    def write(number: int) -> None:
        meet(database_of(client), f"new-{number}", when=f"2025-10-{20 + number}")
        tell(database_of(client), SUMMIT, when=f"2025-11-{10 + number}", bearing="replaces")

    seen = [slug for page in pages(client, f"{address}&limit=3", write) for slug in page]

    assert seen == whole


def test_the_next_page_keeps_the_query_as_it_was(reader: TestClient) -> None:
    following = reader.get(f"{MEETINGS}?party=US&party=Xi%20Jinping&tz=Asia/Seoul&limit=2").json()["next"]

    assert re.fullmatch(
        r"/api/v1/meetings\?party=US&party=Xi\+Jinping&tz=Asia%2FSeoul&limit=2&cursor=[\w-]+", following
    )


def test_the_tag_of_a_list_is_that_of_what_it_shows(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(minutes=1)
    address = f"{MEETINGS}?country=MY&limit=2"
    before = client.get(address)

    tell(database_of(client), XI, summary="Elsewhere.")
    elsewhere = client.get(address)
    tell(database_of(client), SUMMIT, summary="On a later page.")
    later = client.get(address)
    tell(database_of(client), TALKS, summary="Here.")
    here = client.get(address)

    assert before.headers["ETag"] == elsewhere.headers["ETag"] == later.headers["ETag"] != here.headers["ETag"]
    assert before.json()["next"] != elsewhere.json()["next"]
    assert before.json()["sync_token"] != elsewhere.json()["sync_token"]


def test_the_tag_of_a_page_tells_whether_more_follows(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(minutes=1)
    address = f"{MEETINGS}?country=KR&limit=3"
    before = client.get(address)

    meet(database_of(client), "later", when="2025-12-01", place={"precision": "country", "country": "KR"})
    after = client.get(address)

    assert before.json()["items"] == after.json()["items"]
    assert before.headers["ETag"] != after.headers["ETag"]


@pytest.mark.parametrize("collection", CATALOGUE)
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_of_the_catalogue_make_up_the_list(reader: TestClient, collection: str, limit: int) -> None:
    whole = reader.get(f"/api/v1/{collection}").json()["items"]

    parts = list(slices(reader, f"/api/v1/{collection}?limit={limit}"))

    assert [item for part in parts for item in part] == whole
    assert {len(part) for part in parts[:-1]} <= {limit}


@pytest.mark.parametrize("collection", CATALOGUE)
def test_each_item_is_seen_once_and_as_it_was_whatever_is_written_between_two_pages(
    client: TestClient, stopped_clock: StoppedClock, collection: str
) -> None:
    database = database_of(client)
    stopped_clock.advance(minutes=1)
    tell(database, XI, links=[{"rel": "series", "to": name} for name in ("G20", "Summits")])
    whole = client.get(f"/api/v1/{collection}").json()["items"]

    def write(number: int) -> None:
        stopped_clock.advance(minutes=1)
        if number > 3:
            return
        meet(
            database,
            f"new-{number}",
            by=source(f"Aardvark {number}", f"2025-10-1{number}"),
            participants=[
                {"party": name, "office": "Envoy"} for name in (f"Aa {number}", f"Mm {number}", "Xi Jinping")
            ],
            place={"name": f"Bb {number}", "precision": "city", "country": "MY"},
            topics=[f"b{number}", "trade"],
            links=[{"rel": "series", "to": f"H{number}"}],
        )
        tell(database, SUMMIT, topics=[{"topic": "asean", "absent": True}], place=None)
        list_again(database, [SUMMIT, TALKS, XI][number - 1], listed=False)

    seen = [item for part in slices(client, f"/api/v1/{collection}?limit=1", write) for item in part]

    assert seen == whole
    if collection != "calendars":
        assert client.get(f"/api/v1/{collection}").json()["items"] != whole


def test_a_page_of_the_catalogue_says_today_as_the_first_one_did(
    told_client: TestClient, reader: TestClient, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(days=-12)
    then = reader.get("/api/v1/parties").json()["items"]

    days_pass = slices(told_client, "/api/v1/parties?as_of=today&limit=1", lambda _: stopped_clock.advance(days=12))

    assert [item for part in days_pass for item in part] == then


def test_the_tag_of_a_page_of_the_catalogue_is_that_of_what_it_shows(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(minutes=1)
    address = "/api/v1/topics?limit=1"
    before = client.get(address)

    tell(database_of(client), XI, summary="Elsewhere.")
    elsewhere = client.get(address)
    tell(database_of(client), XI, topics=["aaa"])
    here = client.get(address)

    assert before.headers["ETag"] == elsewhere.headers["ETag"] != here.headers["ETag"]
    assert before.json()["next"] != elsewhere.json()["next"]
    assert client.get(address, headers={"If-None-Match": here.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("collection", CATALOGUE)
def test_a_page_of_the_catalogue_takes_as_many_statements_whatever_it_shows(
    reader: TestClient, collection: str
) -> None:
    sent = []
    for limit in (1, 3):
        with counting(database_of(reader)) as statements:
            reader.get(f"/api/v1/{collection}?limit={limit}")
        sent.append(len(statements))

    assert sent[0] == sent[1] <= 5


@pytest.mark.parametrize("kind", ["sqlite"])
def test_pages_of_what_was_known_hold_every_meeting_even_right_after_many_changes(later_client: TestClient) -> None:
    known = later_client.get("/api/v1/meetings?known_on=2025-10-31&limit=100").json()["items"]

    paged = []
    url = "/api/v1/meetings?known_on=2025-10-31&limit=5"
    while url:
        answer = later_client.get(url).json()
        paged += answer["items"]
        url = answer["next"]

    assert [item["slug"] for item in paged] == [item["slug"] for item in known]


@pytest.mark.parametrize(
    "path", ["meetings?limit=1", "meetings?limit=1&as_of=2025-10-18", "parties?limit=1", "changes"]
)
def test_a_page_is_the_same_whenever_it_is_asked_for(
    client: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    before = client.get(f"/api/v1/{path}").content
    stopped_clock.advance(hours=30)

    assert client.get(f"/api/v1/{path}").content == before
