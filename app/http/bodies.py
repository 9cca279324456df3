"""Bodies of requests: read when the route asks for them, so after everything that can refuse the request unread."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from app.http.conditional import JSON

Body = TypeVar("Body", bound=BaseModel)

UNREADABLE = (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
"""How a body is refused before it is understood."""
MOST_BYTES = 10_000
"""Bytes of a body that are read, unless a route says otherwise."""


def body_of(model: type[Body], most: int = MOST_BYTES) -> Callable[[Request], Coroutine[Any, Any, Body]]:
    """Return a dependency that reads a body of this shape. FastAPI's own way reads it before any dependency runs."""

    async def read_body(request: Request) -> Body:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the body is sent as Content-Type: {JSON}")
        try:
            return model.model_validate_json(await _read(request, most))
        except ValidationError as error:
            errors = error.errors(include_url=False)
            raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in errors]) from None

    return read_body


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """Return the documentation of such a body, for a route's `openapi_extra`. Its words are those of the answers."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}


async def _read(request: Request, most: int) -> bytes:
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a body has at most {most} bytes here")
    except ClientDisconnect:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the body broke off") from None
    return body
