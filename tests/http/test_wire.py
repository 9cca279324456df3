"""What every answer has in common."""

import pytest
from starlette.testclient import TestClient

from tests.http.serving import XI

ADDRESSES = ["/", "/api/v1", "/api/v1/meetings", f"/api/v1/meetings/{XI}", "/feeds/meetings.ics", "/openapi.json"]


@pytest.mark.parametrize("path", [*ADDRESSES, "/nowhere", "/api/v1/meetings?bogus=1", "/static/style.css"])
def test_every_answer_has_a_request_id_and_is_open_to_readers_anywhere(reader: TestClient, path: str) -> None:
    answer = reader.get(path, headers={"Origin": "https://elsewhere.test"})

    assert len(answer.headers["X-Request-Id"]) == 32
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_harmless_request_id_is_kept(reader: TestClient) -> None:
    answer = reader.get("/health", headers={"X-Request-Id": "newsroom-42"})

    assert answer.headers["X-Request-Id"] == "newsroom-42"


@pytest.mark.parametrize("given", ["a b", "<script>", "x" * 101, "é", ""])
def test_any_other_request_id_is_replaced(reader: TestClient, given: str) -> None:
    answer = reader.get("/health", headers={b"X-Request-Id": given.encode()})

    assert answer.headers["X-Request-Id"] != given
    assert len(answer.headers["X-Request-Id"]) == 32


@pytest.mark.parametrize("path", [*ADDRESSES, "/health", "/robots.txt", "/docs", "/static/style.css"])
def test_head_answers_as_get_does_without_the_body(reader: TestClient, path: str) -> None:
    head, get = reader.head(path), reader.get(path)

    assert (head.status_code, head.content) == (200, b"")
    kept = {name: value for name, value in get.headers.items() if name != "x-request-id"}
    assert {name: value for name, value in head.headers.items() if name != "x-request-id"} == kept


WRITTEN = {
    "/api/v1/meetings": "GET, HEAD, OPTIONS, POST",
    f"/api/v1/meetings/{XI}": "DELETE, GET, HEAD, OPTIONS, PATCH",
}


def allowed_at(path: str) -> str:
    return WRITTEN.get(path, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (method, path)
        for path in (*ADDRESSES, "/feeds/us-china.ics", f"/feeds/meetings/{XI}.ics", "/static/style.css")
        for method in ("POST", "PUT", "PATCH", "DELETE", "PROPFIND", "REPORT", "TRACE")
        if method not in allowed_at(path)
    ],
)
def test_a_method_that_is_not_there_is_told_all_that_are(reader: TestClient, method: str, path: str) -> None:
    answer = reader.request(method, path, content=b"{}")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == allowed_at(path)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == f"this address answers {allowed_at(path)}"


@pytest.mark.parametrize("path", [*ADDRESSES, "/feeds/us-china.ics", "/static/style.css"])
def test_options_is_answered_with_the_methods(reader: TestClient, path: str) -> None:
    answer = reader.options(path)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Allow"] == allowed_at(path)


@pytest.mark.parametrize("method", ["PROPFIND", "OPTIONS"])
def test_a_client_that_looks_for_caldav_is_told_at_once_that_there_is_none(reader: TestClient, method: str) -> None:
    answer = reader.request(method, "/.well-known/caldav", headers={"Depth": "0"})

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/meetings", "/feeds/meetings.ics", "/nowhere"])
def test_a_preflight_is_allowed(reader: TestClient, path: str) -> None:
    headers = {"Origin": "https://elsewhere.test", "Access-Control-Request-Method": "GET"}

    answer = reader.options(path, headers=headers)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/meetings/", "/feeds/meetings.ics/", "//elsewhere.test//"])
def test_no_address_has_two_spellings_and_none_redirects(reader: TestClient, path: str) -> None:
    answer = reader.get(f"http://localhost:8000{path}", follow_redirects=False)

    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", ["/nowhere", "/api/v2", "/static/nothing.css", "/api/v1/meetings/a/b/c"])
def test_an_address_with_nothing_says_where_everything_is(reader: TestClient, path: str) -> None:
    assert reader.get(path).json() == {
        "type": "/problems/not-found",
        "title": "Nothing is here",
        "status": 404,
        "detail": "nothing is at this address; /api/v1 and /docs say where everything is",
        "errors": [],
    }


@pytest.mark.parametrize("path", [*ADDRESSES, "/feeds/us-china.ics", "/nowhere", "/docs"])
def test_the_host_header_is_never_repeated(reader: TestClient, path: str) -> None:
    headers = {"Host": "evil.test", "X-Forwarded-Host": "evil.test", "Forwarded": "host=evil.test"}

    answer = reader.get(path, headers=headers, follow_redirects=False)

    assert "evil.test" not in answer.text
    assert "evil.test" not in str(answer.headers)


def test_the_host_is_no_part_of_what_leads_to_the_next_page(reader: TestClient) -> None:
    answer = reader.get("/api/v1/meetings?limit=1", headers={"Host": "127.0.0.1:1234"})

    assert answer.json()["next"].startswith("/api/v1/meetings?limit=1&cursor=")
