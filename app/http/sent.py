"""What a writer sends: read with the request, judged only when it is asked for.

A request is judged in one order everywhere: who asks, what it is about, in which state that is, and the body last. So
the body is kept as it came until a route reads it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from itertools import islice
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.http.problems import answers
from app.meetings.faults import faults_of

MOST_BODY = 1_000_000
"""Bytes of a body."""
MOST_FAULTS = 20
"""How many faults of one body are named."""
JSON_TYPES = ("application/json",)
PATCH_TYPES = ("application/json", "application/merge-patch+json")

BODY_PROBLEMS = answers(HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sent:
    """A body: its media type, and its bytes, or None where there were too many."""

    media_type: str
    data: bytes | None

    def read(self, model: type[Model], types: Iterable[str] = JSON_TYPES) -> Model:
        """Return what was sent.

        Raises:
            HTTPException: 413, 415, or 400 for what is no JSON (RFC 8259): no NaN, no key twice.
            RequestValidationError: naming each field and the rule that it breaks.
        """
        if self.data is None:
            rule = f"a body has at most {MOST_BODY} bytes"
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, rule)
        if self.media_type not in types:
            raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the body is sent as {' or '.join(types)}")
        _check_json(self.data)
        try:
            return model.model_validate_json(self.data, strict=True)
        except ValidationError as error:
            raise RequestValidationError(list(islice(_told(model, error), MOST_FAULTS))) from None


def _told(model: type[BaseModel], error: ValidationError) -> Iterator[dict[str, Any]]:
    for fault in faults_of(model, error):
        yield {**fault.raw, "loc": ("body", *fault.path), "msg": fault.rule, "near": fault.near}


async def receive(request: Request) -> Sent:
    """Read the body of a request, and no more of it than a body can have."""
    parsed = Message()
    parsed["content-type"] = request.headers.get("content-type", "")[:200]
    data = bytearray()
    try:
        async for chunk in request.stream():
            data += chunk
            if len(data) > MOST_BODY:
                return Sent(parsed.get_content_type(), None)
    except ClientDisconnect:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the body was cut off") from None
    return Sent(parsed.get_content_type() if "content-type" in request.headers else "", bytes(data))


SentDep = Annotated[Sent, Depends(receive)]


BODY = "x-body"
"""What a route puts into its `openapi_extra`: the schema of its body, with all that it refers to."""


def describe_body(model: type[BaseModel], example: dict[str, Any], types: Iterable[str] = JSON_TYPES) -> dict[str, Any]:
    """Return the documentation of a body, for a route's `openapi_extra`: FastAPI would read it too early itself."""
    named = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {one: {"schema": named, "example": example} for one in types}
    schema = {model.__name__: model.model_json_schema(ref_template="#/components/schemas/{model}")}
    return {"requestBody": {"required": True, "content": content}, BODY: schema}


def _check_json(data: bytes) -> None:
    """Refuse what readers of JSON do not all understand alike."""
    try:
        json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_refuse, parse_int=_bounded, parse_float=str)
    except UnicodeDecodeError:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {error.msg}, at {error.pos}") from None
    except RecursionError:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "the body is nested too deeply") from None
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _ in pairs]
    if len(names) > len(set(names)):
        raise ValueError("a key stands twice in one object")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _bounded(digits: str) -> None:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number has more than {MOST_DIGITS} digits")


MOST_DIGITS = 18
"""Digits of a whole number: each database holds it."""
