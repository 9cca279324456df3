"""Whatever a list takes, its token is taken by those who follow it."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.meetings.terms import Kind, Level, Status
from tests.conftest import StoppedClock
from tests.http.serving import SUMMIT, XI

EDGES = ("1799-12-31", "1800-01-01", "1800-01-02", "2200-12-30", "2200-12-31", "2201-01-01")
ZONES = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))

days = st.sampled_from(EDGES) | st.dates(date(1799, 12, 1), date(2201, 1, 31)).map(str)
clocks = st.sampled_from(["00:00", "23:59:59", "23:59:59.999999", "12:30:00.5"]) | st.times().map(str)
offsets = st.sampled_from(["", "Z", "+14:00", "-12:00", "+23:59", "-23:59", "+00:00"])
instants = st.builds("{}T{}{}".format, days, clocks, offsets)
relative = st.builds("{}{}d".format, st.sampled_from("+-"), st.sampled_from([0, 1, 99999]) | st.integers(0, 99999))
bounds = st.sampled_from(["today", "now"]) | days | instants | relative
words = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["ﬁﬃ", "\U0001d160" * 50, "İ" * 30, "Ⱥ" * 60, "ΑΣ", "a\u0300 "]
)


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(values, min_size=1, max_size=20)


PARTIES = ["US", "usa", "CHINA", "Xi Jinping", "xi  jinping", "Fránce", "88a37895-ed2b-5ded-aece-24c188159ba3"]
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "start": bounds,
        "end": bounds,
        "updated_since": bounds,
        "tz": st.sampled_from(["UTC", "Asia/Tokyo", "Pacific/Kiritimati", "Asia/Manila", "America/Juneau", *ZONES]),
        "past": st.builds("{}{}".format, st.integers(0, 99999), st.sampled_from("dwmy")),
        "party": some(st.sampled_from(PARTIES)),
        "party_all": some(st.sampled_from(PARTIES)),
        "person": some(st.sampled_from(PARTIES)),
        "country": some(st.text("ABKRXZ", min_size=2, max_size=2)),
        "place": some(st.sampled_from(["Malaysia", "SOUTH KOREA", "Koréa", "south  korea"])),
        "kind": some(st.sampled_from([*Kind])),
        "level": some(st.sampled_from([*Level])),
        "status": some(st.sampled_from([*Status])),
        "topic": some(words),
        "part_of": some(st.sampled_from([XI, SUMMIT])),
        "source": some(st.uuids().map(str) | st.uuids().map(lambda one: one.urn.upper())),
        "certainty_min": st.sampled_from([f"eos{number}" for number in range(7)]),
        "cancelled": st.sampled_from(["show", "mark", "hide"]),
        "vague": st.sampled_from(["hide", "week", "all"]),
        "sort": st.sampled_from(["start", "-start", "updated", "-updated"]),
        "limit": st.integers(1, 1000).map(str),
        "as_of": st.just("now"),
    },
)
NOON = datetime(2025, 10, 18, 20, tzinfo=UTC)
present = st.just(NOON) | st.builds(timedelta, days=st.integers(-82000, 63000), seconds=st.integers(0, 86399)).map(
    lambda passed: NOON + passed
)


@given(asked=FILTERS, at=present)
@example(asked={"start": "1800-01-01T00:00", "tz": "Asia/Tokyo"}, at=NOON)
@example(asked={"end": "2200-12-31T23:59", "tz": "America/New_York"}, at=NOON)
@example(asked={"updated_since": "1800-01-01", "tz": "Asia/Tokyo"}, at=NOON)
@example(asked={"updated_since": "-82000d", "tz": "Asia/Tokyo"}, at=NOON)
@example(asked={"start": "2200-12-31T23:59:59-23:59", "end": "2200-12-31T23:59:59-23:59"}, at=NOON)
@example(asked={"topic": [f"{number}" + "\U0001d160" * 14 for number in range(20)]}, at=NOON)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_token_that_a_list_gives_is_taken_by_changes(
    reader: TestClient, stopped_clock: StoppedClock, asked: dict[str, Any], at: datetime
) -> None:
    stopped_clock.instant = at.replace(microsecond=0)

    listed = reader.get(f"/api/v1/meetings?{urlencode(asked, doseq=True)}")

    event(f"the list answers {listed.status_code}")
    assert listed.status_code in (200, 422)
    if listed.status_code == 200:
        stopped_clock.advance(days=1)
        changes = reader.get("/api/v1/changes", params={"since": listed.json()["sync_token"]})
        assert changes.status_code == 200, changes.json()
