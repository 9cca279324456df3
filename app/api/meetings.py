"""Meetings: lists of them, and one of them."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from app.api.answers import MeetingList
from app.api.examples import example
from app.formats.ical import WRITER_VERSION
from app.http.asking import FilterDep
from app.http.conditional import JSON, conditional, conditional_json
from app.http.lists import read_page
from app.http.moments import MomentDep
from app.http.paging import list_etag, next_url, write_list
from app.http.problems import answers
from app.http.service import SessionDep
from app.meetings.document import Meeting
from app.store.known import get_known
from app.store.ledger import read_head
from app.store.log import get_version
from app.store.names import Names

router = APIRouter(prefix="/meetings", tags=["meetings"])

Key = Annotated[
    str, Path(max_length=200, description="Its slug, id or iCalendar UID.", examples=["trump-xi-meeting-2025"])
]
ONE = answers(HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
MANY = answers(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The reader has it already (If-None-Match)."}}


@router.get("", response_model=MeetingList, responses=MANY | UNCHANGED | example("meetings"))
def list_meetings(asked: FilterDep, session: SessionDep, request: Request) -> Response:
    """List meetings by any filter, in pages.

    Whoever follows `next` sees one state of the calendar, each meeting once, whatever is written meanwhile. The same
    query under `/feeds/meetings.ics` is a calendar to subscribe to.
    """
    page = read_page(session, asked)
    items = [one.document for one in page.found]
    following = next_url(request, page.next_cursor) if page.next_cursor else None
    body = write_list(items, following, page.sync_token)
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    etag = list_etag(items, page.next_key)
    return conditional(request, body, etag=etag, changed_at=page.head.modified_at, media_type=JSON, headers=headers)


@router.get("/{meeting}", response_model=Meeting, responses=ONE | UNCHANGED | example("meeting"))
def read_meeting(meeting: Key, moment: MomentDep, session: SessionDep, request: Request) -> Response:
    """Read one meeting: as it is shown now, as it was shown at an instant, or as it was known on a day."""
    named = Names(session).meeting(meeting)
    head = read_head(session)
    if moment.known_on:
        return conditional_json(request, get_known(session, named, moment), head.modified_at)
    found = get_version(session, named, moment)
    etag = f'"{found.version}-{WRITER_VERSION}"'
    return conditional(request, found.document, etag=etag, changed_at=head.modified_at, media_type=JSON)
