"""What is called off, what has no day yet, and what is over."""

from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from tests.conftest import StoppedClock
from tests.feeds.calendars import entries, summaries
from tests.http.serving import SUMMIT, XI, database_of, wait_for_pulse
from tests.store.factories import list_again, meet, tell

FEED = "/feeds/meetings.ics"
ONE = f"/feeds/meetings/{XI}.ics"


class TestWhatIsCalledOff:
    """It stays, and says so, until the reader chooses otherwise."""

    @pytest.mark.parametrize(
        ("said", "summary", "status"),
        [
            ("cancelled", "CANCELLED: ASEAN Summit", "CANCELLED"),
            ("postponed", "POSTPONED: ASEAN Summit", "TENTATIVE"),
        ],
    )
    def test_it_stays_and_says_so(
        self, client: TestClient, stopped_clock: StoppedClock, said: str, summary: str, status: str
    ) -> None:
        (before,) = entries(client, f"/feeds/meetings/{SUMMIT}.ics")
        stopped_clock.advance(days=1)
        tell(database_of(client), SUMMIT, status=said)
        wait_for_pulse(client)

        (after,) = entries(client, f"/feeds/meetings/{SUMMIT}.ics")

        assert after.shown == (summary, date(2025, 10, 26), date(2025, 10, 29), status)
        assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
        assert after.stamped_at == after.modified_at == stopped_clock.instant
        assert summary in summaries(client, FEED)

    @pytest.mark.parametrize("address", [FEED, "/feeds/us-china.ics", ONE, f"{FEED}?topic=trade"])
    def test_a_meeting_off_the_calendar_stays_as_cancelled(self, client: TestClient, address: str) -> None:
        uids = {entry.uid for entry in entries(client, address)}
        list_again(database_of(client), XI, listed=False)
        wait_for_pulse(client)

        after = entries(client, address)

        assert {entry.uid for entry in after} == uids
        assert ("CANCELLED: Trump-Xi meeting", "CANCELLED") in [(entry.summary, entry.status) for entry in after]

    @pytest.mark.parametrize(("cancelled", "there"), [("mark", True), ("show", True), ("hide", False)])
    def test_the_reader_chooses(self, client: TestClient, cancelled: str, *, there: bool) -> None:
        tell(database_of(client), SUMMIT, status="cancelled")
        list_again(database_of(client), XI, listed=False)
        wait_for_pulse(client)

        found = summaries(client, f"{FEED}?cancelled={cancelled}")

        assert ("CANCELLED: ASEAN Summit" in found, "CANCELLED: Trump-Xi meeting" in found) == (there, there)


class TestVagueDays:
    """A meeting whose day is not fixed is shown up to a week wide."""

    @pytest.fixture
    def with_vague(self, client: TestClient) -> TestClient:
        meet(database_of(client), "some-day", when="2025-11")
        wait_for_pulse(client)
        return client

    @pytest.mark.parametrize(
        ("query", "number"), [("", 8), ("vague=week", 8), ("vague=hide", 6), ("vague=all", 9)], ids=str
    )
    def test_the_reader_chooses_how_vague(self, with_vague: TestClient, query: str, number: int) -> None:
        assert len(entries(with_vague, f"{FEED}?{query}")) == number

    def test_a_meeting_s_own_feed_shows_it_however_vague(self, with_vague: TestClient) -> None:
        assert summaries(with_vague, "/feeds/meetings/some-day.ics") == ["(date not fixed) Bilateral: Some day"]


class TestTime:
    """No feed's content depends on today's date unless its address says so."""

    def test_past_meetings_stay(self, reader: TestClient, stopped_clock: StoppedClock) -> None:
        before = reader.get(FEED)
        stopped_clock.advance(days=4000)

        assert reader.get(FEED).content == before.content

    def test_past_trims_what_is_over(self, reader: TestClient, stopped_clock: StoppedClock) -> None:
        numbers = []
        for _ in range(4):
            numbers.append(len(entries(reader, f"{FEED}?past=1w")))
            stopped_clock.advance(days=7)

        assert numbers == [8, 8, 7, 2]

    def test_today_moves_at_midnight_where_the_reader_is(self, reader: TestClient, stopped_clock: StoppedClock) -> None:
        stopped_clock.advance(hours=3)

        assert len(entries(reader, f"{FEED}?start=today")) == 8
        assert len(entries(reader, f"{FEED}?start=today&tz=Asia/Seoul")) == 7

    def test_a_feed_is_read_as_of_an_instant_and_as_known_on_a_day(self, told_client: TestClient) -> None:
        assert len(entries(told_client, f"{FEED}?as_of=2025-10-20")) == 8
        assert len(entries(told_client, f"{FEED}?known_on=2025-10-18")) == 8
        assert len(entries(told_client, f"{FEED}?known_on=2025-10-18&country=KR")) == 3
        assert len(entries(told_client, FEED)) > 8

    def test_what_was_known_on_a_day_has_the_stamps_of_what_was_said(self, told_client: TestClient) -> None:
        (entry,) = entries(told_client, f"{ONE}?known_on=2025-10-18")

        assert entry.stamped_at == entry.modified_at == datetime(2025, 10, 18, 20, tzinfo=UTC)

    @pytest.mark.parametrize("name", ["start", "end", "updated_since", "as_of"])
    def test_a_feed_does_not_change_every_second(self, reader: TestClient, name: str) -> None:
        answer = reader.get(f"{FEED}?{name}=now")

        assert answer.status_code == 422
        assert answer.json()["errors"] == [{"field": name, "rule": "a feed counts in days: say today", "near": []}]

    @pytest.mark.parametrize("query", ["sort=start", "cursor=x"])
    @pytest.mark.parametrize("path", [FEED, "/feeds/us-china.ics"])
    def test_a_feed_has_no_pages_and_one_order(self, reader: TestClient, path: str, query: str) -> None:
        answer = reader.get(f"{path}?{query}")

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["rule"] == "a feed has no pages, and one order"
