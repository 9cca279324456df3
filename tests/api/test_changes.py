"""Whoever follows the tokens ends with exactly the list."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.http.tokens import read_token
from app.store.ledger import Mark
from tests.conftest import ERA, FIRST_EVENING, StoppedClock
from tests.http.serving import SUMMIT, TALKS, XI, database_of
from tests.store.factories import list_again, meet, tell

CHANGES = "/api/v1/changes"
MEETINGS = "/api/v1/meetings"
FIRST_STAMP = int(FIRST_EVENING.timestamp())


def follow(client: TestClient, address: str) -> tuple[list[dict[str, Any]], str]:
    """Follow `next` to the end; return every change, and the last token."""
    items: list[dict[str, Any]] = []
    while True:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        items += body["items"]
        if body["next"] is None:
            assert "Link" not in answer.headers
            return items, body["sync_token"]
        assert answer.headers["Link"] == f'<{body["next"]}>; rel="next"'
        address = body["next"]


def applied(shown: dict[str, Any], changes: list[dict[str, Any]]) -> dict[str, Any]:
    """Do what a reader does with changes."""
    for change in changes:
        if change["action"] == "removed":
            assert change["document"] is None
            shown.pop(change["meeting"], None)
        else:
            assert change["document"]["slug"] == change["meeting"]
            shown[change["meeting"]] = change["document"]
    return shown


def test_from_the_beginning_every_meeting_is_new(reader: TestClient) -> None:
    changes, _ = follow(reader, f"{CHANGES}?limit=3")

    assert [change["number"] for change in changes] == list(range(1, 9))
    assert {change["action"] for change in changes} == {"put"}
    assert changes[-1]["words"] == "New: Trump-Xi meeting, some time in 31 October - 1 November 2025"
    assert changes[-1]["document"] == reader.get(f"{MEETINGS}/{XI}").json()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "country=KR",
        "vague=hide",
        "party_all=US&party_all=CN",
        "end=2025-10-30",
        "status=scheduled&certainty_min=eos4",
        "start=-14d&end=%2B1d&tz=Asia/Seoul",
    ],
)
def test_a_reader_who_follows_ends_with_the_list(told_client: TestClient, query: str) -> None:
    list_again(database_of(told_client), SUMMIT, listed=False)
    after = told_client.get(f"{MEETINGS}?{query}").json()
    before = told_client.get(f"{MEETINGS}?{query}&as_of=2025-10-20").json()
    token = replace(read_token(after["sync_token"]), mark=Mark(ERA, 8), stamp=FIRST_STAMP).write()

    changes, reached = follow(told_client, f"{CHANGES}?since={token}&limit=1")

    shown = {item["slug"]: item for item in before["items"]}
    assert applied(shown, changes) == {item["slug"]: item for item in after["items"]}
    assert [change["number"] for change in changes] == sorted({change["number"] for change in changes})
    assert reached == after["sync_token"]
    assert follow(told_client, f"{CHANGES}?since={token}") == (changes, reached)
    assert follow(told_client, f"{CHANGES}?since={reached}") == ([], reached)


def test_a_meeting_that_leaves_the_view_is_removed_and_one_that_enters_is_put(client: TestClient) -> None:
    token = client.get(f"{MEETINGS}?country=KR").json()["sync_token"]

    tell(database_of(client), XI, place={"precision": "country", "country": "MY"}, bearing="replaces")
    tell(database_of(client), TALKS, place={"precision": "country", "country": "KR"}, bearing="replaces")
    changes, _ = follow(client, f"{CHANGES}?since={token}")

    assert [(change["action"], change["meeting"]) for change in changes] == [("removed", XI), ("put", TALKS)]
    assert "place" in changes[0]["changed"]


def test_a_token_freezes_what_was_relative(client: TestClient, stopped_clock: StoppedClock) -> None:
    token = client.get(f"{MEETINGS}?start=today&end=%2B7d").json()["sync_token"]
    stopped_clock.advance(days=30)

    meet(database_of(client), "early", when="2025-10-20")
    meet(database_of(client), "late", when="2025-11-20")
    changes, _ = follow(client, f"{CHANGES}?since={token}")

    assert [change["meeting"] for change in changes] == ["early"]


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("party=US", "party", "the token holds the filter of its list; leave this out"),
        ("tz=UTC&past=90d", "past", "the token holds the filter of its list; leave this out"),
        ("sort=start", "sort", "cannot be followed: changes are what happens from now on"),
        ("as_of=2025-10-18", "as_of", "cannot be followed: changes are what happens from now on"),
        ("known_on=2025-10-18", "known_on", "cannot be followed: changes are what happens from now on"),
        ("cursor=x", "cursor", "cannot be followed: changes are what happens from now on"),
    ],
)
def test_a_token_comes_alone(reader: TestClient, query: str, field: str, rule: str) -> None:
    token = reader.get(MEETINGS).json()["sync_token"]

    answer = reader.get(f"{CHANGES}?since={token}&{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": field, "rule": rule, "near": []}]


@pytest.mark.parametrize("name", ["sort=start", "as_of=2025-10-18", "known_on=2025-10-18", "cursor=x"])
def test_the_past_cannot_be_followed_without_a_token_either(reader: TestClient, name: str) -> None:
    assert reader.get(f"{CHANGES}?{name}").status_code == 422


def test_an_unrelated_change_moves_the_token_but_not_the_tag(client: TestClient) -> None:
    address = f"{CHANGES}?since={client.get(f'{MEETINGS}?country=KR').json()['sync_token']}"
    before = client.get(address)

    tell(database_of(client), TALKS, summary="Elsewhere.")
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 304
    assert client.get(address).json()["sync_token"] != before.json()["sync_token"]
