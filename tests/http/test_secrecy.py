"""A key is nowhere but with its holder: in no answer, no log, no trace, whatever goes wrong."""

import logging
import signal
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import Request
from starlette.testclient import TestClient

from app.access.keys import make_key
from app.access.roles import Role
from app.store.database import Database
from tests.access.keyring import bearer, give_bad_keys, give_key
from tests.commands import running
from tests.conftest import BASE_URL
from tests.http.serving import XI, app_of, database_of, service_of, take_away
from tests.test_serve import PATIENCE, answer_of, free_port, settings_of

API = "/api/v1"
New = Callable[[str], Database]


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Log everything that any library has to say, and return it with what stands behind it."""
    caplog.set_level(logging.DEBUG)
    for name in ("asyncio", "sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "summitry", "uvicorn"):
        caplog.set_level(logging.DEBUG, name)

    def read() -> str:
        # The client that asks, which knows the key, has a log of its own.
        written = [record for record in caplog.records if record.name != "httpx2"]
        return "".join(f"{logging.Formatter().format(record)} {vars(record)!r}" for record in written)

    return read


def ways(key: str) -> Iterator[tuple[str, str, dict[str, str], bytes]]:
    """Give ways in which people show a key, right and wrong."""
    json = {"Content-Type": "application/json"}
    for path in (API, f"{API}/meetings/{XI}", f"{API}/meetings/{XI}/claims", f"{API}/keys", f"{API}/nowhere"):
        yield "GET", path, bearer(key), b""
        yield "GET", path, {"Authorization": f"Basic {key}"}, b""
        yield "GET", path, {"Authorization": key}, b""
        yield "GET", path, {"X-Api-Key": key, "X-Request-Id": key}, b""
        yield "GET", f"{path}?key={key}", {}, b""
        yield "GET", f"{path}?{key}", bearer(key), b""
    for path in ("/", f"/meetings/{XI}", "/docs", "/feeds/meetings.ics", "/feeds/us-china.ics", "/health"):
        yield "GET", path, bearer(key), b""
        yield "GET", f"{path}?key={key}", {}, b""
        yield "GET", f"{path}?{key}=1", {}, b""
    for path in (f"{API}/meetings", "/feeds/meetings.ics"):
        for name in ("party", "person", "place", "part_of", "tz", "start", "kind", "cursor", "since"):
            yield "GET", f"{path}?{name}={key}", {}, b""
    for path in (f"{API}/meetings/{{}}", f"{API}/parties/{{}}", f"{API}/keys/{{}}", "/meetings/{}", "/feeds/{}.ics"):
        yield "GET", path.format(key), bearer(key), b""
        yield "DELETE", path.format(key), bearer(key), b""
    for body in ("{}", '{{"label": "{}", "role": "admin"}}', '{{"label": "x", "role": "{}"}}', '{{"{}": 1}}'):
        yield "POST", f"{API}/keys", bearer(key) | json, body.format(key).encode()
        yield "POST", f"{API}/keys", json, body.format(key).encode()


@pytest.mark.parametrize("who", ["unknown", "expired", "revoked", "reporter", "admin"])
def test_no_answer_and_no_log_repeats_a_key(client: TestClient, logged: Callable[[], str], who: str) -> None:
    database = database_of(client)
    bad = give_bad_keys(database) | {"unknown": make_key().get_secret_value()}
    key = bad[who] if who in bad else give_key(database, Role(who))

    answers = [client.request(method, path, headers=headers, content=body) for method, path, headers, body in ways(key)]
    service_of(client).usage.close()

    secret = key[12:]
    assert [answer.request.url for answer in answers if secret in f"{answer.text} {answer.headers}"] == []
    assert "SELECT" in logged()
    assert secret not in logged()
    assert max(answer.status_code for answer in answers) < 500


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_failure_that_nobody_foresaw_tells_no_key(client: TestClient, logged: Callable[[], str]) -> None:
    def fail(request: Request) -> None:
        raise RuntimeError(f"{request.headers} {request.scope}")

    app_of(client).add_api_route("/api/failing", fail)
    key = give_key(database_of(client))
    failing = TestClient(app_of(client), base_url=BASE_URL, raise_server_exceptions=False)

    answer = failing.get("/api/failing", headers=bearer(key))

    assert answer.status_code == 500
    assert "RuntimeError" in logged()
    assert key[12:] not in f"{logged()} {answer.text}"


def test_a_database_that_is_away_tells_no_key(client: TestClient, logged: Callable[[], str]) -> None:
    key = give_key(database_of(client))
    take_away(database_of(client))

    answer = client.get(API, headers=bearer(key))

    assert answer.status_code == 503
    assert key[12:] not in f"{logged()} {answer.text}"


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_service_writes_no_key_to_its_terminal(new_database: New) -> None:
    database, port = new_database("first"), free_port()
    key = give_key(database)
    settings = settings_of(database, port) | {"SUMMITRY_BASE_URL": BASE_URL}

    with running("serve", settings=settings) as service:
        url = f"http://localhost:{port}{API}/keys"
        answer_of(f"http://localhost:{port}/health")
        statuses = [httpx.get(url, headers=bearer(key)).status_code, httpx.get(f"{url}?key={key}").status_code]
        service.send_signal(signal.SIGINT)
        out, err = service.communicate(timeout=PATIENCE)

    assert statuses == [403, 422]
    assert "Summitry is here" in out
    assert key[12:] not in out + err
