"""Editors keep sources, parties and named calendars; what they change is shown everywhere, and can be undone."""

from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.roles import Role
from tests.access.keyring import bearer, give_key
from tests.conftest import StoppedClock
from tests.http.serving import XI, database_of

API = "/api/v1"
SOURCE = {"publisher": "The Paper", "title": "Leaders to meet", "published_on": "2025-10-18"}
SUMMITS = {"name": "summits", "title": "Summits", "description": "Of leaders.", "query": "kind=summit"}


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    return bearer(give_key(database_of(client), Role.EDITOR))


def change(client: TestClient, key: dict[str, str], method: str, address: str, body: Any = None) -> Response:
    tag = client.get(f"{API}{address}").headers["ETag"]
    return client.request(method, f"{API}{address}", json=body, headers=key | {"If-Match": tag})


def test_a_source_is_stored_once_and_completed(client: TestClient, editor: dict[str, str]) -> None:
    first = client.post(f"{API}/sources", json=SOURCE, headers=editor)

    again = client.post(
        f"{API}/sources", json=SOURCE | {"archive_url": "https://archive.example.org/1"}, headers=editor
    )

    assert (first.status_code, first.headers["Location"]) == (201, f"{API}/sources/{first.json()['id']}")
    assert again.json() == first.json() | {"archive_url": "https://archive.example.org/1"}
    assert client.get(first.headers["Location"]).json() == again.json()


def test_a_stored_source_is_named_by_its_id(client: TestClient, editor: dict[str, str]) -> None:
    source = client.post(f"{API}/sources", json=SOURCE, headers=editor).json()["id"]

    said = {"title": "A call", "kind": "call", "when": "2025-11-02", "source": source}
    made = client.post(f"{API}/meetings", json=said, headers=editor).json()["document"]

    assert [one["id"] for one in made["sources"]] == [source]


def test_a_renamed_party_is_shown_so_in_every_meeting(client: TestClient, editor: dict[str, str]) -> None:
    before = client.get("/health").json()["number"]
    meetings = len(client.get(f"{API}/meetings?party=Xi%20Jinping").json()["items"])

    answer = change(
        client, editor, "PATCH", "/parties/Xi%20Jinping", {"name": "President Xi", "aliases": ["Xi Jinping"]}
    )

    shown = client.get(f"{API}/meetings/{XI}").json()["participants"]
    assert (answer.status_code, answer.json()["name"]) == (200, "President Xi")
    assert "President Xi" in [one["party"]["name"] for one in shown]
    assert client.get(f"{API}/parties/Xi%20Jinping").json()["name"] == "President Xi"
    assert client.get("/health").json()["number"] == before + meetings


def test_two_parties_that_are_one_are_shown_as_one_until_that_is_undone(
    client: TestClient, editor: dict[str, str]
) -> None:
    said = {"title": "A call", "kind": "call", "when": "2025-11-02", "source": SOURCE}
    part = {"party": "Xi Jingping", "for_party": "CN"}
    made = client.post(f"{API}/meetings", json=said | {"participants": [part]}, headers=editor).json()["document"]
    twin = made["participants"][0]["party"]["id"]

    answer = change(client, editor, "PATCH", f"/parties/{twin}", {"same_as": "Xi Jinping"})

    names = [one["party"]["name"] for one in client.get(f"{API}/meetings/{made['slug']}").json()["participants"]]
    found = [one["slug"] for one in client.get(f"{API}/meetings?person=Xi%20Jinping").json()["items"]]
    assert (answer.status_code, names) == (200, ["Xi Jinping"])
    assert made["slug"] in found
    named = client.get(f"{API}/parties/Xi%20Jingping").json()
    assert (named["name"], named["same_as"]) == ("Xi Jinping", None)
    read = client.get(f"{API}/parties/{twin}")
    assert (read.json(), read.headers["ETag"]) == (answer.json(), answer.headers["ETag"])
    assert (read.json()["name"], read.json()["same_as"]) == ("Xi Jingping", named["id"])
    undone = change(client, editor, "PATCH", f"/parties/{twin}", {"same_as": None})
    again = client.get(f"{API}/meetings/{made['slug']}").json()["participants"]
    assert (undone.status_code, [one["party"]["name"] for one in again]) == (200, ["Xi Jingping"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"name": None}, "body"),
        ({"same_as": "Xi Jinping"}, "same_as"),
        ({"same_as": "Nobody"}, "same_as"),
        ({"same_as": "CN"}, "same_as"),
        ({"name": "a\u0000"}, "name"),
        ({"born": "1953"}, "born"),
    ],
)
def test_a_party_is_not_changed_against_the_rules(
    client: TestClient, editor: dict[str, str], body: dict[str, object], field: str
) -> None:
    before = client.get(f"{API}/parties/Xi%20Jinping").json()

    answer = change(client, editor, "PATCH", "/parties/Xi%20Jinping", body)

    assert (answer.status_code, answer.json()["errors"][0]["field"] or "body") == (422, field)
    assert client.get(f"{API}/parties/Xi%20Jinping").json() == before


