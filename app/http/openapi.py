"""The API's own description (OpenAPI 3.1)."""

import json
from copy import deepcopy
from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import Response

from app.http.callers import SCHEME
from app.http.conditional import Representation, conditional, weak_etag
from app.http.problems import Problem, answers
from app.http.sent import BODY

REFUSED = "x-refused"
"""What a route puts into its `openapi_extra`: parameters of the filter that mean nothing there."""
EXAMPLE = "x-example"
"""What a route puts beside the schema of its answer: an example as JSON, since FastAPI leaves out every null in it."""

DESCRIPTION = """
Who meets whom, when, where, how sure that is, and who says so.

* Every value is traced to a quoted source: ask `/api/v1/meetings/{meeting}/claims`.
* Dates are honest: a meeting lasts *throughout* its window, lies somewhere *within* it, or takes *one of* several.
* `as_of` shows the calendar as it stood at an instant, `known_on` what had been said by a day.
* Reading needs no key. Writing does: `Authorization: Bearer smt_...`.
* The filter is the URL: the query of a list, put behind `/feeds/meetings.ics`, is a calendar to subscribe to.
* Refusals are problem documents (RFC 9457) that name the field and the rule.
* What never becomes a request is refused before any operation, with 400, 408 (too slow) or 503 (a crowd).
"""
_EVERYWHERE = (
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.MISDIRECTED_REQUEST,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
)
_TAGS = [
    {"name": "meetings", "description": "Meetings, who says what of them, and how they came to be shown so."},
    {"name": "changes", "description": "What happened since, for readers who follow."},
    {"name": "feeds", "description": "Calendars to subscribe to (iCalendar)."},
    {"name": "catalogue", "description": "Parties, places, topics, series, sources and named calendars."},
    {"name": "keys", "description": "Who may write: for administrators."},
    {"name": "index", "description": "Where everything is, and whether it answers."},
]
_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "smt_ and 43 characters",
    "description": (
        "A key, as `summitry key create` or `POST /api/v1/keys` makes it. It has a role: `reporter` proposes claims on "
        "meetings that are there; `editor` does everything about meetings, claims, calendars, sources and parties; "
        "`admin` gives and takes keys and webhooks, too. Each may do all that the one before it may. A key that is "
        "unknown, revoked or expired is refused everywhere under `/api`, also where none is needed; feeds and pages "
        "look at none."
    ),
}


def name_of(route: APIRoute) -> str:
    """Return an operation's id: the name of its function, which is short and lasts."""
    return route.name


def describe(app: FastAPI) -> None:
    """Give the application its description, written when it is first asked for, and the address where it stands."""

    @cache
    def write() -> dict[str, Any]:
        return _write(app)

    @cache
    def written() -> bytes:
        return json.dumps(write(), ensure_ascii=False).encode()

    def read_description(request: Request) -> Response:
        """Read this description."""
        return conditional(request, Representation(written(), weak_etag(written()), changed_at=None))

    app.openapi = write  # type: ignore[method-assign]  # FastAPI's own way of extending it
    app.add_api_route("/openapi.json", read_description, include_in_schema=False)


def _write(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="Summitry",
        version="1",
        summary="The open diplomatic calendar.",
        description=DESCRIPTION.strip(),
        routes=app.routes,
        tags=_TAGS,
    )
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    document["components"]["securitySchemes"] = {SCHEME: _SCHEME}
    schemas = document["components"]["schemas"]
    schemas |= problem.pop("$defs", {}) | {"Problem": problem}
    for path in document["paths"].values():
        for operation in path.values():
            for name, schema in operation.pop(BODY, {}).items():
                schemas |= schema.pop("$defs", {}) | {name: schema}
            _complete(operation)
    return document


def _complete(operation: dict[str, Any]) -> None:
    """Say of an operation what FastAPI cannot."""
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    refused = operation.pop(REFUSED, ())
    operation["parameters"] = [one for one in operation.get("parameters", ()) if one["name"] not in refused]
    every = {str(status): told for status, told in answers(*_EVERYWHERE).items()}
    operation["responses"] = dict(sorted((_with_rehearsal(operation) | every).items()))
    for response in operation["responses"].values():
        for content in response.get("content", {}).values():
            if EXAMPLE in content:
                content["example"] = json.loads(content.pop(EXAMPLE))


def _with_rehearsal(operation: dict[str, Any]) -> dict[str, Any]:
    """Return an operation's responses. What would be made and is not, for `dry_run` was asked for, is not created."""
    responses: dict[str, Any] = operation["responses"]
    if "201" not in responses or all(one["name"] != "dry_run" for one in operation["parameters"]):
        return responses
    return responses | {"200": deepcopy(responses["201"]) | {"description": "What it would do: nothing was kept"}}
