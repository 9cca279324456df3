"""Meetings are written with plain fields and one source; nothing is lost, and nothing is half stored."""

from collections.abc import Mapping
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.roles import Role
from tests.access.keyring import bearer, give_key
from tests.conftest import StoppedClock
from tests.http.serving import SUMMIT, XI, database_of, put_back

MEETINGS = "/api/v1/meetings"
SOURCE = {"publisher": "The Paper", "title": "Leaders to meet", "published_on": "2025-10-18"}
NEW: Mapping[str, Any] = {"title": "Macron-Takaichi meeting", "kind": "bilateral", "when": "2026-04-01"}


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    return bearer(give_key(database_of(client), Role.EDITOR))


@pytest.fixture
def reporter(client: TestClient) -> dict[str, str]:
    return bearer(give_key(database_of(client), Role.REPORTER))


def said(**fields: object) -> dict[str, object]:
    return {"source": SOURCE, **fields}


def etag_of(client: TestClient, meeting: str = XI) -> str:
    return client.get(f"{MEETINGS}/{meeting}").headers["ETag"]


def patch(client: TestClient, key: dict[str, str], meeting: str = XI, **fields: object) -> Response:
    headers = key | {"If-Match": etag_of(client, meeting)}
    return client.patch(f"{MEETINGS}/{meeting}", json=said(**fields), headers=headers)


def delete(client: TestClient, key: dict[str, str], meeting: str = XI) -> Response:
    return client.delete(f"{MEETINGS}/{meeting}", headers=key | {"If-Match": etag_of(client, meeting)})


def rule(client: TestClient, key: dict[str, str], claim: str, verdict: str) -> Response:
    headers = key | {"If-Match": client.get(f"/api/v1/claims/{claim}", headers=key).headers["ETag"]}
    body = {"verdict": verdict, "reason": "as the desk decided"}
    return client.post(f"/api/v1/claims/{claim}/rulings", json=body, headers=headers)


def state(client: TestClient) -> tuple[Any, ...]:
    """Return what a reader can see of the whole calendar."""
    addresses = (MEETINGS, "/api/v1/changes", "/feeds/meetings.ics", "/api/v1/claims", "/api/v1/parties")
    return tuple(client.get(address).content for address in addresses)


def test_a_new_meeting_is_answered_and_read_back(client: TestClient, editor: dict[str, str]) -> None:
    answer = client.post(MEETINGS, json=said(**NEW), headers=editor)

    made = answer.json()["document"]
    read = client.get(answer.headers["Location"])
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{MEETINGS}/macron-takaichi-meeting"
    assert (read.json(), read.headers["ETag"]) == (made, answer.headers["ETag"])
    assert (made["version"], made["sequence"], made["number"]) == (1, 0, 9)
    assert [(one["field"], one["effect"], one["verdict"]) for one in answer.json()["claims"]] == [
        ("title", "new", "accepted"),
        ("kind", "new", "accepted"),
        ("when", "new", "accepted"),
    ]
    assert made["uid"] in client.get("/feeds/meetings.ics").text


def test_a_reporter_is_told_which_door_is_open(client: TestClient, reporter: dict[str, str]) -> None:
    refused = [client.post(MEETINGS, json=said(**NEW), headers=reporter), patch(client, reporter, summary="x")]

    door = "POST /api/v1/meetings/{meeting}/claims takes what it proposes"
    rule = f"the role of this key is reporter; editor is needed here; {door}"
    assert [(one.status_code, one.json()["errors"][0]["rule"]) for one in refused] == [(403, rule)] * 2


def test_the_second_meeting_of_a_title_has_a_slug_of_its_own(client: TestClient, editor: dict[str, str]) -> None:
    slugs = [client.post(MEETINGS, json=said(**NEW), headers=editor).json()["document"]["slug"] for _ in range(3)]

    assert slugs == ["macron-takaichi-meeting", "macron-takaichi-meeting-2", "macron-takaichi-meeting-3"]


@pytest.mark.parametrize("missing", ["title", "kind", "when"])
def test_a_meeting_without_a_title_a_kind_or_a_time_is_refused_and_leaves_nothing(
    client: TestClient, editor: dict[str, str], missing: str
) -> None:
    before = state(client)

    answer = client.post(MEETINGS, json=said(**{k: v for k, v in NEW.items() if k != missing}), headers=editor)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, missing)
    assert state(client) == before


