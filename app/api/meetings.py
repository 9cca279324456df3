"""Meetings: lists of them, and one of them."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from app.api.answers import MeetingList
from app.api.examples import example
from app.formats.ical import WRITER_VERSION
from app.http.asking import FilterDep
from app.http.callers import JudgedRoute
from app.http.conditional import Representation, conditional, conditional_json, weak_etag
from app.http.lists import read_page
from app.http.moments import MomentDep, last_change
from app.http.paging import next_link, next_url, write_list
from app.http.problems import RESYNC, answers
from app.http.service import ServiceDep, SessionDep, need_turn
from app.meetings.document import Meeting
from app.meetings.text import Line
from app.store.known import get_known
from app.store.ledger import Head, read_head
from app.store.log import get_version
from app.store.names import Names

router = APIRouter(prefix="/meetings", tags=["meetings"], route_class=JudgedRoute)

Key = Annotated[Line, Path(description="Its slug, id or iCalendar UID.", examples=["trump-xi-meeting-2025"])]
MANY = answers(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
NAMED = MANY | answers(HTTPStatus.NOT_FOUND)
ONE = NAMED | answers(HTTPStatus.GONE)
UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "The reader has it already (If-None-Match, If-Modified-Since)."}
}


@router.get(
    "",
    response_model=MeetingList,
    dependencies=[Depends(need_turn)],
    responses=MANY | RESYNC | UNCHANGED | example("meetings"),
)
def list_meetings(asked: FilterDep, service: ServiceDep, session: SessionDep, request: Request) -> Response:
    """List meetings by any filter, in pages.

    Whoever follows `next` sees one state of the calendar, each meeting once, whatever is written meanwhile. The same
    query under `/feeds/meetings.ics` is a calendar to subscribe to.
    """
    page = read_page(service, session, asked)
    items = [one.document for one in page.found]
    following = next_url(request, page.next_cursor) if page.next_cursor else None
    body = write_list(items, following, page.sync_token)
    # Neither the token nor the cursor is part of the ETag: they move with every change of the calendar.
    etag = weak_etag(*items, repr(page.next_key).encode())
    return conditional(request, Representation(body, etag, page.changed_at, headers=next_link(following)))


@router.get("/{meeting}", response_model=Meeting, responses=ONE | UNCHANGED | example("meeting"))
def read_meeting(meeting: Key, moment: MomentDep, session: SessionDep, request: Request) -> Response:
    """Read one meeting: as it is shown now, as it was shown at an instant, or as it was known on a day."""
    named = Names(session).meeting(meeting)
    head = read_head(session)
    changed_at = last_change(head.changed_at, moment)
    if moment.known_on:
        return conditional_json(request, get_known(session, named, moment), changed_at)
    found = get_version(session, named, moment)
    return conditional(request, Representation(found.document, version_etag(found.version, head), changed_at))


def version_etag(version: int, head: Head) -> str:
    """Return the ETag of a document. Where a calendar was put back, its meetings count some versions a second time."""
    again = f"-{int(head.restored_at.timestamp())}" if head.restored_at else ""
    return f'"{version}-{WRITER_VERSION}{again}"'
