"""Curating: sources, parties and named calendars, as editors keep them."""

from functools import partial
from http import HTTPStatus

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.answers import CalendarAnswer, PartyAnswer, SourceAnswer
from app.api.bodies import PartySaid
from app.api.catalogue import CalendarName, Name, calendar_answer, party_answer, source_answer
from app.api.examples import body, example
from app.api.meetings import MANY, NAMED
from app.api.writing import DRY_RUN, RETRIED, EditorDep
from app.http.callers import JudgedRoute
from app.http.conditional import JSON, strong_etag
from app.http.preconditions import PRECONDITION_PROBLEMS, IfMatchDep
from app.http.problems import answers
from app.http.retries import RetryDep
from app.http.sent import BODY_PROBLEMS, PATCH_TYPES, SentDep, describe_body
from app.http.service import ServiceDep
from app.http.writer import Writer, WriterDep
from app.meetings.calendar import CalendarContent, CalendarSaid
from app.meetings.statement import SourceSaid
from app.store.calendars import add_calendar, change_calendar, end_calendar, get_calendar
from app.store.catalogue import get_party_row
from app.store.ledger import next_instant, note
from app.store.parties import PartyChange, change_party
from app.store.shelves import count_meetings
from app.store.sources import add_source

router = APIRouter(tags=["catalogue"], route_class=JudgedRoute)

_CHANGING = BODY_PROBLEMS | PRECONDITION_PROBLEMS


@router.post(
    "/sources",
    response_model=SourceAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=DRY_RUN,
    responses=MANY | BODY_PROBLEMS | RETRIED | example("new_source", 201),
    openapi_extra=describe_body(SourceSaid, body("new_source")),
)
def create_source(_editor: EditorDep, retry: RetryDep, sent: SentDep, writer: WriterDep) -> Response:
    """Store a publication, to be named by its id in what is said later. One that is stored already is answered as it is.

    `accessed_at` and `archive_url` are added to a stored one that has none.
    """

    def make() -> Response:
        row, is_new = add_source(writer.session, sent.read(SourceSaid))
        if is_new:
            note(writer.ledger, next_instant(writer.ledger))
        count = count_meetings(writer.session, "source", [str(row.id)], NOW).get(str(row.id), 0)
        return _made(writer, source_answer(row, count), f"/api/v1/sources/{row.id}")

    return retry.once(writer, make)


@router.patch(
    "/parties/{party}",
    response_model=PartyAnswer,
    dependencies=DRY_RUN,
    responses=NAMED | _CHANGING | example("party_changed"),
    openapi_extra=describe_body(PartySaid, body("party_change"), PATCH_TYPES),
)
def change_party_of_name(
    party: Name, _editor: EditorDep, if_match: IfMatchDep, sent: SentDep, writer: WriterDep
) -> Response:
    """Rename a party, give it other names, or say that it is the same as another one.

    Every meeting that shows it gets a version that shows it so. With `same_as` null, two that were one are two again.
    """
    row = get_party_row(writer.session, party)
    if_match.check(strong_etag(party_state(writer.session, row)))