def test_a_change_says_what_each_claim_did(client: TestClient, editor: dict[str, str]) -> None:
    answer = patch(client, editor, when="2025-10-30", topics=["tariffs"])

    effects = {one["field"]: one["effect"] for one in answer.json()["claims"]}
    document = answer.json()["document"]
    assert answer.status_code == 200
    assert effects == {"when": "moves", "topics": "new"}
    assert (document["when"]["first_date"], document["version"], document["sequence"]) == ("2025-10-30", 2, 1)
    assert client.get(f"{MEETINGS}/{XI}/history").json()["items"][-1]["words"].startswith("30 October instead of")


def test_participants_links_and_topics_are_merged_one_by_one(client: TestClient, editor: dict[str, str]) -> None:
    before = client.get(f"{MEETINGS}/{XI}").json()["participants"]

    patch(client, editor, participants=[{"party": "Wang Yi", "for_party": "CN", "role": "delegate"}])
    added = client.get(f"{MEETINGS}/{XI}").json()["participants"]
    patch(client, editor, participants=[{"party": "Wang Yi", "absent": True}])

    assert [one["party"]["name"] for one in added] == [one["party"]["name"] for one in before] + ["Wang Yi"]
    assert client.get(f"{MEETINGS}/{XI}").json()["participants"] == before


def test_the_same_words_of_the_same_source_count_again(client: TestClient, editor: dict[str, str]) -> None:
    patch(client, editor, topics=["tariffs"])
    patch(client, editor, topics=[{"topic": "tariffs", "absent": True}])

    patch(client, editor, topics=["tariffs"])

    assert "tariffs" in client.get(f"{MEETINGS}/{XI}").json()["topics"]


def test_a_claim_that_changes_nothing_is_kept_and_makes_no_version(client: TestClient, editor: dict[str, str]) -> None:
    source = client.get(f"{MEETINGS}/{XI}").json()["sources"][0]["id"]
    headers = editor | {"If-Match": etag_of(client)}

    answer = client.patch(f"{MEETINGS}/{XI}", json={"source": source, "kind": "bilateral"}, headers=headers)

    claims = client.get(f"{MEETINGS}/{XI}/claims").json()["fields"]["kind"]
    assert (answer.status_code, answer.json()["document"]["version"]) == (200, 1)
    assert [one["effect"] for one in claims] == ["new", "confirms"]


def test_a_change_made_on_an_old_version_is_refused(client: TestClient, editor: dict[str, str]) -> None:
    seen = etag_of(client)
    patch(client, editor, topics=["tariffs"])
    before = state(client)

    answer = client.patch(f"{MEETINGS}/{XI}", json=said(topics=["rice"]), headers=editor | {"If-Match": seen})

    assert (answer.status_code, answer.json()["type"]) == (412, "/problems/changed")
    assert state(client) == before


def test_what_was_seen_before_a_restore_is_not_what_stands_now(client: TestClient, editor: dict[str, str]) -> None:
    claim = f"/api/v1/claims/{client.get('/api/v1/claims?limit=1').json()['items'][0]['id']}"
    seen = [etag_of(client), client.get(claim).headers["ETag"]]
    put_back(client)

    changed = client.patch(f"{MEETINGS}/{XI}", json=said(topics=["rice"]), headers=editor | {"If-Match": seen[0]})
    ruled = client.post(f"{claim}/rulings", json={"verdict": "accepted"}, headers=editor | {"If-Match": seen[1]})

    assert (changed.status_code, ruled.status_code) == (412, 412)
    assert patch(client, editor, topics=["rice"]).headers["ETag"] == etag_of(client)
    assert client.get(claim, headers={"If-None-Match": seen[1]}).status_code == 200


@pytest.mark.parametrize("tag", [None, "*"])
def test_a_blind_change_is_refused(client: TestClient, editor: dict[str, str], tag: str | None) -> None:
    headers = editor | ({"If-Match": tag} if tag else {})

    answers = [
        client.patch(f"{MEETINGS}/{XI}", json=said(topics=["rice"]), headers=headers),
        client.delete(f"{MEETINGS}/{XI}", headers=headers),
    ]

    assert [answer.status_code for answer in answers] == [428, 428]


