"""Changes: what happened to a view since a token. Whoever follows the tokens ends with exactly the list."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.api.answers import ChangeAnswer, ChangesAnswer
from app.api.examples import example
from app.api.listing import answer_list
from app.api.meetings import MANY, UNCHANGED
from app.http.asking import asking
from app.http.callers import JudgedRoute
from app.http.following import MEANT_OTHERWISE, query_of, why_not
from app.http.lists import API, changed_at, newest
from app.http.openapi import REFUSED
from app.http.paging import DEFAULT_LIMIT
from app.http.problems import RESYNC
from app.http.service import ServiceDep, SessionDep
from app.http.tokens import MOST_TOKEN, Token, read_token, write_token
from app.meetings.document import Meeting
from app.meetings.errors import FilterError, ResyncError
from app.meetings.filter import MeetingFilter, resolve
from app.store.ledger import Head, Mark, read_head
from app.store.log import Change, find_changes
from app.store.meaning import meaning_of

router = APIRouter(prefix="/changes", tags=["changes"], route_class=JudgedRoute)

LIST = "/api/v1/meetings"
"""The list that a reader reads anew who cannot go on."""

_UNFOLLOWED = ("sort", "as_of", "known_on", "cursor")


@router.get(
    "",
    response_model=ChangesAnswer,
    responses=MANY | RESYNC | UNCHANGED | example("changes"),
    openapi_extra={REFUSED: _UNFOLLOWED},
)
def list_changes(
    asked: Annotated[MeetingFilter, Depends(asking("since"))],
    session: SessionDep,
    service: ServiceDep,
    request: Request,
    since: Annotated[
        str | None, Query(max_length=MOST_TOKEN, description="A `sync_token`; without one, from the beginning.")
    ] = None,
) -> Response:
    """Follow a view: each change after a token, in order, until it is the list as it stands.

    A token holds the filter of the list that gave it, so it comes alone (with `limit`, if you like). A meeting that
    leaves the view is `removed`; one that enters it is `put`. Where the calendar was put back, the token is too old to
    go on from, or a name in its filter means another party since, the answer is a 410 whose `resync` is the address of
    the list to read anew.
    """
    head = read_head(session)
    begin = _where(session, head, asked, since, service.token_days)
    limit = asked.limit or DEFAULT_LIMIT
    found = find_changes(session, begin.wanted, begin.mark.number, limit=limit + 1)
    more = len(found) > limit
    last = found[limit - 1] if more else head
    token = write_token(replace(head, number=last.number, modified_at=last.modified_at), begin.wanted, begin.meant)
    answer = ChangesAnswer(
        items=[_answer(one) for one in found[:limit]],
        next=f"{request.scope['path']}?since={token}&limit={limit}" if more else None,
        sync_token=token,
    )
    return answer_list(request, answer, changed_at(newest(head, begin.wanted), asked, clock.now()))


def _where(session: Session, head: Head, asked: MeetingFilter, since: str | None, days: int) -> Token:
    """Return the token to go on from: without one, that of the beginning."""
    for name in _UNFOLLOWED:
        if name in asked.model_fields_set:
            raise FilterError("cannot be followed: changes are what happens from now on", field=name)
    if since is None:
        wanted = resolve(asked, clock.now(), API)
        return Token(Mark(head.era, 0), 0, wanted, meaning_of(session, wanted))
    if others := asked.model_fields_set - {"limit"}:
        raise FilterError("the token holds the filter of its list; leave this out", field=min(others))
    token = read_token(since)
    rule = why_not(session, head, token.mark, token.stamp, days)
    if rule is None and token.meant != meaning_of(session, token.wanted):
        rule = MEANT_OTHERWISE
    if rule:
        query = query_of(token.wanted)
        raise ResyncError(rule, field="since", list_at=f"{LIST}?{query}" if query else LIST)
    return token


def _answer(one: Change) -> ChangeAnswer:
    return ChangeAnswer(
        number=one.number,
        action="put" if one.document else "removed",
        meeting=one.slug,
        id=one.meeting_id,
        modified_at=one.modified_at,
        changed=one.fields,
        words=one.words,
        document=Meeting.model_validate_json(one.document) if one.document else None,
    )
