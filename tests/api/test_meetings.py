"""Meetings in the API: lists of them, and one of them."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.formats.ical import WRITER_VERSION
from tests.conftest import StoppedClock
from tests.http.serving import SUMMIT, TALKS, XI, counting, database_of
from tests.store.factories import list_again, meet, tell

MEETINGS = "/api/v1/meetings"
CALL = "bessent-he-video-call-2025-10"
ACCORD = "cambodia-thailand-peace-accord-signing-2025"
MALAYSIA = "trump-malaysia-visit-2025"
KOREA = "trump-south-korea-visit-2025"
APEC = "apec-economic-leaders-meeting-2025"
BY_START = [CALL, TALKS, ACCORD, MALAYSIA, SUMMIT, KOREA, XI, APEC]
"""Every meeting of the first article; those that begin at one instant stand in the order of their ids."""


def listed(client: TestClient, query: str = "") -> list[str]:
    answer = client.get(f"{MEETINGS}?{query}")
    assert answer.status_code == 200, answer.text
    return [item["slug"] for item in answer.json()["items"]]


def test_a_list_holds_every_meeting_in_the_order_of_their_starts(client: TestClient) -> None:
    answer = client.get(MEETINGS).json()

    assert [item["slug"] for item in answer["items"]] == BY_START
    assert (list(answer), answer["next"]) == (["items", "next", "sync_token"], None)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=-start", BY_START[::-1]),
        ("sort=updated", [CALL, TALKS, SUMMIT, MALAYSIA, ACCORD, KOREA, APEC, XI]),
        ("sort=-updated", [XI, APEC, KOREA, ACCORD, MALAYSIA, SUMMIT, TALKS, CALL]),
        ("party=KH", [ACCORD]),
        ("party=Cambodia&party=asean", [ACCORD, SUMMIT]),
        ("party_all=US&party_all=CN", [CALL, TALKS, XI]),
        ("person=Xi", [XI, APEC]),
        ("person=US", []),
        ("country=KR", [KOREA, XI, APEC]),
        ("place=Malaysia", [TALKS, ACCORD, MALAYSIA, SUMMIT]),
        ("kind=visit&kind=call", [CALL, MALAYSIA, KOREA]),
        ("level=ministers", [CALL, TALKS]),
        ("topic=Peace", [ACCORD]),
        ("status=held", [CALL]),
        ("part_of=asean-summit-2025", [ACCORD]),
        ("certainty_min=eos4&kind=summit", [SUMMIT, APEC]),
        ("vague=hide", [CALL, ACCORD, MALAYSIA, SUMMIT, KOREA, APEC]),
        ("start=2025-10-31", [XI, APEC]),
        ("end=2025-10-18", [CALL]),
        ("start=2025-10-29&end=2025-10-30", [KOREA]),
        ("start=%2B12d&end=%2B13d", [KOREA, XI, APEC]),
        ("updated_since=2025-10-19", []),
        ("country=FR", []),
        ("limit=2", [CALL, TALKS]),
    ],
)
def test_a_list_is_narrowed_by_its_query(reader: TestClient, query: str, expected: list[str]) -> None:
    assert listed(reader, query) == expected


def test_a_meeting_is_the_same_document_in_a_list_and_alone(client: TestClient) -> None:
    alone = client.get(f"{MEETINGS}/{XI}").json()

    assert client.get(f"{MEETINGS}?kind=bilateral").json()["items"] == [alone]
    assert client.get(f"{MEETINGS}/{alone['id']}").json() == alone
    assert client.get(f"{MEETINGS}/{alone['uid'].upper()}").json() == alone


def test_a_meeting_has_the_etag_of_its_version_and_of_the_program_that_wrote_it(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    assert client.get(f"{MEETINGS}/{XI}").headers["ETag"] == f'"1-{WRITER_VERSION}"'
    stopped_clock.advance(hours=1)

    tell(database_of(client), XI, summary="They have met before.")

    answer = client.get(f"{MEETINGS}/{XI}", headers={"If-None-Match": f'"1-{WRITER_VERSION}"'})
    assert (answer.status_code, answer.headers["ETag"]) == (200, f'"2-{WRITER_VERSION}"')
    assert answer.json()["summary"] == "They have met before."
    assert client.get(f"{MEETINGS}/{TALKS}").headers["ETag"] == f'"1-{WRITER_VERSION}"'


def test_a_meeting_that_is_not_known_is_answered_with_the_nearest_ones(reader: TestClient) -> None:
    answer = reader.get(f"{MEETINGS}/trump-xi-meting-2025")

    assert answer.status_code == 404
    assert answer.json()["errors"] == [
        {"field": "meeting", "rule": "no meeting is known as 'trump-xi-meting-2025'", "near": [XI]}
    ]


class TestThePast:
    """`as_of` is what this calendar showed, `known_on` what had been said in public."""

    def shown(self, client: TestClient, query: str) -> tuple[Any, Any]:
        answer = client.get(f"{MEETINGS}/{XI}?{query}")
        return answer.status_code, answer.json()["when"]["edtf"] if answer.status_code == 200 else None

    def test_an_instant_shows_what_the_calendar_showed_then(self, told_client: TestClient) -> None:
        assert self.shown(told_client, "") == (200, "2025-10-30")
        assert self.shown(told_client, "as_of=2025-10-30") == (200, "2025-10-30")
        assert self.shown(told_client, "as_of=2025-10-29") == (200, "[2025-10-31..2025-11-01]")
        assert self.shown(told_client, "as_of=2025-10-18T20:00:00Z") == (200, "[2025-10-31..2025-11-01]")
        assert self.shown(told_client, "as_of=2025-10-18T19:59:59Z") == (404, None)
        assert len(listed(told_client, "as_of=-1d")) == 8
        assert listed(told_client, "as_of=2025-10-18T19:59:59Z") == []

    def test_a_day_shows_what_had_been_said_by_then(self, told_client: TestClient) -> None:
        assert self.shown(told_client, "known_on=2025-10-22") == (200, "[2025-10-31..2025-11-01]")
        assert self.shown(told_client, "known_on=2025-10-23") == (200, "2025-10-30")
        assert self.shown(told_client, "known_on=2025-10-23&as_of=2025-10-29") == (200, "[2025-10-31..2025-11-01]")
        assert self.shown(told_client, "known_on=2025-10-17") == (404, None)
        assert listed(told_client, "known_on=2025-10-18") == listed(told_client, "as_of=2025-10-29")
        assert listed(told_client, "known_on=2025-10-17") == [SUMMIT]
        assert listed(told_client, "known_on=2025-03-14") == []

    def test_a_view_of_the_past_has_no_token_and_its_pages_are_whole(self, told_client: TestClient) -> None:
        for query in ("known_on=2025-10-18", "as_of=2025-10-20"):
            first = told_client.get(f"{MEETINGS}?{query}&limit=5").json()
            second = told_client.get(first["next"]).json()

            assert first["sync_token"] is None
            assert [one["slug"] for one in first["items"] + second["items"]] == BY_START
            assert second["next"] is None


class TestAMeetingOffTheCalendar:
    """Its own address says that it is gone; what was known of it stays."""

    @pytest.fixture
    def without(self, client: TestClient, stopped_clock: StoppedClock) -> TestClient:
        stopped_clock.advance(days=1)
        list_again(database_of(client), XI, listed=False)
        return client

    def test_it_is_gone(self, without: TestClient) -> None:
        answer = without.get(f"{MEETINGS}/{XI}")

        assert (answer.status_code, answer.headers["Content-Type"]) == (410, "application/problem+json")
        assert answer.json()["type"] == "/problems/gone"
        assert answer.json()["detail"] == f"'{XI}' was taken off the calendar; its history is still there"

    def test_lists_omit_it(self, without: TestClient) -> None:
        assert XI not in listed(without)
        assert XI in listed(without, "as_of=2025-10-18")

    @pytest.mark.parametrize("view", ["/claims", "/history", "?as_of=2025-10-18", "?as_of=today"])
    def test_what_was_known_of_it_stays(self, without: TestClient, view: str) -> None:
        assert without.get(f"{MEETINGS}/{XI}{view}").status_code == 200

    def test_what_had_been_said_of_it_stays(self, without: TestClient) -> None:
        # An editor's own acts are no news: they count on every day.
        known = without.get(f"{MEETINGS}/{XI}?known_on=2025-10-18")
        assert (known.status_code, known.json()["listed"]) == (200, False)

    def test_it_can_come_back_as_it_was(self, without: TestClient) -> None:
        uid = without.get(f"{MEETINGS}/{XI}?as_of=2025-10-18").json()["uid"]

        list_again(database_of(without), XI, listed=True)

        assert without.get(f"{MEETINGS}/{XI}").json()["uid"] == uid


@pytest.mark.parametrize(
    "path",
    [
        MEETINGS,
        f"{MEETINGS}?party=US&place=Malaysia",
        f"{MEETINGS}/meeting-0/claims",
        f"{MEETINGS}/meeting-0/history",
        "/api/v1/changes",
        "/api/v1/parties",
        "/api/v1/places",
        "/api/v1/sources",
        "/feeds/meetings.ics",
    ],
)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_more_meetings_take_no_more_queries(new_client: Callable[[str], TestClient], path: str) -> None:
    client = new_client("empty")
    database = database_of(client)
    part = {"party": "Donald Trump", "for_party": "US"}
    place = {"name": "Malaysia", "precision": "country", "country": "MY"}
    meet(database, "root")
    for slug, before in (("base", "root"), ("meeting-0", "base")):
        links = [{"rel": "follows", "to": before}, {"rel": "series", "to": "Series 0"}]
        meet(database, slug, participants=[part], place=place, links=links, topics=["trade"])
    with counting(database) as with_one:
        assert client.get(path).status_code == 200

    for number in (1, 2):
        more = {"party": f"Guest {number}", "for_party": "CN", "represented_by": f"Deputy {number}"}
        links = [{"rel": "follows", "to": "meeting-0"}, {"rel": "series", "to": f"Series {number}"}]
        meet(database, f"meeting-{number}", participants=[part, more], place=place, links=links, topics=[f"t{number}"])
        tell(database, "meeting-0", participants=[more], links=[{"rel": "prepares", "to": f"meeting-{number}"}])
    with counting(database) as with_three:
        assert client.get(path).status_code == 200

    assert len(with_three) == len(with_one)
