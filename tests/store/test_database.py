"""One way to read and one to write, and the same behaviour on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from app.meetings.errors import CalendarAwayError, CalendarNotReadyError
from app.store.database import Database
from app.store.named_tables import PartyAliasRow
from app.store.tables import LedgerRow
from tests.store.factories import meet, slugs


def test_an_instant_is_stored_in_utc_and_comes_back_in_utc(database: Database) -> None:
    seoul = datetime(2025, 10, 30, 11, 0, tzinfo=timezone(timedelta(hours=9)))
    with database.writing() as session:
        session.execute(update(LedgerRow).values(modified_at=seoul))

    with database.reading() as session:
        stored = session.scalars(select(LedgerRow.modified_at)).one()

    assert (stored.isoformat(), stored.tzinfo) == ("2025-10-30T02:00:00+00:00", UTC)


def test_instants_are_compared_as_instants(database: Database) -> None:
    with database.writing() as session:
        session.execute(update(LedgerRow).values(modified_at=datetime(2025, 10, 30, 2, 0, tzinfo=UTC)))
    earlier = datetime(2025, 10, 30, 10, 59, tzinfo=timezone(timedelta(hours=9)))

    with database.reading() as session:
        found = session.scalars(select(LedgerRow.id).where(LedgerRow.modified_at > earlier)).all()
        missed = session.scalars(select(LedgerRow.id).where(LedgerRow.modified_at <= earlier)).all()

    assert (found, missed) == ([1], [])


def test_what_refers_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(PartyAliasRow(folded="nobody", party_id=UUID(int=0)))


def test_a_reader_writes_nothing(new_database: Callable[[str], Database], kind: str) -> None:
    database = new_database("first")
    with database.reading() as session:
        if kind == "postgresql":
            with pytest.raises(Exception, match="read-only transaction"):
                session.execute(text("DELETE FROM facet"))
        else:
            session.execute(text("DELETE FROM facet"))

    assert slugs(database, topic=["apec"]) == ["apec-economic-leaders-meeting-2025"]


def test_the_database_is_made_where_its_folder_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "a" / "folder" / "summitry.db"

    Database(f"sqlite:///{path}").close()

    assert path.parent.is_dir()


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/nothing", "sqlite:////proc/summitry.db"])
def test_a_database_that_does_not_answer_is_away(url: str) -> None:
    away = Database(url, busy_timeout=0.1)

    with pytest.raises(CalendarAwayError) as refusal:
        slugs(away)
    away.close()

    assert refusal.value.rule == "the database is away or busy; try again in a moment"


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_connection_that_was_lost_is_away_once_and_then_replaced(database: Database) -> None:
    meet(database, "apec")
    end = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()")

    with pytest.raises(CalendarAwayError), database.reading() as session:
        session.execute(end)

    assert slugs(database) == ["apec"]


def test_a_fault_of_ours_is_not_taken_for_a_database_that_is_away(database: Database) -> None:
    with pytest.raises((ProgrammingError, OperationalError), match="no_such_column"), database.reading() as session:
        session.execute(text("SELECT no_such_column FROM ledger"))


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "summitry.db"
    path.write_text("Dear diary, today nothing was agreed again. " * 20)
    diary = Database(f"sqlite:///{path}")

    with pytest.raises(CalendarNotReadyError) as refusal:
        slugs(diary)
    diary.close()

    assert refusal.value.rule == "the file of the calendar is not a SQLite database"
