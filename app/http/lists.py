"""A list of meetings as every door that has one shows it: one page, in one state of the calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.http.following import PUT_BACK, head_at
from app.http.paging import DEFAULT_LIMIT
from app.http.tokens import Cursor, fingerprint, read_cursor, write_token
from app.meetings.errors import ResyncError, TokenError
from app.meetings.filter import Door, MeetingFilter, Sort, Wanted, resolve
from app.meetings.zones import zone
from app.store.find import Found, find_page
from app.store.known import knowing
from app.store.ledger import Head, Mark, read_head

API = Door()
_BY_NUMBER = (Sort.UPDATED, Sort.NEWEST)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and when the list last changed."""

    found: list[Found]
    changed_at: datetime
    next_key: tuple[Any, ...] | None
    next_cursor: str | None
    sync_token: str | None


def read_page(session: Session, asked: MeetingFilter) -> Page:
    """Return the page that a request asks for.

    Raises:
        TokenError: if its cursor was made for another filter, or not by a calendar at all.
        ResyncError: if its cursor was made before the calendar was put back.
    """
    cursor = read_cursor(asked.cursor) if asked.cursor is not None else None
    head = read_head(session)
    # What was known is pinned by an instant: stamps can be a little ahead of the clock.
    present = max(clock.now(), head.modified_at) if asked.known_on else clock.now()
    at = cursor.at if cursor else present
    wanted = resolve(asked, at, API)
    made_for = fingerprint(wanted)
    if cursor:
        _check_cursor(cursor, wanted, made_for, head)
    number = cursor.mark.number if cursor else head.number
    # Where nothing has been written since, the calendar at that number is the one that is shown now.
    past = number if number != head.number else None
    with looking(session, wanted, pinned_at=at) as (view, plain, is_now):
        after = cursor.key if cursor else None
        found, key = find_page(
            view, plain, limit=wanted.limit or DEFAULT_LIMIT, number=past if is_now else None, after=after
        )
    next_cursor = Cursor(Mark(head.era, number), at, key, made_for).write() if key else None
    token = write_token(head_at(session, head, number), wanted)
    return Page(found, changed_at(head, asked, at), key, next_cursor, token)


def _check_cursor(cursor: Cursor, wanted: Wanted, made_for: str, head: Head) -> None:
    if cursor.fingerprint != made_for:
        raise TokenError("this cursor was made for another filter; keep the query as it was", field="cursor")
    if (len(cursor.key) == 1) is not (wanted.sort in _BY_NUMBER):
        raise TokenError("this cursor was not made by this calendar", field="cursor")
    if cursor.mark.era != head.era or cursor.mark.number > head.number:
        raise ResyncError(PUT_BACK, field="cursor")


def changed_at(head: Head, asked: MeetingFilter, at: datetime) -> datetime:
    """Return when a view last changed: with the calendar, or by itself where it counts its days from today."""
    bounds = {asked.start, asked.end, asked.updated_since, asked.as_of, asked.known_on} - {None}
    if "now" in bounds:
        return at
    if asked.past or any(bound and not bound[0].isdigit() for bound in bounds):
        midnight = at.astimezone(zone(asked.tz)).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(head.changed_at, midnight.astimezone(UTC))
    return head.changed_at


@contextmanager
def looking(
    session: Session, wanted: Wanted, *, pinned_at: datetime | None = None
) -> Iterator[tuple[Session, Wanted, bool]]:
    """Open the calendar that a filter looks at: the stored one, or the one that was known on a day."""
    if wanted.known_on is None:
        yield session, wanted, True
        return
    with knowing(session, replace(wanted, as_of=wanted.as_of or pinned_at)) as (known, plain):
        yield known, plain, False
