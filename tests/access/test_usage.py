"""The last use of a key is noted beside the requests: seldom, and never at their expense."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import event, text

from app.access.usage import Usage
from app.store.database import Database
from app.store.ledger import read_head
from app.store.pulse import open_pulse
from tests.access.keyring import issue, stored_keys
from tests.commands import address_of
from tests.conftest import StoppedClock
from tests.http.serving import counting

New = Callable[[str], Database]


@contextmanager
def noting(database: Database) -> Iterator[Usage]:
    """Note in this process, and wait in the end until all is written."""
    usage = Usage(database)
    try:
        yield usage
    finally:
        usage.close()


def last_uses(database: Database) -> list[datetime | None]:
    return [row.last_used_at for row in stored_keys(database)]


def updates(sent: list[str]) -> int:
    return len([statement for statement in sent if statement.startswith("UPDATE")])


def set_read_only(database: Database) -> None:
    """Let the database take no more writes, as a standby or a full disk does."""
    if database.is_sqlite:

        @event.listens_for(database.engine, "connect")
        def close_it(connection: sqlite3.Connection, _entry: object) -> None:
            connection.execute("PRAGMA query_only = ON")

    else:
        with database.writing() as session:
            name = database.url.database
            session.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    database.engine.dispose()


def test_the_last_use_of_a_key_is_noted(database: Database, stopped_clock: StoppedClock) -> None:
    _, used = issue(database)
    issue(database)

    with noting(database) as usage:
        usage.note(used, stopped_clock.now())

    assert {row.id: row.last_used_at for row in stored_keys(database)}[used] == stopped_clock.now()
    assert last_uses(database).count(None) == 1


def test_it_is_noted_at_most_once_a_minute(database: Database, stopped_clock: StoppedClock) -> None:
    _, used = issue(database)
    first = stopped_clock.now()

    with counting(database) as sent, noting(database) as usage:
        for _ in range(60):
            usage.note(used, stopped_clock.now())
            stopped_clock.advance(seconds=1)
    assert (updates(sent), last_uses(database)) == (1, [first])

    with noting(database) as usage:
        usage.note(used, stopped_clock.now())
    assert last_uses(database) == [stopped_clock.now()]


def test_many_processes_together_note_it_once_a_minute(database: Database, stopped_clock: StoppedClock) -> None:
    _, used = issue(database)
    first = stopped_clock.now()

    for _ in range(3):
        with noting(database) as usage:
            usage.note(used, stopped_clock.now())
        stopped_clock.advance(seconds=20)

    assert last_uses(database) == [first]


def test_a_clock_that_is_put_back_takes_nothing_back(database: Database, stopped_clock: StoppedClock) -> None:
    _, used = issue(database)
    first = stopped_clock.now()

    with noting(database) as usage:
        usage.note(used, first)
        stopped_clock.advance(hours=-1)
        usage.note(used, stopped_clock.now())

    assert last_uses(database) == [first]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_pulse_is_moved_once_a_minute_at_the_most_and_the_calendar_never(
    database: Database, stopped_clock: StoppedClock
) -> None:
    _, used = issue(database)
    watch = sqlite3.connect(database.url.database or "")
    seen = set()

    for _ in range(6):
        with noting(database) as usage:
            usage.note(used, stopped_clock.now())
        seen.add(watch.execute("PRAGMA data_version").fetchone())
        stopped_clock.advance(seconds=9)
    watch.close()

    assert len(seen) == 1
    with database.reading() as session:
        assert read_head(session).number == 0


def test_the_pulse_goes_on_telling_the_calendar_s_own_number(database: Database, stopped_clock: StoppedClock) -> None:
    _, used = issue(database)
    pulse = open_pulse(database)

    with noting(database) as usage:
        usage.note(used, stopped_clock.now())
    newest = pulse.newest()
    pulse.close()

    assert newest.number == 0


def test_a_busy_database_makes_nobody_wait(
    database: Database, stopped_clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    _, used = issue(database)
    hurried = Database(address_of(database), busy_timeout=0.1)

    with database.writing() as session:
        session.execute(text("UPDATE key SET label = 'held'"))
        with noting(hurried) as usage:
            began = time.perf_counter()
            usage.note(used, stopped_clock.now())
            took = time.perf_counter() - began
    hurried.close()

    assert took < 0.1
    assert last_uses(database) == [None]
    assert caplog.record_tuples == [
        (
            "summitry",
            logging.WARNING,
            "the last use of keys (1) was not noted: the database took no write",
        )
    ]


def test_a_database_that_takes_no_writes_is_no_failure(
    new_database: New, stopped_clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    database = new_database("empty")
    _, used = issue(database)
    set_read_only(database)

    with noting(database) as usage:
        usage.note(used, stopped_clock.now())

    assert last_uses(database) == [None]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_use_while_the_service_closes_is_let_go(database: Database, stopped_clock: StoppedClock) -> None:
    _, used = issue(database)
    with noting(database) as usage:
        pass

    usage.note(used, stopped_clock.now())

    assert last_uses(database) == [None]


def test_each_key_has_a_minute_of_its_own(database: Database, stopped_clock: StoppedClock) -> None:
    used = [issue(database)[1] for _ in range(3)]

    with noting(database) as usage:
        for one in used:
            usage.note(one, stopped_clock.now())

    assert last_uses(database) == [stopped_clock.now()] * 3


def test_what_waits_for_a_busy_database_is_let_go_together(database: Database, stopped_clock: StoppedClock) -> None:
    used = [issue(database)[1] for _ in range(20)]
    hurried = Database(address_of(database), busy_timeout=0.2)

    with database.writing() as session:
        session.execute(text("UPDATE key SET label = 'held'"))
        began = time.perf_counter()
        with noting(hurried) as usage:
            for one in used:
                usage.note(one, stopped_clock.now())
        took = time.perf_counter() - began
    hurried.close()

    assert took < 2
    assert last_uses(database) == [None] * 20
