"""Pages: the front page, each meeting, the documentation, and what each kind of problem means."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.http.asking import strict
from app.http.kinds import KINDS
from app.http.lists import looking
from app.http.moments import MomentDep
from app.http.service import ServiceDep, SessionDep, need_turn
from app.http.testimony import read_testimony
from app.meetings.document import Meeting
from app.meetings.errors import NotFoundError
from app.meetings.filter import Wanted
from app.meetings.text import Line
from app.pages.months import by_month, sheets
from app.pages.rendering import page
from app.pages.story import how_it_came, who_says_so
from app.pages.subscribing import GOOGLE_BY_ADDRESS, REFRESHES, Subscription, is_local
from app.store.catalogue import find_calendars
from app.store.find import find_around, find_page
from app.store.known import get_known
from app.store.ledger import read_head
from app.store.log import find_history, get_version
from app.store.names import Names

router = APIRouter(include_in_schema=False)

FRONT_MEETINGS = 20
MOST_PARTS = 50
"""How many meetings a meeting's page names as parts of it."""


@router.get("/", dependencies=[Depends(need_turn)])
def read_front(moment: MomentDep, session: SessionDep, service: ServiceDep, request: Request) -> Response:
    """Show what this is, the next meetings, how to subscribe, and where the API is."""
    at, head = _instant(moment), read_head(session)
    with looking(service, session, moment, head.serial) as (seen, wanted):
        found, ahead = find_around(seen, wanted, at, limit=FRONT_MEETINGS)
    meetings = [Meeting.model_validate_json(one.document) for one in found]
    return page(
        request,
        "front.html",
        head,
        moment,
        ahead=ahead,
        at=at,
        base_url=service.base_url,
        by_address=GOOGLE_BY_ADDRESS,
        is_local=is_local(service.base_url),
        months=by_month(meetings),
        refreshes=REFRESHES,
        sheets=sheets(meetings),
        subscriptions=_subscriptions(session, service.base_url),
        today=clock.now().date(),
    )


@router.get("/meetings/{meeting}")
def read_meeting_page(
    meeting: Annotated[Line, Path()],
    moment: MomentDep,
    session: SessionDep,
    service: ServiceDep,
    request: Request,
) -> Response:
    """Show one meeting: when, where, who for whom, how sure, who says so, and how it came to be so."""
    named = Names(session).meeting(meeting)
    if moment.known_on:
        shown = get_known(session, named, moment)
    else:
        shown = Meeting.model_validate_json(get_version(session, named, moment).document)
    return page(
        request,
        "meeting.html",
        read_head(session),
        moment,
        at=_instant(moment),
        base_url=service.base_url,
        fields=who_says_so(read_testimony(session, named.id, moment), shown),
        meeting=shown,
        parts=_parts(session, shown, moment),
        steps=[] if moment.known_on else how_it_came(find_history(session, named.id, moment)),
        subscription=Subscription(shown.slug, shown.title, "", f"{service.base_url}/feeds/meetings/{shown.slug}.ics"),
    )


@router.get("/docs", dependencies=[Depends(strict())])
def read_docs(session: SessionDep, request: Request) -> Response:
    """Show the API's documentation, from assets that this service itself has."""
    return page(request, "docs.html", read_head(session))


@router.get("/problems/{kind}", dependencies=[Depends(strict())])
def read_problem(kind: Annotated[str, Path(max_length=60)], session: SessionDep, request: Request) -> Response:
    """Explain a kind of problem."""
    found = next((one for one in KINDS if one.name == kind), None)
    if found is None:
        raise NotFoundError("no kind of problem has this name", field="problem", near=[one.name for one in KINDS])
    return page(request, "problem.html", read_head(session), kind=found, kinds=KINDS)


@router.get("/robots.txt")
def read_robots() -> Response:
    """Let everybody read everything: Google's calendar asks here before it reads a feed."""
    return PlainTextResponse("User-agent: *\nAllow: /\n")


def _instant(moment: Wanted) -> datetime:
    """Return the instant from which a page looks ahead: the first one of the day that it shows, else now."""
    if moment.known_on:
        return datetime.combine(moment.known_on, time(0), tzinfo=UTC)
    return moment.as_of or clock.now()


def _subscriptions(session: Session, base_url: str) -> list[Subscription]:
    everything = ("meetings", "All meetings", "Who meets whom, when, where, how sure that is, and who says so.")
    named = ((row.name, row.title, row.description) for row in find_calendars(session))
    feeds = (everything, *named)
    return [Subscription(name, title, text, f"{base_url}/feeds/{name}.ics") for name, title, text in feeds]


def _parts(session: Session, shown: Meeting, moment: Wanted) -> list[Meeting]:
    """Return the meetings that are part of one. Of a past day's knowledge they would cost the whole calendar."""
    if moment.known_on:
        return []
    found, _ = find_page(session, replace(moment, part_of=(shown.slug,)), limit=MOST_PARTS, number=None, after=None)
    return [Meeting.model_validate_json(one.document) for one in found]
