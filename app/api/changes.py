"""Changes: what happened to a view since a token. Whoever follows the tokens ends with exactly the list."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from app import clock
from app.api.answers import ChangeAnswer, ChangesAnswer
from app.api.examples import example
from app.api.meetings import MANY, UNCHANGED
from app.http.asking import asking
from app.http.conditional import conditional_json
from app.http.lists import API
from app.http.paging import DEFAULT_LIMIT, MOST_TOKEN, read_token, write_token
from app.http.service import SessionDep
from app.meetings.document import Meeting
from app.meetings.errors import FilterError
from app.meetings.filter import MeetingFilter, Wanted, resolve
from app.store.ledger import read_head
from app.store.log import Change, find_changes

router = APIRouter(prefix="/changes", tags=["changes"])

_UNFOLLOWED = ("sort", "as_of", "known_on", "cursor")


@router.get("", response_model=ChangesAnswer, responses=MANY | UNCHANGED | example("changes"))
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
    number, wanted = _where(asked, since)
    limit = asked.limit or DEFAULT_LIMIT
    found = find_changes(session, wanted, number, limit=limit + 1)
    head = read_head(session)
    more = len(found) > limit
    reached = found[limit - 1].number if more else head.number
    token = write_token(reached, wanted)
    answer = ChangesAnswer(
        items=[_answer(one) for one in found[:limit]],
        next=f"{request.url.path}?since={token}&limit={limit}" if more else None,
        sync_token=token,
    )
    return conditional_json(request, answer, head.modified_at)


def _where(asked: MeetingFilter, since: str | None) -> tuple[int, Wanted]:
    """Return the number after which to read, and the view to follow."""
    for name in _UNFOLLOWED:
        if name in asked.model_fields_set:
            raise FilterError("cannot be followed: changes are what happens from now on", field=name)
    if since is None:
        return 0, resolve(asked, clock.now(), API)
    if others := asked.model_fields_set - {"limit"}:
        raise FilterError("the token holds the filter of its list; leave this out", field=min(others))
    return read_token(since)


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
