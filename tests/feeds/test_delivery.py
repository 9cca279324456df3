"""How a feed reaches the calendar apps that ask for it."""

import gzip
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.conftest import StoppedClock
from tests.http.serving import SUMMIT, XI, database_of, wait_for_pulse
from tests.store.factories import tell

FEED = "/feeds/meetings.ics"
ONE = f"/feeds/meetings/{XI}.ics"
FEEDS = [FEED, f"{FEED}?party=US", "/feeds/us-china.ics", ONE]
PLAIN = {"Accept-Encoding": "identity"}
GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_every_header_that_clients_go_by(reader: TestClient, path: str) -> None:
    answer = reader.get(path, headers=PLAIN)

    headers = {name: value for name, value in answer.headers.items() if not name.startswith(("access-", "x-"))}
    assert headers == {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(answer.content)),
        "content-disposition": f'inline; filename="{path.rpartition("/")[2].partition("?")[0]}"',
        "cache-control": "public, max-age=300, stale-if-error=86400",
        "vary": "Accept-Encoding",
        "etag": headers["etag"],
        "last-modified": "Sat, 18 Oct 2025 19:59:59 GMT",
    }
    assert headers["etag"].startswith('"')


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        (None, False),
        ("", False),
        ("identity", False),
        ("br, zstd", False),
        ("gzip", True),
        ("GZIP;q=1.0", True),
        ("gzip, deflate, br, zstd", True),
        ("deflate, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip", True),
        ("*;q=0", False),
        ("gzipped", False),
        ("br," * 4000 + "gzip", False),
    ],
)
def test_a_feed_is_compressed_only_when_asked(reader: TestClient, accepted: str | None, *, is_compressed: bool) -> None:
    request = reader.build_request("GET", FEED)
    request.headers.pop("Accept-Encoding")
    if accepted is not None:
        request.headers["Accept-Encoding"] = accepted

    answer = reader.send(request)

    assert answer.headers.get("Content-Encoding") == ("gzip" if is_compressed else None)
    assert answer.headers["ETag"].endswith('-gzip"') is is_compressed
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "agent", ["Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0; Pro)", "Microsoft Outlook"]
)
def test_classic_outlook_gets_it_plain(reader: TestClient, agent: str) -> None:
    answer = reader.get(FEED, headers=GZIP | {"User-Agent": agent})

    assert "Content-Encoding" not in answer.headers


def test_both_forms_are_one_feed(reader: TestClient) -> None:
    plain, compressed = reader.get(FEED, headers=PLAIN), reader.get(FEED, headers=GZIP)

    assert plain.content == compressed.content
    assert int(compressed.headers["Content-Length"]) < int(plain.headers["Content-Length"])
    assert plain.headers["ETag"].strip('"') == compressed.headers["ETag"].strip('"').removesuffix("-gzip")
    for held in (plain, compressed):
        for asked in (PLAIN, GZIP):
            again = reader.get(FEED, headers=asked | {"If-None-Match": held.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert "Content-Encoding" not in again.headers
            assert "Content-Disposition" not in again.headers


@pytest.mark.parametrize("asked", [PLAIN, GZIP], ids=["plain", "gzip"])
def test_head_says_how_long_the_feed_is(reader: TestClient, asked: dict[str, str]) -> None:
    head, get = reader.head(FEED, headers=asked), reader.get(FEED, headers=asked)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Content-Encoding", "ETag", "Last-Modified"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("accept", ["", "text/html", "application/calendar+json", "*/*;q=nan" + ",*/*" * 3000])
def test_what_a_client_accepts_makes_no_difference(reader: TestClient, accept: str) -> None:
    assert reader.get(FEED, headers={"Accept": accept}).content == reader.get(FEED).content


def test_a_range_gets_the_whole_feed(reader: TestClient) -> None:
    ranges = ",".join(f"{start}-{start}" for start in range(0, 6000, 2))

    assert reader.get(FEED, headers={"Range": f"bytes={ranges}"}).status_code == 200


@pytest.mark.parametrize("path", [f"{FEED}?country=MY", "/feeds/asean.ics", ONE])
def test_last_modified_never_goes_back_when_an_event_leaves(
    client: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    seen = []
    for number in range(3):
        stopped_clock.advance(hours=1)
        place = {"name": f"Town {number}", "precision": "city", "country": "MY" if number % 2 else "KR"}
        tell(database_of(client), SUMMIT, place=place, bearing="replaces")
        wait_for_pulse(client)
        stopped_clock.advance(hours=1)
        seen.append(client.get(path).headers["Last-Modified"])

    assert seen == [f"Sat, 18 Oct 2025 {hour}:00:00 GMT" for hour in (21, 23)] + ["Sun, 19 Oct 2025 01:00:00 GMT"]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_every_process_gives_the_same_bytes(new_client: Callable[[str], TestClient]) -> None:
    one, other = new_client("both"), new_client("both")

    for path in FEEDS:
        assert one.get(path).content == other.get(path).content
        assert one.get(path).headers["ETag"] == other.get(path).headers["ETag"]


def test_the_compressed_form_is_plain_gzip(reader: TestClient) -> None:
    with reader.stream("GET", FEED, headers=GZIP) as answer:
        raw = b"".join(answer.iter_raw())

    assert gzip.decompress(raw) == reader.get(FEED, headers=PLAIN).content
    assert raw[4:8] == b"\0\0\0\0", "a time of compression would make each process's bytes its own"
