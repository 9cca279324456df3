"""Pages show texts as texts, lead nowhere that is not there, and keep to the moment that they show."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from app.meetings.statement import SourceSaid
from tests.conftest import BASE_URL, StoppedClock
from tests.http.serving import SUMMIT, XI, database_of
from tests.store.factories import list_again, meet, source, tell

PAGE = f"/meetings/{XI}"
EVIL = "\"><script>alert('x')</script>&amp;{{ 7 * 7 }}<b onclick=evil()>"


class Links(HTMLParser):
    """Collects what a page leads to, and its elements and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src") and value]


def crawl(client: TestClient, start: str) -> Iterator[tuple[str, str]]:
    """Follow every link on this host; give each address with the page that it is on."""
    seen = {start}
    waiting = [start]
    while waiting:
        page = waiting.pop()
        answer = client.get(page)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in Links(answer.text).links:
            address = link.removeprefix(BASE_URL).partition("#")[0]
            if address.startswith("/") and address not in seen:
                seen.add(address)
                waiting.append(address)
                yield address, page


def test_every_link_leads_somewhere(reader: TestClient) -> None:
    found = dict(crawl(reader, "/"))

    assert {address: reader.get(address).status_code for address in found} == dict.fromkeys(found, 200)
    assert {PAGE, "/docs", "/feeds/meetings.ics", "/static/style.css"} <= set(found)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_every_link_of_a_past_moment_keeps_to_it(told_client: TestClient) -> None:
    moment = "known_on=2025-10-18"

    found = dict(crawl(told_client, f"/?{moment}"))

    pages = [address for address in found if address.startswith("/meetings/") and "/feeds/" not in address]
    assert f"{PAGE}?{moment}" in pages
    assert {told_client.get(address).status_code for address in pages} == {200}
    linked_from_the_past = [address for address in pages if moment in found[address] and moment not in address]
    assert all(address in (found[address].partition("?")[0], "/") for address in linked_from_the_past)


def test_a_page_shows_the_moment_that_is_asked_for(told_client: TestClient) -> None:
    assert "31 October" in told_client.get(f"{PAGE}?known_on=2025-10-18").text
    assert "31 October" in told_client.get(f"{PAGE}?as_of=2025-10-20").text
    assert "Gimhae Air Base" in told_client.get(PAGE).text
    assert "Gimhae Air Base" not in told_client.get(f"{PAGE}?known_on=2025-10-29").text


@pytest.mark.parametrize("query", ["as_of=2025-10-17", "known_on=2025-10-17"])
def test_before_anything_was_known_there_is_no_page(reader: TestClient, query: str) -> None:
    assert reader.get(f"{PAGE}?{query}").status_code == 404
    assert reader.get(f"/?{query}").status_code == 200


@pytest.mark.parametrize("kind", ["sqlite"])
def test_no_text_of_anybody_becomes_markup(new_client: Callable[[str], TestClient]) -> None:
    client = new_client("first")
    by = SourceSaid(
        publisher=EVIL, title=EVIL, url=f"https://example.org/?{'a' * 10}", published_on=source().published_on
    )
    meet(
        database_of(client),
        "evil",
        by=by,
        title=EVIL,
        summary=EVIL,
        place={"name": EVIL, "precision": "city", "country": "KR"},
        participants=[{"party": EVIL, "for_party": f"{EVIL} state", "office": EVIL}],
        topics=[EVIL[:50]],
        links=[{"rel": "series", "to": EVIL}, {"rel": "prepares", "to": XI}],
        said_by=EVIL,
        quotes={"title": EVIL, "place": EVIL},
    )
    tell(database_of(client), XI, by=by, links=[{"rel": "follows", "to": "evil"}])

    for path in ("/", "/meetings/evil", PAGE, "/meetings/evil?known_on=2025-10-18"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert not {"onclick", "onload", "onerror", "style"} & Links(page).attributes
        assert "<b onclick" not in page
        assert not [link for link in Links(page).links if link.lower().startswith(("javascript:", "data:"))]
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;{{ 7 * 7 }}" in client.get("/meetings/evil").text


@pytest.mark.parametrize("path", ["/", PAGE, "/docs", "/problems/gone"])
def test_a_query_is_never_repeated(reader: TestClient, path: str) -> None:
    answer = reader.get(f"{path}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "path", ["/meetings/a%00b", "/meetings/%ED%A0%80", "/meetings/" + "x" * 301, "/meetings/nothing"]
)
def test_an_address_of_nothing_is_refused_and_breaks_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (404, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_meeting_off_the_calendar_has_no_page_but_a_past(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=1)
    list_again(database_of(client), XI, listed=False)

    assert client.get(PAGE).status_code == 410
    assert client.get(f"{PAGE}?as_of=2025-10-18").status_code == 200
    assert client.get(f"{PAGE}?known_on=2025-10-18").status_code == 200
    assert PAGE not in client.get("/").text


@pytest.mark.parametrize("path", ["/", PAGE, f"{PAGE}?as_of=2025-10-18", "/docs", "/problems/gone"])
def test_a_reader_who_has_the_page_is_told_so(reader: TestClient, path: str) -> None:
    first = reader.get(path)

    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", f"/meetings/{SUMMIT}"])
def test_a_page_that_changes_with_the_clock_is_not_taken_for_unchanged(
    reader: TestClient, stopped_clock: StoppedClock, path: str
) -> None:
    before = reader.get(path)
    stopped_clock.advance(days=20)

    after = reader.get(path, headers={"If-Modified-Since": "Sat, 18 Oct 2025 20:30:00 GMT"})

    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert "Last-Modified" not in after.headers


def test_pages_need_nothing_from_another_host(reader: TestClient) -> None:
    for path in ("/", PAGE, "/docs"):
        page = reader.get(path).text
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"', page)
        assert [one for one in loaded if not one.startswith(("/", BASE_URL))] == []
