"""A refusal as people see it: what is wrong, what comes near, what became of a meeting, and ways on."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlencode

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.http.problems import Problem
from app.http.service import get_service
from app.meetings.document import Meeting
from app.meetings.errors import SummitryError
from app.meetings.filter import Wanted
from app.pages.rendering import HTML, render
from app.pages.story import Step, how_it_came
from app.store.find import find_titles
from app.store.log import find_history
from app.store.names import Names

_MEETING = "meeting"

_FOR_PEOPLE: Mapping[int, tuple[str, str]] = {
    HTTPStatus.NOT_FOUND: ("This page is not there", "The address may be misspelled, or was cut short on its way."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("That cannot be done here", "Pages are there to be read."),
    HTTPStatus.GONE: ("This meeting was taken off the calendar", "What was said of it is still there."),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("This address asks for what there is not", "Part of it breaks a rule."),
    HTTPStatus.SERVICE_UNAVAILABLE: ("The calendar is busy", "Try again in a moment."),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("This page failed", "That is our fault, and it was noted."),
}
"""A heading for each status, and what to make of it."""
_MERGED = "This meeting is told of under another name"
_NOT_THEN = "It may not have been known by then, or not have been on the calendar."


@dataclass(frozen=True, slots=True)
class Gone:
    """A meeting that is no longer on the calendar: how it was called, what took it off, and where it still stands."""

    slug: str
    title: str
    step: Step
    before: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What the calendar has to say to somebody who was refused."""

    titles: Mapping[str, str]
    gone: Gone | None


def show_problem(request: Request, told: Problem) -> Response:
    """Return a problem as a page, with its own status."""
    heading, meaning = _FOR_PEOPLE.get(told.status, (told.title, ""))
    found = _look_up(request, told)
    asked = any(one.field in request.query_params for one in told.errors)
    body = render(
        request,
        "refusal.html",
        told=told,
        phrase=HTTPStatus(told.status).phrase,
        heading=_MERGED if found.gone and found.titles else heading,
        meaning=_NOT_THEN if asked and told.status == HTTPStatus.NOT_FOUND else meaning,
        errors=[one for one in told.errors if one.field != _MEETING],
        near=found.titles,
        gone=found.gone,
        # What was asked of a page can be left out; that it is there is known, since it was asked.
        plain=quote(request.scope["path"]) if asked else None,
        request_id=request.scope.get("request_id"),
    )
    return Response(body, told.status, media_type=HTML)


def _look_up(request: Request, told: Problem) -> _Found:
    """Ask the calendar about the meetings of which a problem speaks. Where it does not answer, there are none."""
    slugs = [slug for one in told.errors if one.field == _MEETING for slug in one.near]
    is_gone = told.status == HTTPStatus.GONE
    try:
        with get_service(request).database.reading() as session:
            titles = find_titles(session, slugs) if slugs else {}
            gone = _gone(session, str(request.path_params.get(_MEETING))) if is_gone else None
    except SummitryError:
        return _Found({}, None)
    return _Found({slug: titles[slug] for slug in slugs if slug in titles}, gone)


def _gone(session: Session, text: str) -> Gone | None:
    """Return what became of a meeting, and the moment at which it was last shown."""
    named = Names(session).meeting(text)
    history = find_history(session, named.id, Wanted())
    shown = [Meeting.model_validate_json(change.document or b"").listed for change in history]
    last = max((place for place, listed in enumerate(shown) if listed), default=None)
    if last is None or last + 1 == len(history):
        return None
    moment = urlencode({"as_of": history[last].modified_at.isoformat()})
    return Gone(named.slug, history[last].title, how_it_came(history)[last + 1], f"/meetings/{named.slug}?{moment}")
