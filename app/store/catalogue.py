"""What the shown meetings have in common: parties, places, topics, series and sources; and the named calendars."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.meetings.document import Party
from app.meetings.errors import NotFoundError, UnknownNameError
from app.meetings.filter import Wanted
from app.store.find import shown
from app.store.names import Names, as_uuid
from app.store.tables import CalendarRow, FacetRow, PartyRow, PlaceRow, SeriesRow, SourceRow, VersionRow

Row = TypeVar("Row", PartyRow, PlaceRow, SourceRow)
_BATCH = 500


def count_facets(session: Session, name: str, wanted: Wanted) -> dict[str, int]:
    """Return how many of the shown meetings have each value of a facet."""
    query = (
        select(FacetRow.value, func.count())
        .join(VersionRow, VersionRow.number == FacetRow.number)
        .where(FacetRow.name == name, shown(wanted), VersionRow.listed.is_(True))
        .group_by(FacetRow.value)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def find_by_facet(session: Session, table: type[Row], name: str, wanted: Wanted) -> list[tuple[Row, int]]:
    """Return the parties, places or sources of the shown meetings, each with the number of its meetings."""
    counts = count_facets(session, name, wanted)
    found: list[tuple[Row, int]] = []
    ids = [UUID(value) for value in counts]
    for start in range(0, len(ids), _BATCH):
        rows = session.scalars(select(table).where(table.id.in_(ids[start : start + _BATCH])))
        found += [(row, counts[str(row.id)]) for row in rows]
    return found


def find_series(session: Session, wanted: Wanted) -> list[tuple[SeriesRow, int]]:
    """Return the series of the shown meetings, each with the number of its meetings."""
    counts = count_facets(session, "series", wanted)
    rows = session.scalars(select(SeriesRow).where(SeriesRow.slug.in_(counts)))
    return [(row, counts[row.slug]) for row in rows]


def find_calendars(session: Session) -> Iterable[CalendarRow]:
    """Return the named calendars that have not ended, by their names."""
    return session.scalars(select(CalendarRow).where(CalendarRow.ended_at.is_(None)).order_by(CalendarRow.name))


def get_calendar(session: Session, name: str) -> CalendarRow:
    """Return a named calendar.

    Raises:
        NotFoundError: if there is none of this name.
    """
    found = session.get(CalendarRow, name)
    if found is None:
        near = [row.name for row in find_calendars(session)]
        raise NotFoundError("no calendar has this name", field="calendar", near=near[:20])
    return found


def get_party(session: Session, text: str) -> Party:
    """Return a party by its code, name or id.

    Raises:
        NotFoundError: if there is none, with the nearest names.
    """
    try:
        return Names(session).get_party(text)
    except UnknownNameError as error:
        raise NotFoundError(error.rule, field="party", near=error.near) from None


def get_source(session: Session, text: str) -> SourceRow:
    """Return a source by its id.

    Raises:
        NotFoundError: if there is none.
    """
    return _get(session, SourceRow, text, "source")


def get_place(session: Session, text: str) -> PlaceRow:
    """Return a place by its id.

    Raises:
        NotFoundError: if there is none.
    """
    return _get(session, PlaceRow, text, "place")


def _get(session: Session, table: type[Row], text: str, what: str) -> Row:
    uuid = as_uuid(text)
    found = session.get(table, uuid) if uuid else None
    if found is None:
        raise NotFoundError(f"no {what} has this id", field=what)
    return found
