"""What a feed shows."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from app.feeds.views import MOST_EVENTS
from tests.conftest import StoppedClock
from tests.feeds.calendars import entries, heading, summaries
from tests.http.serving import SUMMIT, TALKS, XI, counting, database_of, wait_for_pulse
from tests.store.factories import meet, tell

FEED = "/feeds/meetings.ics"
ONE = f"/feeds/meetings/{XI}.ics"


def test_a_feed_holds_every_meeting_by_start(reader: TestClient) -> None:
    assert [entry.shown for entry in entries(reader, FEED)] == [
        ("Bessent-He Lifeng video call", date(2025, 10, 18), date(2025, 10, 19), "CONFIRMED"),
        ("(date not fixed) US-China trade talks", date(2025, 10, 23), date(2025, 10, 28), "TENTATIVE"),
        ("Signing of the Cambodia-Thailand peace accord", date(2025, 10, 26), date(2025, 10, 27), "TENTATIVE"),
        ("Donald Trump's visit to Malaysia", date(2025, 10, 26), date(2025, 10, 27), "TENTATIVE"),
        ("ASEAN Summit", date(2025, 10, 26), date(2025, 10, 29), "TENTATIVE"),
        ("Donald Trump's visit to South Korea", date(2025, 10, 29), date(2025, 10, 31), "TENTATIVE"),
        ("(date not fixed) Trump-Xi meeting", date(2025, 10, 31), date(2025, 11, 2), "TENTATIVE"),
        ("APEC Economic Leaders' Meeting", date(2025, 10, 31), date(2025, 11, 2), "TENTATIVE"),
    ]


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_what_is_off_stays_on_its_old_days_however_many_these_were(client: TestClient, status: str) -> None:
    meet(database_of(client), "exhibition", when="2025-10-26/2025-11-06")
    tell(database_of(client), "exhibition", status="postponed")
    tell(database_of(client), "exhibition", status=status)
    wait_for_pulse(client)

    (shown,) = [one for one in entries(client, FEED) if "Exhibition" in str(one.shown[0])]

    assert shown.shown[1:3] == (date(2025, 10, 26), date(2025, 11, 7))


@pytest.mark.parametrize(
    "query",
    [
        *("party=US", "party_all=US&party_all=CN", "person=Xi", "country=KR", "place=Malaysia", "kind=visit"),
        *("level=leaders", "topic=trade", "status=held", "part_of=asean-summit-2025", "certainty_min=eos4"),
        *("start=2025-10-27", "end=2025-10-27", "start=today", "end=%2B10d", "past=1d", "updated_since=-1d"),
    ],
)
def test_a_feed_takes_the_filter_of_a_list(reader: TestClient, query: str) -> None:
    listed = reader.get(f"/api/v1/meetings?{query}").json()["items"]

    assert [entry.uid for entry in entries(reader, f"{FEED}?{query}")] == [one["uid"] for one in listed]


def test_a_feed_says_what_it_is(reader: TestClient) -> None:
    feed = heading(reader, f"{FEED}?party=US&country=KR")

    assert feed["NAME"] == feed["X-WR-CALNAME"] == "Diplomatic meetings (country KR, party US)"
    assert feed["SOURCE"] == "http://localhost:8000/feeds/meetings.ics?country=KR&party=US"
    assert feed["URL"] == "http://localhost:8000/"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("topic=a%0D%0AX-EVIL:1", "Diplomatic meetings (topic a X-EVIL:1)"),
        ("topic=a%09b", "Diplomatic meetings (topic a b)"),
        ("&".join(f"topic=number-{one:03}" for one in range(20)), None),
    ],
    ids=["a line end", "a tab", "a long filter"],
)
def test_the_title_of_a_filter_is_one_short_line(reader: TestClient, query: str, title: str | None) -> None:
    feed = heading(reader, f"{FEED}?{query}")

    assert title is None or feed["NAME"] == title
    assert len(feed["NAME"]) < 150


def test_a_view_has_one_address_whatever_the_order_of_its_parameters(reader: TestClient) -> None:
    one, other = reader.get(f"{FEED}?party=US&country=KR"), reader.get(f"{FEED}?country=KR&party=US")

    assert one.content == other.content


class TestACalendarByName:
    """A named calendar is a filter with a title; parameters replace what its filter says."""

    def test_it_has_its_own_title_and_color(self, reader: TestClient) -> None:
        feed = heading(reader, "/feeds/us-china.ics")

        assert (feed["NAME"], feed["COLOR"]) == ("US and China", "firebrick")
        assert feed["X-WR-CALDESC"] == "Meetings, talks and calls between the United States and China."

    def test_it_is_the_feed_of_its_filter(self, reader: TestClient) -> None:
        assert summaries(reader, "/feeds/us-china.ics") == summaries(reader, f"{FEED}?party_all=US&party_all=CN")

    def test_parameters_narrow_it(self, reader: TestClient) -> None:
        assert summaries(reader, "/feeds/us-china.ics?kind=call") == ["Bessent-He Lifeng video call"]

    def test_a_parameter_replaces_its_own(self, reader: TestClient) -> None:
        assert summaries(reader, "/feeds/korea.ics?country=MY") == summaries(reader, f"{FEED}?country=MY")

    def test_its_address_keeps_the_parameters(self, reader: TestClient) -> None:
        feed = heading(reader, "/feeds/us-china.ics?kind=call")

        assert feed["SOURCE"] == "http://localhost:8000/feeds/us-china.ics?kind=call"

    def test_one_that_there_is_not_names_those_that_are(self, reader: TestClient) -> None:
        answer = reader.get("/feeds/china.ics")

        assert answer.status_code == 404
        assert answer.json()["errors"][0]["near"] == ["asean", "korea", "us-china"]


class TestOneMeeting:
    """The feed of one meeting follows it, wherever it goes."""

    def test_it_holds_that_one_alone(self, reader: TestClient) -> None:
        assert summaries(reader, ONE) == ["(date not fixed) Trump-Xi meeting"]

    def test_it_is_found_by_id_as_well(self, reader: TestClient) -> None:
        uid = entries(reader, ONE)[0].uid

        answer = reader.get(f"/feeds/meetings/{uid}.ics")

        assert answer.content == reader.get(ONE).content
        assert answer.headers["Content-Disposition"] == f'inline; filename="{XI}.ics"'

    def test_it_shows_any_moment(self, told_client: TestClient) -> None:
        assert entries(told_client, ONE)[0].shown == (
            "Trump-Xi meeting",
            datetime(2025, 10, 30, 2, tzinfo=UTC),
            datetime(2025, 10, 30, 3, tzinfo=UTC),
            "CONFIRMED",
        )
        assert summaries(told_client, f"{ONE}?as_of=2025-10-20") == ["(date not fixed) Trump-Xi meeting"]
        assert entries(told_client, f"{ONE}?known_on=2025-10-23")[0].start == date(2025, 10, 30)

    @pytest.mark.parametrize(
        ("query", "called"),
        [
            ("", "Busan summit"),
            ("?as_of=2025-10-18T20:30:00Z", "Trump-Xi meeting"),
            ("?as_of=2025-10-18T21:00:00Z", "Busan summit"),
            ("?as_of=2025-10-17", XI),
            ("?known_on=2025-10-18", "Trump-Xi meeting"),
            ("?known_on=2025-10-19", "Busan summit"),
            ("?known_on=2025-10-19&as_of=2025-10-18T20:30:00Z", "Trump-Xi meeting"),
            ("?known_on=2025-10-01", XI),
        ],
    )
    def test_it_is_called_as_the_meeting_was_called_at_the_moment_that_it_shows(
        self, client: TestClient, stopped_clock: StoppedClock, query: str, called: str
    ) -> None:
        stopped_clock.advance(hours=1)
        tell(database_of(client), XI, title="Busan summit", said_on="2025-10-19")

        feed = heading(client, f"{ONE}{query}")

        assert (feed["NAME"], feed["X-WR-CALNAME"]) == (called, called)

    def test_what_was_known_of_it_does_not_take_the_whole_calendar(self, client: TestClient) -> None:
        with counting(database_of(client)) as sent:
            assert summaries(client, f"{ONE}?known_on=2025-10-18") == ["(date not fixed) Trump-Xi meeting"]

        assert not any("DISTINCT" in statement for statement in sent)

    @pytest.mark.parametrize("query", ["as_of=2025-10-17", "known_on=2025-10-17"])
    def test_before_anything_was_known_it_says_so(self, reader: TestClient, query: str) -> None:
        assert summaries(reader, f"{ONE}?{query}") == ["No meetings here yet"]

    @pytest.mark.parametrize("query", ["vague=hide", "party=US", "limit=1"])
    def test_it_takes_no_filter(self, reader: TestClient, query: str) -> None:
        answer = reader.get(f"{ONE}?{query}")

        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, query.partition("=")[0])

    def test_one_that_there_is_not_names_the_nearest(self, reader: TestClient) -> None:
        answer = reader.get("/feeds/meetings/trump-xi-meting-2025.ics")

        assert (answer.status_code, answer.json()["errors"][0]["near"]) == (404, [XI])


def test_a_limit_keeps_the_latest(reader: TestClient) -> None:
    assert summaries(reader, f"{FEED}?limit=2") == [
        "(date not fixed) Trump-Xi meeting",
        "APEC Economic Leaders' Meeting",
    ]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_feed_has_at_most_a_thousand_events(
    new_client: Callable[[str], TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_EVENTS == 1000
    monkeypatch.setattr("app.feeds.views.MOST_EVENTS", 3)
    client = new_client("first")

    assert len(entries(client, FEED)) == 3
    assert len(entries(client, f"{FEED}?limit=5")) == 5


class TestNothingToShow:
    """Some clients refuse a feed that has become empty, so it holds an entry that says so."""

    @pytest.mark.parametrize(
        "address", [f"{FEED}?country=FR", "/feeds/korea.ics?topic=peace", f"{FEED}?end=2025-01-01"]
    )
    def test_it_says_so(self, reader: TestClient, address: str) -> None:
        (entry,) = entries(reader, address)

        assert (entry.summary, entry.transparency) == ("No meetings here yet", "TRANSPARENT")

    def test_each_feed_has_an_entry_of_its_own_that_lasts(
        self, reader: TestClient, stopped_clock: StoppedClock
    ) -> None:
        french, polish = reader.get(f"{FEED}?country=FR"), reader.get(f"{FEED}?country=PL")
        stopped_clock.advance(days=1)

        assert reader.get(f"{FEED}?country=FR").content == french.content
        (one,), (other,) = entries(reader, f"{FEED}?country=FR"), entries(reader, f"{FEED}?country=PL")
        assert one.uid != other.uid
        assert polish.status_code == 200

    def test_it_goes_when_there_is_something(self, client: TestClient) -> None:
        address = f"{FEED}?country=FR"
        assert summaries(client, address) == ["No meetings here yet"]

        meet(database_of(client), "paris-talks", place={"precision": "country", "country": "FR"})
        wait_for_pulse(client)

        assert summaries(client, address) == ["Paris talks"]


def test_an_unchanged_meeting_keeps_its_bytes_when_another_one_changes(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    before = client.get(f"/feeds/meetings/{TALKS}.ics")
    stopped_clock.advance(days=1)
    tell(database_of(client), SUMMIT, summary="With all its members.")
    wait_for_pulse(client)

    after = client.get(f"/feeds/meetings/{TALKS}.ics")

    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])
