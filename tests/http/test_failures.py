"""What a reader is told when something cannot be answered."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from fastapi import HTTPException
from starlette.testclient import TestClient

from app.http.kinds import KINDS, STATUS_OF
from app.meetings.errors import CalendarAwayError, NotATimeError, ResyncError, SummitryError
from tests.conftest import BASE_URL
from tests.http.serving import XI, app_of, take_away

MEETINGS = "/api/v1/meetings"


@pytest.fixture
def raising(new_client: Callable[[str], TestClient]) -> Callable[[Exception], TestClient]:
    """Give a client of a service with an address that fails like this."""

    def make(error: Exception) -> TestClient:
        app = app_of(new_client("empty"))

        def fail() -> None:
            raise error

        app.add_api_route("/failing", fail)
        return TestClient(app, base_url=BASE_URL, raise_server_exceptions=False)

    return make


def subclasses(of: type[SummitryError]) -> Iterator[type[SummitryError]]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_refusal_has_its_status() -> None:
    assert set(STATUS_OF) == set(subclasses(SummitryError))


@pytest.mark.parametrize("status", sorted({*STATUS_OF.values(), 400, 405, 408, 413, 414, 421, 431, 415, 500}))
def test_every_status_has_a_kind_of_its_own(status: int) -> None:
    kinds = [kind.name for kind in KINDS if kind.status == status]

    assert kinds == ["gone", "resync"] if status == HTTPStatus.GONE else len(kinds) == 1


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_every_kind_has_its_page(reader: TestClient, name: str) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)

    answer = reader.get(f"/problems/{name}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert kind.title in answer.text
    assert str(int(kind.status)) in answer.text


def test_a_kind_that_there_is_not_names_those_that_are(reader: TestClient) -> None:
    answer = reader.get("/problems/nonsense")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["near"] == [kind.name for kind in KINDS]


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(("error", "status"), [one for one in STATUS_OF.items() if one[0] is not ResyncError])
def test_a_refusal_names_the_field_the_rule_and_what_comes_near(
    raising: Callable[[Exception], TestClient], error: type[SummitryError], status: HTTPStatus
) -> None:
    client = raising(error("is too far away", field="place", near=["Busan"]))

    answer = client.get("/failing")

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": f"/problems/{next(kind.name for kind in KINDS if kind.status == status)}",
        "title": next(kind.title for kind in KINDS if kind.status == status),
        "status": status,
        "detail": "place: is too far away",
        "errors": [{"field": "place", "rule": "is too far away", "near": ["Busan"]}],
    }


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(
    ("list_at", "resync"), [("", "/failing?party=US&party=C%2BN"), ("/api/v1/meetings", "/api/v1/meetings")]
)
def test_who_cannot_go_on_is_told_where_the_list_is(
    raising: Callable[[Exception], TestClient], list_at: str, resync: str
) -> None:
    client = raising(ResyncError("is of another era", field="cursor", list_at=list_at))

    answer = client.get("/failing?party=US&cursor=x&party=C%2BN")

    assert answer.status_code == HTTPStatus.GONE
    assert answer.json() == {
        "type": "/problems/resync",
        "title": "Read the list anew",
        "status": 410,
        "detail": "cursor: is of another era",
        "errors": [{"field": "cursor", "rule": "is of another era", "near": []}],
        "resync": resync,
    }


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_refusal_of_no_field_has_only_a_sentence(raising: Callable[[Exception], TestClient]) -> None:
    answer = raising(NotATimeError("clocks skip this")).get("/failing").json()

    assert (answer["detail"], answer["errors"]) == ("clocks skip this", [])


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize(
    ("status", "kind_of_problem", "title"),
    [
        (413, "too-large", "Too large"),
        (400, "bad-request", "The request cannot be read"),
        (418, "bad-request", "I'm a Teapot"),
    ],
)
def test_what_the_router_refuses_is_a_problem_as_well(
    raising: Callable[[Exception], TestClient], status: int, kind_of_problem: str, title: str
) -> None:
    answer = raising(HTTPException(status, "no more than this")).get("/failing")

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{kind_of_problem}"
    assert (answer.json()["title"], answer.json()["detail"]) == (title, "no more than this")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_failure_that_nobody_foresaw_tells_nothing_of_itself(
    raising: Callable[[Exception], TestClient], caplog: pytest.LogCaptureFixture
) -> None:
    client = raising(RuntimeError("password=hunter2"))

    answer = client.get("/failing", headers={"X-Request-Id": "report-7"})

    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/internal",
        "title": "The service failed",
        "status": 500,
        "detail": "the service failed; the failure was noted under this request's X-Request-Id",
        "errors": [],
    }
    assert answer.headers["X-Request-Id"] == "report-7"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "request report-7 failed" in caplog.text


@pytest.mark.parametrize("kind", ["sqlite"])
def test_while_the_calendar_is_away_a_reader_is_told_when_to_ask_again(
    raising: Callable[[Exception], TestClient],
) -> None:
    answer = raising(CalendarAwayError("the database is away")).get("/failing")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/health", MEETINGS, f"{MEETINGS}/{XI}", f"{MEETINGS}?known_on=2025-10-18", "/"])
def test_without_its_database_the_service_is_busy_and_not_broken(client: TestClient, path: str) -> None:
    take_away(app_of(client).state.service.database)

    answer = client.get(path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "the database is away or busy; try again in a moment"
