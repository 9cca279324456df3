"""Names that come to mean another party: whoever follows one is told, and nobody's subscription breaks."""

from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.roles import Role
from app.http.following import MEANT_OTHERWISE
from app.http.tokens import read_token
from tests.access.keyring import bearer, give_key
from tests.api.test_changes import applied, follow
from tests.http.serving import database_of, wait_for_pulse
from tests.store.factories import meet, tell

API = "/api/v1"
ONE, TWO = "Party One", "Party Two"


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    """Give an editor's key for a calendar with two meetings of two parties."""
    meet(database_of(client), "one", participants=[{"party": ONE}])
    meet(database_of(client), "two", participants=[{"party": TWO}])
    return bearer(give_key(database_of(client), Role.EDITOR))


def change(client: TestClient, key: dict[str, str], party: str, **said: Any) -> Response:
    address = f"{API}/parties/{quote(party)}"
    tag = client.get(address).headers["ETag"]
    return client.patch(address, json=said, headers=key | {"If-Match": tag})


class Follower:
    """A reader who follows a view, and reads the list anew where they are told to."""

    def __init__(self, client: TestClient, query: str) -> None:
        self.client, self.query = client, query
        self.resyncs = 0
        self.shown: dict[str, Any] = {}
        self.token = self.read(f"{API}/meetings?{query}")

    def read(self, address: str) -> str:
        body = self.client.get(address).json()
        self.shown = {item["slug"]: item for item in body["items"]}
        return str(body["sync_token"])

    def go_on(self) -> None:
        answer = self.client.get(f"{API}/changes?since={self.token}")
        if answer.status_code == 410:
            assert answer.json()["errors"][0]["rule"] == MEANT_OTHERWISE
            self.token, self.resyncs = self.read(answer.json()["resync"]), self.resyncs + 1
        changes, self.token = follow(self.client, f"{API}/changes?since={self.token}")
        applied(self.shown, changes)

    def has_the_list(self) -> bool:
        listed = self.client.get(f"{API}/meetings?{self.query}").json()["items"]
        return self.shown == {item["slug"]: item for item in listed}


def merge(client: TestClient, key: dict[str, str]) -> None:
    assert change(client, key, ONE, same_as=TWO).status_code == 200


def part(client: TestClient, key: dict[str, str]) -> None:
    twin = client.get(f"{API}/meetings/one?as_of=2025-10-18T20:00:00Z").json()["participants"][0]["party"]["id"]
    assert change(client, key, twin, same_as=None).status_code == 200


def move_alias(client: TestClient, key: dict[str, str]) -> None:
    assert change(client, key, ONE, aliases=[]).status_code == 200
    assert change(client, key, TWO, aliases=["The Party"]).status_code == 200


def merge_and_part(client: TestClient, key: dict[str, str]) -> None:
    merge(client, key)
    part(client, key)


# Followers.

RESYNCS = {merge: [1, 0, 1], move_alias: [0, 0, 1], merge_and_part: [0, 0, 0]}
SHOWN = {merge: ["one", "two"], move_alias: ["two"], merge_and_part: ["one"]}


@pytest.mark.parametrize("parameter", ["party", "party_all", "person"])
@pytest.mark.parametrize("step", [merge, move_alias, merge_and_part])
def test_whoever_follows_a_name_ends_with_the_list_when_it_means_another_party(
    client: TestClient,
    editor: dict[str, str],
    parameter: str,
    step: Any,
) -> None:
    change(client, editor, ONE, aliases=["The Party"], kind="person")
    change(client, editor, TWO, kind="person")
    followers = [Follower(client, f"{parameter}={name}") for name in (ONE, TWO, "The Party")]

    step(client, editor)
    tell(database_of(client), "two", topics=["rice"])
    for follower in followers:
        follower.go_on()

    assert all(follower.has_the_list() for follower in followers)
    assert [follower.resyncs for follower in followers] == RESYNCS[step]
    assert list(followers[2].shown) == SHOWN[step]


def test_whoever_follows_a_name_ends_with_the_list_when_two_parties_are_parted(
    client: TestClient, editor: dict[str, str]
) -> None:
    merge(client, editor)
    followers = [Follower(client, f"party={name}") for name in (ONE, TWO)]

    part(client, editor)
    for follower in followers:
        follower.go_on()

    assert [follower.has_the_list() for follower in followers] == [True, True]
    assert [list(follower.shown) for follower in followers] == [["one"], ["two"]]
    assert [follower.resyncs for follower in followers] == [1, 0]


@pytest.mark.usefixtures("editor")
def test_whoever_follows_the_parts_of_a_meeting_ends_with_the_list_when_it_is_merged(client: TestClient) -> None:
    database = database_of(client)
    for whole in ("one", "two"):
        meet(database, f"part-of-{whole}", links=[{"rel": "part_of", "to": whole}])
    followers = [Follower(client, f"part_of={whole}") for whole in ("one", "two")]

    tell(database, "one", links=[{"rel": "same_as", "to": "two"}])
    wait_for_pulse(client)
    for follower in followers:
        follower.go_on()

    assert [follower.has_the_list() for follower in followers] == [True, True]
    assert [sorted(follower.shown) for follower in followers] == [["part-of-one", "part-of-two"]] * 2
    assert [follower.resyncs for follower in followers] == [1, 0]


def test_a_number_is_gone_on_from_where_no_name_of_the_filter_means_another_party(
    client: TestClient, editor: dict[str, str]
) -> None:
    followers = [Follower(client, query) for query in ("", "country=KR", "party=US", f"party={TWO}", "place=Malaysia")]

    merge(client, editor)
    for follower in followers:
        follower.go_on()

    assert [(follower.has_the_list(), follower.resyncs) for follower in followers] == [(True, 0)] * 5


