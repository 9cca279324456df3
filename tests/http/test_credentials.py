"""What a request shows of its sender is read strictly, seen by nothing else, and never cached for others."""

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from app.access.roles import Role
from tests.access.keyring import UNKNOWN, bearer, give_bad_keys, give_key
from tests.conftest import BASE_URL
from tests.http.serving import XI, app_of, database_of

API = "/api/v1/meetings"
PRIVATE = "private, no-store"
FOR_EVERYBODY = ["/", f"/meetings/{XI}", "/docs", "/openapi.json", "/health", "/robots.txt", "/static/style.css"]
FEEDS = ["/feeds/meetings.ics", "/feeds/us-china.ics", f"/feeds/meetings/{XI}.ics"]
STRANGE = ["Bearer nonsense", f"Bearer {UNKNOWN}", "Basic dTpw", "Negotiate abc", "Digest username=x", "", "\xff\xfe"]
BEARER = 'Bearer realm="summitry"'

pytestmark = pytest.mark.parametrize("kind", ["sqlite"])


@pytest.fixture
def key(client: TestClient) -> str:
    return give_key(database_of(client), Role.ADMIN)


@pytest.mark.parametrize("written", ["Bearer {}", "bearer {}", "BEARER   {}", "Bearer {}  "])
def test_a_key_is_shown_as_a_bearer_token(client: TestClient, key: str, written: str) -> None:
    answer = client.get("/api/v1/keys", headers={"Authorization": written.format(key)})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "written",
    [
        *(
            "{}",
            "Bearer",
            "Bearer ",
            "Bearer{}",
            "Token {}",
            "Bearer {} {}",
            "Bearer: {}",
            "Basic {}",
            "Basic dTpw",
            "",
        ),
        *('Bearer realm="x", token="{}"', "Bearer\t{}", "Negotiate {}", "key={}", "Bearer {}, Bearer {}"),
    ],
)
def test_anything_else_is_refused_everywhere_in_the_api(client: TestClient, key: str, written: str) -> None:
    for path in ("/api/v1", API, f"{API}/{XI}/claims", "/api/v1/keys"):
        answer = client.get(path, headers={"Authorization": written.format(key, key)})

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith(BEARER)
        assert key not in answer.text


def test_two_keys_are_none(client: TestClient, key: str) -> None:
    headers = [("Authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")]

    answer = client.get(API, headers=headers)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, BEARER)


def test_only_a_bad_token_is_called_one(client: TestClient, key: str) -> None:
    bad = give_bad_keys(database_of(client))

    challenges = {
        name: client.get("/api/v1/keys", headers=headers).headers["WWW-Authenticate"]
        for name, headers in {
            "none": {},
            "basic": {"Authorization": "Basic dTpw"},
            **{name: bearer(one) for name, one in bad.items()},
            "reporter": bearer(give_key(database_of(client), Role.REPORTER)),
        }.items()
    }

    assert challenges == {
        "none": BEARER,
        "basic": BEARER,
        "unknown": f'{BEARER}, error="invalid_token"',
        "expired": f'{BEARER}, error="invalid_token"',
        "revoked": f'{BEARER}, error="invalid_token"',
        "reporter": f'{BEARER}, error="insufficient_scope", scope="admin"',
    }
    assert "WWW-Authenticate" not in client.get("/api/v1/keys", headers=bearer(key)).headers


@pytest.mark.parametrize("path", [*FOR_EVERYBODY, *FEEDS])
def test_pages_and_feeds_are_the_same_whatever_is_sent_along(client: TestClient, key: str, path: str) -> None:
    plain = client.get(path)

    for sent in [*STRANGE, f"Bearer {key}"]:
        answer = client.get(path, headers=[(b"Authorization", sent.encode("latin-1"))])
        assert (answer.status_code, answer.content) == (200, plain.content)
        for name in ("Cache-Control", "Vary", "ETag", "Last-Modified"):
            assert answer.headers.get(name) == plain.headers.get(name)


def test_whatever_is_answered_to_a_key_is_for_its_holder_alone(client: TestClient, key: str) -> None:
    shown = bearer(key)
    etag = client.get(f"{API}/{XI}").headers["ETag"]

    answers = [
        client.get(API, headers=shown),
        client.head(API, headers=shown),
        client.get(f"{API}/{XI}", headers=shown | {"If-None-Match": etag}),
        client.get(f"{API}/nothing", headers=shown),
        client.get(f"{API}?bogus=1", headers=shown),
        client.get("/api/nowhere", headers=shown),
        client.post(API, headers=shown | {"X-Request-Id": "a"}, content=b"{"),
        client.get(API, headers=bearer(UNKNOWN)),
        client.get(API, headers={"Authorization": "Basic dTpw"}),
    ]

    assert [answer.status_code for answer in answers][:6] == [200, 200, 304, 404, 422, 404]
    assert {answer.headers["Cache-Control"] for answer in answers} == {PRIVATE}


def test_a_failure_is_kept_by_nobody(client: TestClient, key: str) -> None:
    def fail() -> None:
        raise RuntimeError

    app_of(client).add_api_route("/api/failing", fail)
    failing = TestClient(app_of(client), base_url=BASE_URL, raise_server_exceptions=False)

    for headers in ({}, bearer(key)):
        answer = failing.get("/api/failing", headers=headers)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (500, PRIVATE)


def test_answers_without_a_key_are_cached_as_before(client: TestClient) -> None:
    for path in ("/api/v1", API, f"{API}/{XI}", "/api/v1/changes"):
        answer = client.get(path)
        assert (answer.headers["Cache-Control"], answer.headers.get("Vary")) == ("no-cache", None)


def test_claims_differ_for_holders_of_keys_and_say_so_to_caches(client: TestClient, key: str) -> None:
    path = f"{API}/{XI}/claims"
    plain = client.get(path)
    unchanged = client.get(path, headers={"If-None-Match": plain.headers["ETag"]})

    assert [(answer.status_code, answer.headers["Vary"]) for answer in (plain, unchanged)] == [
        (200, "Authorization"),
        (304, "Authorization"),
    ]
    assert client.get(path, headers=bearer(key)).headers["Vary"] == "Authorization"


@pytest.mark.parametrize("path", ["/seen", "/api/seen"])
def test_nothing_behind_the_first_layer_sees_a_key(client: TestClient, key: str, path: str) -> None:
    def show(request: Request) -> str:
        return f"{request.headers!r} {request.scope!r}"

    app_of(client).add_api_route(path, show)

    answer = client.get(path, headers=bearer(key) | {"X-Other": "kept"})

    assert answer.status_code == 200
    assert "kept" in answer.text
    assert key not in answer.text
    assert key[12:30] not in answer.text


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("path", [API, f"{API}/{XI}", "/api/v1/keys"])
def test_no_page_of_another_site_may_write_or_show_a_key(client: TestClient, method: str, path: str) -> None:
    wanted = "authorization, content-type, if-match, idempotency-key"
    headers = {
        "Origin": "https://elsewhere.test",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": wanted,
    }

    answer = client.options(path, headers=headers)

    allowed = {name.strip().lower() for name in answer.headers["Access-Control-Allow-Headers"].split(",")}
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert allowed.isdisjoint(wanted.split(", "))
    assert "Access-Control-Allow-Credentials" not in answer.headers
