"""Problems (RFC 9457): every refusal is a document that names the field and the rule."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.access.keys import hush
from app.http.kinds import KINDS, Kind

MEDIA_TYPE = "application/problem+json"


_BY_STATUS = {kind.status: kind for kind in reversed(KINDS)}
_RESYNC = next(kind for kind in KINDS if kind.name == "resync")


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
    resync: str | None = None
    """Address of the list to read anew, relative to the host: only where a reader cannot go on from what they hold."""


def answers(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of these refusals, for a route's `responses`."""
    return {int(status): _described(_BY_STATUS[status]) for status in statuses}


def _described(kind: Kind) -> dict[str, Any]:
    return {"description": kind.title, "content": {MEDIA_TYPE: {"schema": _REF}}}


_REF = {"$ref": "#/components/schemas/Problem"}

RESYNC: dict[int | str, dict[str, Any]] = {int(_RESYNC.status): _described(_RESYNC)}
"""The documentation of what a reader is told who cannot go on."""


class ProblemResponse(Response):
    """A problem document, and what it says."""

    media_type = MEDIA_TYPE

    def __init__(self, told: Problem, headers: Mapping[str, str]) -> None:
        """Answer with a problem."""
        super().__init__(told.model_dump_json(exclude_none=True), told.status, headers)
        self.told = told


def problem(
    status: int,
    detail: str,
    errors: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
    resync: str | None = None,
) -> ProblemResponse:
    """Return a problem document. What it repeats of a request is without keys."""
    kind = _RESYNC if resync else _BY_STATUS.get(HTTPStatus(status), _BY_STATUS[HTTPStatus.BAD_REQUEST])
    title = kind.title if kind.status == status else HTTPStatus(status).phrase
    hushed = [FieldProblem(field=hush(one.field), rule=hush(one.rule), near=one.near) for one in errors or ()]
    type_ = f"/problems/{kind.name}"
    body = Problem(type=type_, title=title, status=status, detail=hush(detail), errors=hushed, resync=resync)
    sent = {"Cache-Control": "no-cache"} | dict(headers or {})
    return ProblemResponse(body, sent)
