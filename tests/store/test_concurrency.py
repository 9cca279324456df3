"""Several at once: writers take turns, and each reader sees one state of the calendar."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.errors import CalendarAwayError
from app.store.database import Database
from app.store.find import find_page
from app.store.ledger import read_head
from app.store.tables import VersionRow
from tests.store.factories import EVERYTHING, basics, changes, meet, record_all, slugs, tell, wanted, writing

WRITERS, TIMES = 4, 5
PATIENCE = 60.0


def numbers(session: Session) -> list[int]:
    return list(session.scalars(select(VersionRow.number).order_by(VersionRow.number)))


def test_what_several_writers_record_at_once_gets_every_number_once(database: Database) -> None:
    def write(writer: int) -> list[int]:
        recorded = [meet(database, f"meeting-{writer}")]
        recorded += [tell(database, f"meeting-{writer}", topics=[f"topic {turn}"]) for turn in range(1, TIMES)]
        return [version.number for one in recorded for version in one.versions]

    with ThreadPoolExecutor(WRITERS) as writers:
        taken = list(writers.map(write, range(WRITERS), timeout=PATIENCE))

    assert sorted(number for one in taken for number in one) == list(range(1, WRITERS * TIMES + 1))
    assert all(one == sorted(one) for one in taken)
    assert [change.number for change in changes(database)] == list(range(1, WRITERS * TIMES + 1))


def test_nothing_is_lost_when_several_writers_change_one_meeting(database: Database) -> None:
    meet(database)

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda turn: tell(database, topics=[f"topic {turn}"]), range(10), timeout=PATIENCE))

    with database.reading() as session:
        found, _ = find_page(session, EVERYTHING, limit=2, number=None, after=None)
    assert len(found) == 1
    assert all(f'"topic {turn}"'.encode() in found[0].document for turn in range(10))
    assert [change.version for change in changes(database)] == list(range(1, 12))


def test_a_reader_never_sees_a_gap_while_others_write(database: Database) -> None:
    done = threading.Event()

    def read() -> list[tuple[int, list[int]]]:
        seen = []
        while not done.is_set():
            with database.reading() as session:
                seen.append((read_head(session).number, numbers(session)))
        return seen

    with ThreadPoolExecutor(WRITERS) as threads:
        reader = threads.submit(read)
        try:
            list(threads.map(lambda turn: meet(database, f"meeting-{turn}"), range(20), timeout=PATIENCE))
        finally:
            # Whatever a writer met with: a reader who is not told to stop would read for ever.
            done.set()
        states = reader.result(PATIENCE)

    assert all(found == list(range(1, head + 1)) for head, found in states)
    assert [head for head, _ in states] == sorted(head for head, _ in states)


def test_a_session_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    meet(database, "apec")

    with database.reading() as session:
        before = (read_head(session).number, numbers(session))
        meet(database, "g20")
        meanwhile = (read_head(session).number, numbers(session))
    with database.reading() as session:
        after = (read_head(session).number, numbers(session))

    assert (before, meanwhile, after) == ((1, [1]), (1, [1]), (2, [1, 2]))


def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    meet(database, "apec")

    with writing(database) as (session, ledger):
        record_all(session, ledger, [("g20", basics("g20"))])
        # A reader who waited would wait for ever here: the writer ends after them.
        seen = slugs(database)

    assert seen == ["apec"]
    assert sorted(slugs(database)) == ["apec", "g20"]


def write_and_fail(database: Database) -> None:
    with writing(database) as (session, ledger):
        record_all(session, ledger, [("g20", basics("g20"))])
        raise ZeroDivisionError


def test_a_writer_who_fails_takes_no_number(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(database)

    meet(database, "apec")

    assert [(change.number, change.slug) for change in changes(database)] == [(1, "apec")]


def test_a_writer_waits_only_so_long_for_another(new_database: Callable[[str], Database]) -> None:
    patient = new_database("empty")
    hasty = Database(patient.url.render_as_string(hide_password=False), busy_timeout=0.2)

    with writing(patient):
        began = time.monotonic()
        with pytest.raises(CalendarAwayError) as refusal:
            meet(hasty)
        waited = time.monotonic() - began
    hasty.close()

    assert refusal.value.rule == "the database is away or busy; try again in a moment"
    assert 0.1 < waited < PATIENCE / 2
    assert slugs(patient) == []


def test_a_filter_is_read_in_one_state(database: Database) -> None:
    meet(database, "apec", topics=["trade"])

    with database.reading() as session:
        first, _ = find_page(session, wanted(topic=["trade"]), limit=10, number=None, after=None)
        tell(database, "apec", topics=[{"topic": "trade", "absent": True}])
        second, _ = find_page(session, wanted(topic=["trade"]), limit=10, number=None, after=None)

    assert first == second
    assert slugs(database, topic=["trade"]) == []
