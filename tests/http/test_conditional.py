"""A reader who has it already is told so, and nobody is told so wrongly."""

import pytest
from starlette.testclient import TestClient

from app.http.conditional import matches
from tests.conftest import StoppedClock
from tests.http.serving import XI, database_of, wait_for_pulse
from tests.store.factories import tell

MEETING = f"/api/v1/meetings/{XI}"
FEED = "/feeds/meetings.ics"
EVERY_GET = [
    "/api/v1",
    "/api/v1/meetings",
    MEETING,
    f"{MEETING}/claims",
    f"{MEETING}/history",
    "/api/v1/changes",
    "/api/v1/parties",
    "/api/v1/parties/US",
    "/api/v1/places",
    "/api/v1/sources",
    "/api/v1/topics",
    "/api/v1/series",
    "/api/v1/calendars",
    "/api/v1/calendars/us-china",
    FEED,
    "/feeds/us-china.ics",
    f"/feeds/meetings/{XI}.ics",
    "/openapi.json",
    "/docs",
    f"/meetings/{XI}",
]
OF_A_MOMENT = ["/api/v1/meetings", MEETING, f"{MEETING}/claims", "/api/v1/parties", "/api/v1/parties/US", FEED]
MODIFIED = "Sat, 18 Oct 2025 20:00:00 GMT"
BEFORE = "Sat, 18 Oct 2025 19:59:59 GMT"


@pytest.mark.parametrize("address", [*EVERY_GET, *(f"{path}?as_of=today" for path in OF_A_MOMENT)])
def test_every_answer_is_known_again_by_its_etag(reader: TestClient, address: str) -> None:
    first = reader.get(address)

    again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert again.headers.get(name) == first.headers.get(name)
    assert "Content-Type" not in again.headers


@pytest.mark.parametrize("path", [MEETING, "/api/v1/meetings", FEED])
@pytest.mark.parametrize(
    "tags",
    ["*", "{}", "W/{}", '"other", {}', '{},"other"', ' "other" , W/{} '],
    ids=["any", "the same", "weak", "in a list", "first in a list", "with spaces"],
)
def test_a_tag_is_found_wherever_it_stands(reader: TestClient, path: str, tags: str) -> None:
    etag = reader.get(path).headers["ETag"].removeprefix("W/")

    assert reader.get(path, headers={"If-None-Match": tags.format(etag)}).status_code == 304


def test_a_tag_is_found_in_a_header_that_comes_twice(reader: TestClient) -> None:
    etag = reader.get(MEETING).headers["ETag"]

    answer = reader.get(MEETING, headers=[("If-None-Match", '"other"'), ("If-None-Match", etag)])

    assert answer.status_code == 304


@pytest.mark.parametrize("tags", ['"other"', "", ",", '"', "garbage", '"x",' * 5000], ids=range(6))
def test_another_tag_gets_the_answer_even_if_the_date_would_do(reader: TestClient, tags: str) -> None:
    headers = {"If-None-Match": tags, "If-Modified-Since": BEFORE}

    assert reader.get(MEETING, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("tags", "etag", "is_same"),
    [
        ('"abc-gzip"', '"abc"', True),
        ('W/"abc"', '"abc-gzip"', True),
        ('"abcd"', '"abc"', False),
        ('"abc-br"', '"abc"', False),
    ],
)
def test_the_suffix_that_names_an_encoding_does_not_count(tags: str, etag: str, *, is_same: bool) -> None:
    assert matches(tags, etag) is is_same


