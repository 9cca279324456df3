"""Who asks is judged before anything else: first whether they are known, then whether they may."""

from typing import Annotated

import pytest
from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy import text
from starlette.testclient import TestClient
from starlette.types import Message

from app.access.keys import Caller
from app.access.roles import Role
from app.http.asking import strict
from app.http.callers import JudgedRoute, require
from app.http.sent import SentDep
from app.http.service import SessionDep
from app.store.names import Names
from tests.access.keyring import UNKNOWN, bearer, give_bad_keys, give_key, stored_keys
from tests.conftest import StoppedClock
from tests.http.serving import XI, app_of, database_of, service_of, take_away

NOTES = "/api/v1/meetings/{}/notes"
MEETING = f"/api/v1/meetings/{XI}"


class Note(BaseModel):
    text: str


router = APIRouter(prefix="/api/v1/meetings", route_class=JudgedRoute)


@router.put("/{meeting}/notes", dependencies=[Depends(strict())])
def write_note(
    meeting: str,
    sent: SentDep,
    session: SessionDep,
    caller: Annotated[Caller, Depends(require(Role.EDITOR))],
) -> str:
    """Stand for every route that writes: it has a parameter, a body, an object that it looks up, and a role."""
    named = Names(session).meeting(meeting)
    return f"{caller.role} {caller.label} on {named.slug}: {sent.read(Note).text}"


@pytest.fixture
def writing(client: TestClient) -> TestClient:
    """Give a client of a service that has such a route."""
    app_of(client).include_router(router)
    return client


def ask(client: TestClient, key: str | None, *, meeting: str = "nothing", body: bytes = b"{", query: str = "") -> int:
    headers = {"Content-Type": "application/json"} | (bearer(key) if key else {})
    return client.put(NOTES.format(meeting) + query, headers=headers, content=body).status_code


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_request_is_judged_in_one_order(writing: TestClient) -> None:
    database = database_of(writing)
    reporter, editor = give_key(database, Role.REPORTER), give_key(database, Role.EDITOR)
    good = b'{"text": "Seen."}'

    for key in (None, *give_bad_keys(database).values()):
        assert ask(writing, key, query="?bogus=1") == 401
        assert ask(writing, key, meeting=XI, body=good) == 401
    assert ask(writing, reporter, query="?bogus=1") == 403
    assert ask(writing, reporter, meeting=XI, body=good) == 403
    assert ask(writing, editor, body=good) == 404
    assert ask(writing, editor, meeting=XI, body=b"{") == 400
    assert ask(writing, editor, meeting=XI, body=b"{}") == 422
    assert ask(writing, editor, meeting=XI, body=good) == 200


def test_what_is_needed_is_named(client: TestClient) -> None:
    reporter = give_key(database_of(client), Role.REPORTER)

    nobody, low = client.get("/api/v1/keys"), client.get("/api/v1/keys", headers=bearer(reporter))

    assert (nobody.status_code, nobody.json()) == (
        401,
        {
            "type": "/problems/unauthorized",
            "title": "A key is needed",
            "status": 401,
            "detail": "Authorization: a key with the role admin is needed here: `Authorization: Bearer smt_...`",
            "errors": [
                {
                    "field": "Authorization",
                    "rule": "a key with the role admin is needed here: `Authorization: Bearer smt_...`",
                    "near": [],
                }
            ],
        },
    )
    assert (low.status_code, low.json()) == (
        403,
        {
            "type": "/problems/forbidden",
            "title": "This key does not open that",
            "status": 403,
            "detail": "Authorization: the role of this key is reporter; admin is needed here",
            "errors": [
                {
                    "field": "Authorization",
                    "rule": "the role of this key is reporter; admin is needed here",
                    "near": ["admin"],
                }
            ],
        },
    )


