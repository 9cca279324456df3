"""Every failure becomes a problem document. None of them repeats a stack, a statement or the address of the host."""

import logging
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.http.audience import is_page, prefers_html
from app.http.credentials import PRIVATE
from app.http.kinds import STATUS_OF
from app.http.paging import first_url
from app.http.problems import FieldProblem, Problem, ProblemResponse, problem
from app.http.wire import carried
from app.meetings.errors import KeyMissingError, KeyRefusedError, ResyncError, RoleNeededError, SummitryError

RETRY_AFTER = 2
"""Seconds after which a reader may ask again while the calendar is away."""

_NOTHING_HERE = "nothing is at this address; /api/v1 and /docs say where everything is"
_BEARER = 'Bearer realm="summitry"'
_LOG = logging.getLogger("summitry")


Show = Callable[[Request, Problem], Response]
"""What shows a problem to people."""


def add_problem_handlers(app: FastAPI, show: Show) -> None:
    """Answer every failure with a problem document, or to people on a page of theirs with what shows it to them."""
    # Starlette types each handler as one for every exception, and calls it only for its own.
    handlers: dict[type[Exception], Callable[[Request, Any], Response]] = {
        SummitryError: _refused,
        RequestValidationError: _invalid,
        HTTPException: _http,
        Exception: _failed,
    }
    for error, tell in handlers.items():
        app.add_exception_handler(error, _for_all(tell, show))


def _for_all(tell: Callable[[Request, Any], Response], show: Show) -> Callable[[Request, Exception], Response]:
    """Return a handler that tells programs as given, and shows people what they can read."""

    def answer(request: Request, error: Exception) -> Response:
        response = tell(request, error)
        if not isinstance(response, ProblemResponse) or not is_page(request.scope["path"]):
            return response
        if prefers_html(request.headers.getlist("accept")):
            shown = show(request, response.told)
            kept = ((name, value) for name, value in response.headers.items() if not name.startswith("content-"))
            shown.headers.update(dict(kept))
            response = shown
        response.headers.add_vary_header("Accept")
        return response

    return answer


def _refused(request: Request, error: SummitryError) -> Response:
    status = STATUS_OF[type(error)]
    field = FieldProblem(field=error.field, rule=error.rule, near=list(error.near)) if error.field else None
    detail = f"{error.field}: {error.rule}" if error.field else error.rule
    # Without another list, the one that was asked for, from its first page.
    resync = (error.list_at or first_url(request)) if isinstance(error, ResyncError) else None
    return problem(status, detail, [field] if field else None, _advice(error, status), resync)


def _advice(error: SummitryError, status: HTTPStatus) -> dict[str, str]:
    """Return the headers that say what would help: when to ask again, or what to show (RFC 6750, section 3)."""
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        return {"Retry-After": str(RETRY_AFTER)}
    if isinstance(error, RoleNeededError):
        return {"WWW-Authenticate": f'{_BEARER}, error="insufficient_scope", scope="{" ".join(error.near)}"'}
    if isinstance(error, KeyRefusedError):
        return {"WWW-Authenticate": f'{_BEARER}, error="invalid_token"'}
    # Who has shown no key has made no mistake with one, so no error is named.
    return {"WWW-Authenticate": _BEARER} if isinstance(error, KeyMissingError) else {}


def _invalid(_request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {first['ctx']['error']}")
    fields = [_field_problem(one) for one in error.errors()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{fields[0].field}: {fields[0].rule}", fields)


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    """Say what Pydantic refused, without the value. Of a list of words, name the nearest ones."""
    source, *where = error["loc"]
    words = re.findall(r"'([^']+)'", error["ctx"]["expected"]) if error["type"] == "enum" else []
    near = error.get("near") or get_close_matches(str(error["input"])[:60], words)
    return FieldProblem(
        field=".".join(map(str, where)) or source, rule=error["msg"].removeprefix("Value error, "), near=near
    )


def _http(request: Request, error: HTTPException) -> Response:
    """Answer what the router itself refuses; OPTIONS is only a question for the methods, so it is no refusal."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        return problem(error.status_code, _NOTHING_HERE)
    if error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return problem(error.status_code, error.detail, headers=error.headers)
    allowed = ", ".join(allowed_methods(request.app, request.scope))
    if request.method == "OPTIONS":
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})
    return problem(error.status_code, f"this address answers {allowed}", headers={"Allow": allowed})


def _failed(request: Request, error: Exception) -> Response:
    """Answer what nobody foresaw. This is said outside the layer that adds headers, so they are added here."""
    request_id = str(request.scope.get("request_id"))
    _LOG.error("request %s failed", request_id, exc_info=error)
    detail = "the service failed; the failure was noted under this request's X-Request-Id"
    headers = carried(request_id) | {"Cache-Control": PRIVATE}
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail, headers=headers)


def allowed_methods(app: FastAPI, scope: Mapping[str, Any]) -> list[str]:
    """Return the methods that some route answers at this address."""
    methods = {"OPTIONS"}
    whole = {**scope, "root_path": scope.get("app_root_path", scope["root_path"])}
    for route in iter_route_contexts(app.routes):
        matched, _ = route.matches(whole)
        if matched is not Match.NONE:
            methods |= route.methods or set()
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
