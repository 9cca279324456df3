"""Where everything is, and whether it answers."""

from starlette.testclient import TestClient

from tests.http.serving import XI, database_of
from tests.store.factories import tell


def test_everything_that_the_index_names_answers(reader: TestClient) -> None:
    index = reader.get("/api/v1").json()

    addresses = {name: address for name, address in index.items() if name != "number"}
    assert {name: reader.get(address).status_code for name, address in addresses.items()} == dict.fromkeys(
        addresses, 200
    )
    assert addresses["meetings"] == "/api/v1/meetings"


def test_the_index_says_how_far_the_calendar_has_come(client: TestClient) -> None:
    before = client.get("/api/v1")
    assert before.json()["number"] == 8

    tell(database_of(client), XI, summary="They have met before.")

    after = client.get("/api/v1", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.json()["number"]) == (200, client.get("/health").json()["number"])
    assert after.json()["number"] == 9


def test_health_is_asked_of_the_database_each_time(client: TestClient) -> None:
    answer = client.get("/health")

    assert answer.json() == {"status": "ok", "number": 8}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
