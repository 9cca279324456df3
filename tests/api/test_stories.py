"""Every value can be asked: who says so, in which words, on which day, and how it came to be shown."""

import pytest
from starlette.testclient import TestClient

from app.access.roles import Role
from tests.access.keyring import bearer, give_key
from tests.conftest import StoppedClock
from tests.http.serving import SUMMIT, TALKS, XI, database_of
from tests.store.factories import list_again, tell

MEETINGS = "/api/v1/meetings"


def test_claims_stand_by_field_in_the_order_in_which_they_count(reader: TestClient) -> None:
    answer = reader.get(f"{MEETINGS}/{TALKS}/claims").json()

    assert answer["meeting"] == TALKS
    assert list(answer["fields"]) == [
        *("title", "kind", "level", "when", "place", "participants", "links", "topics"),
        "status",
    ]
    assert [(claim["quote"], claim["said_by"], claim["effect"]) for claim in answer["fields"]["when"]] == [
        ("next week", None, "new"),
        ("about a week later", "Scott Bessent", "refines"),
    ]


def test_a_claim_says_all_that_is_known_of_it(reader: TestClient) -> None:
    claim = reader.get(f"{MEETINGS}/{TALKS}/claims").json()["fields"]["when"][1]

    assert {name: value for name, value in claim.items() if name not in ("id", "said_for", "source")} == {
        "key": None,
        "value": {
            "edtf": "2025-10-25~",
            "start": None,
            "end": None,
            "time_zone": None,
            "words": "about a week later",
        },
        "absent": False,
        "quote": "about a week later",
        "said_by": "Scott Bessent",
        "said_on": "2025-10-18",
        "said_on_estimated": False,
        "bearing": "states",
        "stance": "affirms",
        "certainty": "eos4",
        "verdict": "accepted",
        "reason": None,
        "effect": "refines",
        "recorded_at": "2025-10-18T20:00:00Z",
    }
    assert claim["said_for"]["code"] == "US"
    assert claim["source"]["publisher"] == "Benzinga"
    assert claim["source"]["published_on"] == "2025-10-18"


def test_an_entry_of_a_list_has_its_key(reader: TestClient) -> None:
    fields = reader.get(f"{MEETINGS}/{XI}/claims").json()["fields"]

    assert [claim["value"]["party"]["name"] for claim in fields["participants"]] == ["Donald Trump", "Xi Jinping"]
    assert fields["participants"][0]["key"] == fields["participants"][0]["value"]["party"]["id"]
    assert fields["links"][0]["key"].startswith("on_sidelines_of ")
    assert fields["topics"][0]["key"] == "trade"


def test_a_contradiction_is_kept_and_shown_with_its_verdict(later_client: TestClient) -> None:
    claims = later_client.get(f"{MEETINGS}/{TALKS}/claims").json()["fields"]["when"]

    assert [
        (claim["quote"], claim["verdict"], claim["effect"]) for claim in claims if claim["verdict"] != "accepted"
    ] == [("on Thursday", "conflict", None)]


@pytest.mark.parametrize("verdict", ["proposed", "rejected", "withdrawn"])
@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_is_only_proposed_or_was_refused_is_not_for_everybody(client: TestClient, verdict: str) -> None:
    tell(database_of(client), XI, title="Nonsense", verdict=verdict)

    titles = client.get(f"{MEETINGS}/{XI}/claims").json()["fields"]["title"]

    assert [claim["value"] for claim in titles] == ["Trump-Xi meeting"]


