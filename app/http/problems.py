"""Problems (RFC 9457): every refusal names the field and the rule, and never repeats what was sent."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.meetings.errors import (
    AmbiguousNameError,
    CalendarAwayError,
    CalendarNotReadyError,
    FilterError,
    MeetingGoneError,
    MeetingNotFoundError,
    NotADateError,
    NotAMeetingError,
    NotATimeError,
    NotFoundError,
    SeedError,
    SummitryError,
    TokenError,
    UnknownNameError,
)

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("summitry")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its page's name, its title and what to do about it."""

    name: str
    title: str
    status: HTTPStatus
    advice: str


KINDS: tuple[Kind, ...] = (
    Kind("bad-request", "The request cannot be read", HTTPStatus.BAD_REQUEST, "Check its syntax."),
    Kind("not-found", "Nothing is here", HTTPStatus.NOT_FOUND, "Check the address; `near` names what comes closest."),
    Kind(
        "method-not-allowed",
        "Not done with this method",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "`Allow` names those that are.",
    ),
    Kind(
        "gone",
        "Taken off the calendar",
        HTTPStatus.GONE,
        "Its claims and history are still there, and `as_of` shows it.",
    ),
    Kind("too-large", "Too large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Send less."),
    Kind(
        "invalid",
        "Something in it breaks a rule",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "`errors` names each field and its rule.",
    ),
    Kind(
        "internal",
        "The service failed",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "It was noted; give the X-Request-Id in a report.",
    ),
    Kind(
        "away", "The calendar is busy", HTTPStatus.SERVICE_UNAVAILABLE, "Ask again after the seconds in `Retry-After`."
    ),
)
_BY_STATUS = {kind.status: kind for kind in KINDS}

STATUS_OF: dict[type[SummitryError], HTTPStatus] = {
    MeetingNotFoundError: HTTPStatus.NOT_FOUND,
    NotFoundError: HTTPStatus.NOT_FOUND,
    MeetingGoneError: HTTPStatus.GONE,
    FilterError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TokenError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownNameError: HTTPStatus.UNPROCESSABLE_ENTITY,
    AmbiguousNameError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotADateError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotATimeError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAMeetingError: HTTPStatus.UNPROCESSABLE_ENTITY,
    SeedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    CalendarAwayError: HTTPStatus.SERVICE_UNAVAILABLE,
    CalendarNotReadyError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Which status each refusal gets."""


class FieldProblem(BaseModel):
    """One field, and the rule that it breaks."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    field: str
    rule: str
    near: list[str]
    """The nearest right values, where there are any."""


class Problem(BaseModel):
    """A refusal (RFC 9457)."""

    model_config = ConfigDict(
        use_attribute_docstrings=True,
        json_schema_extra={
            "example": {
                "type": "/problems/invalid",
                "title": "Something in it breaks a rule",
                "status": 422,
                "detail": "party: no party is known as 'Trmup'",
                "errors": [{"field": "party", "rule": "no party is known as 'Trmup'", "near": ["Donald Trump"]}],
            }
        },
    )

    type: str
    """Address of a page on this kind of problem."""
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: list[FieldProblem]


def answers(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of these refusals, for a route's `responses`."""
    return {
        int(status): {"description": _BY_STATUS[status].title, "content": {MEDIA_TYPE: {"schema": _REF}}}
        for status in statuses
    }


_REF = {"$ref": "#/components/schemas/Problem"}


def problem(
    status: int, detail: str, errors: list[FieldProblem] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a problem document."""
    kind = _BY_STATUS.get(HTTPStatus(status), _BY_STATUS[HTTPStatus.BAD_REQUEST])
    title = kind.title if kind.status == status else HTTPStatus(status).phrase
    body = Problem(type=f"/problems/{kind.name}", title=title, status=status, detail=detail, errors=errors or [])
    sent = {"Cache-Control": "no-cache"} | dict(headers or {})
    return Response(body.model_dump_json(), status, sent, MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every failure with a problem document."""
    app.add_exception_handler(SummitryError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)


def _refused(_request: Request, error: Exception) -> Response:
    if not isinstance(error, SummitryError):
        raise TypeError
    status = STATUS_OF[type(error)]
    field = FieldProblem(field=error.field, rule=error.rule, near=list(error.near)) if error.field else None
    detail = f"{error.field}: {error.rule}" if error.field else error.rule
    headers = {"Retry-After": "2"} if status is HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem(status, detail, [field] if field else None, headers)


def _invalid(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise TypeError
    fields = []
    for one in error.errors():
        where = [str(part) for part in one["loc"] if part not in ("query", "path", "body", "header")]
        rule = json.dumps(one["msg"].removeprefix("Value error, "), ensure_ascii=True)[1:-1].replace('\\"', '"')
        fields.append(FieldProblem(field=".".join(where) or "body", rule=rule, near=[]))
    first = fields[0]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{first.field}: {first.rule}", fields)


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise TypeError
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(allowed_methods(request.app, request.scope))
        return problem(error.status_code, f"this address answers {allowed}", headers={"Allow": allowed})
    return problem(error.status_code, error.detail, headers=error.headers)


def _failed(request: Request, error: Exception) -> Response:
    _LOG.error("request %s failed", request.scope.get("request_id"), exc_info=error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the service failed; the failure was noted")


def allowed_methods(app: FastAPI, scope: Mapping[str, Any]) -> list[str]:
    """Return the methods that some route answers at this address."""
    methods = {"OPTIONS"}
    for route in app.router.routes:
        matched, _ = route.matches({**scope, "type": "http"})
        if matched is not Match.NONE:
            methods |= set(getattr(route, "methods", None) or ())
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
