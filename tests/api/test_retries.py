"""A request that names itself is done once, however often it is sent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from app.access.roles import Role
from tests.access.keyring import bearer, give_key
from tests.api.test_writing import MEETINGS, NEW, said
from tests.conftest import StoppedClock
from tests.http.serving import database_of

NAME = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    return bearer(give_key(database_of(client), Role.EDITOR))


def number(client: TestClient) -> int:
    return int(client.get("/health").json()["number"])


def test_a_retry_gets_the_same_answer_and_does_nothing(client: TestClient, editor: dict[str, str]) -> None:
    first = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    again = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    lasting = ("Content-Type", "ETag", "Location")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert first.status_code == 201
    assert [again.headers[name] for name in lasting] == [first.headers[name] for name in lasting]
    assert number(client) == 9


def test_a_name_is_not_used_for_something_else(client: TestClient, editor: dict[str, str]) -> None:
    client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    answer = client.post(MEETINGS, json=said(**NEW, summary="Otherwise."), headers=editor | NAME)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert number(client) == 9


def test_a_name_is_its_sender_s_own_and_counts_at_one_address(client: TestClient, editor: dict[str, str]) -> None:
    other = bearer(give_key(database_of(client), Role.EDITOR))
    slug = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME).json()["document"]["slug"]

    answers = [
        client.post(MEETINGS, json=said(**NEW), headers=other | NAME),
        client.post(f"{MEETINGS}/{slug}/claims", json=said(**NEW), headers=editor | NAME),
    ]

    assert [answer.status_code for answer in answers] == [201, 201]


def test_what_was_refused_is_judged_anew(client: TestClient, editor: dict[str, str]) -> None:
    refused = client.post(MEETINGS, json=said(title="No date"), headers=editor | NAME)

    answer = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    assert (refused.status_code, answer.status_code) == (422, 201)


def test_a_dry_run_is_not_remembered(client: TestClient, editor: dict[str, str]) -> None:
    dry = client.post(f"{MEETINGS}?dry_run=true", json=said(**NEW), headers=editor | NAME)

    answer = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    assert (dry.status_code, answer.status_code) == (200, 201)


def test_a_name_is_free_again_after_a_day(
    client: TestClient, editor: dict[str, str], stopped_clock: StoppedClock
) -> None:
    client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)
    stopped_clock.advance(hours=24, seconds=1)

    answer = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    assert answer.json()["document"]["slug"] == "macron-takaichi-meeting-2"


@pytest.mark.parametrize("name", ["", "x" * 256, "caf\u00e9"])
def test_a_name_is_short_plain_text(client: TestClient, editor: dict[str, str], name: str) -> None:
    headers = {key.encode(): value.encode("latin-1") for key, value in (editor | {"Idempotency-Key": name}).items()}

    answer = client.post(MEETINGS, json=said(**NEW), headers=headers)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_of_many_at_once_one_is_done(new_client: Callable[[str], TestClient]) -> None:
    client = new_client("first")
    key = bearer(give_key(database_of(client), Role.EDITOR))

    def send(_turn: int) -> int:
        return client.post(MEETINGS, json=said(**NEW), headers=key | NAME).status_code

    with ThreadPoolExecutor(4) as senders:
        statuses = set(senders.map(send, range(8)))

    assert 201 in statuses <= {201, 409}
    assert number(client) == 9
