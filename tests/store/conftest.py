"""Calendars that many tests share: one that is emptied after each of them, and some that are only read."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, insert, select

from app.store.columns import Base
from app.store.database import Database
from app.store.tables import LedgerRow
from tests.conftest import FIRST_EVENING, Shelf, StoppedClock
from tests.store.atlas import ATLAS, LATER
from tests.store.factories import list_again, tell, tell_all


@pytest.fixture(scope="session")
def kept() -> Iterator[dict[tuple[str, str], Database]]:
    """Keep the databases that were written, by their kind and what they hold."""
    databases: dict[tuple[str, str], Database] = {}
    yield databases
    for database in databases.values():
        database.close()


@pytest.fixture
def database(shelf: Shelf, kind: str, kept: dict[tuple[str, str], Database]) -> Iterator[Database]:
    """Give an empty calendar. A new database for each test would cost more than most of them do."""
    if (kind, "empty") not in kept:
        kept[kind, "empty"] = Database(shelf.copy(kind, "empty"))
    database = kept[kind, "empty"]
    with database.reading() as session:
        beginning = dict(session.execute(select(LedgerRow.__table__)).mappings().one())
    yield database
    with database.writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        session.execute(insert(LedgerRow), [beginning])


@pytest.fixture
def atlas(shelf: Shelf, kind: str, kept: dict[tuple[str, str], Database], stopped_clock: StoppedClock) -> Database:
    """Give the calendar of tests.store.atlas. It was written on the first evening, and in one part a day later."""
    if (kind, "atlas") not in kept:
        kept[kind, "atlas"] = database = Database(shelf.copy(kind, "empty"))
        tell_all(database, ATLAS)
        list_again(database, "taken-off", listed=False)
        stopped_clock.advance(days=1)
        for slug, fields in LATER:
            tell(database, slug, **fields)
        stopped_clock.instant = FIRST_EVENING
    return kept[kind, "atlas"]


@pytest.fixture
def story(shelf: Shelf, kind: str, kept: dict[tuple[str, str], Database]) -> Database:
    """Give the calendar that holds both seed files."""
    if (kind, "story") not in kept:
        kept[kind, "story"] = Database(shelf.copy(kind, "both"))
    return kept[kind, "story"]
