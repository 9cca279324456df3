"""Who comes to a page that is not there, or asks it for what there is not, is told so as a person is."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.conftest import BASE_URL, StoppedClock
from tests.http.serving import SUMMIT, XI, app_of, database_of, take_away
from tests.pages.markup import Markup
from tests.store.factories import list_again, meet, source, tell

HTML = "text/html; charset=utf-8"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ON = ["The calendar: who meets whom, when and where", "Subscribe to it", "The API"]
EVIL = "\"><script>alert('x')</script>{{7*7}}"


def read(client: TestClient, address: str, status: int, *, varies: bool = True) -> Markup:
    answer = client.get(address, headers=BROWSER)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, HTML)
    assert ("Accept" in answer.headers.get("Vary", "")) is varies
    assert answer.headers["Cache-Control"] == "no-cache"
    return Markup(answer.text)


def ways(page: Markup) -> list[str]:
    return [words for words in page.words("li") if words not in {"Calendar", "Subscribe", "API"}]


@pytest.mark.parametrize("path", ["/nowhere", "/Meetings", "/meetings", "/meetings/a/b", "/docs/x", "/static2"])
def test_a_page_that_is_not_there_says_so_and_leads_on(reader: TestClient, path: str) -> None:
    page = read(reader, path, 404)

    assert page.words("title") == ["This page is not there - Summitry"]
    assert page.words("p", class_="kicker") == ["404 · Not Found"]
    assert page.words("h1") == ["This page is not there"]
    assert page.words("p", class_="wide") == ["The address may be misspelled, or was cut short on its way."]
    assert ways(page) == ON
    assert {"/", "/#subscribe", "/docs"} <= set(page.addresses())


def test_a_meeting_that_is_not_known_leads_to_the_nearest_ones(client: TestClient) -> None:
    page = read(client, "/meetings/asean-sumit-2025", 404)

    assert page.words("p", class_="wide")[0] == "No meeting is known as 'asean-sumit-2025'."
    assert page.words("h2") == ["The nearest meetings", "From here"]
    assert ways(page) == ["ASEAN Summit", *ON]
    assert f"/meetings/{SUMMIT}" in page.addresses()


def test_of_the_nearest_meetings_only_those_on_the_calendar_are_linked(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(days=1)
    list_again(database_of(client), SUMMIT, listed=False)

    page = read(client, "/meetings/asean-sumit-2025", 404)

    assert f"/meetings/{SUMMIT}" not in page.addresses()
    assert ways(page) == ON


def test_a_meeting_that_is_gone_says_what_happened_and_what_is_still_there(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(days=1)
    list_again(database_of(client), XI, listed=False)
    stopped_clock.advance(days=1)
    tell(database_of(client), XI, by=source("Reuters", "2025-10-20"), summary="Said when it was off.")

    page = read(client, f"/meetings/{XI}", 410)

    assert page.words("h1") == ["This meeting was taken off the calendar"]
    assert page.words("p", class_="wide") == [
        "“Trump-Xi meeting”: taken off the calendar, recorded here on 19 October 2025.",
        "What was said of it is still there.",
    ]
    assert ways(page) == ["The meeting as it was last shown", "Its history, as data", "Its claims, as data", *ON]
    still = [one for one in page.addresses() if XI in one]
    assert still == [
        f"/meetings/{XI}?as_of=2025-10-18T20%3A00%3A00%2B00%3A00",
        f"/api/v1/meetings/{XI}/history",
        f"/api/v1/meetings/{XI}/claims",
    ]
    assert [client.get(address, headers=BROWSER).status_code for address in still] == [200, 200, 200]


def test_a_meeting_that_was_merged_leads_to_the_other_one(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=1)
    meet(database_of(client), "trump-meets-xi")
    same = [{"rel": "same_as", "to": XI}]
    tell(database_of(client), "trump-meets-xi", by=source("Kyodo", "2025-10-19"), links=same)

    page = read(client, "/meetings/trump-meets-xi", 410)

    assert page.words("h2") == ["It is now", "What is still there", "From here"]
    assert page.words("h1") == ["This meeting is told of under another name"]
    assert page.words("p", class_="wide")[0] == (
        '“Trump meets xi”: merged into "Trump-Xi meeting"; source: Kyodo, recorded here on 19 October 2025.'
    )
    assert ways(page)[0] == read(client, f"/meetings/{XI}", 200, varies=False).words("h1")[0]
    assert f"/meetings/{XI}" in page.addresses()


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("known_on=2025-13-01", "known_on", "known_on is a day"),
        ("as_of=nonsense", "as_of", "as_of is a day"),
        ("as_off=today", "as_off", "no such parameter here; did you mean as_of? (near: as_of)"),
        ("known_on=today&known_on=today", "known_on", "takes one value, not 2"),
    ],
)
@pytest.mark.parametrize("path", ["/", f"/meetings/{XI}"])
def test_a_page_that_is_asked_for_what_there_is_not_names_the_rule(
    reader: TestClient, path: str, query: str, field: str, rule: str
) -> None:
    page = read(reader, f"{path}?{query}", 422)

    assert page.words("h1") == ["This address asks for what there is not"]
    assert ways(page)[0].startswith(f"{field}: {rule}")
    assert ways(page)[1:] == ["This page without what was asked of it", *ON]
    assert path in page.addresses()


def test_a_moment_without_the_meeting_leads_to_the_meeting_as_it_is_now(reader: TestClient) -> None:
    page = read(reader, f"/meetings/{XI}?as_of=2025-10-01", 404)

    assert page.words("p", class_="wide") == ["It may not have been known by then, or not have been on the calendar."]
    assert f"/meetings/{XI}" in page.addresses()


def test_a_calendar_that_is_away_asks_for_patience(client: TestClient) -> None:
    take_away(database_of(client))

    answer = client.get("/", headers=BROWSER)

    assert (answer.status_code, answer.headers["Content-Type"]) == (503, HTML)
    assert answer.headers["Retry-After"] == "2"
    page = Markup(answer.text)
    assert page.words("h1") == ["The calendar is busy"]
    assert page.words("p", class_="quiet") == [f"The number of this request is {answer.headers['X-Request-Id']}."]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_failure_gives_its_number_and_nothing_of_the_inside(new_client: Callable[[str], TestClient]) -> None:
    app = app_of(new_client("empty"))

    def fail() -> None:
        raise RuntimeError("secret")

    app.add_api_route("/failing", fail)
    client = TestClient(app, base_url=BASE_URL, raise_server_exceptions=False)

    answer = client.get("/failing", headers=BROWSER)

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, HTML)
    assert answer.headers["X-Request-Id"] in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html;q=0.5,*/*", "x" * 10_000, ""])
@pytest.mark.parametrize("path", ["/nowhere", "/?party=US", "/meetings/nothing"])
def test_programs_are_told_the_same_as_a_document(reader: TestClient, path: str, accept: str) -> None:
    answer = reader.get(path, headers={"Accept": accept})

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Vary"] == "Accept"
    assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize(
    "path", ["/api/v1/nowhere", "/api", "/feeds/nothing.ics", "/openapi.json/x", "/health?x=1", "/static/nothing.css"]
)
def test_who_is_no_page_is_told_so_as_a_document_even_in_a_browser(reader: TestClient, path: str) -> None:
    answer = reader.get(path, headers=BROWSER)

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Accept" not in answer.headers.get("Vary", "")


def test_a_method_that_pages_do_not_have_is_refused_as_a_page_with_those_that_they_have(reader: TestClient) -> None:
    answer = reader.post("/", headers=BROWSER)

    assert (answer.status_code, answer.headers["Content-Type"]) == (405, HTML)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_says_the_same_without_the_page(reader: TestClient) -> None:
    head, get = (reader.request(method, "/nowhere", headers=BROWSER) for method in ("HEAD", "GET"))

    assert (head.status_code, head.content) == (404, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize("path", ["/{}", "/meetings/{}", "/?{}=1", "/?known_on={}", "/problems/{}", "//evil.test"])
def test_nothing_of_an_address_becomes_markup_or_a_way_out(reader: TestClient, path: str) -> None:
    answer = reader.get(BASE_URL + path.format(quote(EVIL)), headers=BROWSER)

    page = Markup(answer.text)
    assert answer.status_code in (404, 422)
    assert page.every("script") == []
    assert not any(name.startswith("on") or name == "style" for one in page.found for name in one.attributes)
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in page.addresses())


def test_a_page_of_a_refusal_loads_only_what_a_strict_policy_allows(reader: TestClient) -> None:
    page = read(reader, "/nowhere", 404)

    loaded = [one.attributes["href"] for one in page.every("link")]
    assert loaded == ["/static/icon.svg", "/static/style.css"]
    assert page.every("script") == page.every("style") == page.every("img") == []
