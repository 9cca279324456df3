"""Refusals from before the application: of requests that never become one."""

import uuid
from collections.abc import Iterable
from http import HTTPStatus

from starlette.types import Receive, Scope, Send

from app.http.failures import RETRY_AFTER
from app.http.problems import problem
from app.http.wire import carried


def write_refusal(status: HTTPStatus, rule: str, default_headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a problem as it goes over the wire (HTTP/1.1), after which the connection ends."""
    told = problem(status, rule, headers=_headers())
    lines = [b"%b: %b\r\n" % line for line in (*default_headers, *told.raw_headers)]
    return b"".join([b"HTTP/1.1 %d %b\r\n" % (status, status.phrase.encode()), *lines, b"\r\n", told.body])


async def refuse_as_crowded(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request too many."""
    rule = "too many are connected; try again in a moment"
    headers = _headers() | {"Retry-After": str(RETRY_AFTER)}
    await problem(HTTPStatus.SERVICE_UNAVAILABLE, rule, headers=headers)(scope, receive, send)


def _headers() -> dict[str, str]:
    return carried(uuid.uuid4().hex) | {"Connection": "close"}
