"""Lists that are answered from models: a page, and where the next one is."""

from datetime import datetime

from fastapi import Request
from starlette.responses import Response

from app.api.answers import Item, ListAnswer
from app.http.conditional import Representation, conditional, weak_etag
from app.http.paging import next_link
from app.http.slices import Slice


def answer_list(request: Request, answer: ListAnswer[Item], changed_at: datetime | None) -> Response:
    """Answer with a page, or with 304. The token stands outside the ETag, or any change at all would move it."""
    return _answer(request, answer, changed_at, answer.next)


def answer_slice(page: Slice, answer: ListAnswer[Item], last: str | None, changed_at: datetime | None) -> Response:
    """Answer with the page whose last item is named if more follow, or with 304.

    The cursor stands outside the ETag as well: it moves with every change of the calendar.
    """
    following = answer.model_copy(update={"next": page.following(last)})
    return _answer(page.request, following, changed_at, last)


def _answer(request: Request, answer: ListAnswer[Item], changed_at: datetime | None, following: str | None) -> Response:
    body = answer.model_dump_json(by_alias=True).encode()
    lasting = answer.model_copy(update={"sync_token": None, "next": following}).model_dump_json(by_alias=True).encode()
    return conditional(request, Representation(body, weak_etag(lasting), changed_at, headers=next_link(answer.next)))
