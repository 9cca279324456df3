"""Health: whether the service can answer."""

from http import HTTPStatus

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.api.answers import HealthAnswer
from app.api.examples import example
from app.http.asking import strict
from app.http.conditional import JSON
from app.http.problems import answers
from app.http.service import SessionDep
from app.store.ledger import read_head

router = APIRouter(tags=["index"])


@router.get(
    "/health",
    response_model=HealthAnswer,
    dependencies=[Depends(strict())],
    responses=answers(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE) | example("health"),
)
def read_health(session: SessionDep) -> Response:
    """Ask whether the service and its database answer: 200 if so, 503 if not."""
    answer = HealthAnswer(status="ok", number=read_head(session).number)
    return Response(answer.model_dump_json(), media_type=JSON, headers={"Cache-Control": "no-store"})
