"""A list of meetings as every door that has one shows it: one page, in one state of the calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.http.following import MEANT_OTHERWISE, PUT_BACK, head_at
from app.http.paging import DEFAULT_LIMIT
from app.http.service import Service
from app.http.tokens import Cursor, fingerprint, read_cursor, write_token
from app.meetings.errors import ResyncError, TokenError
from app.meetings.filter import Door, MeetingFilter, Sort, Wanted, resolve
from app.meetings.zones import zone
from app.store.find import Found, find_page
from app.store.ledger import Head, Mark, read_head
from app.store.meaning import meaning_of

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


def read_page(service: Service, session: Session, asked: MeetingFilter) -> Page:
    """Return the page that a request asks for.

    Raises:
        TokenError: if its cursor was made for another filter, or not by a calendar at all.
        ResyncError: if its cursor was made before the calendar was put back, or while a name meant another one.
    """
    cursor = read_cursor(asked.cursor) if asked.cursor is not None else None
    head = read_head(session)
    at = cursor.at if cursor else begins_at(asked, head)
    wanted = resolve(asked, at, API)
    made_for, meant = fingerprint(wanted), meaning_of(session, wanted)
    # What was known is pinned by the claims and rulings that count.
    reach = head.serial if wanted.known_on else head.number
    if cursor:
        _check_cursor(cursor, wanted, made_for, Mark(head.era, reach))
        if cursor.meant != meant:
            raise ResyncError(MEANT_OTHERWISE, field="cursor")
    pin = cursor.mark.number if cursor else reach
    # Where nothing has been written since, the calendar at that number is the one that is shown now.
    past = pin if pin != reach and not wanted.known_on else None
    with looking(service, session, wanted, pin) as (view, plain):
        after = cursor.key if cursor else None
        found, key = find_page(view, plain, limit=wanted.limit or DEFAULT_LIMIT, number=past, after=after)
    next_cursor = Cursor(Mark(head.era, pin), at, key, made_for, meant).write() if key else None
    token = None if wanted.known_on else write_token(head_at(session, head, pin), wanted, meant)
    return Page(found, changed_at(newest(head, wanted), asked, at), key, next_cursor, token)


def begins_at(asked: MeetingFilter, head: Head) -> datetime:
    """Return the moment from which a list counts its days. Unless its filter does so, it is the same at any time."""
    return clock.now() if asked.counts_from_now else head.told_at


def _check_cursor(cursor: Cursor, wanted: Wanted, made_for: str, newest: Mark) -> None:
    if cursor.fingerprint != made_for:
        raise TokenError("this cursor was made for another filter; keep the query as it was", field="cursor")
    if (len(cursor.key) == 1) is not (wanted.sort in _BY_NUMBER):
        raise TokenError("this cursor was not made by this calendar", field="cursor")
    if cursor.mark.era != newest.era or cursor.mark.number > newest.number:
        raise ResyncError(PUT_BACK, field="cursor")


def follows_records(wanted: Wanted) -> bool:
    """Tell whether a view can change without a new version.

    What was known on a day does with a claim or a ruling, and a name with what it means.
    """
    return bool(wanted.known_on or wanted.party or wanted.party_all or wanted.person or wanted.place)


def newest(head: Head, wanted: Wanted) -> datetime:
    """Return the time of the newest change that a view can show."""
    return head.told_at if follows_records(wanted) else head.changed_at


def changed_at(newest: datetime, asked: MeetingFilter, at: datetime) -> datetime:
    """Return when a view last changed: with the calendar, or by itself where it counts its days from today."""
    if "now" in {asked.start, asked.end, asked.updated_since, asked.as_of, asked.known_on}:
        return at
    if asked.counts_from_now:
        midnight = at.astimezone(zone(asked.tz)).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(newest, midnight.astimezone(UTC))
    return newest


@contextmanager
def looking(service: Service, session: Session, wanted: Wanted, serial: int) -> Iterator[tuple[Session, Wanted]]:
    """Open the calendar that a filter looks at: the stored one, or the one that was known on a day.

    The latter is made of what had been recorded by the serial, and the session lets go of its connection for it.
    """
    if wanted.known_on is None:
        yield session, wanted
        return
    with service.almanac.looking(session, wanted, serial) as (known, plain):
        yield known, plain
