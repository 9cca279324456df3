"""What a writer is told: the document as it stands now, what each claim did, and whom nobody knew before."""

from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.answers import ClaimEffect, NewParty, WrittenAnswer
from app.api.meetings import version_etag
from app.http.conditional import JSON
from app.meetings.document import Meeting
from app.meetings.terms import Verdict
from app.store.ledger import read_head
from app.store.log import read_current
from app.store.record import Recorded
from app.store.tables import MeetingRow

ADDRESS = "/api/v1/meetings"


def answer_written(session: Session, named: MeetingRow, recorded: Recorded, status: HTTPStatus) -> Response:
    """Answer a write on a meeting, with the ETag that the next one has to name."""
    document = Meeting.model_validate_json(read_current(session, named.id))
    claims = [
        ClaimEffect(
            id=one.id,
            field=one.field,
            key=one.key,
            verdict=one.ruled.verdict if one.ruled else Verdict.PROPOSED,
            reason=one.ruled.reason if one.ruled else None,
            effect=recorded.effects.get(one.id),
        )
        for one in recorded.claims
    ]
    new = [NewParty(id=one.party.id, name=one.party.name, near=list(one.near)) for one in recorded.newcomers]
    answer = WrittenAnswer(document=document, claims=claims, new_parties=new)
    headers = {"ETag": version_etag(document.version, read_head(session)), "Location": f"{ADDRESS}/{named.slug}"}
    if status is not HTTPStatus.CREATED:
        del headers["Location"]
    return Response(answer.model_dump_json(by_alias=True), status, headers, JSON)
