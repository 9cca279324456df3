"""Named calendars: each one's feed has to be able to answer."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app import clock
from app.meetings.calendar import CalendarContent, CalendarSaid, read_query, resolve_feed
from app.meetings.errors import CalendarGoneError, FilterError, SummitryError, TakenError
from app.store.catalogue import get_calendar as get_named
from app.store.find import matching
from app.store.named_tables import CalendarRow


def check_calendar(session: Session, query: str) -> None:
    """Refuse a calendar whose feed would refuse to answer: its names are looked up as the feed looks them up.

    Raises:
        FilterError: for what is wrong in the query itself, or asks for too much.
        AmbiguousNameError, UnknownNameError, MeetingNotFoundError: for names that mean nothing here, or two things.
    """
    wanted = resolve_feed(read_query(query), clock.now())
    matching(session, replace(wanted, known_on=None, as_of=None), tombstones=True)


def get_calendar(session: Session, name: str) -> CalendarRow:
    """Return a calendar that has not ended.

    Raises:
        NotFoundError: if there never was one of this name.
        CalendarGoneError: if it has ended.
    """
    row = get_named(session, name)
    if row.ended_at is not None:
        raise CalendarGoneError(f"the calendar {name!r} has ended", field="calendar")
    return row


def add_calendar(session: Session, said: CalendarSaid) -> CalendarRow:
    """Store a new calendar, or begin one again that has ended. The caller commits.

    Raises:
        TakenError: if there is one of this name.
    """
    row = session.get(CalendarRow, said.name)
    if row is not None and row.ended_at is None:
        raise TakenError(f"there is a calendar of the name {said.name!r}; change it with PUT", field="name")
    if row is None:
        row = CalendarRow(name=said.name)
        session.add(row)
    row.ended_at = None
    set_calendar(session, row, said)
    return row


def set_calendar(session: Session, row: CalendarRow, content: CalendarContent) -> None:
    """Let a calendar show something else. The caller commits.

    Raises:
        FilterError: naming what is wrong in its query, as the feed would find it.
    """
    try:
        check_calendar(session, content.query)
    except SummitryError as error:
        rule = f"{error.field}: {error.rule}" if error.field else error.rule
        raise FilterError(rule, field="query", near=error.near) from None
    row.title, row.description, row.color, row.query = (
        content.title,
        content.description,
        content.color,
        content.query,
    )
    session.flush()


def end_calendar(session: Session, row: CalendarRow, at: datetime) -> None:
    """End a calendar: it is listed no more, and its feed says so. The caller commits."""
    row.ended_at = at
    session.flush()
