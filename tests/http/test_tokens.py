"""Cursors and tokens are no secrets, so anybody can make one up: none is believed."""

import base64
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.http.asking import MOST_QUERY
from app.http.tokens import (
    MOST_TOKEN,
    Cursor,
    Token,
    fingerprint,
    read_cursor,
    read_name_cursor,
    read_serial,
    read_token,
    write_key,
    write_token,
)
from app.meetings.errors import TokenError
from app.meetings.filter import Cancelled, Sort, Vague, Wanted
from app.meetings.terms import Eos
from app.store.ledger import Head, Mark
from tests.conftest import ERA, FIRST_EVENING

MEETINGS = "/api/v1/meetings"
AT = "2025-10-18T20:00:00+00:00"
START = "2025-10-26T00:00:00+00:00"
ID = "3d88f35f-2640-58f9-afb4-617d6d0dca9b"
EVERYTHING = fingerprint(Wanted())
FIRST_STAMP = int(FIRST_EVENING.timestamp())
HEAD = Head(7, 60, FIRST_EVENING, FIRST_EVENING, ERA, None)

NOT_PACKED = {
    "nothing": "",
    "a path": "../",
    "another one's": "eyJpZCI6MX0",
    "no base64": "é",
    "no JSON": "AAAA",
    "a list": "W10",
    "deep": base64.urlsafe_b64encode(b"[" * 5000).decode().rstrip("="),
    "a huge number": base64.urlsafe_b64encode(b'{"n":' + b"9" * 5000 + b"}").decode().rstrip("="),
    "a surrogate": base64.urlsafe_b64encode(
        b'{"e":"\\ud800","n":1,"s":0,"q":"party=\\ud800","f":"\\ud800","k":"\\ud800"}'
    )
    .decode()
    .rstrip("="),
    "NUL": "a%00b",
}


