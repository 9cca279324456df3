"""The ledger: what the stored bytes were made with, and whether this process would write the same."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.formats.ical import WRITER_VERSION
from app.meetings.errors import CalendarNotReadyError
from app.meetings.zones import ZONES_VERSION
from app.store.database import Database
from app.store.ledger import Head, new_era, next_instant, note, open_ledger, read_head, settle
from app.store.tables import LedgerRow
from tests.conftest import BASE_URL, ERA, StoppedClock
from tests.store.factories import head_of, meet, tell, writing

ELSEWHERE = "https://calendar.example.org"


def open_with(database: Database, base_url: str | None, default: str = BASE_URL) -> str:
    """Open the calendar as the service does, and return the address that its events carry."""
    with database.writing() as session:
        return settle(open_ledger(session), base_url, default)


def mark(database: Database, **made_with: object) -> None:
    with database.writing() as session:
        session.execute(update(LedgerRow).values(**made_with))


def test_a_new_calendar_takes_the_address_it_is_given(database: Database) -> None:
    assert open_with(database, ELSEWHERE) == ELSEWHERE
    assert open_with(database, None) == ELSEWHERE


def test_a_new_calendar_without_an_address_takes_the_local_one(database: Database) -> None:
    assert open_with(database, None, "http://localhost:8000") == "http://localhost:8000"
    assert open_with(database, None, "http://localhost:9000") == "http://localhost:8000"


def test_another_address_asks_for_everything_to_be_rendered_again(database: Database) -> None:
    open_with(database, ELSEWHERE)

    with pytest.raises(CalendarNotReadyError) as refusal:
        open_with(database, BASE_URL)

    assert refusal.value.rule == (
        f"the calendar's events carry the address {ELSEWHERE}, not {BASE_URL}: run `summitry rerender`"
    )
    assert open_with(database, None) == ELSEWHERE


@pytest.mark.parametrize("made_with", [{"writer_version": WRITER_VERSION - 1}, {"zones_version": "2024a"}], ids=str)
def test_an_older_writer_or_older_zone_data_asks_for_everything_to_be_rendered_again(
    database: Database, made_with: dict[str, object]
) -> None:
    open_with(database, BASE_URL)
    mark(database, **made_with)

    with pytest.raises(CalendarNotReadyError) as refusal:
        open_with(database, BASE_URL)

    assert refusal.value.rule == (
        "the calendar was written by an older version or with older zone data: run `summitry rerender`"
    )


@pytest.mark.parametrize("made_with", [{"writer_version": WRITER_VERSION + 1}, {"zones_version": "2999a"}], ids=str)
def test_a_process_with_an_older_writer_or_older_zone_data_does_not_touch_the_calendar(
    database: Database, made_with: dict[str, object]
) -> None:
    open_with(database, BASE_URL)
    mark(database, **made_with)

    with pytest.raises(CalendarNotReadyError) as refusal:
        open_with(database, None)

    assert "install the locked dependencies of the newer version" in refusal.value.rule
    assert ZONES_VERSION in refusal.value.rule


def test_the_head_is_the_newest_number_and_serial_with_their_times(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database)
    stopped_clock.advance(hours=1)
    tell(database, when="2025-10-31")
    moved_at = stopped_clock.instant
    stopped_clock.advance(hours=1)
    tell(database, when="2025-10-31", verdict="rejected", said_on="2025-10-19")

    assert head_of(database) == Head(2, 5, moved_at, stopped_clock.instant, ERA, None)


def test_what_is_noted_takes_the_next_serial_and_stamps_the_record(
    database: Database, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(hours=1)
    before = head_of(database)
    with writing(database) as (_, ledger):
        serials = [note(ledger, next_instant(ledger)) for _ in range(2)]

    assert serials == [before.serial + 1, before.serial + 2]
    assert head_of(database) == Head(before.number, serials[-1], before.modified_at, stopped_clock.instant, ERA, None)


def test_a_record_is_never_stamped_earlier_than_the_one_before_it(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database)
    before = head_of(database)
    stopped_clock.advance(hours=-1)
    meet(database, "g20")

    assert head_of(database).recorded_at == before.recorded_at


def test_a_calendar_that_was_put_back_changed_then_and_goes_on_from_then(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database)
    put_back_at = stopped_clock.instant + timedelta(hours=1)
    mark(database, restored_at=put_back_at)

    with database.writing() as session:
        assert read_head(session).changed_at == put_back_at
        assert next_instant(open_ledger(session)) == put_back_at


def test_no_era_is_called_like_another() -> None:
    assert len({new_era() for _ in range(100)}) == 100
