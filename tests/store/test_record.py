"""The only writer: claims in, versions out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.meetings.document import Meeting
from app.meetings.errors import NotAMeetingError, NotATimeError, SummitryError, UnknownNameError
from app.meetings.terms import Effect
from app.store.database import Database
from app.store.tables import ClaimRow, MeetingRow, SourceRow
from tests.conftest import FIRST_EVENING, StoppedClock
from tests.store.factories import (
    MEETING,
    changes,
    count_rows,
    dump,
    find,
    get,
    list_again,
    meet,
    source,
    stored_versions,
    tell,
    tell_all,
)

XINHUA = source("Xinhua")


def test_the_first_claims_on_a_meeting_make_its_first_version(database: Database) -> None:
    recorded = meet(database, title="Trump-Xi meeting")

    assert recorded.versions == find(database)
    assert recorded.versions[0].model_dump(
        include={"slug", "title", "version", "sequence", "number", "created_at", "modified_at"}
    ) == {
        "slug": MEETING,
        "title": "Trump-Xi meeting",
        "version": 1,
        "sequence": 0,
        "number": 1,
        "created_at": FIRST_EVENING,
        "modified_at": FIRST_EVENING,
    }


def test_the_uid_of_a_meeting_is_the_same_on_every_installation(database: Database) -> None:
    meet(database, "apec-economic-leaders-meeting-2025")

    assert get(database, "apec-economic-leaders-meeting-2025").uid == "495fff05-b6c9-56d4-b93a-41f084f85b74"


def test_each_meeting_that_changes_gets_one_version(database: Database) -> None:
    tell_all(database, {slug: {"title": slug, "kind": "summit", "when": "2025-10-30"} for slug in ("apec", "g20")})

    recorded = tell_all(
        database,
        {
            "apec": {"when": "2025-10-31", "topics": ["trade"], "summary": "Leaders meet."},
            "g20": {"when": "2025-11-22"},
        },
    )

    assert [(one.number, one.slug, one.version) for one in recorded.versions] == [(3, "apec", 2), (4, "g20", 2)]


def test_a_version_says_what_changed(database: Database) -> None:
    meet(database)

    tell(database, when="2025-10-31", topics=["trade"])

    assert [(change.fields, change.words) for change in changes(database)] == [
        ([], "New: Trump xi meeting, 30 October 2025"),
        (["when", "topics"], "31 October instead of 30 October; topics: trade"),
    ]


def test_a_claim_that_changes_nothing_is_stored_and_makes_no_version(database: Database) -> None:
    meet(database)

    recorded = tell(database, said_by="A spokesman", when="2025-10-30")

    assert recorded.versions == []
    assert [change.number for change in changes(database)] == [1]
    assert count_rows(database, ClaimRow) == 4


def test_the_same_statement_of_the_same_source_is_stored_once(database: Database) -> None:
    meet(database)
    before = dump(database)

    recorded = meet(database)

    assert (recorded.versions, recorded.effects) == ([], {})
    assert dump(database) == before


def test_a_new_source_is_a_change_of_the_document_and_not_of_its_face(database: Database) -> None:
    meet(database)

    (version,) = tell(database, by=XINHUA, when="2025-10-30").versions

    assert [one.publisher for one in version.sources] == ["Reuters", "Xinhua"]
    assert (version.version, version.sequence) == (2, 0)


def test_every_claim_has_its_effect(database: Database) -> None:
    recorded = meet(database, when="[2025-10-30..2025-11-01]")
    later = tell(database, said_on="2025-10-19", when="2025-10-30")

    assert list(recorded.effects.values()) == [Effect.NEW, Effect.NEW, Effect.NEW]
    assert list(later.effects.values()) == [Effect.NEW, Effect.NEW, Effect.NEW, Effect.REFINES]


# Numbers and stamps.


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


# Dependents: meetings that name another one.


def named_by(meeting: Meeting) -> list[str]:
    return [link.to.title for link in meeting.links if link.to]


def test_a_new_title_is_shown_by_the_meetings_that_name_it_in_the_same_transaction(database: Database) -> None:
    meet(database, "apec", title="APEC")
    meet(database, "sidelines", links=[{"rel": "on_sidelines_of", "to": "apec"}])
    meet(database, "part", links=[{"rel": "part_of", "to": "apec"}])
    meet(database, "other")

    recorded = tell(database, "apec", title="32nd APEC summit")

    assert [(one.number, one.slug, one.version, named_by(one)) for one in recorded.versions] == [
        (5, "apec", 2, []),
        *sorted(
            [(one.number, one.slug, 2, ["32nd APEC summit"]) for one in recorded.versions if one.slug != "apec"],
        ),
    ]
    assert {one.slug for one in recorded.versions} == {"apec", "sidelines", "part"}
    assert [change.words for change in changes(database, 5)] == [
        f"{rel} 32nd APEC summit"
        for rel in ("on sidelines of" if one.slug == "sidelines" else "part of" for one in recorded.versions[1:])
    ]


def test_meetings_that_name_each_other_and_change_together_get_one_version_each(database: Database) -> None:
    meet(database, "apec", title="APEC")
    meet(database, "dinner", title="Dinner", links=[{"rel": "part_of", "to": "apec"}])
    tell(database, "apec", links=[{"rel": "follows", "to": "dinner"}])

    recorded = tell_all(database, {"apec": {"title": "APEC summit"}, "dinner": {"title": "State dinner"}})

    assert [(one.slug, one.version, named_by(one)) for one in recorded.versions] == [
        ("apec", 3, ["State dinner"]),
        ("dinner", 2, ["APEC summit"]),
    ]


def test_a_meeting_of_which_only_the_name_is_known_is_shown_by_its_slug_until_it_has_a_title(
    database: Database,
) -> None:
    with database.writing():
        pass
    tell_all(
        database,
        {"apec": {"title": "APEC", "kind": "summit", "when": "2025-10-31"}, "dinner": {}},
    )
    tell(database, "apec", links=[{"rel": "follows", "to": "dinner"}])
    before = get(database, "apec")

    meet(database, "dinner", title="State dinner")

    assert [named_by(one) for one in (before, get(database, "apec"))] == [["dinner"], ["State dinner"]]


# What is refused leaves nothing behind.


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        pytest.param({"when": "2025-10-30"}, NotAMeetingError, id="no title"),
        pytest.param({"title": "Summit", "when": "2025-10-30"}, NotAMeetingError, id="no kind"),
        pytest.param({"title": "Summit", "kind": "summit"}, NotAMeetingError, id="no time"),
        pytest.param(
            {
                "title": "Summit",
                "kind": "summit",
                "when": {"start": "2026-03-29T02:30"},
                "place": {"name": "Madrid", "precision": "city", "country": "ES", "time_zone": "Europe/Madrid"},
            },
            NotATimeError,
            id="a time that the clocks of the place skip",
        ),
        pytest.param({"links": [{"rel": "follows", "to": "nowhere"}]}, UnknownNameError, id="an unknown meeting"),
        pytest.param(
            {"participants": [{"party": "3c7d0a6d-5b8f-5d3c-9a64-0a5d2a0b1c2d"}]},
            UnknownNameError,
            id="an unknown party",
        ),
    ],
)
def test_a_refused_record_leaves_nothing_behind(
    database: Database, fields: dict[str, Any], error: type[SummitryError]
) -> None:
    meet(database, "g20")
    before = dump(database)

    with pytest.raises(error):
        tell_all(database, {"g20": {"when": "2025-11-22"}, "new": fields}, by=XINHUA)

    assert dump(database) == before
    assert (count_rows(database, MeetingRow), count_rows(database, SourceRow)) == (1, 1)


def test_after_a_refusal_the_next_number_follows_on_the_last(database: Database) -> None:
    meet(database, "g20")
    with pytest.raises(NotAMeetingError):
        tell_all(database, {"g20": {"when": "2025-11-22"}, "new": {"when": "2025-10-30"}})

    meet(database, "apec")

    assert [change.number for change in changes(database)] == [1, 2]


# Verdicts.


def test_a_claim_in_conflict_moves_nothing_and_is_disputed(database: Database) -> None:
    meet(database)
    before = get(database)

    (version,) = tell(database, by=XINHUA, when="2025-11-03", verdict="conflict").versions

    moved = {"disputed": ["when"], "version": 2, "number": 2, "modified_at": FIRST_EVENING + timedelta(seconds=1)}
    assert version == before.model_copy(update=moved)


@pytest.mark.parametrize("verdict", ["proposed", "rejected", "withdrawn"])
def test_a_claim_that_is_neither_accepted_nor_in_conflict_makes_no_version(database: Database, verdict: str) -> None:
    meet(database)

    recorded = tell(database, by=XINHUA, when="2025-11-03", verdict=verdict)

    assert recorded.versions == []
    assert count_rows(database, ClaimRow) == 4
