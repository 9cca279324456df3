"""Migrations: the stored tables brought to what this program expects (Alembic)."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from app.meetings.errors import CalendarNotReadyError
from app.settings import ROOT
from app.store.database import WRITING, Database

_LOCK = 0x53554D4D
"""The key of PostgreSQL's advisory lock: two processes that start at once migrate one after the other."""


def migrate(database: Database) -> None:
    """Bring the tables up to this program's version, in one transaction.

    Raises:
        CalendarNotReadyError: if they are those of a newer program.
    """
    with _migrating(database) as config:
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            rule = "the tables are of a newer version than this program: install the newer one"
            raise CalendarNotReadyError(rule) from error


def undo(database: Database, revision: str = "base") -> None:
    """Bring the tables down to an earlier version, in one transaction. What they cannot hold is lost."""
    with _migrating(database) as config:
        command.downgrade(config, revision)


def check_migrated(database: Database) -> None:
    """Refuse to work on tables of another version.

    Raises:
        CalendarNotReadyError: if the tables are not those of this program.
    """
    current = _revision(database)
    wanted = newest_revision()
    if current != wanted:
        found = f"the tables are of version {current}, not {wanted}" if current else "there are no tables yet"
        raise CalendarNotReadyError(f"{found}: run `summitry migrate`")


def prepare(database: Database) -> None:
    """Make the tables where there are none; refuse those of another version.

    Raises:
        CalendarNotReadyError: if the tables are not those of this program.
    """
    if _revision(database) is None:
        migrate(database)
    check_migrated(database)


def newest_revision() -> str:
    """Return the version of the tables that this program works with."""
    return str(ScriptDirectory.from_config(_config(None)).get_current_head())


def _revision(database: Database) -> str | None:
    with database.answering(), database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _migrating(database: Database) -> Iterator[Config]:
    engine = database.engine.execution_options(**{WRITING: True})
    with database.answering(), engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield _config(connection)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
