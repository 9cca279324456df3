"""The pulse: "look again", noticed by every process within milliseconds of another one's commit.

A signal carries nothing: whoever gets one reads the ledger for themselves, so a lost signal is only a delay.
"""

import sqlite3
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import UTC, datetime

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.meetings.errors import CalendarAwayError
from app.store.database import Database
from app.store.ledger import CHANNEL, HEAD, Head

POLL_SECONDS = 1.0
"""How often PostgreSQL is asked where no signal comes; a standby, which refuses LISTEN, is asked at every tenth."""


class Pulse(ABC):
    """Knows how far the calendar has come without asking the database each time."""

    @abstractmethod
    def newest(self) -> Head:
        """Return how far the calendar has come, as of a few milliseconds ago at the most.

        Raises:
            CalendarAwayError: if the database does not answer.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the connection."""


def open_pulse(database: Database) -> Pulse:
    """Return the pulse of a database."""
    path = database.url.database
    if database.is_sqlite and path:
        return _SqlitePulse(path)
    return _PostgresqlPulse(database.engine)


class _SqlitePulse(Pulse):
    """Asks SQLite whether another connection has committed, which costs a few microseconds."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._seen = -1
        self._head: Head

    def newest(self) -> Head:
        with self._lock:
            try:
                self._look()
            except sqlite3.Error as error:
                raise CalendarAwayError("the database is away or busy; try again in a moment") from error
            return self._head

    def _look(self) -> None:
        (seen,) = self._connection.execute("PRAGMA data_version").fetchone()
        if seen != self._seen:
            number, serial, modified, recorded, era, restored = self._connection.execute(str(HEAD)).fetchone()
            times = (_instant(modified), _instant(recorded))
            self._head = Head(number, serial, *times, era, _instant(restored) if restored else None)
            self._seen = seen

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def _instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


class _PostgresqlPulse(Pulse):
    """Listens for PostgreSQL's notifications in a thread of its own, with a poll behind it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._head = self._read()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="pulse", daemon=True)
        self._thread.start()

    def newest(self) -> Head:
        return self._head

    def close(self) -> None:
        self._closing.set()
        # The thread would listen on for a second: a signal ends that.
        with suppress(SQLAlchemyError), self._engine.begin() as connection:
            connection.execute(text(f"NOTIFY {CHANNEL}"))
        self._thread.join(timeout=2 * POLL_SECONDS)

    def _read(self) -> Head:
        with self._engine.connect() as connection:
            return Head(*connection.execute(HEAD).one())

    def _follow(self) -> None:
        """Listen until closed; whatever happens to the connection, begin again."""
        while not self._closing.is_set():
            with suppress(psycopg.Error, SQLAlchemyError):
                self._listen()
            self._closing.wait(POLL_SECONDS / 10)

    def _listen(self) -> None:
        url = self._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
            listening = True
            try:
                connection.execute(f"LISTEN {CHANNEL}")
            except psycopg.errors.ObjectNotInPrerequisiteState:
                listening = False
            while not self._closing.is_set():
                self._head = self._read()
                if not listening:
                    self._closing.wait(POLL_SECONDS / 10)
                    continue
                for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                    pass