def test_unknown_revoked_and_expired_keys_are_refused_alike(client: TestClient) -> None:
    bad = give_bad_keys(database_of(client))

    answers = [client.get(MEETING, headers=bearer(key) | {"X-Request-Id": "a"}) for key in bad.values()]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == len({str(answer.headers) for answer in answers}) == 1


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("role", [None, Role.REPORTER])
def test_the_body_of_somebody_who_may_not_write_is_never_read(writing: TestClient, role: Role | None) -> None:
    key = give_key(database_of(writing), role) if role else UNKNOWN
    asked: list[str] = []
    sent: list[Message] = []

    async def receive() -> Message:
        asked.append("body")
        return {"type": "http.request", "body": b"{", "more_body": True}

    async def collect(message: Message) -> None:
        sent.append(message)

    headers = [(b"authorization", f"Bearer {key}".encode()), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "PUT",
        "scheme": "http",
        "path": NOTES.format(XI),
        "raw_path": b"",
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "server": ("localhost", 8000),
    }
    assert writing.portal
    writing.portal.call(app_of(writing).__call__, scope, receive, collect)

    assert (sent[0]["status"], asked) == (403 if role else 401, [])


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_a_route_is_told_who_asks(writing: TestClient, role: Role) -> None:
    key = give_key(database_of(writing), role, label="Night desk")

    answer = writing.put(NOTES.format(XI), headers=bearer(key), json={"text": "Seen."})

    assert answer.json() == f"{role} Night desk on {XI}: Seen."


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_role_is_needed_on_a_route_of_any_kind(client: TestClient) -> None:
    app_of(client).add_api_route("/api/plain", lambda: "in", dependencies=[Depends(require(Role.REPORTER))])
    reporter = give_key(database_of(client), Role.REPORTER)

    assert client.get("/api/plain").status_code == 401
    assert client.get("/api/plain", headers=bearer(UNKNOWN)).status_code == 401
    assert client.get("/api/plain", headers=bearer(reporter)).json() == "in"


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/meetings?key={UNKNOWN}",
        f"/api/v1/meetings?{UNKNOWN}=1",
        f"/api/v1/meetings?party={UNKNOWN}",
        f"/api/v1/meetings?q=smt%5F{'A' * 43}",
        f"/api/v1/meetings/{UNKNOWN}",
        f"/api/v1/parties/{UNKNOWN}",
        f"/feeds/us-china.ics?key={UNKNOWN}",
        f"/meetings/{UNKNOWN}",
        f"/api/nowhere?x={UNKNOWN[:20]}",
    ],
)
def test_a_key_in_an_address_is_refused_and_not_repeated(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "field": "key",
            "rule": "a key has no place in an address: revoke this one, and send another as "
            "`Authorization: Bearer smt_...`",
            "near": [],
        }
    ]
    assert "A" * 9 not in f"{answer.text} {answer.headers}"


def test_a_revoked_key_is_out_at_once(client: TestClient) -> None:
    admin, other = (give_key(database_of(client), Role.ADMIN) for _ in range(2))
    found = client.get("/api/v1/keys", headers=bearer(admin)).json()["items"]
    other_id = next(one["id"] for one in found if one["hint"] == other[4:12])

    before = client.get(MEETING, headers=bearer(other)).status_code
    client.delete(f"/api/v1/keys/{other_id}", headers=bearer(admin))

    assert (before, client.get(MEETING, headers=bearer(other)).status_code) == (200, 401)


def test_the_last_use_of_a_key_is_noted(client: TestClient, stopped_clock: StoppedClock) -> None:
    key = give_key(database_of(client))
    give_bad_keys(database_of(client))

    for _ in range(3):
        assert client.get(MEETING, headers=bearer(key)).status_code == 200
    service_of(client).usage.close()

    last = {row.hint: row.last_used_at for row in stored_keys(database_of(client))}
    assert last.pop(key[4:12]) == stopped_clock.now()
    assert set(last.values()) == {None}


def test_readers_with_a_key_do_not_wait_for_writers(client: TestClient) -> None:
    key = give_key(database_of(client))

    with database_of(client).writing() as session:
        session.execute(text("UPDATE key SET label = 'held'"))
        answers = [client.get(path, headers=bearer(key)).status_code for path in (MEETING, f"{MEETING}/claims")]

    assert answers == [200, 200]


def test_without_its_database_the_service_says_so_to_holders_of_keys_too(client: TestClient) -> None:
    key = give_key(database_of(client))
    take_away(database_of(client))

    answer = client.get(MEETING, headers=bearer(key))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_head_is_judged_as_get_is(client: TestClient) -> None:
    reporter = give_key(database_of(client), Role.REPORTER)

    shown: list[dict[str, str]] = [{}, bearer(UNKNOWN), bearer(reporter)]
    statuses = [client.head("/api/v1/keys", headers=headers).status_code for headers in shown]

    assert statuses == [401, 401, 403]
