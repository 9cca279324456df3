"""The API's index, and all its routes."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.api import catalogue, changes, curating, keys, meetings, rulings, stories, writing
from app.api.answers import IndexAnswer
from app.api.examples import example
from app.api.meetings import MANY, UNCHANGED
from app.http.asking import strict
from app.http.callers import JudgedRoute
from app.http.conditional import conditional_json
from app.http.service import SessionDep
from app.store.ledger import read_head

ROOT = "/api/v1"
_COLLECTIONS = ("meetings", "claims", "changes", "parties", "places", "topics", "series", "sources", "calendars")

router = APIRouter(prefix=ROOT, route_class=JudgedRoute)


@router.get(
    "",
    tags=["index"],
    response_model=IndexAnswer,
    dependencies=[Depends(strict())],
    responses=MANY | UNCHANGED | example("index"),
)
def read_index(session: SessionDep, request: Request) -> Response:
    """Find where everything is, and how far the calendar has come."""
    head = read_head(session)
    addresses = {name: f"{ROOT}/{name}" for name in _COLLECTIONS}
    answer = IndexAnswer(**addresses, feed="/feeds/meetings.ics", docs="/docs", number=head.number)
    return conditional_json(request, answer, head.changed_at)


for part in (meetings, writing, stories, rulings, changes, catalogue, curating, keys):
    router.include_router(part.router)
