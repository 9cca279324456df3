"""Numbers, times and SEQUENCE: what readers follow, and what calendar apps go by."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.store.database import Database
from tests.conftest import FIRST_EVENING, StoppedClock
from tests.store.archives import faults_of
from tests.store.factories import basics, changes, list_again, meet, stored_versions, tell, tell_all


def test_numbers_grow_by_one_over_the_whole_calendar(database: Database) -> None:
    for slug in ("apec", "g20", "asean"):
        meet(database, slug)
    for slug in ("g20", "apec", "g20"):
        tell(database, slug, when=f"2025-11-0{len(changes(database))}")

    assert [(change.number, change.slug) for change in changes(database)] == [
        (1, "apec"),
        (2, "g20"),
        (3, "asean"),
        (4, "g20"),
        (5, "apec"),
        (6, "g20"),
    ]


def test_a_version_ends_where_the_next_one_of_its_meeting_begins(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database)
    meet(database, "g20")
    stopped_clock.advance(hours=1)
    tell(database, when="2025-10-31")
    stopped_clock.advance(hours=1)
    tell(database, when="2025-11-01")

    times = [FIRST_EVENING + timedelta(hours=hours) for hours in range(3)]
    assert [
        (row.number, row.until, row.version, row.modified_at, row.superseded_at) for row in stored_versions(database)
    ] == [
        (1, 3, 1, times[0], times[1]),
        (3, 4, 2, times[1], times[2]),
        (4, None, 3, times[2], None),
    ]


@pytest.mark.parametrize("back", [0, -3600], ids=["stands still", "is put back"])
def test_each_version_of_a_meeting_is_a_second_later_while_the_clock(
    database: Database, stopped_clock: StoppedClock, back: int
) -> None:
    meet(database)
    stopped_clock.advance(seconds=back)
    for day in ("2025-10-31", "2025-11-01"):
        tell(database, when=day)

    assert [row.modified_at - FIRST_EVENING for row in stored_versions(database)] == [
        timedelta(seconds=seconds) for seconds in (0, 1, 2)
    ]


def test_numbers_and_times_grow_together(database: Database) -> None:
    """A reader who asks for a moment never sees a later number than one that was not yet there."""
    for slug in ("apec", "g20", "asean"):
        meet(database, slug)
    for day in ("2025-10-31", "2025-11-01"):
        tell_all(database, {"g20": {"when": day}, "apec": {"when": day}})

    stamps = [change.modified_at for change in changes(database)]
    assert stamps == sorted(stamps)


def test_a_meeting_into_which_others_are_merged_at_once_is_later_each_time(database: Database) -> None:
    slugs = ("apec", "dinner", "lunch", "talks")
    tell_all(database, {slug: basics(slug) | {"topics": [slug]} for slug in slugs})
    meet(database, "naming", links=[{"rel": "follows", "to": "talks"}])

    for slug in slugs[:3]:
        tell(database, slug, links=[{"rel": "same_as", "to": "talks"}])
    tell(database, "lunch", title="Working lunch", topics=["rice"], said_on="2025-10-18")

    for slug in (*slugs, "naming"):
        stamps = [row.modified_at for row in stored_versions(database, slug)]
        assert stamps == sorted(set(stamps)), slug
    every = [change.modified_at for change in changes(database)]
    assert every == sorted(every)
    assert faults_of(database) == []


def test_all_that_one_record_changes_changes_at_one_moment(database: Database) -> None:
    meet(database, "apec", title="APEC")
    meet(database, "sidelines", links=[{"rel": "on_sidelines_of", "to": "apec"}])
    meet(database, "g20")
    tell(database, "sidelines", when="2025-10-31")

    recorded = tell_all(database, {"apec": {"title": "APEC in Gyeongju"}, "g20": {"when": "2025-11-22"}})

    assert [one.slug for one in recorded.versions] == ["apec", "g20", "sidelines"]
    assert len({one.modified_at for one in recorded.versions}) == 1


def test_times_are_in_whole_seconds_of_utc(database: Database, stopped_clock: StoppedClock) -> None:
    stopped_clock.instant = datetime(2025, 10, 18, 22, 30, 0, tzinfo=UTC)

    (version,) = meet(database).versions

    assert version.model_dump(mode="json")["modified_at"] == "2025-10-18T22:30:00Z"


# SEQUENCE: what a calendar shows at a glance.

SETTLED: dict[str, Any] = {
    "kind": "bilateral",
    "when": {"start": "2025-10-30T11:00", "time_zone": "Asia/Seoul"},
    "place": {"name": "Busan", "precision": "city", "country": "KR"},
    "participants": [{"party": "Xi Jinping", "for_party": "CN"}, {"party": "Donald Trump", "for_party": "US"}],
    "said_for": "US",
    "certainty": "eos5",
}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"when": "2025-10-31"}, id="DTSTART"),
        pytest.param(
            {"when": {"start": "2025-10-30T11:00", "end": "2025-10-30T12:40", "time_zone": "Asia/Seoul"}}, id="DTEND"
        ),
        pytest.param({"title": "Busan summit"}, id="SUMMARY"),
        pytest.param({"place": {"name": "Gyeongju", "precision": "city", "country": "KR"}}, id="LOCATION"),
        pytest.param({"said_for": "CN", "status": "scheduled"}, id="STATUS"),
        pytest.param({"status": "cancelled"}, id="STATUS and SUMMARY"),
        pytest.param({"when": "2025-10-31", "title": "Busan summit", "status": "held"}, id="several at once"),
    ],
)
def test_sequence_rises_by_one_with(database: Database, fields: dict[str, Any]) -> None:
    meet(database, **SETTLED)

    (version,) = tell(database, said_on="2025-10-19", **fields).versions

    assert (version.version, version.sequence) == (2, 1)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"summary": "They discuss tariffs."}, id="a summary"),
        pytest.param({"topics": ["soybeans"]}, id="a topic"),
        pytest.param({"level": "leaders"}, id="a level"),
        pytest.param({"participants": [{"party": "Wang Yi", "for_party": "CN"}]}, id="a participant"),
        pytest.param({"certainty": "eos3"}, id="a certainty that leaves it tentative"),
        pytest.param({"links": [{"rel": "series", "to": "Trump-Xi meetings"}]}, id="a link"),
        pytest.param({"when": "2025-11-03", "verdict": "conflict"}, id="a dispute"),
    ],
)
def test_sequence_stays_with(database: Database, fields: dict[str, Any]) -> None:
    meet(database, **SETTLED)

    (version,) = tell(database, said_on="2025-10-19", **fields).versions

    assert (version.version, version.sequence) == (2, 0)


def test_sequence_rises_when_a_meeting_is_taken_off_the_calendar_and_when_it_comes_back(database: Database) -> None:
    meet(database)

    steps = [list_again(database, listed=False), list_again(database, listed=True)]

    assert [(one.listed, one.sequence) for step in steps for one in step.versions] == [(False, 1), (True, 2)]
