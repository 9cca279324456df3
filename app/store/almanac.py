"""The almanac: calendars as they were known on a day, made one at a time and kept in memory.

Each is a small calendar with the same tables, so that the one finder answers for it as for any other.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from weakref import finalize

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app.formats.ical import write_vevent
from app.meetings.document import Meeting
from app.meetings.filter import Wanted
from app.store.columns import Base
from app.store.database import Database
from app.store.edition import Edition, Known, choose, fetch
from app.store.find import NAMES, find_events, matching
from app.store.ledger import read_head
from app.store.memory import PATIENCE, Makers, Memory, busy
from app.store.names import Names
from app.store.tables import FacetRow, VersionRow

MOST_EDITIONS = 100
"""How many calendars are kept, however small they are."""
_VERSION, _FACET = (Base.metadata.tables[row.__tablename__] for row in (VersionRow, FacetRow))


class Printed:
    """An edition in memory: a database of one connection, with which threads take turns.

    It is closed when nobody holds it any more: whoever is reading it when it is no longer kept reads on.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        """Put the meetings into their tables, numbered by the newest claim used."""
        self.database = Database("sqlite://", busy_timeout=PATIENCE)
        finalize(self, self.database.close)
        Base.metadata.create_all(self.database.engine, tables=[_VERSION, _FACET])
        ordered = sorted(known, key=lambda one: (one.columns["modified_at"], one.columns["meeting_id"]))
        versions = [{**one.columns, "number": number} for number, one in enumerate(ordered, start=1)]
        facets = [
            {"name": name, "value": value, "number": number}
            for number, one in enumerate(ordered, start=1)
            for name, value in one.facets
        ]
        with self.database.writing() as session:
            # Without the objects that a session would make of them, rows cost half.
            connection = session.connection()
            for table, rows in ((_VERSION, versions), (_FACET, facets)):
                if rows:
                    connection.execute(insert(table), rows)
            pages, page_size = (session.scalar(text(f"PRAGMA {name}")) for name in ("page_count", "page_size"))
        self.size = (pages or 0) * (page_size or 0)


class Almanac:
    """The calendars of the past that this process has in memory."""

    def __init__(self, database: Database, most_bytes: int, *, patience: float = PATIENCE) -> None:
        """Keep at most this many bytes. `patience`: for how many seconds a reader waits for others."""
        self._database = database
        self._kept = Memory[Edition, Printed](most_bytes, MOST_EDITIONS)
        self._makers = Makers[Edition, Printed](patience)
        self._patience = patience
        # The interpreter computes one at a time anyway: two at once would both be late.
        self._press = Lock()

    @contextmanager
    def looking(self, session: Session, wanted: Wanted, serial: int) -> Iterator[tuple[Session, Wanted]]:
        """Open a calendar as it was known on the filter's day, and the filter to ask it with.

        `serial` pins the claims and rulings of which it is made. The session lets go of its connection: what it reads
        afterwards may be newer.

        Raises:
            CalendarAwayError: if others keep this process busy for too long.
            FilterError: if too many meetings would have to be looked at.
            UnknownNameError: if the filter names what is not known.
        """
        plain, names = replace(wanted, known_on=None, as_of=None), Names(session)
        matching(session, plain)  # What nobody knows is refused before anything is made.
        edition = replace(choose(names, wanted, serial), era=read_head(session).era)
        session.rollback()
        printed = self._find(edition) or self._makers.get(edition, lambda: self._make(edition))
        with printed.database.reading() as known:
            known.info[NAMES] = names
            yield known, plain

    def _find(self, edition: Edition) -> Printed | None:
        """Return a calendar that holds what the edition does: the whole one of the day is as good."""
        return self._kept.get(replace(edition, mentions=())) or self._kept.get(edition)

    def _make(self, edition: Edition) -> Printed:
        if not self._press.acquire(timeout=self._patience):
            raise busy()
        try:
            printed = self._find(edition)
            if printed is None:
                with self._database.reading() as session:
                    material = fetch(session, edition)
                printed = Printed(material.read())
                self._kept.keep(edition, printed)
            return printed
        finally:
            self._press.release()


def find_known_vevents(known: Session, plain: Wanted, base_url: str, *, most: int) -> list[bytes]:
    """Return the VEVENTs of the latest meetings by start, written where they are not."""
    found = find_events(known, plain, most=most)
    known.rollback()
    return [vevent or write_vevent(Meeting.model_validate_json(document), base_url) for document, vevent in found]
