"""What every answer has in common, said before routing: a request id, HEAD, CORS for readers, and safe headers."""

import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Location, Retry-After, X-Request-Id",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_MOST_ID = 100


def carried(request_id: str) -> dict[str, str]:
    """Return the headers that every answer carries."""
    return _CORS | {"X-Request-Id": request_id, "X-Content-Type-Options": "nosniff"}


class Wire:
    """The outermost layer. A plain ASGI class: a decorated middleware would cost more than most answers."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a CORS preflight; turn HEAD into GET without a body; add what every answer carries."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers.get("x-request-id"))
        scope["request_id"] = request_id
        is_head = scope["method"] == "HEAD"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(carried(request_id))
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await _preflight(answer)
            return
        await self._app({**scope, "method": "GET"} if is_head else scope, receive, answer)


def _request_id(given: str | None) -> str:
    """Keep the caller's id if it is a harmless word, else make one."""
    harmless = given and len(given) <= _MOST_ID and given.isascii() and given.replace("-", "").isalnum()
    return given if given and harmless else uuid.uuid4().hex


async def _preflight(send: Send) -> None:
    raw = [(name.lower().encode(), value.encode()) for name, value in _PREFLIGHT.items()]
    await send({"type": "http.response.start", "status": 204, "headers": raw})
    await send({"type": "http.response.body", "body": b""})
