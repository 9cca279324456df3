"""The feeds: any filter, every named calendar and every single meeting as iCalendar, by subscription."""

import logging
import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from importlib import resources
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.feeds.body import Bodies, Body
from app.feeds.views import View, address, build, view_of_calendar, view_of_filter, view_of_meeting, write_query
from app.formats.ical import MEDIA_TYPE
from app.http.asking import FilterDep
from app.http.conditional import MOST_HEADER, conditional
from app.http.moments import MomentDep
from app.http.problems import answers
from app.http.service import Service, ServiceDep
from app.meetings.errors import CalendarAwayError

router = APIRouter(prefix="/feeds", tags=["feeds"])

CACHE = "public, max-age=300, stale-if-error=86400"
# One report says that compression breaks subscriptions in classic Outlook, so it goes without.
_UNCOMPRESSED = re.compile("Microsoft (Outlook|Office)")
_LOG = logging.getLogger("summitry")
_EXAMPLE = resources.files("app.feeds").joinpath("example.ics").read_text("utf-8")
_ICS: dict[int | str, dict[str, Any]] = {
    200: {"description": "An iCalendar file (RFC 5545).", "content": {"text/calendar": {"example": _EXAMPLE}}},
    304: {"description": "The reader has it already."},
    **answers(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE),
}
_NAMED = _ICS | answers(HTTPStatus.NOT_FOUND)
"""What a feed can answer. It is never gone: a meeting off the calendar stays in it, as cancelled."""


def get_bodies(request: Request) -> Bodies:
    """Return the feeds that this process has in memory."""
    return cast("Bodies", request.app.state.bodies)


BodiesDep = Annotated[Bodies, Depends(get_bodies)]
CalendarName = Annotated[str, Path(max_length=80, description="The calendar's name.", examples=["us-china"])]
Key = Annotated[str, Path(max_length=200, description="Its slug.", examples=["trump-xi-meeting-2025"])]


@router.get("/meetings.ics", response_class=Response, responses=_ICS)
def read_feed(asked: FilterDep, service: ServiceDep, bodies: BodiesDep, request: Request) -> Response:
    """Subscribe to any view of the calendar.

    The filter is that of `GET /api/v1/meetings`. Unless it says otherwise, cancelled meetings stay and say so, and
    meetings whose day is not fixed are shown up to a week wide.
    """
    return _serve(request, service, bodies, lambda _: view_of_filter(request.query_params.multi_items()))


@router.get("/meetings/{meeting}.ics", response_class=Response, responses=_NAMED)
def read_meeting_feed(
    meeting: Key, moment: MomentDep, service: ServiceDep, bodies: BodiesDep, request: Request
) -> Response:
    """Subscribe to one meeting: it moves in your calendar when it moves."""
    pairs = request.query_params.multi_items()
    return _serve(request, service, bodies, lambda session: view_of_meeting(session, meeting, pairs))


@router.get("/{calendar}.ics", response_class=Response, responses=_NAMED)
def read_calendar_feed(
    calendar: CalendarName, asked: FilterDep, service: ServiceDep, bodies: BodiesDep, request: Request
) -> Response:
    """Subscribe to a named calendar, such as `us-china`. Parameters narrow or replace what its filter says."""
    return _serve(
        request,
        service,
        bodies,
        lambda session: view_of_calendar(session, calendar, request.query_params.multi_items()),
    )


def _serve(request: Request, service: Service, bodies: Bodies, view_of: Callable[[Session], View]) -> Response:
    """Answer from memory if nothing has changed, else from the database; while that is away, with the last good body."""
    try:
        with service.database.reading() as session:
            view = view_of(session)
            make = partial(build, session, view, service.base_url)
            body = bodies.get(view.address, service.pulse.newest(), view.wanted.query(), make)
    except CalendarAwayError:
        kept = bodies.last(address(request.url.path, write_query(request.query_params.multi_items())))
        if kept is None:
            raise
        _LOG.warning("the calendar is away: an earlier body is served for %s", request.url.path)
        body = kept
    return _answer(request, body)


def _answer(request: Request, body: Body) -> Response:
    compressed = _takes_gzip(request)
    headers = {
        "Cache-Control": CACHE,
        "Vary": "Accept-Encoding",
        "Content-Disposition": f'inline; filename="{request.url.path.rpartition("/")[2]}"',
    }
    etag = f'"{body.etag}-gzip"' if compressed else f'"{body.etag}"'
    answer = conditional(
        request,
        body.compressed if compressed else body.plain,
        etag=etag,
        changed_at=body.changed_at,
        media_type=MEDIA_TYPE,
        headers=headers,
    )
    if compressed and answer.status_code == HTTPStatus.OK:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _takes_gzip(request: Request) -> bool:
    """Tell whether the reader asks for compression (RFC 9110, section 12.5.3)."""
    for coding in request.headers.get("accept-encoding", "")[:MOST_HEADER].split(","):
        name, _, weight = coding.strip().partition(";")
        if name.strip().lower() in ("gzip", "*"):
            refused = weight.replace(" ", "").lower() in ("q=0", "q=0.0", "q=0.00", "q=0.000")
            return not refused and not _UNCOMPRESSED.search(request.headers.get("user-agent", "")[:MOST_HEADER])
    return False
