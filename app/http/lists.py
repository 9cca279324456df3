"""A list of meetings as every door that has one shows it: one page, in one state of the calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.http.paging import DEFAULT_LIMIT, Cursor, fingerprint, read_cursor, write_token
from app.meetings.errors import TokenError
from app.meetings.filter import Door, MeetingFilter, Wanted, resolve
from app.store.find import Found, find_page
from app.store.known import knowing
from app.store.ledger import Head, read_head

API = Door()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list."""

    found: list[Found]
    head: Head
    next_key: tuple[Any, ...] | None
    next_cursor: str | None
    sync_token: str | None


def read_page(session: Session, asked: MeetingFilter) -> Page:
    """Return the page that a request asks for.

    Raises:
        TokenError: if its cursor was made for another filter.
    """
    cursor = read_cursor(asked.cursor) if asked.cursor else None
    at = cursor.at if cursor else clock.now()
    wanted = resolve(asked, at, API)
    mark = fingerprint(wanted)
    if cursor and cursor.fingerprint != mark:
        raise TokenError("this cursor was made for another filter; keep the query as it was", field="cursor")
    head = read_head(session)
    number = cursor.number if cursor else head.number
    with looking(session, wanted, pinned_at=cursor.at if cursor else None) as (view, plain, is_now):
        after = cursor.key if cursor else None
        found, key = find_page(
            view, plain, limit=wanted.limit or DEFAULT_LIMIT, number=number if is_now else None, after=after
        )
    next_cursor = Cursor(number, at, key, mark).write() if key else None
    return Page(found, head, key, next_cursor, write_token(number, wanted))


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
