"""A request that names itself is done once, however often it is sent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from app.access.roles import Role
from tests.access.keyring import bearer, give_key
from tests.api.test_writing import MEETINGS, NEW, delete, patch, said
from tests.conftest import StoppedClock
from tests.http.serving import XI, database_of

UNKNOWN = "00000000-0000-0000-0000-000000000000"
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


def test_a_request_is_the_same_by_whichever_name_it_calls_its_meeting(
    client: TestClient, editor: dict[str, str]
) -> None:
    meeting = client.get(f"{MEETINGS}/{XI}").json()
    addresses = [f"{MEETINGS}/{name}/claims" for name in (XI, meeting["id"], meeting["uid"], XI.replace("x", "%78"))]

    answers = [client.post(one, json=said(summary="Once."), headers=editor | NAME) for one in addresses]

    assert [(one.status_code, one.content) for one in answers] == [(201, answers[0].content)] * 4


def test_saying_that_it_is_no_rehearsal_is_no_other_request(client: TestClient, editor: dict[str, str]) -> None:
    first = client.post(MEETINGS, json=said(**NEW), headers=editor | NAME)

    again = client.post(f"{MEETINGS}?dry_run=false", json=said(**NEW), headers=editor | NAME)

    assert again.content == first.content
    assert number(client) == 9


def test_a_name_counts_for_one_meeting(client: TestClient, editor: dict[str, str]) -> None:
    slug = client.post(MEETINGS, json=said(**NEW), headers=editor).json()["document"]["slug"]

    answers = [
        client.post(f"{MEETINGS}/{one}/claims", json=said(summary="Once."), headers=editor | NAME) for one in (XI, slug)
    ]

    assert [one.json()["document"]["slug"] for one in answers] == [XI, slug]


def test_a_name_is_one_door_s(client: TestClient, editor: dict[str, str]) -> None:
    body = {"publisher": "The Paper", "title": "Leaders to meet", "published_on": "2025-10-18"}
    client.post(MEETINGS, json=body, headers=editor | NAME)

    answers = [client.post(f"/api/v1/{one}", json=body, headers=editor | NAME) for one in ("sources", "meetings")]

    assert [one.status_code for one in answers] == [201, 422]


def test_two_names_are_refused(client: TestClient, editor: dict[str, str]) -> None:
    headers = [*editor.items(), ("Idempotency-Key", "one"), ("Idempotency-Key", "two")]

    answer = client.post(MEETINGS, json=said(**NEW), headers=headers)

    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (422, "is sent once")
    assert number(client) == 8


def test_what_a_request_is_about_is_judged_before_its_name(client: TestClient, editor: dict[str, str]) -> None:
    none = {"Idempotency-Key": "x" * 256}

    answers = [
        client.post(f"{MEETINGS}/nothing/claims", json=said(summary="x"), headers=editor | none),
        client.post(f"/api/v1/claims/{UNKNOWN}/rulings", json={"verdict": "rejected"}, headers=editor | none),
    ]

    assert [one.status_code for one in answers] == [404, 404]


def test_a_retry_is_answered_when_the_meeting_is_off_the_calendar(client: TestClient, editor: dict[str, str]) -> None:
    address = f"{MEETINGS}/{XI}/claims"
    first = client.post(address, json=said(summary="Once."), headers=editor | NAME)
    delete(client, editor)

    again = client.post(address, json=said(summary="Once."), headers=editor | NAME)
    new = client.post(address, json=said(summary="Twice."), headers=editor)

    assert (again.status_code, again.content, new.status_code) == (201, first.content, 410)


def test_a_ruling_is_judged_by_what_its_editor_has_seen_before_it_is_a_retry(
    client: TestClient, editor: dict[str, str]
) -> None:
    claim = patch(client, editor, summary="Once.").json()["claims"][0]["id"]
    address, body = f"/api/v1/claims/{claim}/rulings", {"verdict": "rejected"}
    seen = {"If-Match": client.get(f"/api/v1/claims/{claim}", headers=editor).headers["ETag"]}
    first = client.post(address, json=body, headers=editor | NAME | seen)
    now = {"If-Match": client.get(f"/api/v1/claims/{claim}", headers=editor).headers["ETag"]}

    sent: list[dict[str, str]] = [seen, {}, {"If-Match": "*"}, {"If-Match": '"999"'}, now]
    answers = [client.post(address, json=body, headers=editor | NAME | one) for one in sent]

    assert [one.status_code for one in (first, *answers)] == [201, 201, 428, 428, 412, 422]
    assert answers[0].content == first.content
    assert answers[-1].json()["errors"][0]["field"] == "Idempotency-Key"
    rulings = client.get(f"/api/v1/claims/{claim}", headers=editor).json()["rulings"]
    assert [one["verdict"] for one in rulings] == ["accepted", "rejected"]
