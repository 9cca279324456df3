"""Feeds are answered from memory: while nothing changes, and while the database is away."""

import logging

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import BASE_URL, Shelf, StoppedClock
from tests.feeds.calendars import summaries
from tests.http.serving import SUMMIT, XI, bodies_of, counting, database_of, service_of, take_away, wait_for_pulse
from tests.store.factories import tell

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
