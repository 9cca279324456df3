"""Whether what the database acknowledges outlives a power cut."""

from sqlalchemy import text

from app.meetings.errors import CalendarNotReadyError
from app.store.database import Database

_OFF = text("SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off' ORDER BY 1")


def check_durable(database: Database) -> None:
    """Refuse a PostgreSQL that acknowledges what it has not stored. SQLite is told by us how to store.

    Raises:
        CalendarNotReadyError: naming what is switched off.
    """
    if database.is_sqlite:
        return
    with database.answering(), database.engine.connect() as connection:
        off = connection.scalars(_OFF).all()
    if off:
        raise CalendarNotReadyError(
            f"PostgreSQL runs with {' and '.join(off)} off, so a power cut can take what writers were told is stored: "
            "switch it on, or say that this is a test: SUMMITRY_ALLOW_UNSAFE_DATABASE=true"
        )