def test_of_a_tag_the_version_alone_counts_and_weak_ones_never(client: TestClient, editor: dict[str, str]) -> None:
    tags = ['"1-99"', '"1"', 'W/"1-1"', '"x", "1-7"', "nonsense", '"2-1"']

    statuses = [
        client.patch(
            f"{MEETINGS}/{XI}?dry_run=true", json=said(topics=["rice"]), headers=editor | {"If-Match": tag}
        ).status_code
        for tag in tags
    ]

    assert statuses == [200, 200, 412, 200, 412, 412]


def test_a_request_is_judged_by_its_sender_its_address_its_state_and_its_body_in_this_order(
    client: TestClient, editor: dict[str, str], reporter: dict[str, str]
) -> None:
    broken, old = b"{", {"If-Match": '"99"'}
    nobody, unknown = f"{MEETINGS}/{XI}", f"{MEETINGS}/nothing"

    def ask(address: str, headers: dict[str, str], body: bytes = broken) -> int:
        return client.patch(address, content=body, headers=headers).status_code

    assert [
        ask(unknown, {"Authorization": "Bearer smt_wrong"}),
        ask(unknown, {}),
        ask(unknown, reporter),
        ask(unknown, editor),
        ask(nobody, editor),
        ask(nobody, editor | old),
        ask(nobody, editor | {"If-Match": '"1"'}),
        ask(nobody, editor | {"If-Match": '"1"', "Content-Type": "application/json"}),
        ask(nobody, editor | {"If-Match": '"1"', "Content-Type": "application/json"}, b'{"title": 1}'),
        ask(nobody, editor | {"If-Match": '"1"', "Content-Type": "application/json"}, b" " * 1_000_001),
    ] == [401, 401, 403, 404, 428, 412, 415, 400, 422, 413]


