"""Feeds are answered from memory: while nothing changes, and while the database is away."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.store.almanac import Almanac
from app.store.ledger import next_instant, note
from app.store.named_tables import CalendarRow
from tests.conftest import BASE_URL, Shelf, StoppedClock
from tests.feeds.calendars import heading, summaries
from tests.http.serving import (
    SUMMIT,
    XI,
    bodies_of,
    counting,
    database_of,
    service_of,
    serving,
    take_away,
    wait_for_pulse,
)
from tests.store.factories import meet, tell, writing
from tests.store.slow import LONG, Slow

FEED = "/feeds/meetings.ics"
ONE = f"/feeds/meetings/{XI}.ics"
FEEDS = [FEED, f"{FEED}?party=US", "/feeds/us-china.ics", ONE]
GZIP = {"Accept-Encoding": "gzip"}


class TestMemory:
    """A feed is built once for each state of the calendar."""

    @pytest.mark.parametrize("path", [FEED, f"{FEED}?country=KR&vague=all"])
    def test_while_nothing_changes_the_database_is_not_asked(self, client: TestClient, path: str) -> None:
        client.get(path)

        with counting(database_of(client)) as sent:
            for _ in range(3):
                assert client.get(path).status_code == 200

        assert sent == []

    @pytest.mark.parametrize("path", ["/feeds/us-china.ics", ONE])
    def test_a_name_is_looked_up_and_the_events_are_not(self, client: TestClient, path: str) -> None:
        client.get(path)

        with counting(database_of(client)) as sent:
            assert client.get(path).status_code == 200

        assert not any("version" in statement for statement in sent)

    def test_the_order_of_parameters_makes_no_difference(self, client: TestClient) -> None:
        client.get(f"{FEED}?country=KR&party=US")

        with counting(database_of(client)) as sent:
            client.get(f"{FEED}?party=US&country=KR")

        assert sent == []

    def test_a_change_is_in_the_next_answer(self, client: TestClient) -> None:
        client.get(FEED)
        tell(database_of(client), SUMMIT, title="47th ASEAN Summit")
        wait_for_pulse(client)

        assert "47th ASEAN Summit" in summaries(client, FEED)

    def test_a_claim_that_makes_no_version_is_in_the_next_answer_of_a_past_day(self, client: TestClient) -> None:
        meet(database_of(client), "dinner")
        wait_for_pulse(client)
        before = summaries(client, f"{FEED}?known_on=2025-10-10")
        meet(database_of(client), "dinner", said_on="2025-10-10")
        wait_for_pulse(client)

        assert (before, summaries(client, f"{FEED}?known_on=2025-10-10")) == (["No meetings here yet"], ["Dinner"])

    @pytest.mark.parametrize("path", [FEED, f"{FEED}?country=KR", f"{FEED}?as_of=2025-10-18"])
    def test_a_claim_that_makes_no_version_builds_no_other_feed_again(self, client: TestClient, path: str) -> None:
        meet(database_of(client), "dinner")
        wait_for_pulse(client)
        client.get(path)
        meet(database_of(client), "dinner", said_on="2025-10-10")
        wait_for_pulse(client)

        with counting(database_of(client)) as sent:
            assert client.get(path).status_code == 200

        assert sent == []

    def test_a_calendar_that_was_changed_is_another_feed_at_once(self, client: TestClient) -> None:
        before = summaries(client, "/feeds/korea.ics")
        with writing(database_of(client)) as (session, ledger):
            session.execute(
                update(CalendarRow).where(CalendarRow.name == "korea").values(title="Malaysia", query="country=MY")
            )
            note(ledger, next_instant(ledger))
        wait_for_pulse(client)

        assert heading(client, "/feeds/korea.ics")["NAME"] == "Malaysia"
        assert summaries(client, "/feeds/korea.ics") == summaries(client, f"{FEED}?country=MY") != before

    def test_many_who_ask_for_a_feed_at_once_have_it_built_once(self, client: TestClient) -> None:
        slow = Slow(database_of(client))
        with serving(client, almanac=Almanac(slow, 0)), ThreadPoolExecutor(8) as readers:
            waiting = [readers.submit(client.get, f"{FEED}?known_on=2025-10-18") for _ in range(8)]
            slow.asked.wait(LONG)
            time.sleep(0.3)
            with counting(slow) as sent:
                slow.go_on.set()
                answers = [one.result(LONG) for one in waiting]
        slow.close()

        assert len({answer.content for answer in answers}) == 1
        assert len([one for one in sent if "SELECT DISTINCT claim.meeting_id" in one and "LIMIT" in one]) == 1

    def test_another_day_is_another_view(self, client: TestClient, stopped_clock: StoppedClock) -> None:
        before = len(summaries(client, f"{FEED}?start=today"))
        stopped_clock.advance(days=1)

        assert (before, len(summaries(client, f"{FEED}?start=today"))) == (8, 7)

    def test_without_memory_feeds_are_built_each_time(self, shelf: Shelf) -> None:
        settings = Settings(database_url=shelf.copy("sqlite", "first"), base_url=BASE_URL, feed_cache_bytes=0)
        with TestClient(create_app(settings), base_url=BASE_URL) as client:
            client.get(FEED)

            with counting(database_of(client)) as sent:
                assert client.get(FEED).status_code == 200

            assert any("version" in statement for statement in sent)
            assert bodies_of(client).last(FEED) is None


class TestWithoutADatabase:
    """An error would empty a calendar, or switch it off: the last good feed is served instead."""

    @pytest.mark.parametrize("path", FEEDS)
    def test_the_last_good_feed_is_served(
        self, client: TestClient, caplog: pytest.LogCaptureFixture, path: str
    ) -> None:
        before = client.get(path, headers=GZIP)
        take_away(database_of(client))

        with caplog.at_level(logging.WARNING, "summitry"):
            after = client.get(path, headers=GZIP)

        assert (after.status_code, after.content) == (200, before.content)
        assert dict(after.headers) | {"x-request-id": ""} == dict(before.headers) | {"x-request-id": ""}
        assert client.get(path, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
        if path in ("/feeds/us-china.ics", ONE):
            assert f"the calendar is away: an earlier body is served for {path}" in caplog.text

    def test_on_another_day_as_well(self, client: TestClient, stopped_clock: StoppedClock) -> None:
        before = client.get(f"{FEED}?start=today")
        take_away(database_of(client))
        stopped_clock.advance(days=1)

        assert client.get(f"{FEED}?start=today").content == before.content

    @pytest.mark.parametrize("path", [*FEEDS, "/feeds/nothing.ics"])
    def test_a_feed_that_was_never_built_can_be_asked_for_again(self, client: TestClient, path: str) -> None:
        take_away(database_of(client))

        answer = client.get(path)

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")

    def test_a_filter_that_breaks_a_rule_is_refused_all_the_same(self, client: TestClient) -> None:
        take_away(database_of(client))

        assert client.get(f"{FEED}?limit=0").status_code == 422

    @pytest.mark.parametrize("kind", ["sqlite"])
    def test_a_pulse_that_stops_is_a_database_that_is_away(self, client: TestClient) -> None:
        before = client.get(FEED)
        service_of(client).pulse.close()

        assert client.get(FEED).content == before.content
        assert client.get(f"{FEED}?country=KR").status_code == 503
