"""What meetings have in common, one by one: a party, a place, a source; and the named calendars."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.document import Party
from app.meetings.errors import NotFoundError, UnknownNameError
from app.store.ids import as_uuid
from app.store.named_tables import CalendarRow, PartyRow, PlaceRow, SourceRow
from app.store.names import Names, sees_proposals

Row = TypeVar("Row", PlaceRow, SourceRow)
_MOST_NEAR = 20


def find_calendars(session: Session, *, after: str | None = None, limit: int | None = None) -> Sequence[CalendarRow]:
    """Return the named calendars that have not ended, by their names."""
    query = select(CalendarRow).where(CalendarRow.ended_at.is_(None)).order_by(CalendarRow.name).limit(limit)
    if after is not None:
        query = query.where(CalendarRow.name > after)
    return session.scalars(query).all()


def get_calendar(session: Session, name: str) -> CalendarRow:
    """Return a named calendar.

    Raises:
        NotFoundError: if there is none of this name.
    """
    found = session.get(CalendarRow, name)
    if found is None:
        near = [row.name for row in find_calendars(session, limit=_MOST_NEAR)]
        raise NotFoundError("no calendar has this name", field="calendar", near=near)
    return found


def get_party(session: Session, text: str, *, proposals: bool | None = None) -> PartyRow | Party:
    """Return the party that a code or name means, or the one of an id: itself, also where it turned out to be another.

    With `proposals` also one that is only proposed; without a word, as the session says of its reader.

    Raises:
        NotFoundError: if there is none, with the nearest names.
    """
    uuid = as_uuid(text)
    row = session.get(PartyRow, uuid) if uuid else None
    if row is not None and (not row.proposed or (sees_proposals(session) if proposals is None else proposals)):
        return row
    try:
        return Names(session, proposals=proposals).get_party(text)
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
    if found is None or (found.proposed and not sees_proposals(session)):
        raise NotFoundError(f"no {what} has this id", field=what)
    return found
