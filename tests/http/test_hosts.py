"""By which names the service may be called."""

import pytest
from starlette.testclient import TestClient

from app.http.hosts import is_called, names_of
from app.main import create_app
from app.settings import Settings
from tests.conftest import BASE_URL, Shelf
from tests.http.serving import XI

OUTSIDE = "https://calendar.example.org/summitry"
EVERYWHERE = "0.0.0.0"  # noqa: S104 (nothing is bound here)
PATHS = ["/", f"/meetings/{XI}", "/api/v1/meetings", "/feeds/meetings.ics", "/health", "/static/style.css", "/nowhere"]


def is_known(host: str, *allowed: str, base_url: str = OUTSIDE, bound: str = "192.0.2.7") -> bool:
    return is_called(names_of(base_url, bound, allowed), [(b"accept", b"*/*"), (b"host", host.encode())])


@pytest.mark.parametrize(
    "host",
    [
        *("calendar.example.org", "CALENDAR.example.org:443", "calendar.example.org.", "calendar.example.org.:8000"),
        *("localhost", "localhost:8130", "127.0.0.1:8000", "[::1]", "[::1]:8000", "192.0.2.7:80"),
    ],
)
def test_the_service_is_known_by_its_address_and_by_what_this_machine_calls_itself(host: str) -> None:
    assert is_known(host)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.test",
            "evil.test:8000",
            "localhost.evil.test",
            "evil.test.localhost",
            "calendar.example.org.evil.test",
        ),
        *("", " ", "localhost:8000:8000", "localhost:http", "[::1", "::1", "[::2]", "127.0.0.2", EVERYWHERE, "[::]"),
        *("localhost/", "evil@localhost", "localhost, evil.test", "localhost:8000/../evil", "x" * 5000, "é", "*"),
    ],
)
def test_it_is_known_by_no_other_name(host: str) -> None:
    assert not is_known(host, bound=EVERYWHERE)
    assert not is_known(host, bound="::")


def test_further_names_are_allowed_by_the_settings() -> None:
    assert is_known("summitry:8000", "summitry", "[2001:db8::1]")
    assert is_known("[2001:db8::1]:8000", "summitry", "[2001:db8::1]")
    assert is_known("calendar.example.org", "summitry")
    assert not is_known("other", "summitry")


def test_a_star_allows_every_name() -> None:
    assert is_known("evil.test", "*")
    assert is_known("", "summitry", "*")


def test_a_name_in_another_script_is_known_as_browsers_write_it() -> None:
    assert is_known("xn--mller-kva.example", base_url="https://müller.example")


def test_each_of_several_names_counts_and_none_is_no_other() -> None:
    names = names_of(BASE_URL, "127.0.0.1", ())

    assert not is_called(names, [(b"host", b"localhost"), (b"host", b"evil.test")])
    assert is_called(names, [])


@pytest.mark.parametrize(
    "path",
    ["/", f"/meetings/{XI}", "/api/v1/meetings", "/feeds/meetings.ics", "/health", "/static/style.css", "/nowhere"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_request_for_somebody_else_is_refused_before_anything_else(
    reader: TestClient, path: str, method: str
) -> None:
    headers = {"Host": "evil.test", "Accept": "text/html", "If-None-Match": "*", "Authorization": "Bearer x"}

    answer = reader.request(method, path, headers=headers)

    assert (answer.status_code, answer.headers["Content-Type"]) == (421, "application/problem+json")
    assert len(answer.headers["X-Request-Id"]) == 32
    if method != "HEAD":
        assert answer.json() == {
            "type": "/problems/misdirected",
            "title": "Meant for somebody else",
            "status": 421,
            "detail": "the service is not called by this name; SUMMITRY_ALLOWED_HOSTS says which ones it has",
            "errors": [],
        }


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_the_healthcheck_of_a_container_is_let_in(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


def test_the_settings_say_who_is_let_in(shelf: Shelf) -> None:
    def statuses(*allowed: str) -> list[int]:
        settings = Settings(database_url=shelf.copy("sqlite", "first"), base_url=BASE_URL, allowed_hosts=allowed)
        with TestClient(create_app(settings), base_url=BASE_URL) as client:
            return [client.get("/health", headers={"Host": host}).status_code for host in ("localhost", "news", "evil")]

    assert statuses() == [200, 421, 421]
    assert statuses("news") == [200, 200, 421]
    assert statuses("*") == [200, 200, 200]


def test_every_absolute_address_is_made_of_the_base_url(later_client: TestClient) -> None:
    forged = {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.test;proto=https"}
    paths = ["/docs", "/api/v1", "/api/v1/calendars", "/api/v1/meetings?limit=1", f"/api/v1/meetings/{XI}"]

    for host in ("127.0.0.1:1234", "localhost:1234"):
        for path in (*PATHS, *paths, f"/feeds/meetings/{XI}.ics", "/openapi.json"):
            answer = later_client.get(path, headers={"Host": host, **forged})
            said = answer.text + str(answer.headers)
            assert "evil.test" not in said
            assert host not in said
            assert "Location" not in answer.headers
