"""Pages: the front page, each meeting, the documentation, and what each kind of problem means."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import PlainTextResponse
from starlette.responses import Response

from app import clock
from app.http.asking import strict
from app.http.lists import looking
from app.http.moments import MomentDep
from app.http.problems import KINDS
from app.http.service import ServiceDep, SessionDep
from app.meetings.claim import in_order
from app.meetings.document import Meeting
from app.meetings.errors import NotFoundError
from app.meetings.projection import project
from app.meetings.terms import Verdict
from app.pages.rendering import page
from app.store.catalogue import find_calendars
from app.store.claims import Horizon, read_claims
from app.store.find import find_around
from app.store.known import get_known
from app.store.ledger import read_head
from app.store.log import find_history, get_version
from app.store.names import Names

router = APIRouter(include_in_schema=False)

FRONT_MEETINGS = 12


@router.get("/")
def read_front(moment: MomentDep, session: SessionDep, service: ServiceDep, request: Request) -> Response:
    """Show what this is, the next meetings, how to subscribe, and where the API is."""
    head = read_head(session)
    with looking(session, moment) as (seen, wanted, _):
        found, ahead = find_around(seen, wanted, moment.as_of or clock.now(), limit=FRONT_MEETINGS)
    return page(
        request,
        "front.html",
        head.modified_at,
        meetings=[Meeting.model_validate_json(one.document) for one in found],
        ahead=ahead,
        calendars=list(find_calendars(session)),
        base_url=service.base_url,
        moment=moment,
    )


@router.get("/meetings/{meeting}")
def read_meeting_page(
    meeting: str, moment: MomentDep, session: SessionDep, service: ServiceDep, request: Request
) -> Response:
    """Show one meeting: when, where, who for whom, how sure, who says so, and how it came to be so."""
    names = Names(session)
    named = names.meeting(meeting)
    head = read_head(session)
    if moment.known_on:
        shown = get_known(session, named, moment)
    else:
        shown = Meeting.model_validate_json(get_version(session, named, moment).document)
    horizon = Horizon(said_by=moment.known_on, recorded_by=moment.as_of)
    claims = in_order(read_claims(session, names, [named.id], horizon)[named.id])
    public = [claim for claim in claims if claim.verdict in (Verdict.ACCEPTED, Verdict.CONFLICT)]
    return page(
        request,
        "meeting.html",
        head.modified_at,
        meeting=shown,
        claims=public,
        effects=project(claims).effects,
        history=find_history(session, named.id, moment),
        base_url=service.base_url,
        moment=moment,
    )


@router.get("/docs", dependencies=[Depends(strict())])
def read_docs(session: SessionDep, request: Request) -> Response:
    """Show the API's documentation, from assets that this service itself has."""
    return page(request, "docs.html", read_head(session).modified_at)


@router.get("/problems/{kind}", dependencies=[Depends(strict())])
def read_problem(kind: Annotated[str, Path(max_length=60)], session: SessionDep, request: Request) -> Response:
    """Explain a kind of problem."""
    found = next((one for one in KINDS if one.name == kind), None)
    if found is None:
        raise NotFoundError("no kind of problem has this name", field="problem", near=[one.name for one in KINDS])
    return page(request, "problem.html", read_head(session).modified_at, kind=found)


@router.get("/robots.txt")
def read_robots() -> Response:
    """Let everybody read everything: Google's calendar asks here before it reads a feed."""
    return PlainTextResponse("User-agent: *\nAllow: /\n")
