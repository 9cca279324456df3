"""The feeds: any filter, every named calendar and every single meeting as iCalendar, by subscription."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib import resources
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.feeds.body import Bodies, Body
from app.feeds.views import (
    View,
    address,
    build,
    view_of_calendar,
    view_of_filter,
    view_of_meeting,
    write_query,
)
from app.formats.ical import MEDIA_TYPE
from app.http.asking import Pairs, asking
from app.http.conditional import MOST_HEADER, Representation, conditional
from app.http.moments import read_moment
from app.http.openapi import REFUSED
from app.http.problems import answers
from app.http.service import Service, ServiceDep, TurnDep
from app.meetings.calendar import UNPAGED
from app.meetings.errors import CalendarAwayError
from app.meetings.text import Line
from app.store.memory import busy

router = APIRouter(prefix="/feeds", tags=["feeds"])

CACHE = "public, max-age=300, stale-if-error=86400"
# One report says that compression breaks subscriptions in classic Outlook, so it goes without.
_UNCOMPRESSED = re.compile("Microsoft (Outlook|Office)")
_NOT_AT_ALL = re.compile(r"q=0(\.0*)?")
_LOG = logging.getLogger("summitry")
_EXAMPLE = resources.files("app.feeds").joinpath("example.ics").read_text("utf-8")
_ICS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "An iCalendar file (RFC 5545).",
        "content": {"text/calendar": {"schema": {"type": "string"}, "example": _EXAMPLE}},
    },
    304: {"description": "The reader has it already (If-None-Match, If-Modified-Since)."},
    **answers(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE),
}
"""What a feed can answer. Only that of a calendar that was ended is gone: a meeting off it stays, as cancelled."""
_NAMED = _ICS | answers(HTTPStatus.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where feeds are taken from: the calendar, or this process's memory. `turn`: whether this reader's has come."""

    service: Service
    bodies: Bodies
    turn: bool


def get_shelf(request: Request, service: ServiceDep, turn: TurnDep) -> Shelf:
    """Return where feeds are taken from."""
    return Shelf(service, cast("Bodies", request.app.state.bodies), turn)


ShelfDep = Annotated[Shelf, Depends(get_shelf)]
CalendarName = Annotated[Line, Path(max_length=80, description="The calendar's name.", examples=["us-china"])]
Key = Annotated[Line, Path(description="Its slug, id or iCalendar UID.", examples=["trump-xi-meeting-2025"])]
_FILTERED = Depends(asking())


@router.get(
    "/meetings.ics",
    response_class=Response,
    dependencies=[_FILTERED],
    responses=_ICS,
    openapi_extra={REFUSED: UNPAGED},
)
def read_feed(shelf: ShelfDep, request: Request) -> Response:
    """Subscribe to any view of the calendar.

    The filter is that of `GET /api/v1/meetings`. Unless it says otherwise, cancelled meetings stay and say so, and
    meetings whose day is not fixed are shown up to a week wide.
    """
    return _serve(request, shelf, lambda _, pairs: view_of_filter(pairs))


@router.get(
    "/meetings/{meeting}.ics",
    response_class=Response,
    dependencies=[Depends(read_moment)],
    responses=_NAMED,
)
def read_meeting_feed(meeting: Key, shelf: ShelfDep, request: Request) -> Response:
    """Subscribe to one meeting: it moves in your calendar when it moves."""
    return _serve(request, shelf, lambda session, pairs: view_of_meeting(session, meeting, pairs))


@router.get(
    "/{calendar}.ics",
    response_class=Response,
    dependencies=[_FILTERED],
    responses=_NAMED | answers(HTTPStatus.GONE),
    openapi_extra={REFUSED: UNPAGED},
)
def read_calendar_feed(calendar: CalendarName, shelf: ShelfDep, request: Request) -> Response:
    """Subscribe to a named calendar, such as `us-china`. Parameters narrow or replace what its filter says."""
    return _serve(request, shelf, lambda session, pairs: view_of_calendar(session, calendar, pairs))


def _serve(request: Request, shelf: Shelf, view_of: Callable[[Session, Pairs], View]) -> Response:
    """Answer from memory if nothing has changed, else from the database; while it is away, with what was last good."""
    path, pairs = request.scope["path"], request.query_params.multi_items()
    asked = address(path, write_query(pairs))
    service, bodies = shelf.service, shelf.bodies
    try:
        if not shelf.turn:
            raise busy()
        with service.database.reading() as session:
            view = view_of(session, pairs)
            # While somebody else builds it, no connection is held; whoever builds it reads view and events in one go.
            session.rollback()
            body = bodies.get(
                asked,
                view.reach(service.pulse.newest()),
                view.wanted.query(),
                lambda: build(service, session, view_of(session, pairs)),
            )
    except CalendarAwayError:
        kept = bodies.last(asked)
        if kept is None:
            raise
        _LOG.warning("the calendar is away: an earlier body is served for %s", path)
        body = kept
    return _answer(request, body)


def _answer(request: Request, body: Body) -> Response:
    compressed = _takes_gzip(request)
    headers = {
        "Cache-Control": CACHE,
        "Vary": "Accept-Encoding",
        "Content-Disposition": f'inline; filename="{body.name}.ics"',
    }
    if compressed:
        headers["Content-Encoding"] = "gzip"
    bytes_ = body.compressed if compressed else body.plain
    etag = f'"{body.etag}-gzip"' if compressed else f'"{body.etag}"'
    return conditional(request, Representation(bytes_, etag, body.changed_at, MEDIA_TYPE, headers))


def _takes_gzip(request: Request) -> bool:
    """Tell whether the reader asks for compression (RFC 9110, section 12.5.3)."""
    weights: dict[str, str] = {}
    for coding in request.headers.get("accept-encoding", "")[:MOST_HEADER].lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";")
        weights[name] = weight
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return not _NOT_AT_ALL.fullmatch(weight) and not _UNCOMPRESSED.search(
        request.headers.get("user-agent", "")[:MOST_HEADER]
    )
