"""Curating: sources, parties and named calendars, as editors keep them."""

from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from app.api.bodies import PartySaid
from app.api.catalogue import CalendarName, Name, show_calendar, show_party, show_source
from app.api.catalogue_answers import CalendarAnswer, PartyAnswer, SourceAnswer
from app.api.examples import body, example
from app.api.meetings import MANY, NAMED
from app.api.writing import DRY_RUN, RETRIED, EditorDep
from app.http.callers import JudgedRoute
from app.http.conditional import JSON, strong_etag
from app.http.preconditions import PRECONDITION_PROBLEMS, IfMatchDep
from app.http.problems import answers
from app.http.retries import Post, PostDep
from app.http.sent import BODY_PROBLEMS, PATCH_TYPES, SentDep, describe_body
from app.http.service import ServiceDep
from app.http.writer import WriterDep
from app.meetings.calendar import CalendarContent, CalendarSaid
from app.meetings.filter import Wanted
from app.meetings.statement import SourceSaid
from app.store.calendars import add_calendar, end_calendar, get_calendar, set_calendar
from app.store.ledger import next_instant, note
from app.store.names import Names
from app.store.parties import PartyChange, get_party_row, set_party
from app.store.sources import add_source

router = APIRouter(tags=["catalogue"], route_class=JudgedRoute)

NOW = Wanted()


@router.post(
    "/sources",
    response_model=SourceAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=DRY_RUN,
    responses=MANY | BODY_PROBLEMS | RETRIED | example("new_source", 201),
    openapi_extra=describe_body(SourceSaid, body("new_source")),
)
def create_source(_editor: EditorDep, post: PostDep) -> Response:
    """Store a publication, to be named by its id in what is said later. One that is stored already stays what it is.

    Only `accessed_at` and `archive_url` are added to a stored one that has none.
    """
    return post.once(partial(_add_source, post))


@router.patch(
    "/parties/{party}",
    response_model=PartyAnswer,
    dependencies=DRY_RUN,
    responses=NAMED | answers(HTTPStatus.CONFLICT) | BODY_PROBLEMS | PRECONDITION_PROBLEMS | example("party_changed"),
    openapi_extra=describe_body(PartySaid, body("party_change"), PATCH_TYPES),
)
def change_party(party: Name, _editor: EditorDep, if_match: IfMatchDep, sent: SentDep, writer: WriterDep) -> Response:
    """Rename a party, give it other names, or say that it is the same as another one.

    Every meeting that shows it gets a version that shows it so. With `same_as` null, two that were one are two again:
    name the one that is to be parted by its id.
    A name that means another party already is refused (409). One that the party gives up goes on meaning it, in
    filters and feeds too, until another party takes it.
    """
    row = get_party_row(writer.session, party)
    if_match.check(_tag(show_party(writer.session, row, NOW)))
    change = _change(Names(writer.session, proposals=True), sent.read(PartySaid, PATCH_TYPES))
    set_party(writer.session, writer.ledger, row, change)
    return _answer(show_party(writer.session, row, NOW))


@router.post(
    "/calendars",
    response_model=CalendarAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=DRY_RUN,
    responses=MANY | BODY_PROBLEMS | RETRIED | example("new_calendar", 201),
    openapi_extra=describe_body(CalendarSaid, body("new_calendar")),
)
def create_calendar(_editor: EditorDep, post: PostDep, service: ServiceDep) -> Response:
    """Give a filter a name, and so a feed of its own. A name that was given back can be taken again."""
    return post.once(partial(_add_calendar, post, service.base_url))


@router.put(
    "/calendars/{calendar}",
    response_model=CalendarAnswer,
    dependencies=DRY_RUN,
    responses=NAMED | answers(HTTPStatus.GONE) | BODY_PROBLEMS | PRECONDITION_PROBLEMS | example("calendar_changed"),
    openapi_extra=describe_body(CalendarContent, body("calendar_change")),
)
def change_calendar(
    calendar: CalendarName,
    _editor: EditorDep,
    if_match: IfMatchDep,
    sent: SentDep,
    service: ServiceDep,
    writer: WriterDep,
) -> Response:
    """Replace the title, description, colour and filter of a calendar. Its feed stays where it is."""
    row = get_calendar(writer.session, calendar)
    if_match.check(_tag(show_calendar(row, service.base_url)))
    set_calendar(writer.session, row, sent.read(CalendarContent))
    note(writer.ledger, next_instant(writer.ledger))
    return _answer(show_calendar(row, service.base_url))


@router.delete(
    "/calendars/{calendar}",
    response_model=CalendarAnswer,
    dependencies=DRY_RUN,
    responses=NAMED | answers(HTTPStatus.GONE) | PRECONDITION_PROBLEMS | example("calendar"),
)
def delete_calendar(
    calendar: CalendarName, _editor: EditorDep, if_match: IfMatchDep, service: ServiceDep, writer: WriterDep
) -> Response:
    """End a calendar. Its feed says so to whoever still asks (410); a POST of its name begins it again."""
    row = get_calendar(writer.session, calendar)
    if_match.check(_tag(show_calendar(row, service.base_url)))
    end_calendar(writer.session, row, next_instant(writer.ledger))
    note(writer.ledger, next_instant(writer.ledger))
    return _answer(show_calendar(row, service.base_url))


def _add_source(post: Post) -> Response:
    writer = post.writer
    row, is_new = add_source(writer.session, post.sent.read(SourceSaid))
    if is_new:
        note(writer.ledger, next_instant(writer.ledger))
    return _made(post, show_source(writer.session, row, NOW), f"/api/v1/sources/{row.id}")


def _add_calendar(post: Post, base_url: str) -> Response:
    writer = post.writer
    row = add_calendar(writer.session, post.sent.read(CalendarSaid))
    note(writer.ledger, next_instant(writer.ledger))
    return _made(post, show_calendar(row, base_url), f"/api/v1/calendars/{row.name}")


def _change(names: Names, said: PartySaid) -> PartyChange:
    """Return what is to be changed of a party."""
    values: dict[str, Any] = {n: getattr(said, n) for n in ("name", "code", "kind") if n in said.model_fields_set}
    if "same_as" in said.model_fields_set:
        values["same_as_id"] = names.get_party(said.same_as, field="same_as").id if said.same_as else None
    return PartyChange(values, said.aliases)


def _tag(shown: BaseModel) -> str:
    return strong_etag(shown.model_dump_json(by_alias=True).encode())


def _made(post: Post, shown: BaseModel, address: str) -> Response:
    if post.writer.dry_run:
        return _answer(shown)
    return _answer(shown, HTTPStatus.CREATED, {"Location": address})


def _answer(shown: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response:
    written = shown.model_dump_json(by_alias=True).encode()
    return Response(written, status, {"ETag": strong_etag(written), **(headers or {})}, JSON)
