"""Keys over REST: an administrator makes, lists and revokes them, and sees each key once."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from app.access.keys import hash_of, is_key, make_key
from app.access.roles import Role
from app.store.keys import add_key
from app.store.private_tables import KeyRow
from tests.access.keyring import UNKNOWN, bearer, give_key, stored_keys
from tests.api.test_examples import FOLDER, compare, printed
from tests.conftest import FIRST_EVENING, StoppedClock
from tests.http.serving import counting, database_of, service_of
from tests.store.factories import dump

KEYS = "/api/v1/keys"
EXAMPLE = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
WANTED = {"label": "News desk", "role": "editor", "expires_in_days": 90}


@pytest.fixture
def admin(client: TestClient) -> dict[str, str]:
    """Give the header of an administrator."""
    return bearer(give_key(database_of(client), Role.ADMIN, label="Administrator"))


def put(client: TestClient, **about: Any) -> KeyRow:
    """Store a key as it is in the examples."""
    example = {
        "id": EXAMPLE,
        "hash": hash_of(make_key()),
        "hint": "EXAMPLE-",
        "label": "News desk",
        "role": "editor",
        "created_at": FIRST_EVENING,
        "expires_at": FIRST_EVENING + timedelta(days=90),
        "revoked_at": None,
        "last_used_at": FIRST_EVENING,
    }
    row = KeyRow(**example | about)
    with database_of(client).writing() as session:
        add_key(session, row)
        session.expunge(row)
    return row


# A new key.


def test_a_new_key_is_shown_once_and_opens_what_its_role_opens(client: TestClient, admin: dict[str, str]) -> None:
    answer = client.post(KEYS, headers=admin, json=WANTED | {"role": "admin"})
    made = answer.json()
    stored = client.get(answer.headers["Location"], headers=admin)
    shown = client.get(KEYS, headers=bearer(made["key"]))

    assert (answer.status_code, answer.headers["Location"]) == (201, f"{KEYS}/{made['id']}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert is_key(made["key"])
    assert shown.status_code == 200
    assert made["key"] not in f"{shown.text} {dump(database_of(client))}"
    assert stored.json() == {name: value for name, value in made.items() if name != "key"}


def test_a_new_key_is_what_was_asked_for(client: TestClient, admin: dict[str, str]) -> None:
    made = client.post(KEYS, headers=admin, json=WANTED).json()

    key = make_key().get_secret_value()
    compare(FOLDER / "new_key.json", printed(made | {"id": str(EXAMPLE), "hint": "EXAMPLE-", "key": example_key()}))
    assert (UUID(made["id"]).version, made["hint"]) == (4, made["key"][4:12])
    assert len(key) == len(example_key())


def example_key() -> str:
    return f"smt_{('EXAMPLE-' * 6)[:43]}"


def test_a_key_without_an_end_says_so(client: TestClient, admin: dict[str, str]) -> None:
    for wanted in (
        {"label": "Desk", "role": "reporter"},
        {"label": "Desk", "role": "reporter", "expires_in_days": None},
    ):
        made = client.post(KEYS, headers=admin, json=wanted).json()
        assert (made["expires_at"], made["state"], made["role"]) == (None, "active", "reporter")


@pytest.mark.parametrize(
    ("wanted", "field", "rule"),
    [
        ({"label": ""}, "label", "String should have at least 1 character"),
        ({"label": "x" * 101}, "label", "a label has at most 100 characters"),
        ({"label": "a\0b"}, "label", "has a character that texts cannot hold: U+0000"),
        ({"label": "of smt_" + "A" * 43}, "label", "a label is shown to others, so it holds no key"),
        ({"label": None}, "label", "Input should be a valid string"),
        ({"role": "Editor"}, "role", "Input should be 'reporter', 'editor' or 'admin'"),
        ({"role": 1}, "role", "Input should be 'reporter', 'editor' or 'admin'"),
        ({"expires_in_days": 0}, "expires_in_days", "Input should be greater than or equal to 1"),
        ({"expires_in_days": 3651}, "expires_in_days", "Input should be less than or equal to 3650"),
        ({"expires_in_days": "90"}, "expires_in_days", "Input should be a valid integer"),
        ({"expires_in_days": True}, "expires_in_days", "Input should be a valid integer"),
        ({"key": "smt_mine"}, "key", "no such field"),
    ],
)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_cannot_be_meant_is_refused_by_field(
    client: TestClient, admin: dict[str, str], wanted: dict[str, object], field: str, rule: str
) -> None:
    answer = client.post(KEYS, headers=admin, json=WANTED | wanted)

    assert answer.status_code == 422
    assert [(one["field"], one["rule"]) for one in answer.json()["errors"]] == [(field, rule)]
    assert len(stored_keys(database_of(client))) == 1


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"{", 400, "the body is not JSON: Expecting property name enclosed in double quotes, at 1"),
        (b"", 400, "the body is not JSON: Expecting value, at 0"),
        (b"[]", 422, "body: wants an object here"),
        (b"\xff", 400, "the body is not UTF-8"),
        (b'"\\ud800"', 400, "the body is not JSON: unexpected end of hex escape at line 1 column 8"),
        (b"[" * 9_000, 400, "the body is nested too deeply"),
        (b" " * 1_000_001, 413, "a body has at most 1000000 bytes"),
    ],
    ids=["broken", "none", "a list", "no text", "half a character", "deep", "large"],
)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_body_that_is_none_is_refused(
    client: TestClient, admin: dict[str, str], body: bytes, status: int, detail: str
) -> None:
    answer = client.post(KEYS, headers=admin | {"Content-Type": "application/json"}, content=body)

    assert (answer.status_code, answer.json()["detail"]) == (status, detail)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "sent_as", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "a" * 9000]
)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_body_in_another_form_is_not_read(client: TestClient, admin: dict[str, str], sent_as: str) -> None:
    answer = client.post(KEYS, headers=admin | {"Content-Type": sent_as}, content=json.dumps(WANTED))

    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/unsupported-media-type")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_form_of_a_body_may_be_said_at_length(client: TestClient, admin: dict[str, str]) -> None:
    headers = admin | {"Content-Type": "Application/JSON ; charset=utf-8"}

    assert client.post(KEYS, headers=headers, content=json.dumps(WANTED)).status_code == 201


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_large_body_of_somebody_unknown_is_refused_for_its_sender(client: TestClient) -> None:
    headers = bearer(UNKNOWN) | {"Content-Type": "application/json"}

    assert client.post(KEYS, headers=headers, content=b" " * 100_000).status_code == 401


@pytest.mark.parametrize("kind", ["sqlite"])
def test_an_answer_with_a_key_is_not_kept_to_be_given_again(client: TestClient, admin: dict[str, str]) -> None:
    answer = client.post(KEYS, headers=admin | {"Idempotency-Key": "one"}, json=WANTED)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert len(stored_keys(database_of(client))) == 1


# Which there are.


def test_a_key_is_described_as_in_the_examples(client: TestClient, admin: dict[str, str]) -> None:
    put(client)

    listed = client.get(KEYS, headers=admin).json()
    compare(FOLDER / "key.json", printed(client.get(f"{KEYS}/{EXAMPLE}", headers=admin).json()))
    compare(
        FOLDER / "keys.json",
        printed(listed | {"items": [one for one in listed["items"] if one["id"] == str(EXAMPLE)]}),
    )


def test_keys_are_listed_in_pages_the_oldest_first(
    client: TestClient, admin: dict[str, str], stopped_clock: StoppedClock
) -> None:
    made = [stored_keys(database_of(client))[0].id]
    for number in range(4):
        stopped_clock.advance(seconds=1)
        made.append(put(client, id=uuid4(), label=f"{number}", created_at=stopped_clock.now()).id)

    pages, address = [], f"{KEYS}?limit=2"
    while address:
        page = client.get(address, headers=admin).json()
        pages.append([one["id"] for one in page["items"]])
        address = page["next"]

    assert pages == [[str(one) for one in made[start : start + 2]] for start in (0, 2, 4)]


def test_a_list_of_keys_takes_as_many_queries_for_one_as_for_three(client: TestClient, admin: dict[str, str]) -> None:
    def count() -> int:
        with counting(database_of(client)) as sent:
            client.get(KEYS, headers=admin)
        return len([statement for statement in sent if statement.startswith("SELECT")])

    client.get(KEYS, headers=admin)
    service_of(client).usage.close()
    with_one = count()
    put(client)
    put(client, id=uuid4())

    assert count() == with_one


def test_a_key_says_in_which_state_it_is(
    client: TestClient, admin: dict[str, str], stopped_clock: StoppedClock
) -> None:
    made = client.post(KEYS, headers=admin, json=WANTED).json()
    address = f"{KEYS}/{made['id']}"

    def state() -> tuple[str, str | None]:
        answer = client.get(address, headers=admin).json()
        return answer["state"], answer["revoked_at"]

    active = state()
    stopped_clock.advance(days=90)
    expired = state()
    client.delete(address, headers=admin)

    assert [active, expired, state()] == [("active", None), ("expired", None), ("revoked", "2026-01-16T20:00:00Z")]


def test_a_reader_who_has_the_list_is_told_so(client: TestClient, admin: dict[str, str]) -> None:
    service_of(client).usage.close()
    first = client.get(KEYS, headers=admin)

    again = client.get(KEYS, headers=admin | {"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.headers["Cache-Control"]) == (304, "private, no-store")


@pytest.mark.parametrize("query", ["as_of=today", "limit=0", "cursor=x", "limit=1&limit=2"])
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_parameter_that_means_nothing_here_is_refused(client: TestClient, admin: dict[str, str], query: str) -> None:
    assert client.get(f"{KEYS}?{query}", headers=admin).status_code == 422


# The end of one.


def test_a_revoked_key_opens_nothing_and_stays_in_the_list(
    client: TestClient, admin: dict[str, str], stopped_clock: StoppedClock
) -> None:
    made = client.post(KEYS, headers=admin, json=WANTED).json()
    address = f"{KEYS}/{made['id']}"

    first = client.delete(address, headers=admin)
    stopped_clock.advance(hours=1)
    second = client.delete(address, headers=admin)

    assert [(answer.status_code, answer.content) for answer in (first, second)] == [(204, b"")] * 2
    assert client.get("/api/v1", headers=bearer(made["key"])).status_code == 401
    assert client.get(address, headers=admin).json()["revoked_at"] == "2025-10-18T20:00:00Z"


def test_administrators_can_take_the_key_from_themselves(client: TestClient, admin: dict[str, str]) -> None:
    (row,) = stored_keys(database_of(client))

    assert client.delete(f"{KEYS}/{row.id}", headers=admin).status_code == 204
    assert client.get(KEYS, headers=admin).status_code == 401


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("name", ["nothing", "a%00b", str(EXAMPLE), "x" * 301])
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_key_that_there_is_not_is_not_found(
    client: TestClient, admin: dict[str, str], method: str, name: str
) -> None:
    answer = client.request(method, f"{KEYS}/{name}", headers=admin)

    assert answer.status_code in (404, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"