@pytest.mark.parametrize("path", [MEETING, "/api/v1/meetings", "/api/v1/parties", FEED])
def test_while_a_second_runs_the_one_before_is_stated(
    reader: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    assert reader.get(path).headers["Last-Modified"] == BEFORE
    assert reader.get(path, headers={"If-Modified-Since": BEFORE}).status_code == 200

    stopped_clock.advance(seconds=1)

    assert reader.get(path).headers["Last-Modified"] == MODIFIED
    assert reader.get(path, headers={"If-Modified-Since": BEFORE}).status_code == 200
    assert reader.get(path, headers={"If-Modified-Since": MODIFIED}).status_code == 304


@pytest.mark.parametrize(
    "date",
    [
        "Sat, 18 Oct 2025 20:30:00 GMT",
        "Saturday, 18-Oct-25 20:30:00 GMT",
        "Sat Oct 18 20:30:00 2025",
        "Sat, 18 Oct 2025 20:30:00 -0000",
        "Sat, 18 Oct 2025 22:30:00 +0200",
    ],
)
def test_every_way_of_writing_a_date_is_read(reader: TestClient, stopped_clock: StoppedClock, date: str) -> None:
    stopped_clock.advance(hours=1)

    assert reader.get(MEETING, headers={"If-Modified-Since": date}).status_code == 304


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "Mon, 99 Foo 99999 99:99:99 GMT",
        "Sat, 01 Jan 0001 00:00:00 +2400",
        "1" * 5000,
        "Fri, 17 Oct 2025 20:00:00 GMT",
        "Sun, 18 Oct 2026 20:00:00 GMT",
    ],
    ids=["nothing", "words", "no date", "no zone", "long", "before", "in the future"],
)
def test_a_date_that_says_nothing_gets_the_answer(reader: TestClient, stopped_clock: StoppedClock, date: str) -> None:
    stopped_clock.advance(hours=1)

    assert reader.get(MEETING, headers={"If-Modified-Since": date}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/meetings", FEED])
@pytest.mark.parametrize(
    ("query", "turned"),
    [
        ("start=2025-10-20", MODIFIED),
        ("start=today", "Mon, 20 Oct 2025 00:00:00 GMT"),
        ("end=%2B30d", "Mon, 20 Oct 2025 00:00:00 GMT"),
        ("end=%2B30d&tz=Asia/Seoul", "Sun, 19 Oct 2025 15:00:00 GMT"),
        ("past=90d", "Mon, 20 Oct 2025 00:00:00 GMT"),
        ("updated_since=-7d", "Mon, 20 Oct 2025 00:00:00 GMT"),
        ("known_on=today", "Mon, 20 Oct 2025 00:00:00 GMT"),
    ],
)
def test_a_view_that_counts_its_days_from_today_has_changed_at_midnight(
    reader: TestClient, stopped_clock: StoppedClock, path: str, query: str, turned: str
) -> None:
    stopped_clock.advance(days=1, hours=12)

    assert reader.get(f"{path}?{query}").headers["Last-Modified"] == turned
    assert reader.get(f"{path}?{query}", headers={"If-Modified-Since": turned}).status_code == 304


def test_a_view_that_counts_from_now_changes_all_the_time(reader: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=1)

    answer = reader.get("/api/v1/meetings?start=now")

    assert answer.headers["Last-Modified"] == "Sun, 19 Oct 2025 19:59:59 GMT"
    assert reader.get("/api/v1/meetings?start=now", headers={"If-Modified-Since": MODIFIED}).status_code == 200


@pytest.mark.parametrize("path", [MEETING, f"{MEETING}/claims", "/api/v1/parties", "/api/v1/parties/US"])
def test_of_the_past_no_time_of_change_is_said(reader: TestClient, stopped_clock: StoppedClock, path: str) -> None:
    stopped_clock.advance(days=2)

    answer = reader.get(f"{path}?as_of=-1d")

    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/meetings?country=MY", "/feeds/asean.ics", "/feeds/meetings.ics?country=MY"])
def test_a_change_elsewhere_moves_the_time_but_not_the_tag(
    client: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    stopped_clock.advance(hours=1)
    before = client.get(path)
    tell(database_of(client), XI, summary="They have met before.")
    wait_for_pulse(client)
    stopped_clock.advance(hours=1)

    after = client.get(path)

    assert after.headers["ETag"] == before.headers["ETag"]
    assert before.headers["Last-Modified"] == MODIFIED
    assert after.headers["Last-Modified"] == "Sat, 18 Oct 2025 21:00:00 GMT"
