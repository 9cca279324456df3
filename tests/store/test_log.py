"""The log: whoever follows the numbers has the calendar."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.meetings.document import Meeting
from app.meetings.errors import MeetingGoneError, MeetingNotFoundError
from app.meetings.filter import Wanted
from app.store.database import Database
from app.store.find import find_page
from app.store.ledger import read_head
from app.store.log import Change, find_changes, get_version
from app.store.names import Names
from tests.conftest import FIRST_EVENING, Shelf, StoppedClock
from tests.store.factories import EVERYTHING, MEETING, changes, history, list_again, meet, tell, wanted
from tests.store.stories import Told, begin, filters, go_on, stories

State = dict[UUID, bytes]


def state_at(database: Database, asked: Wanted, number: int | None = None) -> State:
    """Return the documents that a filter lets through, now or when the calendar had come to a number."""
    with database.reading() as session:
        found, _ = find_page(session, asked, limit=1000, number=number, after=None)
    return {one.meeting_id: one.document for one in found}


def follow(database: Database, asked: Wanted, since: int, state: State) -> State:
    """Return what a reader has who had this state at a number, and has read every change after it, two at a time."""
    known = dict(state)
    while found := read_on(database, asked, since):
        for change in found:
            if change.document is None:
                del known[change.meeting_id]
            else:
                known[change.meeting_id] = change.document
        since = found[-1].number
    return known


def read_on(database: Database, asked: Wanted, since: int) -> list[Change]:
    with database.reading() as session:
        return find_changes(session, asked, since, limit=2)


def play(database: Database, told: Iterable[Told]) -> int:
    """Tell a story, and return the newest number after it."""
    begin(database)
    for step in told:
        go_on(database, step)
    with database.reading() as session:
        return read_head(session).number


@given(stories, filters, st.data())
@settings(max_examples=15, deadline=None)
def test_who_follows_from_any_number_ends_with_the_calendar(
    shelf: Shelf, told: list[Told], asked: dict[str, Any], data: st.DataObject
) -> None:
    database = Database(shelf.copy("sqlite", "empty"))
    newest = play(database, told)
    since = data.draw(st.integers(0, newest), label="since")

    for filtered in (EVERYTHING, wanted(**asked)):
        followed = follow(database, filtered, since, state_at(database, filtered, since))

        assert followed == state_at(database, filtered)
    database.close()


STORY: list[Told] = [
    ("apec", {"title": "32nd APEC summit"}),
    ("dinner", {"links": [{"rel": "part_of", "to": "apec"}], "topics": ["trade"]}),
    ("apec", {"title": "APEC in Gyeongju"}),
    ("g20", {"topics": ["trade"]}),
    ("dinner", {"listed": False}),
    ("g20", {"topics": [{"topic": "trade", "absent": True}]}),
    ("dinner", {"listed": True}),
    ("g20", {"status": "cancelled"}),
]


@pytest.mark.parametrize("asked", [{}, {"topic": ["trade"]}, {"cancelled": "hide"}, {"part_of": ["apec"]}], ids=str)
def test_who_follows_a_filter_ends_with_exactly_its_list(database: Database, asked: dict[str, Any]) -> None:
    newest = play(database, STORY)
    filtered = wanted(**asked)

    followed = [follow(database, filtered, since, state_at(database, filtered, since)) for since in range(newest + 1)]

    assert followed == [state_at(database, filtered)] * (newest + 1)


def test_a_meeting_that_leaves_a_filter_is_a_removal_for_its_readers(database: Database) -> None:
    meet(database, "g20")
    tell(database, "g20", topics=["trade"])
    tell(database, "g20", summary="Leaders meet.")
    tell(database, "g20", topics=[{"topic": "trade", "absent": True}])
    tell(database, "g20", summary="Leaders met.")

    trade, everything = (changes(database, asked=asked) for asked in (wanted(topic=["trade"]), EVERYTHING))

    assert [(change.number, change.document is None) for change in trade] == [(2, False), (3, False), (4, True)]
    assert [(change.number, change.document is None) for change in everything] == [(n, False) for n in range(1, 6)]


def test_a_meeting_that_is_taken_off_the_calendar_is_a_removal_for_everybody(database: Database) -> None:
    meet(database)
    list_again(database, listed=False)
    list_again(database, listed=True)

    steps = [(change.version, change.words, change.document is None) for change in changes(database)]

    assert steps == [
        (1, "New: Trump xi meeting, 30 October 2025", False),
        (2, "taken off the calendar", True),
        (3, "back on the calendar", False),
    ]


def test_a_change_tells_all_of_itself(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database)
    stopped_clock.advance(hours=1)
    (version,) = tell(database, when="2025-10-31").versions

    (change,) = changes(database, since=1)

    assert change == Change(
        number=2,
        meeting_id=version.id,
        slug=MEETING,
        title="Trump xi meeting",
        version=2,
        modified_at=stopped_clock.instant,
        fields=["when"],
        words="31 October instead of 30 October",
        document=version.model_dump_json(by_alias=True).encode(),
    )


def test_nothing_comes_after_the_newest_number(database: Database) -> None:
    meet(database)

    assert [changes(database, since) for since in (1, 2, 2**62)] == [[], [], []]


# The history of one meeting.


def test_a_history_has_every_version_in_order(database: Database) -> None:
    meet(database)
    meet(database, "g20")
    tell(database, when="2025-10-31")

    steps = [(one.number, one.version, json.loads(one.document or b"")["when"]["edtf"]) for one in history(database)]

    assert steps == [(1, 1, "2025-10-30"), (3, 2, "2025-10-31")]


def test_a_history_as_of_an_instant_ends_there(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database)
    stopped_clock.advance(hours=1)
    tell(database, when="2025-10-31")

    until = [history(database, asked=wanted(as_of=at)) for at in ("2025-10-18T20:59:59Z", "2025-10-18T21:00:00Z")]

    assert [len(one) for one in until] == [1, 2]


def read_version(database: Database, **asked: object) -> Meeting:
    with database.reading() as session:
        found = get_version(session, Names(session).meeting(MEETING), wanted(**asked))
        return Meeting.model_validate_json(found.document)


def test_one_meeting_is_shown_as_it_is_and_as_it_was(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, title="Before")
    stopped_clock.advance(hours=1)
    tell(database, title="After")

    assert [read_version(database).title, read_version(database, as_of="2025-10-18T20:00:00Z").title] == [
        "After",
        "Before",
    ]


def test_a_meeting_is_not_found_before_its_first_version(database: Database) -> None:
    meet(database)

    with pytest.raises(MeetingNotFoundError) as refusal:
        read_version(database, as_of="2025-10-18T19:59:59Z")

    assert refusal.value.field == "as_of"


def test_a_meeting_that_was_taken_off_the_calendar_is_gone_but_not_its_past(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database)
    stopped_clock.advance(hours=1)
    list_again(database, listed=False)

    with pytest.raises(MeetingGoneError):
        read_version(database)

    assert read_version(database, as_of=f"{FIRST_EVENING:%Y-%m-%dT%H:%M:%SZ}").listed
    assert not read_version(database, as_of=f"{stopped_clock.instant:%Y-%m-%dT%H:%M:%SZ}").listed
    assert len(history(database)) == 2
