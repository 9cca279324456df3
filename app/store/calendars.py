"""Named calendars: each one's feed has to be able to answer."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app import clock
from app.meetings.calendar import read_query, resolve_feed
from app.store.find import matching


def check_calendar(session: Session, query: str) -> None:
    """Refuse a calendar whose feed would refuse to answer: its names are looked up as the feed looks them up.

    Raises:
        FilterError: for what is wrong in the query itself, or asks for too much.
        AmbiguousNameError, UnknownNameError, MeetingNotFoundError: for names that mean nothing here, or two things.
    """
    wanted = resolve_feed(read_query(query), clock.now())
    matching(session, replace(wanted, known_on=None, as_of=None), tombstones=True)