@pytest.mark.parametrize("verdict", ["proposed", "rejected", "withdrawn"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_holders_of_a_key_see_what_was_proposed_and_what_became_of_it(
    client: TestClient, verdict: str, role: Role
) -> None:
    tell(database_of(client), XI, title="Nonsense", verdict=verdict, reason="No source says so.")
    key = give_key(database_of(client), role)

    titles = client.get(f"{MEETINGS}/{XI}/claims", headers=bearer(key)).json()["fields"]["title"]

    assert [(claim["value"], claim["verdict"], claim["reason"], claim["effect"]) for claim in titles] == [
        ("Trump-Xi meeting", "accepted", None, "new"),
        ("Nonsense", verdict, "No source says so.", None),
    ]


def test_a_proposal_is_seen_by_its_etag_and_not_missed_by_its_date(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    path, shown = f"{MEETINGS}/{XI}/claims", bearer(give_key(database_of(client)))
    before = client.get(path, headers=shown)
    stopped_clock.advance(hours=1)
    tell(database_of(client), XI, title="Nonsense", verdict="proposed")

    dated = shown | {"If-Modified-Since": "Sat, 18 Oct 2025 20:30:00 GMT"}
    again = [
        client.get(path, headers=shown | {"If-None-Match": before.headers["ETag"]}),
        client.get(path, headers=dated),
    ]

    assert [answer.status_code for answer in again] == [200, 200]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_pages_show_proposals_to_nobody(client: TestClient) -> None:
    tell(database_of(client), XI, title="Nonsense", verdict="proposed")
    key = give_key(database_of(client), Role.ADMIN)

    assert "Nonsense" not in client.get(f"/meetings/{XI}", headers=bearer(key)).text


def test_claims_are_read_as_of_an_instant_and_as_known_on_a_day(told_client: TestClient) -> None:
    def count(query: str) -> int:
        answer = told_client.get(f"{MEETINGS}/{XI}/claims?{query}")
        assert answer.status_code == 200
        return len(answer.json()["fields"].get("when", []))

    assert (count(""), count("known_on=2025-10-23"), count("known_on=2025-10-22")) == (6, 2, 1)
    assert (count("as_of=2025-10-29"), count("as_of=2025-10-29&known_on=2025-10-30")) == (1, 1)
    assert (count("as_of=2025-10-17"), count("known_on=2025-10-01")) == (0, 0)


def test_history_tells_every_version_in_order(told_client: TestClient) -> None:
    answer = told_client.get(f"{MEETINGS}/{XI}/history").json()

    steps = answer["items"]
    assert answer["meeting"] == XI
    assert [step["version"] for step in steps] == list(range(1, len(steps) + 1))
    assert [step["number"] for step in steps] == sorted({step["number"] for step in steps})
    assert (steps[0]["changed"], steps[0]["words"][:4]) == ([], "New:")
    assert "when" in steps[1]["changed"]
    assert "30 October" in steps[1]["words"]
    assert steps[-1]["document"] == told_client.get(f"{MEETINGS}/{XI}").json()
    assert all(step["modified_at"] == step["document"]["modified_at"] for step in steps)


def test_history_ends_at_the_instant_asked_for(told_client: TestClient) -> None:
    def count(query: str) -> int:
        return len(told_client.get(f"{MEETINGS}/{SUMMIT}/history?{query}").json()["items"])

    assert (count("as_of=2025-10-18T19:59:59Z"), count("as_of=2025-10-22")) == (0, 1)
    assert count("") > 1


def test_history_goes_on_when_a_meeting_is_taken_off(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=1)
    list_again(database_of(client), XI, listed=False)

    steps = client.get(f"{MEETINGS}/{XI}/history").json()["items"]

    assert [step["document"]["listed"] for step in steps] == [True, False]
    assert "listed" in steps[1]["changed"]


@pytest.mark.parametrize("view", ["claims", "history"])
def test_a_story_of_nothing_is_not_found(reader: TestClient, view: str) -> None:
    answer = reader.get(f"{MEETINGS}/nothing/{view}")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["rule"] == "no meeting is known as 'nothing'"


def test_what_was_known_on_a_day_makes_no_difference_to_history(reader: TestClient) -> None:
    answer = reader.get(f"{MEETINGS}/{XI}/history?known_on=2025-10-18")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "known_on")
