"""Stored keys: listed, found by their ids, revoked for good."""

from uuid import UUID

import pytest

from app.meetings.errors import AmbiguousNameError, NotFoundError
from app.store.database import Database
from app.store.keys import add_key, find_key_by_hash, find_keys, get_key, get_key_by_beginning, mark_revoked, mark_used
from app.store.private_tables import KeyRow
from tests.conftest import FIRST_EVENING, StoppedClock

IDS = ("1fa00000-0000-0000-0000-000000000000", "1fb00000-0000-0000-0000-000000000000")


def put(database: Database, *ids: str) -> None:
    with database.writing() as session:
        for number, one in enumerate(ids):
            add_key(
                session,
                KeyRow(
                    id=UUID(one),
                    hash=f"{number}" * 64,
                    hint=f"{number}" * 8,
                    label="News desk",
                    role="editor",
                    created_at=FIRST_EVENING,
                    expires_at=None,
                    revoked_at=None,
                    last_used_at=None,
                ),
            )


def beginning(database: Database, text: str) -> str:
    with database.reading() as session:
        return str(get_key_by_beginning(session, text).id)


def test_without_keys_there_is_nothing_to_list(database: Database) -> None:
    with database.reading() as session:
        assert list(find_keys(session)) == []
        assert find_key_by_hash(session, "0" * 64) is None


def test_keys_are_listed_in_one_order(database: Database) -> None:
    put(database, *reversed(IDS))

    with database.reading() as session:
        assert [str(row.id) for row in find_keys(session)] == list(IDS)


def test_a_key_is_found_by_its_hash_alone(database: Database) -> None:
    put(database, *IDS)

    with database.reading() as session:
        found = find_key_by_hash(session, "1" * 64)
        assert found is not None
        assert str(found.id) == IDS[1]


def test_a_key_is_read_by_its_id(database: Database) -> None:
    put(database, *IDS)

    with database.reading() as session:
        assert str(get_key(session, IDS[0].upper()).id) == IDS[0]
        for wrong in (IDS[0][:8], "", "nothing", "1fc00000-0000-0000-0000-000000000000"):
            with pytest.raises(NotFoundError, match="no key has this id"):
                get_key(session, wrong)


@pytest.mark.parametrize("text", ["1fa", "1FA0", IDS[0], f" {IDS[0][:9]} "])
def test_a_key_is_meant_by_the_beginning_of_its_id(database: Database, text: str) -> None:
    put(database, *IDS)

    assert beginning(database, text) == IDS[0]


@pytest.mark.parametrize("text", ["", " ", "fa0", "2", f"{IDS[0]}0"])
def test_a_beginning_of_no_id_is_refused(database: Database, text: str) -> None:
    put(database, *IDS)

    with pytest.raises(NotFoundError, match="no key has an id that begins like this"):
        beginning(database, text)


def test_a_beginning_of_two_ids_is_refused_with_both(database: Database) -> None:
    put(database, *IDS)

    with pytest.raises(AmbiguousNameError) as refused:
        beginning(database, "1f")

    assert refused.value.rule == f"2 keys have ids that begin like this: {IDS[0]}, {IDS[1]}"
    assert refused.value.near == IDS


def test_a_key_is_revoked_once_and_keeps_its_instant(database: Database, stopped_clock: StoppedClock) -> None:
    put(database, *IDS)
    told = []

    for _ in range(2):
        with database.writing() as session:
            told.append(mark_revoked(session, UUID(IDS[0]), stopped_clock.now()))
        stopped_clock.advance(hours=1)

    assert told == [True, False]
    with database.reading() as session:
        assert [row.revoked_at for row in find_keys(session)] == [FIRST_EVENING, None]


def test_an_earlier_use_never_replaces_a_later_one(database: Database, stopped_clock: StoppedClock) -> None:
    put(database, *IDS)
    now = stopped_clock.now()
    stopped_clock.advance(minutes=-5)
    before = stopped_clock.now()

    for at in (now, before):
        with database.writing() as session:
            mark_used(session, UUID(IDS[1]), at, unless_after=at)

    with database.reading() as session:
        assert [row.last_used_at for row in find_keys(session)] == [None, now]