def test_a_new_calendar_has_a_feed(client: TestClient, editor: dict[str, str]) -> None:
    answer = client.post(f"{API}/calendars", json=SUMMITS, headers=editor)

    assert (answer.status_code, answer.headers["Location"]) == (201, f"{API}/calendars/summits")
    assert client.get("/feeds/summits.ics").text.count("BEGIN:VEVENT") == 2
    assert "summits" in [one["name"] for one in client.get(f"{API}/calendars").json()["items"]]


def test_a_name_is_given_once(client: TestClient, editor: dict[str, str]) -> None:
    answer = client.post(f"{API}/calendars", json=SUMMITS | {"name": "us-china"}, headers=editor)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "name")


def test_a_changed_calendar_keeps_its_feed(
    client: TestClient, editor: dict[str, str], stopped_clock: StoppedClock
) -> None:
    client.get("/feeds/us-china.ics")
    stopped_clock.advance(minutes=1)
    content = {name: value for name, value in SUMMITS.items() if name != "name"}

    answer = change(client, editor, "PUT", "/calendars/us-china", content)

    feed = client.get("/feeds/us-china.ics").text
    assert (answer.status_code, answer.json()["title"]) == (200, "Summits")
    assert ("NAME:Summits" in feed, feed.count("BEGIN:VEVENT")) == (True, 2)


def test_an_ended_calendar_says_so_until_it_is_begun_again(client: TestClient, editor: dict[str, str]) -> None:
    ended = change(client, editor, "DELETE", "/calendars/us-china")

    gone = [client.get(address).status_code for address in ("/feeds/us-china.ics", f"{API}/calendars/us-china")]
    listed = [one["name"] for one in client.get(f"{API}/calendars").json()["items"]]
    begun = client.post(f"{API}/calendars", json=SUMMITS | {"name": "us-china"}, headers=editor)
    assert (ended.status_code, gone, "us-china" in listed) == (200, [410, 410], False)
    assert (begun.status_code, client.get("/feeds/us-china.ics").status_code) == (201, 200)


@pytest.mark.parametrize(
    ("change_of", "field"),
    [
        ({"query": "party=Trmup"}, "query"),
        ({"query": "colour=red"}, "query"),
        ({"query": "start=now"}, "query"),
        ({"name": "meetings"}, "name"),
        ({"name": "Summits!"}, "name"),
        ({"color": "reddish"}, "color"),
        ({"title": ""}, "title"),
    ],
)
def test_a_calendar_whose_feed_could_not_answer_is_refused(
    client: TestClient, editor: dict[str, str], change_of: dict[str, str], field: str
) -> None:
    answer = client.post(f"{API}/calendars", json=SUMMITS | change_of, headers=editor)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert client.get(f"{API}/calendars/summits").status_code == 404
