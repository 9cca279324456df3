"""Pages of what meetings have in common: one state of the calendar, each item once, whatever is written meanwhile."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query, Request
from sqlalchemy.orm import Session

from app.http.asking import check_names
from app.http.following import PUT_BACK
from app.http.lists import API, begins_at
from app.http.paging import DEFAULT_LIMIT, next_url
from app.http.service import SessionDep
from app.http.tokens import MOST_TOKEN, Cursor, fingerprint, read_name_cursor
from app.meetings.errors import ResyncError, TokenError
from app.meetings.filter import MOST_ITEMS, Bound, MeetingFilter, resolve
from app.store.ledger import Head, read_head
from app.store.registers import Part

Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="How many at the most.")]
After = Annotated[str | None, Query(max_length=MOST_TOKEN, description="From `next`.")]


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a list that a request asks for, how far the calendar has come, and a cursor without its key."""

    request: Request
    part: Part
    head: Head
    cursor: Cursor

    def following(self, last: str | None) -> str | None:
        """Return the address of the page after an item, if there is one."""
        return next_url(self.request, replace(self.cursor, key=(last,)).write()) if last is not None else None


def read_slice(
    request: Request,
    session: SessionDep,
    as_of: Annotated[Bound | None, Query(description="The calendar as it stood at this instant.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: After = None,
) -> Slice:
    """Return which part of a list a request asks for."""
    _check_names(request, "as_of", "limit", "cursor")
    return _open(request, session, as_of, limit, cursor)


def read_plain_slice(
    request: Request, session: SessionDep, limit: Limit = DEFAULT_LIMIT, cursor: After = None
) -> Slice:
    """Return which part of a list a request asks for that has no past."""
    _check_names(request, "limit", "cursor")
    return _open(request, session, None, limit, cursor)


def _check_names(request: Request, *known: str) -> None:
    check_names(request.query_params.multi_items(), known, known)


def _open(request: Request, session: Session, as_of: str | None, limit: int, cursor: str | None) -> Slice:
    head = read_head(session)
    begun = read_name_cursor(cursor) if cursor is not None else None
    asked = MeetingFilter(as_of=as_of)
    at = begun.at if begun else begins_at(asked, head)
    wanted = resolve(asked, at, API)
    pin, after = (begun.mark, begun.key[0]) if begun else (head.mark, None)
    made_for = fingerprint(wanted, of=f"{request.scope['path']} ")
    if begun and begun.fingerprint != made_for:
        raise TokenError("this cursor was not made for this list", field="cursor")
    if pin.era != head.era or pin.number > head.number:
        raise ResyncError(PUT_BACK, field="cursor")
    # Where nothing has been written since, the calendar at that number is the one that is shown now.
    part = Part(wanted, pin.number if pin != head.mark else None, after, limit)
    return Slice(request, part, head, Cursor(pin, at, (), made_for))


SliceDep = Annotated[Slice, Depends(read_slice)]
PlainSliceDep = Annotated[Slice, Depends(read_plain_slice)]
