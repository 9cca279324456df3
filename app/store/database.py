"""The database: one way to read, one way to write, and the same behaviour on SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from app.meetings.errors import CalendarAwayError, CalendarNotReadyError, SummitryError

WRITING = "summitry_writing"
"""Execution option of a transaction that writes."""
_PRAGMAS = ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL")


class Database:
    """A database, by its URL. Reads see one snapshot; writes are serial."""

    def __init__(self, url: str, *, busy_timeout: float = 5.0, pool_size: int = 10) -> None:
        """Prepare the connection without making one yet. `busy_timeout` in seconds.

        Raises:
            CalendarAwayError: if the folder of an embedded database cannot be made.
        """
        self.url = make_url(url)
        self._patience, self._turn = busy_timeout, Lock()
        if self.is_sqlite:
            self.engine = _sqlite_engine(url, busy_timeout)
        else:
            self.engine = _postgresql_engine(url, busy_timeout, pool_size)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees the calendar as it is at its first read, whatever is written meanwhile.

        Raises:
            CalendarAwayError: if the database does not answer.
        """
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.answering(), Session(self.engine.execution_options(**options), autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Session]:
        """Open a session that commits when the block ends without an error. Only one is open at a time.

        Without `keep`, all that was written is undone in the end.

        Raises:
            CalendarAwayError: if the database does not answer, or other writers keep it busy.
        """
        # The writers of this process wait here, in turn and without a connection each.
        if not self._turn.acquire(timeout=self._patience):
            raise CalendarAwayError("others are writing; try again in a moment")
        engine = self.engine.execution_options(**{WRITING: True})
        try:
            with self.answering(), Session(engine, autoflush=False) as session, session.begin() as transaction:
                yield session
                if not keep:
                    transaction.rollback()
        finally:
            self._turn.release()

    @staticmethod
    @contextmanager
    def answering() -> Iterator[None]:
        """Turn the drivers' many ways of saying so into one error.

        Raises:
            CalendarAwayError: if the database does not answer, or is busy.
            CalendarNotReadyError: if it is none.
        """
        try:
            yield
        except SQLAlchemyError as error:
            meant = _meant(error)
            if meant is None:
                raise
            raise meant from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _meant(error: SQLAlchemyError) -> SummitryError | None:
    """Return what a driver's error means to somebody who waits for an answer; None for a fault of this program."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_NOTADB:
        return CalendarNotReadyError("the file of the calendar is not a SQLite database")
    # SQLite's driver gives one class to a database that is busy and to a statement that is wrong.
    if code == sqlite3.SQLITE_ERROR:
        return None
    if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError):
        return CalendarAwayError("the database is away or busy; try again in a moment")
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return CalendarAwayError("the database went away; try again in a moment")
    return None


def _sqlite_engine(url: str, busy_timeout: float) -> Engine:
    path = make_url(url).database
    options: dict[str, Any] = {"connect_args": {"timeout": busy_timeout}}
    is_file = path not in (None, "", ":memory:")
    if is_file:
        _make_folder(Path(path or "").parent)
    else:
        # A database in memory is its one connection: threads take turns with it.
        options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": busy_timeout}
        options["connect_args"]["check_same_thread"] = False
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 (the driver's own type)
        # The driver's own transaction handling would leak savepoints and begin too late: BEGIN is sent below.
        connection.isolation_level = None
        # One in memory holds some of the tables, and what these refer to is elsewhere.
        for pragma in _PRAGMAS if is_file else ():
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that begins as a reader and then writes would not wait for another writer.
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CalendarAwayError(f"the folder {folder} cannot be made: {error.strerror}") from error


def _postgresql_engine(url: str, busy_timeout: float, pool_size: int) -> Engine:
    milliseconds = int(busy_timeout * 1000)
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=busy_timeout,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": max(2, int(busy_timeout)),
            "options": f"-c timezone=UTC -c lock_timeout={milliseconds} -c statement_timeout={milliseconds * 6}",
        },
    )
