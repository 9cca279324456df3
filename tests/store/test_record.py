"""The only writer: claims in, versions out."""

from datetime import timedelta
from typing import Any

import pytest

from app.meetings.errors import NotAMeetingError, NotATimeError, SummitryError, UnknownNameError
from app.meetings.terms import Effect
from app.store.database import Database
from app.store.named_tables import SourceRow
from app.store.tables import ClaimRow, MeetingRow
from tests.conftest import FIRST_EVENING
from tests.store.factories import (
    MEETING,
    changes,
    count_rows,
    dump,
    find,
    get,
    meet,
    source,
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