def test_a_token_that_does_not_say_whom_its_names_meant_is_not_gone_on_from(
    client: TestClient, editor: dict[str, str]
) -> None:
    follower = Follower(client, "party=US")
    held = read_token(follower.token)
    follower.token = type(held)(held.mark, held.stamp, held.wanted).write()

    merge(client, editor)
    follower.go_on()

    assert (follower.has_the_list(), follower.resyncs) == (True, 1)


def test_pages_are_begun_anew_when_a_name_means_another_party(client: TestClient, editor: dict[str, str]) -> None:
    meet(database_of(client), "three", participants=[{"party": ONE}])
    following = client.get(f"{API}/meetings?party={ONE}&limit=1").json()["next"]
    other = client.get(f"{API}/meetings?party=US&limit=1").json()["next"]

    merge(client, editor)
    answer = client.get(following)

    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (410, MEANT_OTHERWISE)
    assert len(client.get(answer.json()["resync"]).json()["items"]) == 1
    assert client.get(other).status_code == 200


# Names.


def found_by(client: TestClient, party: str) -> list[str]:
    answer = client.get(f"{API}/meetings?party={quote(party)}")
    assert answer.status_code == 200, answer.text
    return [item["slug"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("said", "field", "other"),
    [
        ({"aliases": ["US"]}, "aliases", "United States"),
        ({"aliases": ["us"]}, "aliases", "United States"),
        ({"aliases": ["Czech Republic"]}, "aliases", "Czechia"),
        ({"aliases": ["The One", "PARTY  twó"]}, "aliases", TWO),
        ({"name": TWO}, "name", TWO),
        ({"name": "Xi Jinping"}, "name", "Xi Jinping"),
        ({"code": "NO"}, "code", "Norway"),
        ({"code": "P2"}, "code", TWO),
        ({"name": "Deuxième"}, "name", TWO),
    ],
)
def test_a_name_that_means_another_party_is_refused(
    client: TestClient, editor: dict[str, str], said: dict[str, Any], field: str, other: str
) -> None:
    change(client, editor, TWO, code="P2", aliases=["Deuxieme"])
    before = client.get(f"{API}/parties/{ONE}").json()

    answer = change(client, editor, ONE, **said)

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (409, field)
    assert error["rule"].endswith(f"already means {other!r}, and can mean one party alone")
    assert error["near"][0].startswith(f"{other} (")
    assert client.get(f"{API}/parties/{ONE}").json() == before
    assert client.get("/feeds/us-china.ics").status_code == 200


def test_a_party_keeps_its_own_names(client: TestClient, editor: dict[str, str]) -> None:
    said = {"name": "united states", "code": "US", "aliases": ["USA", "The States"]}

    assert change(client, editor, "US", **said).status_code == 200
    assert client.get(f"{API}/parties/The%20States").json()["name"] == "united states"


@pytest.mark.parametrize("said", [{"name": "Party 1"}, {"name": "Party 1", "aliases": []}])
def test_a_former_name_still_means_the_party(client: TestClient, editor: dict[str, str], said: dict[str, Any]) -> None:
    calendar = {"name": "ones", "title": "Ones", "description": "Of the one.", "query": "party=Party+One"}
    client.post(f"{API}/calendars", json=calendar, headers=editor)

    change(client, editor, ONE, **said)

    assert found_by(client, ONE) == found_by(client, "Party 1") == ["one"]
    assert client.get("/feeds/ones.ics").text.count("BEGIN:VEVENT") == 1
    assert client.get(f"{API}/parties/{ONE}").json()["name"] == "Party 1"


def test_a_former_name_means_another_party_that_takes_it_and_else_the_last_that_had_it(
    client: TestClient, editor: dict[str, str]
) -> None:
    move_alias(client, editor)
    change(client, editor, ONE, aliases=["A Name"])
    change(client, editor, ONE, aliases=[])

    assert found_by(client, "A Name") == ["one"]
    assert change(client, editor, TWO, name="A Name").status_code == 200
    assert found_by(client, "A Name") == ["two"]
    assert change(client, editor, TWO, name="B Name", aliases=[]).status_code == 200
    assert found_by(client, "A Name") == ["two"]
    assert change(client, editor, ONE, aliases=["A Name"]).status_code == 200
    assert found_by(client, "A Name") == ["one"]


def test_two_parties_are_not_parted_with_one_name(client: TestClient, editor: dict[str, str]) -> None:
    merge(client, editor)
    assert change(client, editor, TWO, name=ONE).status_code == 200
    twin = client.get(f"{API}/meetings/one?as_of=2025-10-18T20:00:00Z").json()["participants"][0]["party"]["id"]

    refused = change(client, editor, twin, same_as=None)
    parted = change(client, editor, twin, same_as=None, name="Party Zero", aliases=[])

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (409, "same_as")
    assert parted.status_code == 200
    assert (found_by(client, ONE), found_by(client, "Party Zero")) == (["two"], ["one"])


def test_a_writer_who_uses_a_former_name_means_the_party_and_makes_none(
    client: TestClient, editor: dict[str, str]
) -> None:
    change(client, editor, ONE, name="Party 1", aliases=[])
    said = {"title": "Three", "kind": "talks", "when": "2025-11-02", "participants": [{"party": ONE}]}
    source = {"publisher": "The Paper", "title": "Leaders to meet", "published_on": "2025-10-18"}

    made = client.post(f"{API}/meetings", json=said | {"source": source}, headers=editor).json()

    assert [one["party"]["name"] for one in made["document"]["participants"]] == ["Party 1"]
    assert made["new_parties"] == []
    assert change(client, editor, TWO, name=ONE).status_code == 200
