"""The pulse: every process notices what another one commits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from app.meetings.errors import CalendarAwayError
from app.store.database import Database
from app.store.ledger import Mark, open_ledger, read_head, signal
from app.store.pulse import Pulse, open_pulse
from tests.commands import address_of, summitry
from tests.conftest import BASE_URL, ERA, FIRST
from tests.store.factories import meet, tell, writing

PATIENCE = 5.0


@contextmanager
def pulse_of(database: Database) -> Iterator[Pulse]:
    pulse = open_pulse(database)
    try:
        yield pulse
    finally:
        pulse.close()


def seconds_until(pulse: Pulse, number: int, era: str = ERA) -> float:
    """Wait until a number is noticed, and return how long that took."""
    began = time.monotonic()
    while pulse.newest().mark != (era, number) and time.monotonic() - began < PATIENCE:
        time.sleep(0.002)
    return time.monotonic() - began


def test_a_pulse_begins_with_the_newest_number(database: Database) -> None:
    meet(database)
    tell(database, when="2025-10-31")

    with pulse_of(database) as pulse:
        newest = pulse.newest()
    with database.reading() as session:
        head = read_head(session)

    assert newest == head
    assert newest.number == 2


def test_a_commit_on_another_connection_is_noticed(database: Database) -> None:
    other = Database(address_of(database))

    with pulse_of(database) as pulse:
        before = pulse.newest().number
        for number in (1, 2, 3):
            meet(other, f"meeting-{number}")
            assert seconds_until(pulse, number) < PATIENCE
    other.close()

    assert before == 0


def test_a_commit_in_another_process_is_noticed(database: Database) -> None:
    chosen = {"SUMMITRY_DATABASE_URL": address_of(database), "SUMMITRY_BASE_URL": BASE_URL}

    with pulse_of(database) as pulse:
        before = pulse.newest().number
        ended = summitry("seed", str(FIRST), settings=chosen)
        waited = seconds_until(pulse, 8)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert before == 0
    assert waited < PATIENCE


def test_a_number_that_goes_down_is_noticed_and_so_is_another_era(database: Database) -> None:
    other = Database(address_of(database))
    meet(other, "apec")
    meet(other, "g20")

    with pulse_of(database) as pulse:
        marks = [pulse.newest().mark]
        for era, number in ((ERA, 1), ("another", 1)):
            with other.writing() as session:
                ledger = open_ledger(session)
                ledger.era, ledger.number = era, number
                signal(session)
            assert seconds_until(pulse, number, era) < PATIENCE
            marks.append(pulse.newest().mark)
    other.close()

    assert marks == [Mark(ERA, 2), Mark(ERA, 1), Mark("another", 1)]


def test_what_is_not_committed_is_not_noticed(database: Database) -> None:
    with pulse_of(database) as pulse, writing(database) as (_, ledger):
        ledger.number = 7
        time.sleep(0.05)
        meanwhile = pulse.newest().number

    assert meanwhile == 0


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_listening_begins_again_when_the_connection_is_lost(database: Database) -> None:
    end = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )

    with pulse_of(database) as pulse:
        for number in (1, 2):
            meet(database, f"meeting-{number}")
            assert seconds_until(pulse, number) < PATIENCE
            with database.engine.begin() as connection:
                ended = connection.execute(end).scalars().all()
            assert ended == [True]
            time.sleep(0.3)
        meet(database, "meeting-3")
        waited = seconds_until(pulse, 3)

    assert waited < PATIENCE


def test_a_pulse_ends_at_once(database: Database) -> None:
    pulse = open_pulse(database)
    time.sleep(0.1)

    began = time.monotonic()
    pulse.close()

    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_pulse_that_was_closed_says_that_the_calendar_is_away(database: Database) -> None:
    pulse = open_pulse(database)
    pulse.close()

    with pytest.raises(CalendarAwayError):
        pulse.newest()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_asking_again_costs_almost_nothing(new_database: Callable[[str], Database]) -> None:
    database = new_database("first")

    with pulse_of(database) as pulse:
        pulse.newest()
        began = time.process_time()
        for _ in range(1000):
            pulse.newest()
        spent = time.process_time() - began

    assert spent < 0.5
