"""Following: whether a reader can go on from the number that they hold, or has to read the list anew."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from app import clock
from app.meetings.filter import Wanted
from app.store.ledger import Head, Mark
from app.store.log import find_stamps

PUT_BACK = "the calendar was put back since then, and its numbers count anew: read the list again"
MEANT_OTHERWISE = "a name in this filter has come to mean another one since then: read the list again"


def head_at(session: Session, head: Head, number: int) -> Head:
    """Return the head as it was when the calendar had come to a number."""
    if number == head.number:
        return head
    return replace(head, number=number, modified_at=find_stamps(session, number).get(number, head.modified_at))


def stamp(head: Head) -> int:
    """Return when the newest number was given out, in seconds since 1970; 0 before the first."""
    return int(head.modified_at.timestamp()) if head.number else 0


def why_not(session: Session, head: Head, held: Mark, stamped: int, days: int) -> str | None:
    """Say why a reader cannot go on from a number, given out at `stamped`; None if they can.

    The number may have been given out in a calendar that is no more: before it was put back from a backup, or, as its
    stamp shows, before that was done behind our back. `days`: how long its successor may be known; 0: for ever.
    """
    if held.era != head.era:
        return PUT_BACK
    if held.number > head.number:
        return "the calendar has not come to this number: read the list again"
    stamps = find_stamps(session, held.number)
    if held.number and int(stamps[held.number].timestamp()) != stamped:
        return PUT_BACK
    following = stamps.get(held.number + 1)
    if days and following and following < clock.now() - timedelta(days=days):
        return f"changes are told for {days} days, and this number is older: read the list again"
    return None


def query_of(wanted: Wanted) -> str:
    """Return the query of the list that has this view. How far back it goes is counted from today."""
    query = replace(wanted, ended_after=None).query()
    if wanted.ended_after is None:
        return query
    days = max((clock.now().date() - wanted.ended_after).days, 0)
    return f"{query}&past={days}d" if query else f"past={days}d"
