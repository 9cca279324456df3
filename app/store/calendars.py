"""Named calendars: each one's feed has to be able to answer."""

from sqlalchemy.orm import Session

from app import clock
from app.meetings.calendar import read_query, resolve_feed
from app.store.find import matching
from app.store.known import knowing


def check_calendar(session: Session, query: str) -> None:
    """Refuse a calendar whose feed would refuse to answer: its names are looked up as the feed looks them up.

    Raises:
        FilterError: for what is wrong in the query itself, or asks for too much.
        AmbiguousNameError, UnknownNameError, MeetingNotFoundError: for names that mean nothing here, or two things.
    """
    wanted = resolve_feed(read_query(query), clock.now())
    if wanted.known_on is None:
        matching(session, wanted, tombstones=True)
        return
    with knowing(session, wanted) as (known, plain):
        matching(known, plain, tombstones=True)
