"""The API's own description (OpenAPI 3.1)."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.http.problems import Problem

DESCRIPTION = """
Who meets whom, when, where, how sure that is, and who says so.

* Every value is traced to a quoted source: ask `/api/v1/meetings/{meeting}/claims`.
* Dates are honest: a meeting lasts *throughout* its window, lies somewhere *within* it, or takes *one of* several.
* `as_of` shows the calendar as it stood at an instant, `known_on` what had been said by a day.
* The filter is the URL: the query of a list, put behind `/feeds/meetings.ics`, is a calendar to subscribe to.
* Refusals are problem documents (RFC 9457) that name the field and the rule.
"""
_TAGS = [
    {"name": "meetings", "description": "Meetings, who says what of them, and how they came to be shown so."},
    {"name": "changes", "description": "What happened since, for readers who follow."},
    {"name": "feeds", "description": "Calendars to subscribe to (iCalendar)."},
    {"name": "catalogue", "description": "Parties, places, topics, series, sources and named calendars."},
    {"name": "index", "description": "Where everything is, and whether it answers."},
]


def describe(app: FastAPI) -> None:
    """Give the application its description, written once when it is first asked for."""

    def write() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _write(app)
        return app.openapi_schema

    app.openapi = write  # type: ignore[method-assign]


def _write(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="Summitry",
        version="1",
        summary="The open diplomatic calendar.",
        description=DESCRIPTION.strip(),
        routes=app.routes,
        tags=_TAGS,
    )
    schemas = document["components"]["schemas"]
    # Refusals are problem documents, not FastAPI's own shape.
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {}) | {"Problem": problem}
    return document