def pack(**value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")


def problem(reader: TestClient, path: str, **query: str) -> tuple[str, str]:
    answer = reader.get(path, params=query or None)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    return error["field"], error["rule"]


@pytest.mark.parametrize("token", NOT_PACKED.values(), ids=NOT_PACKED)
@pytest.mark.parametrize(
    ("path", "name"),
    [(MEETINGS, "cursor"), ("/api/v1/changes", "since"), ("/api/v1/parties", "cursor")],
    ids=["a list", "changes", "a list of names"],
)
def test_what_was_not_made_here_is_refused(reader: TestClient, path: str, name: str, token: str) -> None:
    field, rule = problem(reader, f"{path}?{name}={token}")

    assert field == name
    assert rule.startswith(("this cursor was not made", "this token was not made", "String should have at most"))


FORGED_CURSORS = {
    "no number": {"e": ERA, "n": "1", "t": AT, "k": [START, ID], "f": EVERYTHING},
    "a truth for a number": {"e": ERA, "n": True, "t": AT, "k": [START, ID], "f": EVERYTHING},
    "a negative number": {"e": ERA, "n": -1, "t": AT, "k": [START, ID], "f": EVERYTHING},
    "a number past 64 bits": {"e": ERA, "n": 2**63, "t": AT, "k": [START, ID], "f": EVERYTHING},
    "no era": {"n": 8, "t": AT, "k": [START, ID], "f": EVERYTHING},
    "an era that is no word": {"e": 5, "n": 8, "t": AT, "k": [START, ID], "f": EVERYTHING},
    "no moment": {"e": ERA, "n": 8, "t": "now", "k": [START, ID], "f": EVERYTHING},
    "a moment without a zone": {"e": ERA, "n": 8, "t": "2025-10-18T20:00:00", "k": [START, ID], "f": EVERYTHING},
    "the first of all moments": {"e": ERA, "n": 8, "t": "0001-01-01T00:00:00+00:00", "k": [START, ID], "f": EVERYTHING},
    "the last of all moments": {"e": ERA, "n": 8, "t": "9999-12-31T23:59:59+00:00", "k": [START, ID], "f": EVERYTHING},
    "a key of another order": {"e": ERA, "n": 8, "t": AT, "k": ["5"], "f": EVERYTHING},
    "a key without an id": {"e": ERA, "n": 8, "t": AT, "k": [START, "x"], "f": EVERYTHING},
    "a long key": {"e": ERA, "n": 8, "t": AT, "k": [START, ID, ID], "f": EVERYTHING},
    "no key": {"e": ERA, "n": 8, "t": AT, "k": [], "f": EVERYTHING},
    "a key that is a number": {"e": ERA, "n": 8, "t": AT, "k": 5, "f": EVERYTHING},
    "more than belongs there": {"e": ERA, "n": 8, "t": AT, "k": [START, ID], "f": EVERYTHING, "x": 1},
    "another order": {"t": AT, "e": ERA, "n": 8, "k": [START, ID], "f": EVERYTHING},
}


def test_a_cursor_made_up_as_this_calendar_makes_them_works(reader: TestClient) -> None:
    cursor = pack(e=ERA, n=8, t=AT, k=[START, ID], f=EVERYTHING)

    assert reader.get(MEETINGS, params={"cursor": cursor}).status_code == 200


@pytest.mark.parametrize("forged", FORGED_CURSORS.values(), ids=FORGED_CURSORS)
def test_a_forged_cursor_is_refused(reader: TestClient, forged: dict[str, object]) -> None:
    assert problem(reader, MEETINGS, cursor=pack(**forged)) == (
        "cursor",
        "this cursor was not made by this calendar",
    )


@pytest.mark.parametrize("query", ["party=US", "sort=-start", "start=2025-10-19", "cancelled=hide", "as_of=today"])
def test_a_cursor_of_another_filter_is_refused(reader: TestClient, query: str) -> None:
    following = reader.get(f"{MEETINGS}?limit=1").json()["next"]

    assert problem(reader, f"{following}&{query}") == (
        "cursor",
        "this cursor was made for another filter; keep the query as it was",
    )


def test_the_size_of_a_page_may_change_between_pages(reader: TestClient) -> None:
    following = reader.get(f"{MEETINGS}?limit=1").json()["next"]

    answer = reader.get(following.replace("limit=1&", "limit=3&")).json()

    assert len(answer["items"]) == 3


@pytest.mark.parametrize(
    "other", ["/api/v1/places?limit=1", "/api/v1/parties?as_of=2025-10-18"], ids=["another list", "another day"]
)
def test_a_cursor_of_another_list_of_names_is_refused(reader: TestClient, other: str) -> None:
    cursor = reader.get("/api/v1/parties?limit=1").json()["next"].rpartition("cursor=")[2]

    assert problem(reader, f"{other}&cursor={cursor}") == ("cursor", "this cursor was not made for this list")


CATALOGUE = ["parties", "places", "sources", "series", "topics", "calendars"]
NO_NAMES = {
    "a number": [5],
    "nothing": [None],
    "no key": [],
    "two keys": ["a", "b"],
    "a list": [["US"]],
    "a surrogate": ["\ud800"],
    "NUL": ["a\0b"],
    "too long": ["x" * 301],
    "no canonical spelling": ["e\u0301"],
    "no list": "US",
}


@pytest.mark.parametrize("key", NO_NAMES.values(), ids=NO_NAMES)
@pytest.mark.parametrize("collection", CATALOGUE)
def test_a_forged_cursor_of_a_list_of_names_is_refused(reader: TestClient, collection: str, key: object) -> None:
    path = f"/api/v1/{collection}"
    cursor = pack(e=ERA, n=8, t=AT, k=key, f=fingerprint(Wanted(), f"{path} "))

    assert problem(reader, path, cursor=cursor) == ("cursor", "this cursor was not made by this calendar")


@pytest.mark.parametrize("collection", ["parties", "places", "sources", "series"])
def test_a_cursor_after_what_is_not_there_is_refused(client: TestClient, collection: str) -> None:
    path = f"/api/v1/{collection}"

    for key in (ID, "nothing", "0" * 300):
        cursor = pack(e=ERA, n=8, t=AT, k=[key], f=fingerprint(Wanted(), f"{path} "))
        assert problem(client, path, cursor=cursor) == ("cursor", "this cursor was not made for this list")


@pytest.mark.parametrize("collection", CATALOGUE)
def test_a_cursor_of_names_in_the_future_is_sent_to_the_first_page(reader: TestClient, collection: str) -> None:
    path = f"/api/v1/{collection}"
    cursor = pack(e=ERA, n=9, t=AT, k=["a"], f=fingerprint(Wanted(), f"{path} "))

    answer = reader.get(path, params={"cursor": cursor})

    assert (answer.status_code, answer.json()["resync"]) == (410, path)


HELD = {"e": ERA, "n": 1, "s": FIRST_STAMP}
FORGED_TOKENS = {
    "no number": {"e": ERA, "n": None, "s": FIRST_STAMP, "q": ""},
    "no era": {"n": 1, "s": FIRST_STAMP, "q": ""},
    "an era that is no word": {"e": None, "n": 1, "s": FIRST_STAMP, "q": ""},
    "no stamp": {"e": ERA, "n": 1, "q": ""},
    "a stamp that is no number": {"e": ERA, "n": 1, "s": AT, "q": ""},
    "no view": {**HELD, "q": 5},
    "an unknown part": {**HELD, "q": "bogus=1"},
    "no query": {**HELD, "q": "party"},
    "a past": {**HELD, "q": "as_of=2025-10-18T20%3A00%3A00%2B00%3A00"},
    "a known day": {**HELD, "q": "known_on=2025-10-18"},
    "a page": {**HELD, "q": "limit=5"},
    "an order": {**HELD, "q": "sort=-start"},
    "NUL": {**HELD, "q": "party=a%00b"},
    "a surrogate": {**HELD, "q": "party=\ud800"},
    "a year that no view has": {**HELD, "q": "end=9999-12-31"},
    "an instant that no zone shows": {**HELD, "q": "start=0001-01-01T00%3A00%3A00%2B14%3A00"},
    "an instant before the first": {**HELD, "q": "start=1799-12-30T23%3A59%3A59%2B00%3A00"},
    "an instant after the last": {**HELD, "q": "end=2201-01-02T00%3A00%3A00%2B00%3A00"},
    "an instant in a zone": {**HELD, "q": "start=2025-10-18T00%3A00%3A00%2B09%3A00"},
    "an instant without a zone": {**HELD, "q": "updated_since=2025-10-18T00%3A00%3A00"},
    "a day that no view ends after": {**HELD, "q": "ended_after=1799-12-31"},
    "an instant that a view ends after": {**HELD, "q": "ended_after=2025-10-18T00%3A00%3A00%2B00%3A00"},
    "a certainty that nothing has": {**HELD, "q": "certainty_min=eos6"},
    "too many": {**HELD, "q": "&".join(f"party={one:02}" for one in range(21))},
    "out of order": {**HELD, "q": "party=US&party=CN"},
    "no canonical spelling": {**HELD, "q": "party=%55S"},
}


@pytest.mark.parametrize("forged", FORGED_TOKENS.values(), ids=FORGED_TOKENS)
def test_a_forged_token_is_refused(reader: TestClient, forged: dict[str, object]) -> None:
    assert problem(reader, "/api/v1/changes", since=pack(**forged)) == (
        "since",
        "this token was not made by this calendar",
    )


def test_a_forged_token_with_a_name_that_is_unknown_is_refused_as_such(reader: TestClient) -> None:
    field, rule = problem(reader, "/api/v1/changes", since=pack(e=ERA, n=1, s=FIRST_STAMP, q="party=Trmup"))

    assert (field, rule) == ("party", "no party is known as 'Trmup'")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(start=date(2025, 10, 18), end=datetime(2025, 10, 18, tzinfo=UTC)),
        Wanted(start=datetime(2025, 10, 18, 1, tzinfo=UTC), ended_after=date(1800, 1, 1)),
        Wanted(party=("CN", "São Tomé & Príncipe"), part_of=("a", "b"), certainty_min=Eos.EOS4),
        Wanted(cancelled=Cancelled.HIDE, vague=Vague.HIDE, updated_since=datetime(2025, 10, 18, tzinfo=UTC)),
    ],
)
def test_a_token_gives_back_its_number_and_its_view(wanted: Wanted) -> None:
    token = write_token(HEAD, replace(wanted, sort=Sort.NEWEST, limit=3)) or ""

    assert read_token(token) == Token(HEAD.mark, FIRST_STAMP, wanted)


