"""Claims by themselves, and the verdicts of editors on them."""

from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Rule
from starlette.responses import Response

from app.access.keys import Caller
from app.access.visibility import readable_verdicts
from app.api.answers import ClaimList, ClaimRecord, RulingAnswer, WrittenAnswer
from app.api.bodies import RulingSaid
from app.api.examples import body, example
from app.api.listing import answer_list
from app.api.meetings import NAMED, UNCHANGED
from app.api.stories import plain_claim
from app.api.writing import DRY_RUN, RETRIED, EditorDep
from app.api.written import answer_written
from app.http.asking import strict
from app.http.callers import CallerDep, JudgedRoute
from app.http.conditional import Representation, conditional
from app.http.paging import DEFAULT_LIMIT, next_url
from app.http.preconditions import PRECONDITION_PROBLEMS, IfMatch, IfMatchDep
from app.http.retries import Post, PostDep
from app.http.sent import BODY_PROBLEMS, describe_body
from app.http.service import SessionDep
from app.http.tokens import MOST_TOKEN, read_serial, write_key
from app.meetings.filter import MOST_ITEMS
from app.meetings.terms import Field, Verdict
from app.meetings.text import Line
from app.store.drafts import Ruled
from app.store.ledger import Head, read_head
from app.store.record import rule
from app.store.said import ClaimFilter, Recollection, find_claims, get_claim
from app.store.tables import ClaimRow, MeetingRow

router = APIRouter(prefix="/claims", tags=["meetings"], route_class=JudgedRoute)

ClaimId = Annotated[Line, Path(description="Its id.", examples=["86360878-4fa1-5a46-9a6b-3ae95ee3fde0"])]
_LIST = "claims"


class ClaimsAsked(BaseModel):
    """Which claims a list shows."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)

    meeting: Line | None = None
    """Of one meeting: its slug, id or UID."""
    field: Field | None = None
    """About one field."""
    verdict: Verdict | None = None
    """With this verdict; `proposed` is what waits for an editor."""
    source: Line | None = None
    """Of one source, by its id."""
    limit: Annotated[int, Rule(ge=1, le=MOST_ITEMS)] = DEFAULT_LIMIT
    """How many at the most."""
    cursor: Annotated[str, Rule(max_length=MOST_TOKEN)] | None = None
    """From `next`."""


@router.get(
    "",
    response_model=ClaimList,
    dependencies=[Depends(strict(*ClaimsAsked.model_fields))],
    responses=NAMED | UNCHANGED | example("claim_list"),
)
def list_claims(
    asked: Annotated[ClaimsAsked, Query()], caller: CallerDep, session: SessionDep, request: Request
) -> Response:
    """List claims in the order in which they were recorded: all that was ever said, or what waits for an editor.

    Who shows no key sees those that were accepted or contradict what is shown.
    """
    wanted = ClaimFilter(asked.meeting, asked.field, asked.verdict, asked.source, readable_verdicts(caller))
    head = read_head(session)
    # In another era a serial is another claim's.
    list_ = f"{_LIST} {head.era}"
    after = read_serial(asked.cursor, list_) if asked.cursor is not None else 0
    found, more = find_claims(session, wanted, after=after, limit=asked.limit)
    following = next_url(request, write_key(str(found[-1].claim.serial), list_)) if more else None
    answer = ClaimList(items=[_answer(one) for one in found], next=following, sync_token=None)
    return answer_list(request, answer, head.told_at)


@router.get(
    "/{claim}",
    response_model=ClaimRecord,
    dependencies=[Depends(strict())],
    responses=NAMED | UNCHANGED | example("claim"),
)
def read_claim(claim: ClaimId, caller: CallerDep, session: SessionDep, request: Request) -> Response:
    """Read one claim with all rulings on it. Its ETag is what a ruling has to name."""
    found = get_claim(session, claim, readable_verdicts(caller))
    written = _answer(found).model_dump_json(by_alias=True).encode()
    head = read_head(session)
    return conditional(request, Representation(written, _etag(found, head), head.told_at))


@router.post(
    "/{claim}/rulings",
    response_model=WrittenAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=DRY_RUN,
    responses=NAMED | BODY_PROBLEMS | PRECONDITION_PROBLEMS | RETRIED | example("ruled", 201),
    openapi_extra=describe_body(RulingSaid, body("ruling")),
)
def rule_on_claim(claim: ClaimId, editor: EditorDep, if_match: IfMatchDep, post: PostDep) -> Response:
    """Rule on a claim: it is accepted, contradicts what is shown (`conflict`), is rejected or was withdrawn.

    The newest ruling counts, and the ones before it stay in the record: undoing one is another ruling. The answer is
    the meeting as it stands then.
    """
    seen = get_claim(post.writer.session, claim, readable_verdicts(editor))
    if_match.need()
    return post.once(partial(_rule, post, seen, editor, if_match), seen.claim.id)


def _rule(post: Post, seen: Recollection, editor: Caller, if_match: IfMatch) -> Response:
    writer = post.writer
    if_match.check(_etag(seen, read_head(writer.session)))
    said = post.sent.read(RulingSaid)
    row = writer.session.get_one(ClaimRow, seen.claim.id)
    ruled = Ruled(said.verdict, said.reason)
    recorded = rule(writer.session, writer.ledger, row, ruled, editor=editor.label)
    named = writer.session.get_one(MeetingRow, row.meeting_id)
    return answer_written(writer.session, named, recorded, HTTPStatus.OK if writer.dry_run else HTTPStatus.CREATED)


def _etag(found: Recollection, head: Head) -> str:
    """Return the tag of a claim: a claim never changes, so it is the newest ruling."""
    return f'"{found.rulings[-1].serial if found.rulings else 0}{head.again}"'


def _answer(found: Recollection) -> ClaimRecord:
    rulings = [
        RulingAnswer(verdict=one.verdict, reason=one.reason, editor=one.editor, ruled_at=one.ruled_at)
        for one in found.rulings
    ]
    return ClaimRecord(**plain_claim(found.claim), meeting=found.slug, field=found.claim.field, rulings=rulings)