def test_a_deleted_meeting_is_gone_and_cancelled_in_feeds_and_its_story_stays(
    client: TestClient, editor: dict[str, str], stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(days=1)

    answer = delete(client, editor)

    assert (answer.status_code, answer.json()["document"]["listed"]) == (200, False)
    assert client.get(f"{MEETINGS}/{XI}").status_code == 410
    assert client.get(f"{MEETINGS}/{XI}/history").json()["items"][-1]["words"] == "taken off the calendar"
    assert client.get(f"{MEETINGS}/{XI}?as_of=2025-10-18").json()["version"] == 1
    assert client.get(f"{MEETINGS}/{XI}?known_on=2025-10-18").json()["listed"] is False
    assert XI not in [one["slug"] for one in client.get(MEETINGS).json()["items"]]
    assert "STATUS:CANCELLED" in client.get(f"/feeds/meetings/{XI}.ics").text
    assert delete_again(client, editor) == 410


def delete_again(client: TestClient, editor: dict[str, str]) -> int:
    return client.delete(f"{MEETINGS}/{XI}", headers=editor | {"If-Match": '"2"'}).status_code


def test_rejecting_the_claim_that_took_a_meeting_off_brings_it_back(client: TestClient, editor: dict[str, str]) -> None:
    before = client.get(f"{MEETINGS}/{XI}").json()
    claim = delete(client, editor).json()["claims"][0]["id"]

    answer = rule(client, editor, claim, "rejected")

    back = client.get(f"{MEETINGS}/{XI}").json()
    assert answer.status_code == 201
    assert (back["uid"], back["version"], back["listed"], back["when"]) == (before["uid"], 3, True, before["when"])


def test_a_reporter_s_claims_wait_for_an_editor(
    client: TestClient, editor: dict[str, str], reporter: dict[str, str]
) -> None:
    before = client.get(f"{MEETINGS}/{XI}").json()

    answer = client.post(f"{MEETINGS}/{XI}/claims", json=said(when="2025-10-30"), headers=reporter)

    (proposed,) = answer.json()["claims"]
    waiting = client.get("/api/v1/claims?verdict=proposed", headers=editor).json()["items"]
    assert (answer.status_code, proposed["verdict"], proposed["effect"]) == (201, "proposed", None)
    assert client.get(f"{MEETINGS}/{XI}").json() == before
    assert [one["id"] for one in waiting] == [proposed["id"]]
    assert client.get("/api/v1/claims?verdict=proposed").json()["items"] == []
    assert client.get(f"/api/v1/claims/{proposed['id']}").status_code == 404
    ruled = rule(client, editor, proposed["id"], "accepted")
    assert ruled.json()["document"]["when"]["first_date"] == "2025-10-30"


def test_an_editor_s_claims_are_accepted(client: TestClient, editor: dict[str, str]) -> None:
    answer = client.post(f"{MEETINGS}/{XI}/claims", json=said(summary="On tariffs."), headers=editor)

    assert (answer.status_code, answer.json()["document"]["summary"]) == (201, "On tariffs.")


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(client: TestClient, editor: dict[str, str]) -> None:
    before = state(client)

    made = client.post(f"{MEETINGS}?dry_run=true", json=said(**NEW, participants=[{"party": "Nobody"}]), headers=editor)
    moved = client.patch(
        f"{MEETINGS}/{XI}?dry_run=true", json=said(when="2025-10-30"), headers=editor | {"If-Match": etag_of(client)}
    )

    assert (made.status_code, made.json()["document"]["slug"]) == (200, "macron-takaichi-meeting")
    assert (moved.status_code, moved.json()["claims"][0]["effect"]) == (200, "moves")
    assert state(client) == before


def test_a_name_that_nobody_knows_is_told_with_what_comes_near(client: TestClient, editor: dict[str, str]) -> None:
    answer = patch(client, editor, participants=[{"party": "Xi Jingping", "for_party": "CN", "role": "participant"}])

    assert [(one["name"], one["near"]) for one in answer.json()["new_parties"]] == [("Xi Jingping", ["Xi Jinping"])]


RULES_BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"when": "2025-13-01"}, "when"),
    ({"title": None}, "title"),
    ({"kind": None}, "kind"),
    ({"when": None}, "when"),
    ({"tittle": "x"}, "tittle"),
    ({}, "body"),
    ({"title": "a\u0000b"}, "title"),
    ({"title": "x" * 301}, "title"),
    ({"participants": [{"party": "Xi Jinping", "role": "king"}]}, "participants.0.role"),
    ({"links": [{"rel": "part_of", "to": "nothing"}]}, "links"),
    ({"links": [{"rel": "part_of", "to": XI}]}, "links"),
    ({"said_on": "2031-01-01", "title": "x"}, "said_on"),
    ({"certainty": "eos6"}, "body"),
]


def test_what_breaks_a_rule_is_refused_by_field_and_leaves_nothing(client: TestClient, editor: dict[str, str]) -> None:
    before = state(client)

    answers = [patch(client, editor, **fields) for fields, _ in RULES_BROKEN]

    assert [one.json()["errors"][0]["field"] or "body" for one in answers] == [field for _, field in RULES_BROKEN]
    assert {one.status_code for one in answers} == {422}
    assert {one.headers["Content-Type"] for one in answers} == {"application/problem+json"}
    assert state(client) == before


