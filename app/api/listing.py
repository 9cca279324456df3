"""Lists that are answered from models: a page, and where the next one is."""

from datetime import datetime

from fastapi import Request
from starlette.responses import Response

from app.api.answers import Item, ListAnswer
from app.http.conditional import Representation, conditional, weak_etag
from app.http.paging import next_link


def answer_list(request: Request, answer: ListAnswer[Item], changed_at: datetime | None) -> Response:
    """Answer with a page, or with 304. The token stands outside the ETag, or any change at all would move it."""
    body = answer.model_dump_json(by_alias=True).encode()
    lasting = answer.model_copy(update={"sync_token": None}).model_dump_json(by_alias=True).encode()
    return conditional(request, Representation(body, weak_etag(lasting), changed_at, headers=next_link(answer.next)))
