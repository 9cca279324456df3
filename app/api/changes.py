"""Changes: what happened to a view since a token. Whoever follows the tokens ends with exactly the list."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from app import clock
from app.api.answers import ChangeAnswer, ChangesAnswer
from app.api.examples import example
from app.api.listing import answer_list
from app.api.meetings import MANY, UNCHANGED
from app.http.asking import asking
from app.http.callers import JudgedRoute
from app.http.lists import API, changed_at, newest
from app.http.openapi import REFUSED
from app.http.paging import DEFAULT_LIMIT
from app.http.service import SessionDep
from app.http.tokens import MOST_TOKEN, read_token, write_token
from app.meetings.document import Meeting
from app.meetings.errors import FilterError, TokenError
from app.meetings.filter import MeetingFilter, Wanted, resolve
from app.store.ledger import Head, read_head
from app.store.log import Change, find_changes

router = APIRouter(prefix="/changes", tags=["changes"], route_class=JudgedRoute)

_UNFOLLOWED = ("sort", "as_of", "known_on", "cursor")


@router.get(
    "",
    response_model=ChangesAnswer,
    responses=MANY | UNCHANGED | example("changes"),
    openapi_extra={REFUSED: _UNFOLLOWED},
)
def list_changes(
    asked: Annotated[MeetingFilter, Depends(asking("since"))],
    session: SessionDep,
    request: Request,
    since: Annotated[
        str | None, Query(max_length=MOST_TOKEN, description="A `sync_token`; without one, from the beginning.")
    ] = None,
) -> Response:
    """Follow a view: each change after a token, in order, until it is the list as it stands.

    A token holds the filter of the list that gave it, so it comes alone (with `limit`, if you like). A meeting that
    leaves the view is `removed`; one that enters it is `put`.
    """
    head = read_head(session)
    number, wanted = _where(asked, since, head)
    limit = asked.limit or DEFAULT_LIMIT
    found = find_changes(session, wanted, number, limit=limit + 1)
    more = len(found) > limit
    token = write_token(found[limit - 1].number if more else head.number, wanted)
    answer = ChangesAnswer(
        items=[_answer(one) for one in found[:limit]],
        next=f"{request.scope['path']}?since={token}&limit={limit}" if more else None,
        sync_token=token,
    )
    return answer_list(request, answer, changed_at(newest(head, wanted), asked, clock.now()))


def _where(asked: MeetingFilter, since: str | None, head: Head) -> tuple[int, Wanted]:
    """Return the number after which to read, and the view to follow."""
    for name in _UNFOLLOWED:
        if name in asked.model_fields_set:
            raise FilterError("cannot be followed: changes are what happens from now on", field=name)
    if since is None:
        return 0, resolve(asked, clock.now(), API)
    if others := asked.model_fields_set - {"limit"}:
        raise FilterError("the token holds the filter of its list; leave this out", field=min(others))
    number, wanted = read_token(since)
    if number > head.number:
        raise TokenError("the calendar has not come to this token yet; begin again without `since`", field="since")
    return number, wanted


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