@pytest.mark.parametrize(
    "body",
    [
        b'{"title": "a", "title": "b"}',
        b'{"title": NaN}',
        b'{"latitude": Infinity}',
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"ordinal": 1' + b"0" * 5000 + b"}",
        b"",
    ],
)
def test_what_is_no_json_is_a_bad_request(client: TestClient, editor: dict[str, str], body: bytes) -> None:
    headers = editor | {"Content-Type": "application/json"}

    answer = client.post(MEETINGS, content=body, headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-request")


def test_a_merged_meeting_leaves_the_calendar_and_its_sources_stand_behind_the_other(
    client: TestClient, editor: dict[str, str]
) -> None:
    twin = client.post(MEETINGS, json=said(**NEW, summary="A summit in spring."), headers=editor).json()["document"]

    answer = patch(client, editor, twin["slug"], links=[{"rel": "same_as", "to": SUMMIT}])

    gone = client.get(f"{MEETINGS}/{twin['slug']}")
    into = client.get(f"{MEETINGS}/{SUMMIT}").json()
    assert (answer.status_code, answer.json()["document"]["listed"]) == (200, False)
    assert (gone.status_code, gone.json()["errors"][0]["near"]) == (410, [SUMMIT])
    assert "The Paper" in [one["publisher"] for one in into["sources"]]
    assert into["summary"] == "A summit in spring."


def test_undoing_a_merger_gives_both_meetings_back(client: TestClient, editor: dict[str, str]) -> None:
    twin = client.post(MEETINGS, json=said(**NEW), headers=editor).json()["document"]
    before = client.get(f"{MEETINGS}/{SUMMIT}").json()
    merged = patch(client, editor, twin["slug"], links=[{"rel": "same_as", "to": SUMMIT}]).json()

    rule(client, editor, merged["claims"][0]["id"], "withdrawn")

    moving = {"version", "sequence", "number", "modified_at"}
    after = client.get(f"{MEETINGS}/{SUMMIT}").json()
    assert {k: v for k, v in after.items() if k not in moving} == {k: v for k, v in before.items() if k not in moving}
    assert client.get(f"{MEETINGS}/{twin['slug']}").json()["listed"] is True


def test_a_meeting_is_not_merged_into_one_that_is_off_the_calendar(client: TestClient, editor: dict[str, str]) -> None:
    twin = client.post(MEETINGS, json=said(**NEW), headers=editor).json()["document"]
    delete(client, editor, SUMMIT)

    answer = patch(client, editor, twin["slug"], links=[{"rel": "same_as", "to": SUMMIT}])

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "links")


def test_the_only_date_of_a_meeting_cannot_be_rejected(client: TestClient, editor: dict[str, str]) -> None:
    made = client.post(MEETINGS, json=said(**NEW), headers=editor).json()
    claim = next(one["id"] for one in made["claims"] if one["field"] == "when")

    answer = rule(client, editor, claim, "rejected")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "when")
    assert client.get(f"{MEETINGS}/{made['document']['slug']}").json() == made["document"]


def test_two_editors_do_not_rule_on_a_claim_past_each_other(client: TestClient, editor: dict[str, str]) -> None:
    claim = client.get(f"{MEETINGS}/{XI}/claims").json()["fields"]["topics"][0]["id"]
    seen = client.get(f"/api/v1/claims/{claim}").headers["ETag"]
    rule(client, editor, claim, "conflict")

    answer = client.post(
        f"/api/v1/claims/{claim}/rulings", json={"verdict": "accepted"}, headers=editor | {"If-Match": seen}
    )

    assert answer.status_code == 412


def test_a_claim_has_all_its_rulings(client: TestClient, editor: dict[str, str]) -> None:
    claim = client.get(f"{MEETINGS}/{XI}/claims").json()["fields"]["topics"][0]["id"]
    rule(client, editor, claim, "conflict")
    rule(client, editor, claim, "accepted")

    found = client.get(f"/api/v1/claims/{claim}").json()

    assert [(one["verdict"], one["editor"]) for one in found["rulings"]] == [
        ("accepted", "seed"),
        ("conflict", "News desk"),
        ("accepted", "News desk"),
    ]
    assert (found["meeting"], found["verdict"]) == (XI, "accepted")


def test_claims_are_paged_each_once_in_the_order_of_their_record(client: TestClient) -> None:
    address: str | None = "/api/v1/claims?limit=7"
    paged: list[str] = []
    while address:
        page = client.get(address).json()
        paged += [one["id"] for one in page["items"]]
        address = page["next"]

    assert paged == [one["id"] for one in client.get("/api/v1/claims?limit=1000").json()["items"]]
    assert len(paged) == len(set(paged)) > 50


@pytest.mark.parametrize(("query", "field"), [(f"meeting={XI}", None), ("field=when", "when")])
def test_claims_are_found_by_meeting_and_field(client: TestClient, query: str, field: str | None) -> None:
    found = client.get(f"/api/v1/claims?limit=1000&{query}").json()["items"]

    assert found
    assert {one["field"] for one in found} == {field} if field else {one["meeting"] for one in found} == {XI}
