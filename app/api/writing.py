"""Writing meetings: plain fields and one source in, the document and what each claim did out."""

from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.access.keys import Caller
from app.access.roles import Role
from app.api.answers import WrittenAnswer
from app.api.bodies import NewSaid, Said
from app.api.examples import body, example
from app.api.meetings import MANY, ONE, Key, version_etag
from app.api.written import answer_written
from app.http.asking import strict
from app.http.callers import JudgedRoute, require
from app.http.preconditions import PRECONDITION_PROBLEMS, IfMatchDep
from app.http.problems import answers
from app.http.retries import Post, PostDep
from app.http.sent import BODY_PROBLEMS, PATCH_TYPES, SentDep, describe_body
from app.http.writer import Writer, WriterDep
from app.meetings.filter import Wanted
from app.store.drafts import Ruled
from app.store.ledger import next_instant, read_head
from app.store.log import get_version
from app.store.names import Names
from app.store.record import make_meeting
from app.store.tables import MeetingRow
from app.store.telling import list_meeting, tell

router = APIRouter(prefix="/meetings", tags=["meetings"], route_class=JudgedRoute)

ReporterDep = Annotated[Caller, Depends(require(Role.REPORTER))]
EditorDep = Annotated[Caller, Depends(require(Role.EDITOR))]
TellerDep = Annotated[
    Caller, Depends(require(Role.EDITOR, else_may="POST /api/v1/meetings/{meeting}/claims takes what it proposes"))
]
DRY_RUN = [Depends(strict("dry_run"))]
RETRIED = answers(HTTPStatus.CONFLICT)


@router.post(
    "",
    response_model=WrittenAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=DRY_RUN,
    responses=MANY | BODY_PROBLEMS | RETRIED | example("created", 201),
    openapi_extra=describe_body(NewSaid, body("new_meeting")),
)
def create_meeting(editor: TellerDep, post: PostDep) -> Response:
    """Make a meeting of what one source says: at least a title, a kind and a date.

    The answer is the document, and what each claim did. A name that nobody knows becomes a new party, and the answer
    says which known ones come near. With `dry_run` nothing is kept.
    """
    return post.once(partial(_make, post, editor))


@router.patch(
    "/{meeting}",
    response_model=WrittenAnswer,
    dependencies=DRY_RUN,
    responses=ONE | BODY_PROBLEMS | PRECONDITION_PROBLEMS | example("changed"),
    openapi_extra=describe_body(Said, body("change"), PATCH_TYPES),
)
def change_meeting(meeting: Key, editor: TellerDep, if_match: IfMatchDep, sent: SentDep, writer: WriterDep) -> Response:
    """Say what one source says otherwise: a merge patch (RFC 7396) of the fields that it speaks of.

    Participants, links and topics are merged one by one, since an array that replaced them would deny everybody
    unnamed; `{"party": "...", "absent": true}` takes one away. Whether a claim moves the calendar is in its effect: ask
    with `dry_run` first.
    """
    named = _seen(writer, meeting, if_match)
    return _tell(writer, named, sent.read(Said, PATCH_TYPES), editor, HTTPStatus.OK)


@router.delete(
    "/{meeting}",
    response_model=WrittenAnswer,
    dependencies=DRY_RUN,
    responses=ONE | PRECONDITION_PROBLEMS | example("deleted"),
)
def delete_meeting(meeting: Key, editor: EditorDep, if_match: IfMatchDep, writer: WriterDep) -> Response:
    """Take a meeting off the calendar. Its claims and history stay; in feeds it is cancelled.

    This is an editor's own claim, and the answer names it: rejecting that claim brings the meeting back.
    """
    named = _seen(writer, meeting, if_match)
    recorded = list_meeting(writer.session, writer.ledger, named.id, listed=False, editor=editor.label)
    return answer_written(writer.session, named, recorded, HTTPStatus.OK)


@router.post(
    "/{meeting}/claims",
    response_model=WrittenAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=DRY_RUN,
    responses=ONE | BODY_PROBLEMS | RETRIED | example("proposed", 201),
    openapi_extra=describe_body(Said, body("claims")),
)
def create_claims(meeting: Key, caller: ReporterDep, post: PostDep) -> Response:
    """Say what one source says of a meeting. A reporter's claims are proposed, an editor's are accepted.

    What is proposed moves nothing until an editor rules on it, and is shown to holders of keys only.
    """
    named = Names(post.writer.session).meeting(meeting)
    return post.once(partial(_tell_of, post, named, caller), named.id)


def _make(post: Post, editor: Caller) -> Response:
    said = post.sent.read(NewSaid)
    named = make_meeting(post.writer.session, said.title, next_instant(post.writer.ledger))
    return _tell(post.writer, named, said, editor, HTTPStatus.CREATED)


def _tell_of(post: Post, named: MeetingRow, caller: Caller) -> Response:
    get_version(post.writer.session, named, Wanted())
    return _tell(post.writer, named, post.sent.read(Said), caller, HTTPStatus.CREATED)


def _seen(writer: Writer, meeting: str, if_match: IfMatchDep) -> MeetingRow:
    """Return the meeting that a writer means, if they have seen it as it stands."""
    named = Names(writer.session).meeting(meeting)
    version = get_version(writer.session, named, Wanted()).version
    if_match.check(version_etag(version, read_head(writer.session)))
    return named


def _tell(writer: Writer, named: MeetingRow, said: Said, caller: Caller, status: HTTPStatus) -> Response:
    ruled = Ruled() if caller.role >= Role.EDITOR else None
    recorded = tell(writer.session, writer.ledger, named.id, said, source=said.source, ruled=ruled, editor=caller.label)
    return answer_written(writer.session, named, recorded, HTTPStatus.OK if writer.dry_run else status)