@pytest.mark.parametrize(
    "wanted", [Wanted(as_of=datetime(2025, 10, 18, tzinfo=UTC)), Wanted(known_on=date(2025, 10, 18))]
)
def test_views_of_the_past_have_no_token(wanted: Wanted) -> None:
    assert write_token(HEAD, wanted) is None


@pytest.mark.parametrize("key", [(12,), (datetime(2025, 10, 18, tzinfo=UTC), UUID(ID))])
def test_a_cursor_is_read_as_it_was_written(key: tuple[object, ...]) -> None:
    cursor = Cursor(HEAD.mark, datetime(2025, 10, 18, tzinfo=UTC), key, EVERYTHING)

    assert read_cursor(cursor.write()) == cursor


def test_the_longest_filter_has_a_token_that_is_read() -> None:
    longest = Wanted(party=tuple(f"{one:02}{'é' * 65}" for one in range(20)))
    assert len(longest.query()) < MOST_QUERY < len(longest.query()) + 80

    token = write_token(replace(HEAD, number=2**62 - 1), longest) or ""

    assert read_token(token).wanted == longest
    with pytest.raises(TokenError):
        read_token("A" * (MOST_TOKEN + 1))


def test_a_filter_that_becomes_too_long_for_a_token_is_refused_as_such(reader: TestClient) -> None:
    # A musical sign of four bytes has three of them in its one form.
    query = "&".join(f"topic={number:02}" + "%F0%9D%85%A0" * 14 for number in range(20))

    assert problem(reader, f"{MEETINGS}?{query}") == ("query", "a filter has at most 8000 characters")
    assert problem(reader, f"/api/v1/changes?{query}") == ("query", "a filter has at most 8000 characters")


