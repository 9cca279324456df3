"""What is only proposed is shown to holders of keys alone, and moves nothing: not even what names mean."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.roles import Role
from app.formats.seed import read_seed
from app.store.ledger import open_ledger
from app.store.seeding import plant
from tests.access.keyring import bearer, give_key
from tests.api.test_writing import MEETINGS, NEW, SOURCE, etag_of, patch, rule, said
from tests.http.serving import XI, database_of

SMITH = {"party": "Secret Agent Smith", "for_party": "Shadow Agency"}
QUAHOG = {"name": "Quahog", "precision": "city", "country": "JP"}
WRONG = QUAHOG | {"latitude": 0.0, "longitude": 0.0, "time_zone": "America/New_York"}
STORY = {"publisher": "Reuters", "title": "The real story", "url": "https://www.reuters.com/x"} | {
    "published_on": "2025-10-18"
}
COPY, OTHER_COPY = "https://web.archive.org/real", "https://copies.example.org/other"


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    return bearer(give_key(database_of(client), Role.EDITOR))


@pytest.fixture
def propose(client: TestClient) -> Callable[..., Response]:
    key = bearer(give_key(database_of(client), Role.REPORTER))

    def send(**fields: object) -> Response:
        answer = client.post(f"{MEETINGS}/{XI}/claims", json=said(**fields), headers=key)
        assert answer.status_code == 201, answer.text
        return answer

    return send


def claim_in(answer: Response, field: str) -> str:
    return str(next(one["id"] for one in answer.json()["claims"] if one["field"] == field))


def refusal(answer: Response) -> tuple[int, list[str]]:
    return answer.status_code, answer.json()["errors"][0]["near"]


def source_id(client: TestClient, key: Mapping[str, str], publisher: str = "Reuters") -> str:
    claims = client.get("/api/v1/claims?limit=200", headers=dict(key)).json()["items"]
    return str(next(one["source"]["id"] for one in claims if one["source"]["publisher"] == publisher))


def test_a_party_that_was_only_proposed_is_known_to_holders_of_keys(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    untold = [client.get(f"/api/v1/parties/{name}").content for name in SMITH.values()]

    propose(participants=[SMITH], said_for="Unheard Of Union")

    told = [client.get(f"/api/v1/parties/{name}").content for name in SMITH.values()]
    assert told == untold
    assert client.get("/api/v1/parties/Secret Agent Smith").status_code == 404
    assert client.get("/api/v1/parties/Unheard Of Union").status_code == 404
    assert client.get("/api/v1/parties/Secret Agent Smith", headers=editor).json()["meetings"] == 0
    assert client.get(f"{MEETINGS}?party=Secret Agent Smith", headers=editor).json()["items"] == []


@pytest.mark.parametrize("address", [MEETINGS, "/feeds/meetings.ics"])
@pytest.mark.parametrize(
    "query",
    [
        "party=Secret Agent Smith",
        "party=Secret Agent Smit",
        "person=Shadow Agencie",
        "party_all=Unheard Of Union",
        "place=Quahog",
        "place=Quahogg",
        "series=the-quiet-summit",
        "series=the-quiet-sumit",
    ],
)
def test_nobody_without_a_key_comes_near_what_was_only_proposed(
    client: TestClient, propose: Callable[..., Response], address: str, query: str
) -> None:
    links = [{"rel": "series", "to": "The quiet summit"}]
    propose(participants=[SMITH], said_for="Unheard Of Union", place=QUAHOG, links=links)

    assert refusal(client.get(f"{address}?{query}")) == (422, [])


def test_pages_tell_nothing_of_what_was_only_proposed(client: TestClient, propose: Callable[..., Response]) -> None:
    propose(participants=[SMITH])

    answer = client.get("/?party=Secret Agent Smiht", headers={"Accept": "text/html"})

    assert (answer.status_code, "Smith" in answer.text) == (422, False)


def test_places_and_sources_that_were_only_proposed_are_found_by_nobody_who_knows_their_ids(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    proposed = propose(place=QUAHOG)
    claim = client.get(f"/api/v1/claims/{claim_in(proposed, 'place')}", headers=editor).json()
    addresses = [f"/api/v1/places/{claim['value']['id']}", f"/api/v1/sources/{claim['source']['id']}"]

    statuses = [(client.get(one).status_code, client.get(one, headers=editor).status_code) for one in addresses]

    assert statuses == [(404, 200), (404, 200)]


def test_what_an_accepted_claim_names_is_known(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    links = [{"rel": "series", "to": "The quiet summit"}]
    proposed = propose(participants=[SMITH], said_for="Unheard Of Union", place=WRONG, links=links)
    source = source_id(client, editor, SOURCE["publisher"])

    for field in ("participants", "place", "links"):
        assert rule(client, editor, claim_in(proposed, field), "accepted").status_code == 201

    queries = ("party=Secret Agent Smith", "party=Shadow Agency", "place=Quahog", "series=the-quiet-summit")
    assert [len(client.get(f"{MEETINGS}?{query}").json()["items"]) for query in queries] == [1, 1, 1, 1]
    assert client.get("/api/v1/parties/Unheard Of Union").json()["meetings"] == 0
    assert client.get(f"/api/v1/sources/{source}").status_code == 200
    place = next(one for one in client.get("/api/v1/places").json()["items"] if one["name"] == "Quahog")
    assert (place["latitude"], place["time_zone"]) == (0.0, "America/New_York")


@pytest.mark.parametrize(("verdict", "status"), [("conflict", 200), ("rejected", 404)])
def test_what_contradicts_is_shown_and_so_known_and_what_was_rejected_is_not(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response], verdict: str, status: int
) -> None:
    claim = claim_in(propose(participants=[SMITH]), "participants")

    rule(client, editor, claim, verdict)

    assert client.get("/api/v1/parties/Secret Agent Smith").status_code == status


def test_the_list_of_a_party_has_another_tag_once_it_is_known(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    before = client.get("/api/v1/parties").headers["ETag"]
    claim = claim_in(propose(participants=[SMITH]), "participants")
    proposed = client.get("/api/v1/parties", headers={"If-None-Match": before})

    rule(client, editor, claim, "accepted")

    after = client.get("/api/v1/parties", headers={"If-None-Match": before})
    assert (proposed.status_code, after.status_code) == (304, 200)


def test_whom_an_editor_tells_about_is_known(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    propose(participants=[SMITH])
    address = "/api/v1/parties/Secret Agent Smith"
    tag = {"If-Match": client.get(address, headers=editor).headers["ETag"]}

    answer = client.patch(address, json={"name": "John Smith"}, headers=editor | tag)

    assert answer.status_code == 200
    assert client.get("/api/v1/parties/John Smith").json()["name"] == "John Smith"


def test_a_rejected_place_gives_a_later_one_of_its_name_nothing(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    rule(client, editor, claim_in(propose(place=WRONG), "place"), "rejected")
    body = said(**NEW) | {"when": {"start": "2026-04-01T10:00"}, "place": QUAHOG}

    document = client.post(MEETINGS, json=body, headers=editor).json()["document"]

    assert (document["place"]["latitude"], document["place"]["time_zone"]) == (None, None)
    assert document["when"]["time_zone"] == "Asia/Tokyo"
    place = client.get(f"/api/v1/places/{document['place']['id']}").json()
    assert (place["latitude"], place["time_zone"]) == (None, None)


def test_a_proposal_takes_nothing_from_another_one(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    propose(place=WRONG)

    rule(client, editor, claim_in(propose(place=QUAHOG), "place"), "accepted")

    place = next(one for one in client.get("/api/v1/places").json()["items"] if one["name"] == "Quahog")
    assert (place["latitude"], place["time_zone"]) == (None, None)


@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_a_party_is_spelled_and_taken_as_an_editor_does(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response], kind: str
) -> None:
    part: dict[str, Any] = {"office": "Minister"} if kind == "person" else {}
    propose(participants=[{"party": "north pole COUNCIL"}, {"party": "NORTH pole board", "office": "x"}])
    parties = [{"party": "North Pole Council", **part}, {"party": "North Pole Board", **part}]

    made = client.post(MEETINGS, json=said(**NEW, participants=parties), headers=editor).json()

    shown = [(one["party"]["name"], one["party"]["kind"]) for one in made["document"]["participants"]]
    assert sorted(shown) == [("North Pole Board", kind), ("North Pole Council", kind)]
    assert [one["name"] for one in made["new_parties"]] == ["North Pole Council", "North Pole Board"]
    listed = [(one["name"], one["kind"]) for one in client.get("/api/v1/parties").json()["items"]]
    assert set(shown) <= set(listed)


def test_a_party_that_was_proposed_as_something_else_is_the_known_one_once_accepted(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    claim = claim_in(propose(participants=[{"party": "jane Q. PERSON"}]), "participants")
    jane = {"party": "Jane Q. Person", "office": "Minister"}
    client.post(MEETINGS, json=said(**NEW, participants=[jane]), headers=editor)

    rule(client, editor, claim, "accepted")

    assert len(client.get(f"{MEETINGS}?party=jane q. person").json()["items"]) == 2


def test_a_proposed_party_takes_a_name_that_another_one_gave_up(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    claim = claim_in(propose(participants=[{"party": "Jane Q. Person"}]), "participants")
    jane = {"party": "Jane Q. Person", "office": "Minister"}
    client.post(MEETINGS, json=said(**NEW, participants=[jane]), headers=editor)
    address = "/api/v1/parties/Jane Q. Person"
    tag = {"If-Match": client.get(address).headers["ETag"]}
    client.patch(address, json={"name": "Jane Doe", "aliases": []}, headers=editor | tag)

    rule(client, editor, claim, "accepted")

    found = [client.get(f"/api/v1/parties/{name}").json() for name in ("Jane Q. Person", "Jane Doe")]
    assert [(one["name"], one["kind"], one["meetings"]) for one in found] == [
        ("Jane Q. Person", "organisation", 1),
        ("Jane Doe", "person", 1),
    ]


def test_an_editor_can_name_a_proposed_party_by_its_id(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    party = next(one["id"] for one in propose(participants=[SMITH]).json()["new_parties"] if "Smith" in one["name"])

    answer = client.post(MEETINGS, json=said(**NEW, participants=[{"party": party}]), headers=editor)

    assert answer.json()["document"]["participants"][0]["party"]["name"] == "Secret Agent Smith"
    assert client.get("/api/v1/parties/Secret Agent Smith").status_code == 200


def test_a_series_is_called_as_an_editor_calls_it(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    propose(links=[{"rel": "series", "to": "the-QUIET-summit"}])

    links = [{"rel": "series", "to": "The Quiet Summit"}]
    made = client.post(MEETINGS, json=said(**NEW, links=links), headers=editor).json()

    series = made["document"]["links"][0]["series"]
    assert series == {"slug": "the-quiet-summit", "name": "The Quiet Summit"}
    assert client.get("/api/v1/series").json()["items"][-1]["name"] == "The Quiet Summit"


def test_the_copy_of_a_source_is_the_editor_s(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    propose(source=STORY | {"archive_url": OTHER_COPY, "accessed_at": "2025-10-18T00:00:00Z"}, summary="x")

    answer = patch(client, editor, source=STORY | {"archive_url": COPY}, summary="y")

    source = client.get(f"/api/v1/sources/{source_id(client, editor)}").json()
    assert answer.status_code == 200
    assert (source["archive_url"], source["accessed_at"]) == (COPY, None)


def test_an_editor_completes_a_known_source_and_changes_nothing_of_it(
    client: TestClient, editor: dict[str, str]
) -> None:
    patch(client, editor, source=STORY, summary="x")

    completed = patch(client, editor, source=STORY | {"archive_url": COPY}, summary="y")
    refused = patch(client, editor, source=STORY | {"archive_url": OTHER_COPY}, summary="z")
    also = client.post("/api/v1/sources", json=STORY | {"archive_url": OTHER_COPY}, headers=editor)

    source = client.get(f"/api/v1/sources/{source_id(client, editor)}").json()
    assert (completed.status_code, source["archive_url"]) == (200, COPY)
    assert [(one.status_code, one.json()["errors"][0]["field"]) for one in (refused, also)] == [
        (409, "source.archive_url"),
        (409, "archive_url"),
    ]


def test_a_reporter_adds_no_copy_to_a_known_source(client: TestClient, editor: dict[str, str]) -> None:
    reporter = bearer(give_key(database_of(client), Role.REPORTER))
    patch(client, editor, source=STORY, summary="x")
    body = {"source": STORY | {"archive_url": OTHER_COPY}, "summary": "y"}

    refused = client.post(f"{MEETINGS}/{XI}/claims", json=body, headers=reporter)

    source = client.get(f"/api/v1/sources/{source_id(client, editor)}").json()
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (409, "source.archive_url")
    assert source["archive_url"] is None


def test_a_source_that_an_editor_names_by_its_id_is_known(
    client: TestClient, editor: dict[str, str], propose: Callable[..., Response]
) -> None:
    propose(source=STORY | {"archive_url": COPY}, summary="x")
    source = source_id(client, editor)

    headers = editor | {"If-Match": etag_of(client)}
    client.patch(f"{MEETINGS}/{XI}", json={"source": source, "summary": "y"}, headers=headers)

    assert client.get(f"/api/v1/sources/{source}").json()["archive_url"] == COPY


def test_what_a_seed_tells_is_known(client: TestClient, propose: Callable[..., Response]) -> None:
    propose(participants=[{"party": "secret AGENT smith"}])
    seed = read_seed(b"parties:\n- {name: Secret Agent Smith, kind: organisation}\n", "seed.yaml")

    with database_of(client).writing() as session:
        plant(session, open_ledger(session), [seed])

    assert client.get("/api/v1/parties/Secret Agent Smith").json()["name"] == "Secret Agent Smith"
