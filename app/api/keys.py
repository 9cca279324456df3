"""Keys, for administrators: which there are, a new one, and the end of one."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr, WithJsonSchema, field_serializer
from starlette.responses import Response

from app import clock
from app.access.keys import MOST_DAYS, PREFIX, Label, State, issue_key, state_of
from app.access.roles import Role
from app.api.answers import Answer, ListAnswer
from app.api.examples import example
from app.api.listing import answer_list
from app.api.meetings import MANY, NAMED, UNCHANGED
from app.http.asking import check_names, strict
from app.http.bodies import UNREADABLE, body_of, takes
from app.http.callers import JudgedRoute, require
from app.http.conditional import JSON, conditional_json
from app.http.paging import DEFAULT_LIMIT
from app.http.problems import answers
from app.http.service import ServiceDep, SessionDep
from app.http.slices import Slice
from app.http.tokens import MOST_TOKEN
from app.http.tokens import read_key as read_key_of_list
from app.meetings.errors import FilterError
from app.meetings.filter import MOST_ITEMS, Wanted
from app.meetings.text import Line
from app.store.keys import find_keys, get_key, mark_revoked
from app.store.tables import KeyRow

router = APIRouter(prefix="/keys", tags=["keys"], route_class=JudgedRoute, dependencies=[Depends(require(Role.ADMIN))])

KeyId = Annotated[Line, Path(description="Its id.", examples=["0f8fad5b-d9cb-469f-a165-70867728950e"])]


class KeyWanted(BaseModel):
    """What a new key is to be."""

    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)

    label: Label
    """What it is for: a person, a program, a desk."""
    role: Role
    """What it allows."""
    expires_in_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None
    """After how many days it expires; null: never."""


class KeyAnswer(Answer):
    """What is known of a key. The key itself is not."""

    id: UUID
    hint: str
    """How the key begins, after `smt_`."""
    label: str
    role: Role
    state: State
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    """To the minute."""


class NewKeyAnswer(KeyAnswer):
    """A new key."""

    key: Annotated[SecretStr, WithJsonSchema({"type": "string", "pattern": f"^{PREFIX}[A-Za-z0-9_-]{{43}}$"})]
    """The key: it is shown this once, and stored nowhere."""

    @field_serializer("key")
    def write_key(self, key: SecretStr) -> str:
        """Show it, which nothing but the answer itself does."""
        return key.get_secret_value()


class KeyList(ListAnswer[KeyAnswer]):
    """A page of keys, the oldest first."""


def read_part(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="How many at the most.")] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=MOST_TOKEN, description="From `next`.")] = None,
) -> Slice:
    """Return which part of the keys a request asks for."""
    known = ("limit", "cursor")
    check_names(request.query_params.multi_items(), known, known)
    after = read_key_of_list(cursor, router.prefix) if cursor is not None else None
    return Slice(request, Wanted(), limit, after, router.prefix)


def refuse_repetition(
    idempotency_key: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> None:
    """Refuse to keep an answer that holds a key.

    Raises:
        FilterError: if the request asks for that.
    """
    if idempotency_key is not None:
        rule = "this answer cannot be given again, since a key is stored nowhere: leave this header out"
        raise FilterError(rule, field="Idempotency-Key")


@router.get("", response_model=KeyList, responses=MANY | UNCHANGED | example("keys"))
def list_keys(part: Annotated[Slice, Depends(read_part)], session: SessionDep, request: Request) -> Response:
    """List every key that was ever made, and when it was last used."""
    every = [_answer(row) for row in find_keys(session)]
    items, following = part.cut(every, lambda one: f"{one.created_at.isoformat()} {one.id}")
    return answer_list(request, KeyList(items=items, next=following, sync_token=None), None)


@router.post(
    "",
    response_model=NewKeyAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=[Depends(strict()), Depends(refuse_repetition)],
    responses=MANY | answers(*UNREADABLE) | example("new_key", 201),
    openapi_extra=takes(KeyWanted),
)
def create_key(
    wanted: Annotated[KeyWanted, Depends(body_of(KeyWanted))], service: ServiceDep, request: Request
) -> Response:
    """Make a key. It is shown in this answer and never again."""
    with service.database.writing() as session:
        key, row = issue_key(session, label=wanted.label, role=wanted.role, days=wanted.expires_in_days)
        made = NewKeyAnswer(**dict(_answer(row)), key=key)
    headers = {"Location": f"{request.scope['path']}/{made.id}"}
    return Response(made.model_dump_json(), HTTPStatus.CREATED, headers, JSON)


@router.get(
    "/{key}",
    response_model=KeyAnswer,
    dependencies=[Depends(strict())],
    responses=NAMED | UNCHANGED | example("key"),
)
def read_key(key: KeyId, session: SessionDep, request: Request) -> Response:
    """Read what is known of one key."""
    return conditional_json(request, _answer(get_key(session, key)), None)


@router.delete("/{key}", status_code=HTTPStatus.NO_CONTENT, dependencies=[Depends(strict())], responses=NAMED)
def revoke_key(key: KeyId, service: ServiceDep) -> Response:
    """Revoke a key, at once and for good. It stays in the list; revoking it again changes nothing."""
    with service.database.writing() as session:
        mark_revoked(session, get_key(session, key).id, clock.now())
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _answer(row: KeyRow) -> KeyAnswer:
    return KeyAnswer(
        id=row.id,
        hint=row.hint,
        label=row.label,
        role=Role(row.role),
        state=state_of(row, clock.now()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