def test_a_cursor_of_names_is_read_as_it_was_written() -> None:
    cursor = Cursor(Mark(ERA, 7), datetime(2025, 10, 18, tzinfo=UTC), ("São Tomé",), EVERYTHING)

    assert read_name_cursor(cursor.write()) == cursor


def test_a_cursor_does_not_show_more_than_it_says(reader: TestClient) -> None:
    cursor = reader.get("/api/v1/topics?limit=1").json()["next"].rpartition("cursor=")[2]

    assert json.loads(base64.urlsafe_b64decode(cursor + "==")) == {
        "e": ERA,
        "n": 8,
        "t": AT,
        "k": ["apec"],
        "f": fingerprint(Wanted(), "/api/v1/topics "),
    }


SERIALS = {
    "no number": "abc",
    "a negative number": "-1",
    "a number past 64 bits": str(2**63),
    "a very long number": "9" * 5000,
    "another spelling": "+5",
    "digits of another script": "\u0665",
    "a number that is none": 5,
    "nothing": None,
    "a surrogate": "\ud800",
}


@pytest.mark.parametrize("key", SERIALS.values(), ids=SERIALS)
def test_a_forged_cursor_of_a_list_of_claims_is_refused(reader: TestClient, key: object) -> None:
    assert problem(reader, "/api/v1/claims", cursor=pack(k=key, f="claims")) == (
        "cursor",
        "this cursor was not made for this list",
    )


def test_a_cursor_of_a_list_of_claims_is_read_as_it_was_written() -> None:
    assert read_serial(write_key("7", "claims"), "claims") == 7
